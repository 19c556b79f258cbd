"""portal.yaml -> `Portal`. An error in it is fatal for the build."""

from __future__ import annotations

from kimgen.diagnostics import Diagnostic
from kimgen.discretion import KINDS, WARN, Discretion
from kimgen.frontmatter import Document
from kimgen.limits import Limits
from kimgen.model import Bidang, MapFiles, Portal, Transfer
from kimgen.privacy import check_document
from kimgen.schema import PORTAL
from kimgen.slugs import slugify
from kimgen.validate.fields import Reading, Values, read_fields, settled


def validate_portal(document: Document) -> tuple[Portal | None, tuple[Diagnostic, ...]]:
    """Read portal.yaml; None where an error in it makes it unusable."""
    if any(item.severity.word == "error" for item in document.found):
        return None, tuple(document.found)
    values = read_fields(document.fields, PORTAL, Reading(document))
    discretion = _discretion(values.table("privasi"))
    values.found.extend(check_document(document, discretion).found)
    found = settled((*document.found, *values.found))
    if values.broken:
        return None, found
    default = Portal()
    maps, label = values.table("peta"), values.table("label")
    contact = values.table("kontak")
    return (
        Portal(
            title=values.text("judul") or default.title,
            description=values.text("deskripsi"),
            base_domain=values.text("base_domain") or default.base_domain,
            expansion=values.text("kepanjangan") or default.expansion,
            lang=values.text("bahasa") or default.lang,
            theme=values.text("tema") or default.theme,
            example=bool(values.values.get("contoh", False)),
            cards=bool(values.values.get("kartu", True)),
            fields=tuple(
                Bidang(
                    item.text("kode") or slugify(item.text("nama")),
                    item.text("nama") or item.text("kode").replace("-", " ").capitalize(),
                )
                for item in values.tables("bidang")
            ),
            categories=values.words("kategori"),
            markdown=values.text("markdown") or default.markdown,
            map=MapFiles(maps.text("provinsi"), maps.text("kabkota"), maps.text("titik")),
            reserved=tuple(word.casefold() for word in label.words("reserved")),
            transfers=tuple(
                Transfer(item.text("nama").casefold(), item.text("dari"), item.text("ke"))
                for item in label.tables("pindah")
            ),
            colour=values.text("warna"),
            address=contact.text("alamat"),
            whatsapp=contact.text("whatsapp"),
            email=contact.text("email"),
            limits=_limits(values.table("batas")),
            discretion=discretion,
            picture_hosts=tuple(sorted(values.words("gambar_dari"))),
        ),
        found,
    )


def _discretion(values: Values) -> Discretion:
    common = values.text("semua") or WARN
    answers = ((kind, values.text(kind) or common) for kind in KINDS)
    return Discretion(tuple((kind, answer) for kind, answer in answers if answer != WARN))


_LIMITS = {
    "waktu": "seconds", "memori": "memory", "lipat": "growth", "hasil": "output",
    "kedalaman": "depth", "sel_tabel": "cells", "tulisan": "posts", "teks": "text",
    "media": "media", "piksel": "pixels", "bingkai": "frames",
}  # fmt: skip
"""Field of `batas` -> field of `Limits`."""


def _limits(values: Values) -> Limits:
    given = {_LIMITS[name]: value for name, value in values.values.items()}
    return Limits(**{name: value for name, value in given.items() if isinstance(value, int)})
