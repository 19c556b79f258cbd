"""The reference pages of the documentation: `docs/isi.md` of all fields, made from
`schema.py`, and `docs/kode.md` of all diagnostic codes, made from `codes.py`.

`.ci/write-reference` writes them; a test holds them together. Everything that
is said of a field or a code comes from its table, `messages` and `explanations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kimgen.codes import SEVERITY
from kimgen.diagnostics import Severity
from kimgen.explanations import meaning
from kimgen.messages import words
from kimgen.model import POST_KINDS
from kimgen.schema import KIM, LANGUAGE_NAMES, PAGE, PORTAL, POST, VILLAGE, Field

_LANGUAGES = """\
## Bahasa

`bahasa` di kim.yaml dan portal.yaml memilih bahasa situs: menu, tombol, nama hari dan bulan, angka.
Indonesia dan Inggris lengkap; Jawa, Sunda, Minangkabau, Bali, Aceh, Bugis, Banjar, Madura, dan Jawi
sejauh yang sudah diterjemahkan; situsnya berkata bahwa belum ada penutur asli yang memeriksanya.
Yang belum diterjemahkan, dan bahasa lain di bawah ini, memakai kata-kata Indonesia. Cara memeriksa:
CONTRIBUTING.md, "Translate".

`bahasa` di tulisan atau halaman menandai bahasa dan arah tulisan itu saja, juga judulnya di daftar.
Yang tidak menyebut bahasa dianggap berbahasa situsnya. `ms-Arab` dan `ar` ditulis dari kanan; situs
berbahasa `ms-Arab` menulis tanggal dan angka dengan angka Arab, sedangkan nomor telepon, kode, dan
alamat tetap. Nama bahasa (`jawa`, `minang`) boleh menggantikan kodenya:
"""

_INTRO = """\
# Isi: berkas dan isiannya

Halaman ini dibuat dari daftar isian yang dipakai `kimgen` sendiri (`kimgen/schema.py`), jadi
selalu sama dengan yang diperiksa. Jangan diubah di sini: ubah daftarnya, lalu jalankan
`.ci/write-reference`.

## Letak berkas

    content/
      portal.yaml                              portal dan pengaturan semua situs
      64.02-kutai-kartanegara/                 kabupaten atau kota: <kode>-<nama>
        64.02.06.1005-melayu/                  desa atau kelurahan: <kode>-<nama>
          desa.yaml                            boleh ada: sebutan wilayah, koordinat, tautan
          kim-melayu-berkarya/                 satu KIM; nama foldernya menjadi nama situsnya
            kim.yaml                           data KIM
            posts/2026-11-24-panen-raya.md     satu berkas untuk satu tulisan
            pages/profil.md                    halaman bebas
            media/panen.jpg                    foto dan dokumen

Kode wilayah adalah kode Kemendagri, ditulis dengan titik. Kode yang menentukan; nama di belakangnya
untuk manusia. Nama situs hanya boleh berisi huruf a-z, angka, dan tanda hubung, dan hanya untuk
satu KIM di seluruh Indonesia.

## Cara menulis isian

Satu baris untuk satu isian: nama, titik dua, spasi, isi. Huruf besar atau kecil pada nama isian
tidak dibedakan. Ejaan lain yang biasa dipakai juga dikenal; lihat kolom terakhir. Isi dibaca
seperti yang ditulis: `0812` tetap `0812`, `no` tetap `no`. Tanggal selalu berurutan tanggal,
bulan, tahun (`24-11-2026`, `24/11/2026`, `24 November 2026`) atau tahun, bulan, tanggal
(`2026-11-24`), dalam waktu setempat.

Satu baris dipakai sampai 300 huruf, ringkasan dan keterangan panjang sampai 5.000, satu kata kunci
sampai 100; kategori dan tag sampai 50, daftar lain sampai 200 atau lebih. Selebihnya dilewati, dan
itu diberitahukan.
"""

_HEAD = "| isian | isi | contoh | ejaan lain |\n| --- | --- | --- | --- |"

_SECTIONS: tuple[tuple[str, str, tuple[Field, ...]], ...] = (
    ("portal.yaml", "Portal dan pengaturan semua situs. Semua isian boleh kosong.", PORTAL),
    ("desa.yaml", "Boleh ada di folder desa. Semua isian boleh kosong.", VILLAGE),
    (
        "kim.yaml",
        "Data satu KIM. Situsnya terbit hanya kalau statusnya `terdaftar` dan `nomor_induk` serta "
        "`sk` sudah diisi; status yang tidak ditulis berarti `menunggu`.",
        KIM,
    ),
)

_POST_INTRO = """\
## Tulisan: posts/*.md

Bagian atas berkas diapit dua baris `---`; di bawahnya isi tulisan dalam Markdown. Tanggal boleh
diambil dari nama berkas (`2026-11-24-panen-raya.md`), judul dari baris pertama isi. Isian
berikut berlaku untuk semua jenis.
"""


_CODES_INTRO = """\
# Kode: apa yang bisa dikatakan `kimgen check`

Halaman ini dibuat dari daftar kode yang dipakai `kimgen` sendiri (`kimgen/codes.py`). Jangan diubah
di sini: ubah daftarnya, lalu jalankan `.ci/write-reference`.

Setiap pesan menyebut berkas, baris, dan kolomnya, lalu kodenya dalam kurung siku:

    content/.../posts/2026-11-24-rapat.md:3:10: error: Tanggal “31 November 2026” ... [date-invalid]

`kimgen explain date-invalid` menjelaskan sebuah kode: apa yang terjadi, mengapa penting, dan
contoh sebelum dan sesudah dibetulkan. Kode tidak berubah; kata-kata pesannya boleh.
"""

_LEVELS: tuple[tuple[Severity, str, str], ...] = (
    (
        Severity.ERROR,
        "Kesalahan (`error`)",
        "Tulisan, situs, atau halaman itu belum dibuat. Yang sudah terbit tetap terbit.",
    ),
    (
        Severity.WARNING,
        "Peringatan (`warning`)",
        "Tetap dibuat, tetapi ada yang dilewati atau sebaiknya dibetulkan.",
    ),
    (Severity.INFO, "Kabar (`info`)", "Tidak ada yang salah; hanya supaya diketahui."),
)


def codes() -> str:
    """The page of all diagnostic codes, in Markdown."""
    parts = [_CODES_INTRO]
    for level, title, effect in _LEVELS:
        rows = [
            f"| `{code}` | {_escaped(meaning(code))} |"
            for code in sorted(SEVERITY)
            if SEVERITY[code] is level
        ]
        table = "\n".join(["| kode | artinya |", "| --- | --- |", *rows, ""])
        parts.append(f"## {title}\n\n{effect}\n\n{table}")
    return "\n".join(parts)


def reference() -> str:
    """The page of all fields, in Markdown."""
    parts = [_INTRO]
    for name, intro, fields in _SECTIONS:
        parts.append(f"## {name}\n\n{intro}\n\n{_table(fields)}")
    common = tuple(item for item in POST if not item.kinds)
    parts.append(f"{_POST_INTRO}\n{_table(common)}")
    for kind in POST_KINDS:
        own = tuple(item for item in POST if kind in item.kinds)
        if own:
            parts.append(f"### jenis: {kind}\n\n{_table(own)}")
        else:
            parts.append(f"### jenis: {kind}\n\nTanpa isian tambahan.\n")
    page = "Halaman bebas. Bagian atasnya boleh tidak ada."
    parts.append(f"## Halaman: pages/*.md\n\n{page}\n\n{_table(PAGE)}")
    names = ", ".join(f"`{code}` {name}" for code, name in LANGUAGE_NAMES.items())
    parts.append(f"{_LANGUAGES}\n{names}.\n")
    return "\n".join(parts)


def _table(fields: Iterable[Field]) -> str:
    return "\n".join([_HEAD, *_rows(fields, ""), ""])


def _rows(fields: Iterable[Field], above: str) -> Iterator[str]:
    for item in fields:
        name = f"{above}{item.name}"
        wanted = " **(wajib)**" if item.required else ""
        shown = _code(item.example) if item.example else ""
        others = ", ".join(_code(other) for other in item.synonyms)
        cells = (f"{_code(name)}{wanted}", _escaped(_content(item)), shown, others)
        yield f"| {' | '.join(cells)} |".replace("  |", " |")
        yield from _rows(item.fields, f"{name} › ")


def _content(item: Field) -> str:
    """What to write: the help, then the choices or what the type expects."""
    if item.choices:
        return f"{item.help}: {', '.join(_code(choice) for choice in item.choices)}"
    if item.type in _PLAIN_TYPES:
        return item.help
    return f"{item.help} ({words('id').types[item.type]})"


_PLAIN_TYPES = frozenset(("line", "text", "anything", "picture", "media", "slug", "theme"))


def _code(text: str) -> str:
    return f"`{_escaped(text)}`"


def _escaped(text: str) -> str:
    """Text that does not end its cell."""
    return text.replace("|", "\\|")
