"""kim.yaml -> `Kim`, with everything that can be said of one record alone."""

from __future__ import annotations

import difflib
from datetime import date

from kimgen.diagnostics import Diagnostic, Location
from kimgen.fieldtypes import is_usual_number
from kimgen.frontmatter import Document
from kimgen.labels import check_label
from kimgen.lookalikes import foreign_letter
from kimgen.model import Decree, Kim, MenuEntry, Officer, Portal, Village, WebLink
from kimgen.privacy import check_document
from kimgen.schema import KIM
from kimgen.validate.fields import MOST_GUESSES, Reading, Values, read_fields, settled, spot
from kimgen.yamltree import Scalar

_NETWORKS = {
    "facebook": ("Facebook", "https://www.facebook.com/{}"),
    "instagram": ("Instagram", "https://www.instagram.com/{}/"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@{}"),
    "youtube": ("YouTube", "https://www.youtube.com/@{}"),
    "x": ("X", "https://x.com/{}"),
}

_SAMPUL = "sampul: {gambar: media/desa.jpg, keterangan: Sawah berundak di kaki gunung}"
"""A picture at the head of a site with its description, as it is written."""


def validate_kim(
    document: Document, folder: str, village: Village, portal: Portal
) -> tuple[Kim | None, tuple[Diagnostic, ...]]:
    """Read the registry record of the KIM in `folder` (its last part is the label).

    Returns None where an error leaves nothing to build from.
    """
    reading = Reading(document, village.offset)
    values = read_fields(document.fields, KIM, reading)
    if any(item.severity.word == "error" for item in document.found):
        # the file could not be read: a missing name would be a follow-on error
        return None, tuple(document.found)
    values.found[:0] = document.found
    label = folder.rpartition("/")[2]
    values.found.extend(check_document(document, portal.discretion).found)
    values.found.extend(label_findings(label, Location(document.path.rpartition("/")[0]), portal))
    kim = _make(values, label, folder, village)
    values.found.extend(_advice(values, kim, reading, portal))
    return (None if values.broken else kim), settled(values.found)


def label_findings(label: str, at: Location, portal: Portal) -> list[Diagnostic]:
    """What is wrong with a label by itself; at most one finding."""
    from kimgen.codes import problem

    found = check_label(label, portal.reserved)
    if found is None:
        return []
    code = {"reserved": "label-reserved", "lookalike": "label-lookalike"}.get(
        found.reason, "label-invalid"
    )
    params = {
        "label": label,
        "reason": found.reason,
        "like": found.like,
        "why": found.why,
        "suggestion": found.suggestion,
    }
    return [problem(code, at, **params)]


def _make(values: Values, label: str, folder: str, village: Village) -> Kim:
    get = values.values.get
    contact = values.table("kontak")
    header = values.table("sampul")
    decree = get("sk")
    members = get("jumlah_anggota")
    coordinates = get("koordinat")
    founded = get("tanggal_berdiri")
    return Kim(
        label=label,
        folder=folder,
        village=village,
        name=values.text("nama"),
        number=values.text("nomor_induk"),
        status=values.text("status") or "menunggu",
        decree=_decree(decree) if isinstance(decree, Values) else None,
        founded=founded if isinstance(founded, date) else None,
        term=values.text("masa_bakti"),
        level=values.text("tingkat") or "desa",
        fields=tuple(word.casefold() for word in values.words("bidang")),
        description=values.text("deskripsi"),
        officers=tuple(
            Officer(item.text("jabatan"), item.text("nama")) for item in values.tables("pengurus")
        ),
        members=members if isinstance(members, int) else None,
        address=contact.text("alamat"),
        whatsapp=contact.text("whatsapp"),
        email=contact.text("email"),
        social=_social(values.table("medsos")),
        coordinates=coordinates if isinstance(coordinates, tuple) else None,
        logo=values.text("logo"),
        header=header.text("gambar"),
        header_text=header.text("keterangan"),
        colour=values.text("warna"),
        lang=values.text("bahasa"),
        theme=values.text("tema"),
        menu=tuple(
            MenuEntry(item.text("judul"), item.text("tujuan") or item.text("judul"))
            for item in values.tables("menu")
        ),
        shown=values.words("boleh_tampil"),
    )


def _decree(values: Values) -> Decree | None:
    day = values.values.get("tanggal")
    number = values.text("nomor")
    if not number:
        return None
    return Decree(number, day if isinstance(day, date) else None, values.text("penandatangan"))


def _social(values: Values) -> tuple[WebLink, ...]:
    links = []
    for name, (title, pattern) in _NETWORKS.items():
        value = values.text(name)
        if value:
            links.append(WebLink(title, value if "://" in value else pattern.format(value)))
    return tuple(links)


def _advice(values: Values, kim: Kim, reading: Reading, portal: Portal) -> list[Diagnostic]:
    """Warnings about a record that can be used."""
    found = []
    foreign = foreign_letter(kim.name)
    if foreign:
        sign, script = foreign
        written = values.written["nama"]
        at = written.at
        if isinstance(written, Scalar):
            at = spot(written, written.text.find(sign), sign, reading)
        found.append(reading.problem("name-lookalike", at, sign=sign, script=script))
    if kim.number and not is_usual_number(kim.number):
        number_at = values.written["nomor_induk"].at
        expected = kim.village.code.replace(".", "") + "01"
        params = {"value": kim.number, "expected": expected}
        found.append(reading.problem("number-format-unusual", number_at, **params))
    known = [item.code for item in portal.fields]
    for word in values.words("bidang") if known else ():
        if word.casefold() not in known:
            guess = len(found) < MOST_GUESSES
            near = difflib.get_close_matches(word.casefold()[:60], known if guess else (), 1, 0.6)
            params = {
                "value": word,
                "suggestion": near[0] if near else "",
                "choices": ", ".join(known),
            }
            at = spot(*values.spots["bidang", word], word, reading)
            found.append(reading.problem("field-of-work-unknown", at, **params))
    if kim.header and not kim.header_text:
        at = values.written["sampul"].at
        found.append(reading.problem("picture-without-alt", at, name=kim.header, example=_SAMPUL))
    if kim.status == "terdaftar" and not kim.is_live:
        lacking = "nomor_induk" if not kim.number else "sk"
        at = values.written["status"].at
        found.append(reading.problem("kim-not-live", at, reason=lacking))
    return found
