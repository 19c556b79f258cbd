"""The ONE table of fields of portal.yaml, kim.yaml, desa.yaml, posts and pages.

Validation, synonyms, did-you-mean, `kimgen new`, the content reference in the
documentation and, later, editors all read it. A field is declared here and
nowhere else; how a type is read is in `fieldtypes.py`, and rules that span
several fields are in `validate/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kimgen.discretion import ANSWERS, KINDS
from kimgen.marks import N_
from kimgen.model import POST_KINDS, PROPOSAL_STATIONS


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one kind of file."""

    name: str
    """Key as documented, in Indonesian."""
    type: str
    """A key of `fieldtypes.TYPES`, or `table` / `tables` with `fields`."""
    help: str
    """What to write, in Indonesian, one line."""
    synonyms: tuple[str, ...] = ()
    """Other spellings that are understood without a word."""
    required: bool = False
    strict: bool = False
    """A value that cannot be read breaks the whole record (an error); otherwise
    the field alone is left out (a warning)."""
    choices: tuple[str, ...] = ()
    """Closed list of values for the types `choice` and `words`."""
    kinds: tuple[str, ...] = ()
    """For posts: the jenis it belongs to; empty for all."""
    fields: tuple[Field, ...] = ()
    """Inner fields of `table` and `tables`."""
    example: str = ""
    """YAML text of a typical value."""
    fits: str = ""
    """Type of a single scalar that is accepted in place of a table."""
    most: int = 200
    """Values of a list that are used; for `words`, `tables` and lists of other types."""


LANGUAGE_NAMES = {
    "id": N_("Indonesia"),
    "en": N_("Inggris"),
    "jv": N_("Jawa"),
    "su": N_("Sunda"),
    "min": N_("Minangkabau"),
    "ban": N_("Bali"),
    "ace": N_("Aceh"),
    "bug": N_("Bugis"),
    "bjn": N_("Banjar"),
    "mad": N_("Madura"),
    "ms": N_("Melayu"),
    "ms-Arab": N_("Melayu dalam aksara Jawi"),
    "bbc": N_("Batak Toba"),
    "sas": N_("Sasak"),
    "mak": N_("Makassar"),
    "bew": N_("Betawi"),
    "pmy": N_("Melayu Papua"),
    "gor": N_("Gorontalo"),
    "nij": N_("Ngaju"),
    "day": N_("Dayak"),
    "rej": N_("Rejang"),
    "ljp": N_("Lampung"),
    "ar": N_("Arab"),
}
"""BCP 47 code -> name, of the languages that posts are known to be written in."""

LANGUAGES = tuple(LANGUAGE_NAMES)

STATUSES = ("terdaftar", "menunggu", "nonaktif", "dicabut")
VERDICTS = ("benar", "salah", "menyesatkan", "belum terbukti")

_MEDIA_HELP = "berkas di folder media, misalnya media/panen.jpg"

_SHOWN = Field(
    "boleh_tampil", "words", "data pribadi yang sengaja ditampilkan, jadi tidak diperingatkan",
    ("sengaja_tampil", "izinkan"), choices=KINDS, example="[telepon]",
)  # fmt: skip
_DISCREET = "peringatan, galat (tidak diterbitkan), atau diam"

POST: tuple[Field, ...] = (
    Field("judul", "line", "judul tulisan", ("title", "judul_berita", "headline"), strict=True,
          example="Panen raya di Dusun Timur"),
    Field("tanggal", "moment", "tanggal terbit, boleh dengan jam",
          ("date", "tgl", "tanggal_terbit", "waktu", "published"), strict=True,
          example="2026-11-24 10.30"),
    Field("jenis", "choice", "jenis tulisan", ("type", "tipe", "kind"), strict=True,
          choices=POST_KINDS, example="berita"),
    Field("kategori", "words", "kategori, boleh lebih dari satu",
          ("category", "categories", "kategory", "bidang"), example="pertanian", most=50),
    Field("tag", "words", "kata kunci", ("tags", "tagar", "label", "kata_kunci", "keywords"),
          example="[padi, panen]", most=50),
    Field("pewarta", "line", "siapa yang menulis",
          ("author", "penulis", "oleh", "reporter", "kontributor", "authors"),
          example="Tim KIM"),
    Field("ringkasan", "text", "satu atau dua kalimat untuk daftar",
          ("summary", "excerpt", "description", "deskripsi", "intisari"),
          example="Hasil padi naik dua ton dari tahun lalu."),
    Field("gambar", "picture", f"foto utama: {_MEDIA_HELP}",
          ("image", "foto_utama", "cover", "thumbnail", "featured_image", "foto"),
          example="media/panen.jpg"),
    Field("keterangan_gambar", "line", "keterangan foto utama",
          ("caption", "keterangan_foto", "alt"), example="Warga memanen padi."),
    Field("lokasi", "line", "tempat kejadian", ("location", "tempat_kejadian", "place"),
          example="Dusun Timur"),
    Field("sumber", "line", "dari mana berita ini", ("source", "referensi"),
          example="Kantor desa"),
    Field("bahasa", "language", "bahasa tulisan", ("language", "lang"), example="jv"),
    Field("slug", "slug", "nama halaman; biasanya dari nama berkas", ("permalink",),
          example="panen-raya"),
    Field("draf", "yes_no", "ya: belum diterbitkan", ("draft", "konsep"), strict=True,
          example="ya"),
    _SHOWN,
    # pengumuman
    Field("sampai", "day", "hari terakhir pengumuman berlaku",
          ("berlaku_sampai", "hingga", "until", "expires"), kinds=("pengumuman",),
          example="2026-12-01"),
    # agenda
    Field("mulai", "moment", "kapan acara mulai", ("start", "waktu_mulai"), required=True,
          strict=True, kinds=("agenda",), example="2026-12-05 08.00"),
    Field("selesai", "moment", "kapan acara selesai", ("end", "waktu_selesai", "berakhir"),
          strict=True, kinds=("agenda",), example="2026-12-05 11.00"),
    Field("tempat", "line", "tempat acara", ("venue",), kinds=("agenda",),
          example="Balai desa"),
    # usulan
    Field("status", "choice", "sampai di mana usulan ini", required=True, strict=True,
          choices=PROPOSAL_STATIONS, kinds=("usulan",), example="diteruskan"),
    Field("instansi", "line", "siapa yang dituju", ("dinas", "tujuan"), kinds=("usulan",),
          example="Dinas Pekerjaan Umum"),
    Field("riwayat", "tables", "perjalanan usulan dari awal", ("history",), kinds=("usulan",),
          fields=(
              Field("tanggal", "day", "hari kejadian", ("tgl", "date"), example="2026-10-01"),
              Field("status", "choice", "status sejak hari itu", strict=True,
                    choices=PROPOSAL_STATIONS, example="masuk"),
              Field("keterangan", "text", "apa yang terjadi", ("catatan", "ket", "note"),
                    example="Disampaikan warga saat rapat RT."),
          )),
    # klarifikasi
    Field("klaim", "text", "kabar yang diperiksa", ("claim",), required=True, strict=True,
          kinds=("klarifikasi",), example="Bansos cair bila menekan tautan ini."),
    Field("putusan", "choice", "hasil pemeriksaan", ("verdict", "rating"), required=True,
          strict=True, choices=VERDICTS, kinds=("klarifikasi",), example="salah"),
    Field("rujukan", "urls", "alamat sumber pemeriksaan", ("references", "sumber_rujukan"),
          kinds=("klarifikasi",), example="[https://contoh.example/penjelasan]"),
    # lapak
    Field("harga", "price", "harga dalam rupiah", ("price",), kinds=("lapak",), example="35000"),
    Field("satuan", "line", "harga untuk satu apa", ("unit", "per"), kinds=("lapak",),
          example="kilogram"),
    Field("whatsapp", "phone", "nomor WhatsApp penjual", ("wa", "no_wa", "hp", "telepon"),
          kinds=("lapak",), example='"081234567890"'),
    Field("stok", "line", "berapa yang ada", ("stock", "persediaan"), kinds=("lapak",),
          example="20 botol"),
    # galeri
    Field("foto", "tables", "daftar foto", ("photos", "images", "gambar_gambar"),
          required=True, kinds=("galeri",), fits="picture", most=1_000, fields=(
              Field("berkas", "picture", _MEDIA_HELP, ("foto", "gambar", "file", "src"),
                    required=True, example="media/lomba-1.jpg"),
              Field("keterangan", "line", "keterangan foto", ("caption", "ket", "alt"),
                    example="Lomba perahu hias."),
          )),
    # dokumen
    Field("berkas", "media", "berkas yang diunduh, misalnya media/perdes.pdf",
          ("file", "dokumen", "unduhan"), required=True, strict=True, kinds=("dokumen",),
          example="media/perdes.pdf"),
)  # fmt: skip

PAGE: tuple[Field, ...] = (
    Field("judul", "line", "judul halaman", ("title",), strict=True, example="Sejarah desa"),
    Field("ringkasan", "text", "satu kalimat tentang halaman ini",
          ("summary", "description", "deskripsi"), example="Dari kampung nelayan."),
    Field("bahasa", "language", "bahasa halaman", ("language", "lang"), example="id"),
    Field("slug", "slug", "nama halaman; biasanya dari nama berkas", ("permalink",),
          example="sejarah"),
    Field("draf", "yes_no", "ya: belum diterbitkan", ("draft",), strict=True, example="ya"),
    _SHOWN,
)  # fmt: skip

_LINKS = (
    Field("judul", "line", "nama tautan", ("title", "nama"), required=True, example="Desa"),
    Field("alamat", "url", "alamat lengkap", ("url", "href", "tautan"), required=True,
          example="https://desa.example"),
)  # fmt: skip

_CONTACT = Field(
    "kontak",
    "table",
    "cara menghubungi",
    ("contact", "hubungi"),
    fields=(
        Field("alamat", "text", "alamat sekretariat", ("address",), example="Balai desa"),
        Field(
            "whatsapp",
            "phone",
            "nomor WhatsApp KIM",
            ("wa", "hp", "telepon", "no_wa"),
            example='"081234567890"',
        ),
        Field("email", "email", "alamat surel", ("surel", "e-mail"), example="kim@contoh.example"),
    ),
)

KIM: tuple[Field, ...] = (
    Field("nama", "line", "nama KIM", ("name", "nama_kim"), required=True, strict=True,
          example="KIM Melayu Berkarya"),
    Field("nomor_induk", "registry_number", "Nomor Induk Komunitas",
          ("nik", "nomor_induk_komunitas", "nic"), example='"640206100501"'),
    Field("status", "choice", "status pendaftaran", strict=True, choices=STATUSES,
          example="terdaftar"),
    Field("sk", "table", "surat keputusan", ("surat_keputusan",), fits="line", fields=(
        Field("nomor", "line", "nomor SK", ("no",), required=True, example='"188/12/2025"'),
        Field("tanggal", "day", "tanggal SK", ("tgl",), example="2025-03-01"),
        Field("penandatangan", "line", "jabatan yang menandatangani", ("oleh",),
              example="Lurah Melayu"),
    )),
    Field("tanggal_berdiri", "day", "kapan KIM dibentuk", ("berdiri", "didirikan"),
          example="2019-05-20"),
    Field("masa_bakti", "line", "masa bakti pengurus", ("periode",), example="2025-2028"),
    Field("tingkat", "choice", "cakupan KIM", choices=("desa", "kecamatan", "kabupaten"),
          example="desa"),
    Field("bidang", "words", "bidang kegiatan, kode dari portal.yaml",
          ("fokus", "bidang_kegiatan"), example="[pertanian, umkm]"),
    Field("deskripsi", "text", "dua kalimat tentang KIM ini", ("description", "tentang"),
          example="Warga yang saling mengabari."),
    Field("pengurus", "tables", "pengurus KIM", ("anggota_pengurus",), fields=(
        Field("jabatan", "line", "jabatan", ("office", "posisi"), required=True,
              example="Ketua"),
        Field("nama", "line", "nama", ("name",), required=True, example="Melati (contoh)"),
    )),
    Field("jumlah_anggota", "whole", "berapa orang anggotanya", ("anggota",), example="15"),
    _CONTACT,
    Field("medsos", "table", "media sosial", ("media_sosial", "sosmed"), fields=(
        Field("facebook", "social", "nama atau alamat halaman", ("fb",), example="kimmelayu"),
        Field("instagram", "social", "nama akun", ("ig",), example="kimmelayu"),
        Field("tiktok", "social", "nama akun", example="kimmelayu"),
        Field("youtube", "social", "nama kanal", ("yt",), example="kimmelayu"),
        Field("x", "social", "nama akun", ("twitter",), example="kimmelayu"),
    )),
    Field("koordinat", "coordinates", "lintang dan bujur", ("coordinates", "lokasi"),
          example="[-0.42, 116.98]"),
    Field("logo", "picture", f"lambang KIM: {_MEDIA_HELP}", example="media/logo.png"),
    Field("sampul", "table", "foto sampul di kepala halaman depan",
          ("foto_sampul", "gambar_sampul", "gambar_kepala", "spanduk", "banner", "header"),
          fits="picture", fields=(
              Field("gambar", "picture", _MEDIA_HELP, ("berkas", "foto", "file", "image", "src"),
                    required=True, example="media/desa.jpg"),
              Field("keterangan", "line", "apa yang terlihat, untuk yang tidak bisa melihatnya",
                    ("ket", "alt", "caption"), example="Sawah berundak di kaki gunung."),
          )),
    Field("warna", "colour", "warna situs, #rrggbb", ("color", "colour", "warna_utama"),
          example='"#0b6e4f"'),
    Field("bahasa", "language", "bahasa situs", ("language", "lang"), example="id"),
    Field("tema", "theme", "tema tampilan", ("theme",), example="lontar"),
    Field("menu", "tables", "isi menu", fits="line", fields=(
        Field("judul", "line", "tulisan di menu", ("title", "nama"), required=True,
              example="Sejarah"),
        Field("tujuan", "line", "halaman, jenis tulisan, atau alamat", ("href", "url", "ke"),
              required=True, example="sejarah"),
    )),
    _SHOWN,
)  # fmt: skip

VILLAGE: tuple[Field, ...] = (
    Field("satuan", "line", "sebutan wilayah: nagari, gampong, kampung ...",
          ("sebutan", "unit"), example="nagari"),
    Field("koordinat", "coordinates", "lintang dan bujur", ("coordinates",),
          example="[-0.42, 116.98]"),
    Field("tautan", "tables", "tautan desa", ("links",), fields=_LINKS),
    _SHOWN,
)  # fmt: skip

PORTAL: tuple[Field, ...] = (
    Field("judul", "line", "nama portal", ("title", "nama"), example="Portal KIM Indonesia"),
    Field("deskripsi", "text", "satu kalimat tentang portal", ("description",),
          example="Semua KIM dalam satu peta."),
    Field("base_domain", "domain", "domain induk semua situs", ("domain",), strict=True,
          example="kim.id"),
    Field("kepanjangan", "line", "kepanjangan KIM", example="Komunitas Informasi Masyarakat"),
    Field("bahasa", "language", "bahasa portal", ("language", "lang"), example="id"),
    Field("tema", "theme", "tema bawaan semua situs", ("theme",), strict=True,
          example="lontar"),
    _CONTACT,
    Field("warna", "colour", "warna portal", ("color",), example='"#8a1c2b"'),
    Field("contoh", "yes_no", "ya: setiap halaman menyebut dirinya contoh", ("example",),
          strict=True, example="tidak"),
    Field("kartu", "yes_no", "tidak: jangan gambar kartu (gambar tautan di WhatsApp) untuk tulisan",
          ("cards",), strict=True, example="tidak"),
    Field("bidang", "tables", "daftar bidang kegiatan", fits="line", fields=(
        Field("kode", "slug", "kode tanpa spasi", ("code",), required=True,
              example="pertanian"),
        Field("nama", "line", "nama bidang", ("name",), required=True, example="Pertanian"),
    )),
    Field("kategori", "words", "kategori yang dipakai semua KIM", ("categories",),
          example="[pertanian, kesehatan]", most=1_000),
    Field("markdown", "choice", "mesin Markdown",
          choices=("auto", "native", "python-markdown"), strict=True, example="auto"),
    Field("gambar_dari", "hosts", "situs lain yang gambarnya boleh tampil di tulisan",
          ("picture_hosts",), strict=True, example="[foto.contoh.example]"),
    Field("peta", "table", "berkas peta milik kantor", ("map",), fields=(
        Field("provinsi", "path", "GeoJSON 38 provinsi", example="peta/provinsi.geojson"),
        Field("kabkota", "path", "GeoJSON kabupaten dan kota", example="peta/kabkota.geojson"),
        Field("titik", "path", "CSV titik tengah: kode,lat,lng", example="peta/titik.csv.gz"),
    )),
    Field("label", "table", "aturan nama situs", fields=(
        Field("reserved", "words", "nama yang tidak boleh dipakai", ("dicadangkan",),
              example="[arsip, pusat]", most=10_000),
        Field("pindah", "tables", "nama situs yang pindah ke KIM lain",
              ("transfers", "pindah_tangan"), most=10_000, fields=(
                  Field("nama", "line", "nama situsnya", ("label",), required=True,
                        example="kim-melayu"),
                  Field("dari", "line", "kode desa atau nomor induk yang memakainya",
                        required=True, example="64.02.06.1005"),
                  Field("ke", "line", "kode desa atau nomor induk yang mendapatnya",
                        required=True, example="64.02.06.1006"),
              )),
    )),
    Field("batas", "table", "batas supaya satu situs tidak menahan yang lain", ("limits",), fields=(
        Field("waktu", "count", "detik CPU untuk satu tulisan", strict=True, example="1"),
        Field("memori", "size", "memori untuk membuat satu situs", strict=True, example="512 MB"),
        Field("lipat", "count", "HTML satu tulisan, berapa kali besar tulisannya", strict=True,
              example="20"),
        Field("hasil", "size", "HTML satu tulisan", strict=True, example="2 MB"),
        Field("kedalaman", "count", "kutipan, daftar, dan tekanan yang bertumpuk", strict=True,
              example="100"),
        Field("sel_tabel", "count", "sel semua tabel dalam satu tulisan", strict=True,
              example="10000"),
        Field("tulisan", "count", "tulisan dan halaman satu situs", strict=True, example="5000"),
        Field("teks", "size", "semua tulisan satu situs bersama-sama", strict=True,
              example="50 MB"),
        Field("media", "size", "semua berkas media satu situs bersama-sama", strict=True,
              example="2 GB"),
        Field("piksel", "count", "piksel satu gambar", strict=True, example="40000000"),
        Field("bingkai", "count", "bingkai satu gambar bergerak", strict=True, example="500"),
    )),
    Field("terbit", "anything", "tujuan penerbitan; dipakai kelak"),
    Field("privasi", "table", f"bila sebuah berkas memuat data pribadi: {_DISCREET}",
          ("privacy",), fits="choice", fields=(
              Field("semua", "choice", "jawaban untuk semua jenis di bawah ini", ("all",),
                    strict=True, choices=ANSWERS, example="peringatan"),
              *(
                  Field(kind, "choice", help, strict=True, choices=ANSWERS, example="galat")
                  for kind, help in zip(KINDS, (
                      "nomor induk kependudukan", "nomor kartu keluarga",
                      "nomor pokok wajib pajak", "nomor rekening bank",
                      "nomor telepon di luar isian kontak", "kata sandi, token, atau kunci",
                      "foto yang menyimpan tempat pengambilannya",
                  ), strict=True)
              ),
          )),
)  # fmt: skip

TABLES: dict[str, tuple[Field, ...]] = {
    "portal.yaml": PORTAL,
    "desa.yaml": VILLAGE,
    "kim.yaml": KIM,
    "tulisan": POST,
    "halaman": PAGE,
}
"""Kind of file -> its fields; the order in which the reference shows them."""


@lru_cache(maxsize=len(POST_KINDS))
def fields_for(kind: str) -> tuple[Field, ...]:
    """The fields of a post of the jenis `kind`: the common ones and its own."""
    return tuple(item for item in POST if not item.kinds or kind in item.kinds)
