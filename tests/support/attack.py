"""A nation whose every text tries to run in a reader's browser, made from a list of payloads.

Each payload goes through the body of posts and pages, every field of posts, kim.yaml, desa.yaml and
portal.yaml that takes text, and names of posts, pages, pictures and documents. Many are packed into
one value: what a page escapes, it escapes character by character.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kimgen.model import POST_KINDS
from kimgen.schema import KIM, PORTAL, VILLAGE, Field, fields_for
from tests.support.nation import VILLAGES, write

ROOM = 40_000
"""Characters of one YAML file; 65,536 are read."""

_KEPT = {
    "tanggal": "2026-11-01", "draf": "tidak", "sampai": "2026-12-01", "mulai": "2026-12-01",
    "selesai": "2026-12-02", "status": "masuk", "putusan": "salah", "gambar": "media/gambar.png",
    "berkas": "media/berkas.txt", "harga": "1000", "whatsapp": '"081234567890"', "bahasa": "id",
    "koordinat": "[-0.42, 116.98]", "logo": "media/gambar.png", "warna": '"#0b6e4f"',
    "tema": "lontar", "jumlah_anggota": "15", "tingkat": "desa", "tanggal_berdiri": "2019-05-20",
    "nomor_induk": '"640206100501"', "base_domain": "kim.id", "markdown": "auto", "contoh": "tidak",
    "privasi": "diam", "kode": "kode", "alamat_tautan": "https://contoh.example/", "url": "",
}  # fmt: skip
"""Values of fields that have to be what they are, or the whole file would be refused."""
_TEXTS = frozenset(("line", "text", "words"))
_LEFT_OUT = frozenset(("slug", "boleh_tampil", "anything", "path"))

_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Texts = Sequence[str]


def picture() -> bytes:
    """A PNG of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\1\2\3"))
        + chunk(b"IEND", b"")
    )


def chunks(texts: Texts, number: int) -> list[Texts]:
    """`texts` in `number` parts, none empty."""
    size = max(1, -(-len(texts) // max(1, number)))
    parts = [texts[at : at + size] for at in range(0, len(texts), size)]
    return [parts[at % len(parts)] for at in range(max(1, number))]


def _quoted(text: str) -> str:
    """`text` as a YAML scalar on one line; what YAML has no sign for is left out."""
    kept = "".join(sign for sign in text if not _is_half(sign))
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(kept, ensure_ascii=False))


def _is_half(sign: str) -> bool:
    """Whether it is a surrogate, which has no UTF-8."""
    return 0xD800 <= ord(sign) < 0xE000


Give = Callable[[], Texts]
"""The payloads for the next field."""


def _giving(texts: Texts, items: Sequence[Field], spread: bool) -> Give:
    """All payloads for each field, or each payload for one of them."""
    return iter(chunks(texts, _weight(items))).__next__ if spread else lambda: texts


def _value(item: Field, give: Give) -> str:
    """YAML of a field that is as hostile as it can be."""
    if item.fields:
        inner = ", ".join(
            f"{each.name}: {_value(each, give)}"
            for each in item.fields
            if each.name not in _LEFT_OUT
        )
        return f"[{{{inner}}}]" if item.type == "tables" else f"{{{inner}}}"
    if item.name in _KEPT and (item.strict or item.type not in _TEXTS):
        return _KEPT[item.name]
    if item.type == "words":
        return f"[{_quoted(' '.join(give()).replace(',', ';'))}]"
    if item.type == "urls":
        return f"[{', '.join(map(_quoted, give()))}]"
    if item.type in _TEXTS:
        return _quoted(" ".join(give()))
    return _quoted("javascript:alert(1)")


def _weight(items: Sequence[Field]) -> int:
    """How many times a file holds the texts."""
    shown = [item for item in items if item.name not in _LEFT_OUT and item.type != "anything"]
    return sum(_weight(item.fields) if item.fields else _takes(item) for item in shown)


def _takes(item: Field) -> bool:
    kept = item.name in _KEPT and (item.strict or item.type not in _TEXTS)
    return not kept and item.type in (*_TEXTS, "urls")


def _room(spread: bool) -> int:
    # a payload that is in every field of its file makes some files much longer than others
    return ROOM if spread else ROOM * 2 // 3


def _size(texts: Texts) -> int:
    return sum(len(_quoted(text)) for text in texts)


def _lines(items: Sequence[Field], texts: Texts, spread: bool) -> str:
    give = _giving(texts, items, spread)
    return "".join(
        f"{item.name}: {_value(item, give)}\n"
        for item in items
        if item.name not in _LEFT_OUT and item.type != "anything"
    )


def _record(texts: Texts, spread: bool, **kept: str) -> str:
    """kim.yaml with all fields; `kept` are YAML values."""
    items = [item for item in KIM if item.name not in kept]
    return _lines(items, texts, spread) + "".join(
        f"{name}: {value}\n" for name, value in kept.items()
    )


def _kim(root: Path, label: str, record: str) -> Path:
    folder = Path("content") / VILLAGES[1] / label
    write(root, f"{folder}/kim.yaml", record)
    (root / folder / "media").mkdir()
    (root / folder / "media" / "gambar.png").write_bytes(picture())
    (root / folder / "media" / "berkas.txt").write_text("isi", encoding="utf-8")
    return folder


_PLAIN = (
    'nama: KIM Uji\nnomor_induk: "640206100501"\nstatus: terdaftar\n'
    'sk: {nomor: "1/2025", tanggal: 2025-03-01}\n'
)


def write_nation(root: Path, texts: Texts, spread: bool = False) -> None:
    """content/ below `root`, but for what only one portal can hold: see `write_portals`.

    With `spread` each payload goes through one field of each kind of file, not through all.
    """
    write(root, "content/portal.yaml", "judul: Portal uji\nprivasi: diam\n")
    write_posts(root, texts, spread)
    write_bodies(root, texts)
    write_names(root, texts[::40] if spread else texts)
    number = -(-(1 if spread else _weight(KIM)) * _size(texts) // _room(spread))
    for index, part in enumerate(chunks(texts, number)):
        kept = {"status": "terdaftar", "nomor_induk": '"640206100501"'}
        folder = _kim(root, f"kim-rekam-{index}", _record(part, spread, **kept))
        write(root, f"{folder}/posts/2026-11-01-kabar.md", "---\njudul: Kabar\n---\nIsi.\n")


def write_posts(root: Path, texts: Texts, spread: bool) -> None:
    """A KIM with posts of every jenis, each payload in every field."""
    folder = _kim(root, "kim-isian", _PLAIN)
    own = {kind: [item for item in fields_for(kind) if item.kinds] for kind in POST_KINDS}
    common = [item for item in fields_for("berita") if not item.kinds]
    heaviest, all_common = (1, 1) if spread else (max(map(_weight, own.values())), _weight(common))
    number = -(-(heaviest * _size(texts) + all_common * _size(texts) // 8) // _room(spread))
    shares = iter(chunks(texts, number * len(POST_KINDS)))
    for kind in POST_KINDS:
        for index, part in enumerate(chunks(texts, number)):
            items = [item for item in common if item.name != "jenis"]
            lines = _lines(items, next(shares), spread) + _lines(own[kind], part, spread)
            text = f"---\njenis: {kind}\n{lines}---\nIsi.\n"
            write(root, f"{folder}/posts/2026-11-01-{kind}-{index}.md", text)


def write_bodies(root: Path, texts: Texts) -> None:
    """A KIM whose posts and pages hold the payloads as text: one after the other, and each in an
    item of a list, which ends what a payload leaves open."""
    folder = _kim(root, "kim-badan", _PLAIN)
    clean = [text.replace("\r", "\n") for text in texts]
    for index, part in enumerate(chunks(clean, -(-_size(texts) // 60_000))):
        loose = "\n\n".join(part)
        items = "".join("- " + text.replace("\n", "\n  ") + "\n" for text in part)
        for name, body in (("lepas", loose), ("daftar", items)):
            text = f"---\njudul: {name} {index}\n---\n{body}\n"
            write(root, f"{folder}/posts/2026-11-01-{name}-{index}.md", text)
        write(root, f"{folder}/pages/halaman-{index}.md", f"---\njudul: H {index}\n---\n{items}")


def write_names(root: Path, texts: Texts) -> None:
    """A KIM whose files are named like the payloads: their titles are guessed from the names."""
    folder = _kim(root, "kim-nama", _PLAIN)
    for index, name in enumerate(_file_names(texts)):
        body = f"![{name}](<media/{name}.png>) [{name}](<media/{name}.txt>)\n"
        fields = f"gambar: {_quoted(f'media/{name}.png')}\n"
        write(root, f"{folder}/posts/2026-11-01-{index} {name}.md", f"---\n{fields}---\n{body}")
        (root / folder / "media" / f"{name}.png").write_bytes(picture())
        (root / folder / "media" / f"{name}.txt").write_text("isi", encoding="utf-8")


def _file_names(texts: Texts) -> Iterator[str]:
    """Payloads as names of files, several in one."""
    name = ""
    for text in texts:
        part = "".join(sign for sign in text if sign not in "/\0\n\r" and not _is_half(sign))[:60]
        if len((name + part).encode()) > 180:
            yield name.strip(" .") or "x"
            name = ""
        name += part
    yield name.strip(" .") or "x"


def write_portals(root: Path, texts: Texts, spread: bool = False) -> Iterator[Path]:
    """Small nations, one after the other in folders of `root`, whose portal.yaml and desa.yaml
    hold the payloads."""
    weight = 1 if spread else max(_weight(PORTAL), _weight(VILLAGE))
    number = -(-weight * _size(texts) // _room(spread))
    for index, part in enumerate(chunks(texts, number)):
        nation = root / f"negeri-{index}"
        taken = {"peta", "batas", "privasi", "label", "kartu"}  # kartu: yes or no, else an error
        items = [item for item in PORTAL if item.name not in taken]
        lines = _lines([i for i in items if i.name != "gambar_dari"], part, spread)
        write(nation, "content/portal.yaml", f"{lines}privasi: diam\n")
        folder = _kim(nation, "kim-uji", _PLAIN)
        write(nation, f"{folder.parent}/desa.yaml", _lines(VILLAGE, part, spread))
        write(nation, f"{folder}/posts/2026-11-01-kabar.md", "---\njudul: Kabar\n---\nIsi.\n")
        yield nation
