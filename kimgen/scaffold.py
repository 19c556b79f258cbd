"""Texts of new files, made from `schema.py`: what `kimgen new` writes.

Everything a field's line needs (name, example, help) comes from the table, so a
field that is added there is offered here. Comments stand on lines of their own:
behind a value they would be taken for a part of it. Nothing is written here.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from kimgen.schema import KIM, POST, Field, fields_for
from kimgen.slugs import slugify

LONGEST_SLUG = 60
"""Characters of the slug in a new file's name."""

_PLAIN = re.compile(r"[A-Za-z][\w ()/.,’-]*[\w).]", re.ASCII)
_SPECIAL_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "ya", "tidak"))

_BODIES = {
    "berita": "Tulis kabarnya di sini: apa yang terjadi, di mana, kapan, siapa, dan bagaimana.",
    "pengumuman": "Tulis pengumumannya di sini: untuk siapa, apa yang perlu dilakukan, kapan.",
    "agenda": "Tulis keterangan acaranya di sini: untuk siapa dan apa yang perlu dibawa.",
    "usulan": "Tulis usulannya di sini: apa yang diusulkan warga, dan mengapa.",
    "klarifikasi": "Tulis di sini apa yang diperiksa, caranya, dan hasilnya.",
    "lapak": "Tulis di sini apa yang dijual, dibuat dari apa, dan cara memesannya.",
    "galeri": "Tulis di sini acara apa yang difoto.",
    "dokumen": "Tulis di sini apa isi berkasnya dan untuk siapa.",
}

# Better first values than the examples of the reference, which show what a field may hold.
_FIRST_VALUES = {"status": "masuk", "putusan": "belum terbukti"}


def one_line(text: str) -> str:
    """`text` on one line, without characters that content files may not hold."""
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in _UNWANTED
    )
    return " ".join("".join(kept).split())


_JOINERS = "\u200c\u200d"  # Jawi and Javanese script need them
_UNWANTED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def scalar(text: str) -> str:
    """One line of text as a YAML scalar that reads back as itself: bare where safe, else quoted."""
    text = one_line(text)
    if _PLAIN.fullmatch(text) and text.casefold() not in _SPECIAL_WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def field_lines(item: Field, value: str = "") -> Iterator[str]:
    """The lines of one field, with `value` (YAML text) or its examples."""
    if not item.fields or value:
        yield f"{item.name}: {value or item.example}".rstrip()
        return
    yield f"{item.name}:"
    inner = [line for part in item.fields for line in field_lines(part)]
    first = "  - " if item.type == "tables" else "  "
    rest = "    " if item.type == "tables" else "  "
    for number, line in enumerate(inner):
        yield (rest if number else first) + line


def post_text(kind: str, title: str, moment: str, given: Mapping[str, str] | None = None) -> str:
    """A post of the jenis `kind`, ready to be filled in.

    `moment`: its date as it is to be written, beginning with an ISO day. `given`:
    field -> text as people typed it. What is required and not given gets an
    example under a comment that asks to change it; what is optional stands there
    as comments.
    """
    values = dict(given or {})
    values |= {"judul": title, "tanggal": moment}
    values["jenis"] = kind
    lines = ["---"]
    optional: list[str] = []
    for item in fields_for(kind):
        value = values.pop(item.name, "")
        if value:
            if item.name != "jenis" or kind != "berita":
                lines.append(f"{item.name}: {_written(item, value)}")
        elif item.required:
            if item.type in _FILES and "draf" not in values:
                # the example names a file that is not there: nothing to publish yet
                lines += [
                    "# Hapus baris draf kalau berkasnya sudah ada di folder media.",
                    "draf: ya",
                ]
            lines.append(f"# Ganti contoh ini: {item.help}")
            lines.extend(field_lines(item, _first_value(item, moment)))
        elif item.kinds or item.name in _OFFERED:
            optional.extend(f"# {line}" for line in field_lines(item))
    if optional:
        lines += ["# Boleh diisi; hapus tanda # di depannya:", *optional]
    return "\n".join([*lines, "---", "", _BODIES[kind], ""])


_FILES = frozenset(("media", "tables"))
"""Types of required fields that name a file: dokumen and galeri have one."""

_OFFERED = frozenset(("kategori", "pewarta", "ringkasan", "gambar", "keterangan_gambar", "lokasi"))
"""Fields of every post that a new one offers; the reference names the rest."""


def _first_value(item: Field, moment: str) -> str:
    """YAML text that a required field starts with; `''` leaves it to the example."""
    if item.type == "moment":
        day = dt.date.fromisoformat(moment[:10]) + dt.timedelta(days=7)
        return f"{day.isoformat()} 08.00"
    return _FIRST_VALUES.get(item.name, "") if item.choices else ""


def _written(item: Field, text: str) -> str:
    """What somebody typed for a field, as YAML."""
    if item.type in ("moment", "day", "choice", "yes_no", "whole"):
        safe = re.fullmatch(r"[\w.-]+(?: [\w.-]+)*", text)
        return text if safe else scalar(text)
    if item.type in ("words", "urls", "hosts", "coordinates"):
        parts = [scalar(part) for part in text.strip(" []").split(",") if part.strip()]
        return f"[{', '.join(parts)}]" if len(parts) > 1 else "".join(parts) or '""'
    return scalar(text)


def known_fields(kind: str) -> dict[str, Field]:
    """Fields of a post of `kind` that take one typed text, by name."""
    return {item.name: item for item in fields_for(kind) if not item.fields or item.fits}


def post_name(day: dt.date, title: str, others: Iterable[str]) -> str:
    """File name for a post: `2026-11-24-panen-raya.md`.

    `others`: names in its folder. A name that would give the address of another
    post, whatever its date, gets a number.
    """
    slug = slugify(title, LONGEST_SLUG) or "tulisan"
    slug = "tulisan-index" if slug == "index" else slug
    taken = {re.sub(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]*", "", name.lower()) for name in others}
    numbered = [slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))]
    free = next(name for name in numbered if f"{name}.md" not in taken)
    return f"{day.isoformat()}-{free}.md"


def kim_text(name: str, number: str = "", decree: str = "") -> str:
    """kim.yaml of a new KIM; registered only with both its number and its decree."""
    registered = bool(number and decree)
    lines = [
        "# Data KIM ini. Perintah `kimgen check` memeriksanya.",
        f"nama: {scalar(name)}",
        f"status: {'terdaftar' if registered else 'menunggu'}",
    ]
    if not registered:
        lines.insert(2, "# Ganti menjadi terdaftar kalau nomor induk dan SK sudah ada.")
    done = {"nama", "status"}
    for field, value in (("nomor_induk", number), ("sk", decree)):
        if value:
            quoted = json.dumps(one_line(value), ensure_ascii=False)
            lines += [f"{field}: {quoted}"] if field != "sk" else ["sk:", f"  nomor: {quoted}"]
            done.add(field)
    lines.append("# Boleh diisi; hapus tanda # di depannya:")
    for item in KIM:
        if item.name not in done:
            lines.extend(f"# {line}" for line in field_lines(item))
    return "\n".join([*lines, ""])


def profile_text(name: str, place: str) -> str:
    """pages/profil.md of a new KIM; `place` is its village with its unit word."""
    return "\n".join(
        [
            "---",
            f"judul: {scalar(f'Tentang {name}')}",
            "---",
            "",
            f"{_escaped(one_line(name))} adalah Komunitas Informasi Masyarakat di "
            f"{_escaped(one_line(place))}.",
            "",
            "Ceritakan di sini kapan KIM ini dibentuk, siapa saja anggotanya, dan apa yang",
            "dikerjakan untuk warga.",
            "",
        ]
    )


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_\[\]<>#&!|~])", r"\\\1", text)


def post_fields() -> tuple[str, ...]:
    """Names of all fields of posts, for suggestions."""
    return tuple(item.name for item in POST)
