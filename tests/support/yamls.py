"""YAML that breaks readers of YAML: generators, by name, and 900 inputs that they make.

`FAMILIES[name](size, rng)` gives a text of about `size` characters, or bytes, for the fields of a
file; `inputs()` gives the same 900 on every machine. Nothing in here is taken from elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Family = Callable[[int, random.Random], "str | bytes"]
FAMILIES: dict[str, Family] = {}

SIZES = (40, 150, 700, 3_000, 12_000, 40_000, 65_000, 66_000, 200_000)
"""Characters; the limit of what is looked at lies between two of them."""
COUNT = 900

VALID = (
    'judul: Panen raya\ntanggal: 2026-11-24 10.30\njenis: agenda\nmulai: "2026-12-05 08.00"\n'
    "tag: [padi, panen]\nkategori: pertanian, umkm\n",
    'nama: KIM Uji\nnomor_induk: "640206100501"\nstatus: terdaftar\nsk: {nomor: "1/2025"}\n'
    "pengurus:\n  - {jabatan: Ketua, nama: Melati (contoh)}\n  - jabatan: Bendahara\n"
    "    nama: Mawar (contoh)\nkoordinat: [-0.42, 116.98]\nmenu: [profil, galeri]\n",
    "judul: Portal\nbase_domain: kim.id\nbidang:\n- {kode: a, nama: A}\n- kode: b\n  nama: B\n"
    "label:\n  reserved: [arsip, pusat]\nbatas: {waktu: 1, memori: 512 MB}\n",
)
"""What the three kinds of files look like."""

KEYS = (
    "judul tanggal jenis kategori tag gambar slug draf mulai harga whatsapp foto berkas klaim nama "
    "status sk nomor_induk bidang pengurus kontak medsos koordinat warna menu jumlah_anggota "
    "base_domain markdown label batas peta content handler metadata x".split()
)
ODD = (
    "\0 \x01 \x07 \x1b \x7f \x80 \x85 \x9f \xa0 \u2028 \u2029 \u200e \u200f \u202a \u202e \u2066 "
    "\u2069 \ue000 \ufeff \ufffd \ufffe \uffff \ufdd0 \U0001fffe \U0010ffff \ud800 \udc80 \udfff"
).split(" ")
"""Characters that no field needs."""
MARKS = "- ? : , [ ] { } # & * ! | > ' \" % @ ` ~ << --- ... \t \\".split(" ")
"""What means something to YAML."""


def family(name: str) -> Callable[[Family], Family]:
    def keep(make: Family) -> Family:
        FAMILIES[name] = make
        return make

    return keep


def _repeated(name: str, before: str, part: str, after: str = "") -> None:
    """A family of `part` again and again; `{n}` in it counts."""

    def make(size: int, rng: random.Random) -> str:
        text = [before]
        length, number = len(before) + len(after), 0
        while length < size:
            text.append(part.replace("{n}", str(number)))
            length += len(text[-1])
            number += 1
        return "".join((*text, after))

    FAMILIES[name] = make


for _row in (
    ("digits", "harga: ", "9"),
    ("digits of a count", "jumlah_anggota: ", "9"),
    ("exponent", "harga: 1e", "9"),
    ("digits of a limit", "batas: {waktu: ", "9", "}"),
    ("digits of a place", "koordinat: [", "9", ", 1]"),
    ("sexagesimal", "tanggal: 1", ":59"),
    ("date without end", "tanggal: 2026", "-02-30"),
    ("open list", "tag: ", "["),
    ("open tables", "sk: ", "{a: "),
    ("closed list", "tag: ", "[]"),
    ("ends that are text", "tag: ", "['']',"),
    ("ends in comments", "tag:\n", "  [[[[[[[[[[[[[[[[[[[[ #]]]]]]]]]]]]]]]]]]]]\n"),
    ("dashes in a row", "", "- "),
    ("dashes and tabs", "", "-\t"),
    ("questions in a row", "", "? "),
    ("both in a row", "", "? - "),
    ("colons", "judul", ":"),
    ("spaced colons", "judul: ", ": "),
    ("spaces in a value", "judul: @a", " ", "b"),
    ("spaces after a key", "judul", " ", ": @b"),
    ("spaces before a comment", "judul: a", " ", "# b"),
    ("spaces in a comment", "judul: {a: b}\nslug: &b c #x", " ", "y"),
    ("hashes", "judul: a", " #"),
    ("comments", "", "# apa saja\n"),
    ("quotes", "judul: ", "'"),
    ("double quotes", "judul: ", '"'),
    ("backslashes", 'judul: "', "\\"),
    ("escapes", 'judul: "', "\\u202e\\x00\\x1b", '"'),
    ("escaped halves", 'judul: "', "\\ud800", '"'),
    ("escapes beyond Unicode", 'judul: "', "\\U7fffffff", '"'),
    ("open quote", 'judul: "', "kata\n"),
    ("folded text", "ringkasan: >\n", "  kata\n"),
    ("kept text", "ringkasan: |+\n", "\n"),
    ("keys", "", "k{n}: v\n"),
    ("keys that are nearly right", "", "judul{n}: v\n"),
    ("one key", "", "judul: v\n"),
    ("one key, quoted", "", '"judul": "v"\n'),
    ("keys without space", "", "judul{n}:v\n"),
    ("keys of many lines", "", "? |\n  k{n}\n: v\n"),
    ("anchors", "", "a{n}: &a{n} x\n"),
    ("aliases", "a: &a x\n", "b{n}: *a\n"),
    ("tags", "", "a{n}: !x y\n"),
    ("python tags", "", "a{n}: !!python/object/apply:os.system [echo]\n"),
    ("merge keys", "a: &a {x: y}\n", "b{n}: {<<: *a}\n"),
    ("tabs", "", "\ta{n}: b\n"),
    ("open lists", "", "a{n}: [b\n"),
    ("at signs", "", "a{n}: @b: c\n"),
    ("words", "tag: [", "kata{n},", "]"),
    ("words of a nation", "label: {reserved: [", "kata{n},", "]}"),
    ("unknown words", "kategori: [", "kata{n},", "]"),
    ("people", "pengurus:\n", "- {jabatan: Ketua {n}, nama: Melati}\n"),
    ("people without a name", "pengurus:\n", "- {jabatan: Ketua {n}, x: y}\n"),
    ("photographs", "jenis: galeri\nfoto:\n", "- berkas: {n}.jpg\n  x: y\n"),
    ("addresses", "jenis: klarifikasi\nrujukan: [", "a{n}:b,", "]"),
    ("directives", "", "%TAG !{n}! tag:x,2026:\n", "---\na: b\n"),
    ("documents", "", "---\na: b\n"),
    ("half dashes", "", "—-\njudul: a\n"),
    ("carriage returns", "", "a{n}: b\r"),
    ("Windows line ends", "", "a{n}: b\r\n"),
    ("bytes of order", "\ufeff", "\ufeffa{n}: b\n"),
):
    _repeated(*_row)


@family("laughs")
def _laughs(size: int, rng: random.Random) -> str:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    while sum(map(len, rows)) < min(size, 20_000):
        last = f"*a{len(rows) - 1}"
        rows.append(f"a{len(rows)}: &a{len(rows)} [{', '.join([last] * 9)}]")
    return "\n".join(rows)


@family("merged laughs")
def _merged(size: int, rng: random.Random) -> str:
    rows = ["a0: &a0 {k: v}"]
    while sum(map(len, rows)) < min(size, 20_000):
        last = f"*a{len(rows) - 1}"
        rows.append(f"a{len(rows)}: &a{len(rows)} {{<<: [{last}, {last}], k{len(rows)}: v}}")
    return "\n".join(rows)


@family("stairs")
def _stairs(size: int, rng: random.Random) -> str:
    steps = int((2 * size) ** 0.5)
    return "".join(f"{' ' * step}a:\n" for step in range(steps))


@family("stairs of lists")
def _list_stairs(size: int, rng: random.Random) -> str:
    steps = int(size**0.5)
    return "".join(f"{'  ' * step}- \n" for step in range(steps))


@family("odd characters")
def _odd(size: int, rng: random.Random) -> bytes:
    text = "".join(
        f"{rng.choice(KEYS)}: a{rng.choice(ODD)}b{rng.choice(ODD)}\n" for _ in range(size // 12 + 1)
    )
    return text.encode("utf-8", "surrogatepass")


@family("other encodings")
def _encodings(size: int, rng: random.Random) -> bytes:
    text = (rng.choice(VALID) + "deskripsi: Désa “Mélayu” 😀 قريه\n") * (size // 200 + 1)
    codec = rng.choice(
        ("utf-16", "utf-16-le", "utf-32", "utf-7", "latin-1", "cp1252", "cp037", "gb18030")
    )
    return text[:size].encode(codec, "replace")


@family("bytes")
def _bytes(size: int, rng: random.Random) -> bytes:
    return rng.randbytes(size)


@family("half UTF-8")
def _broken_utf8(size: int, rng: random.Random) -> bytes:
    data = bytearray((rng.choice(VALID) * (size // 200 + 1))[:size].encode())
    for _ in range(size // 30 + 1):
        data[rng.randrange(len(data))] = rng.choice((0x80, 0xC3, 0xED, 0xFF, 0))
    return bytes(data)


@family("soup")
def _soup(size: int, rng: random.Random) -> str:
    parts = [*MARKS, *MARKS, *KEYS, " ", " ", "\n", "\n", ": ", "a", "1", "é"]
    return "".join(rng.choice(parts) for _ in range(size // 2))


@family("wrong types")
def _types(size: int, rng: random.Random) -> str:
    values = (
        "2026-02-30", "0000-00-00", "99999-1-1", "31/31/31", "12:99", "-1", "0x1F", "0o17", ".inf",
        "-.nan", "1_000", "~", "null", "no", "2026-11-24T10:30:00+99:99", "[[[]]]", "{a: {b: c}}",
        "9" * 5_000, "1e400", "''", '" "', "|", ">", "[]", "{}", "Rp 1.2.3,4", "!!int x",
        "&a", "*a",
    )  # fmt: skip
    rows: list[str] = []
    while sum(map(len, rows)) < size:
        rows.append(f"{rng.choice(KEYS)}: {rng.choice(values)}\n")
    return "".join(rows)


@family("mutated")
def _mutated(size: int, rng: random.Random) -> str:
    text = (rng.choice(VALID) * (size // 200 + 1))[: max(size, 200)]
    for _ in range(rng.randint(1, 6)):
        at, end = sorted(rng.randrange(len(text)) for _ in range(2))
        match rng.randrange(5):
            case 0:
                text = text[:at] + rng.choice(MARKS) + text[at:]
            case 1:
                text = text[:at] + rng.choice(ODD[1:24]) + text[at:]
            case 2:
                text = text[:at] + text[min(end, at + 30) :]
            case 3:
                text = text[:end] + text[at : at + 200] + text[end:]
            case _:
                text = text[:at] + rng.choice(("\n", " ", "\t", "  ")) + text[at:]
    return text


def inputs() -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of 900 inputs: each family in each size, then the ones that draw lots."""
    drawn = [name for name in FAMILIES if FAMILIES[name].__name__ != "make"]
    turns = [(name, size) for name in FAMILIES for size in SIZES]
    number = 0
    while len(turns) < COUNT:
        turns.append((drawn[number % len(drawn)], SIZES[number // len(drawn) % len(SIZES)]))
        number += 1
    for index, (name, size) in enumerate(turns[:COUNT]):
        made = FAMILIES[name](size, random.Random(f"{name} {size} {index}"))
        yield (
            f"{index} {name} {size}",
            made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"),
        )
