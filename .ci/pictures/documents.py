"""Small PDF documents for posts of the kind dokumen: one A4 page of plain text each."""

# Rows of coordinates are easier to read unbroken.
# fmt: off
# ruff: noqa: E501

from __future__ import annotations

from .gallery import FOLDERS

Document = tuple[str, str, tuple[str, ...]]
"""Title, line below it, and lines of text; `# ` begins a heading, `| ` a row of a table."""


def _path(label: str, name: str) -> str:
    return f"{FOLDERS[label]}/{label}/media/{name}"


FILES: dict[str, Document] = {
    _path("kim-melayu-berkarya", "jadwal-posyandu-2027.pdf"): (
        "Jadwal Posyandu dan Posbindu 2027",
        "Kelurahan Melayu, Kecamatan Tenggarong - dokumen contoh",
        (
            "# Posyandu balita dan ibu hamil, pukul 08.00-11.00 WITA",
            "| Pos Anggrek|RT 1-5|Selasa pertama tiap bulan",
            "| Pos Teratai|RT 6-11|Rabu pertama tiap bulan",
            "| Pos Kenanga|RT 12-18|Kamis pertama tiap bulan",
            "| Pos Dahlia|RT 19-24|Selasa kedua tiap bulan",
            "# Posbindu usia 15 tahun ke atas, pukul 15.30-17.00 WITA",
            "| Balai kelurahan|semua RT|Jumat kedua tiap bulan",
            "# Yang perlu dibawa",
            "Buku KIA atau kartu menuju sehat, kartu identitas anak, dan botol minum sendiri.",
            "Bila jadwal jatuh pada hari libur, pelayanan digeser ke hari kerja berikutnya.",
        ),
    ),
    _path("kim-batuah-bersemi", "ringkasan-apbdes-2026.pdf"): (
        "Ringkasan APBDes 2026 Setelah Perubahan",
        "Desa Batuah, Kecamatan Loa Janan - angka contoh, bukan angka resmi",
        (
            "# Pendapatan",
            "| Pendapatan asli desa||Rp 312.000.000",
            "| Dana desa||Rp 1.148.500.000",
            "| Alokasi dana desa||Rp 2.405.000.000",
            "| Bagi hasil pajak dan retribusi||Rp 187.250.000",
            "# Belanja",
            "| Penyelenggaraan pemerintahan||Rp 1.420.000.000",
            "| Pembangunan||Rp 1.615.750.000",
            "| Pembinaan kemasyarakatan||Rp 398.000.000",
            "| Pemberdayaan masyarakat||Rp 449.000.000",
            "| Penanggulangan bencana dan keadaan mendesak||Rp 170.000.000",
            "Papan lengkapnya terpasang di depan kantor desa dan boleh difoto.",
        ),
    ),
    _path("kim-pariangan-saiyo", "aturan-tapian-mandi.pdf"): (
        "Aturan Bersama Tapian dan Air Panas",
        "Nagari Pariangan, Tanah Datar - dokumen contoh",
        (
            "# Kesepakatan rapat nagari",
            "1. Tapian dipakai bergiliran; jam perempuan dan jam laki-laki tertulis di gapura.",
            "2. Sabun cuci dan deterjen tidak dipakai di hulu pancuran.",
            "3. Tamu berpakaian sopan dan tidak memotret orang mandi.",
            "4. Gotong royong membersihkan saluran setiap Jumat minggu ketiga.",
            "5. Kerusakan dilaporkan ke wali jorong pada hari yang sama.",
            "# Jam giliran",
            "| Pagi|05.00-06.30|laki-laki",
            "| Pagi|06.30-08.30|perempuan",
            "| Sore|16.30-18.00|perempuan",
            "| Sore|18.00-19.00|laki-laki",
        ),
    ),
    _path("kim-lamteh-meusapat", "jalur-evakuasi.pdf"): (
        "Jalur Evakuasi dan Titik Kumpul",
        "Gampong Lamteh, Kabupaten Aceh Besar - dokumen contoh",
        (
            "# Tiga hal yang perlu diingat",
            "Gempa kuat atau lama: jangan tunggu sirine, langsung ke tempat tinggi.",
            "Berjalan cepat, jangan memakai mobil. Bantu lansia dan anak.",
            "Jangan kembali sebelum ada pengumuman dari keuchik.",
            "# Titik kumpul",
            "| Dusun pantai|bukit belakang meunasah|12 menit berjalan",
            "| Dusun tengah|halaman sekolah di lereng|9 menit berjalan",
            "| Dusun gunung|lapangan atas|6 menit berjalan",
            "# Tas siaga",
            "Air minum, obat pribadi, senter, peluit, salinan surat penting, pakaian, pembalut.",
        ),
    ),
    _path("kim-nglanggeran-guyub", "panduan-biopori.pdf"): (
        "Panduan Membuat Lubang Biopori",
        "Kalurahan Nglanggeran, Gunungkidul - dokumen contoh",
        (
            "# Alat dan bahan",
            "Bor tanah 10 cm, pipa PVC berlubang 1 m, tutup pipa, sampah dapur basah.",
            "# Langkah",
            "1. Pilih tanah yang dilewati air hujan, dua meter dari sumur dan fondasi.",
            "2. Bor sedalam satu meter; siram bila tanah keras.",
            "3. Masukkan pipa, sisakan dua sentimeter di atas tanah.",
            "4. Isi dengan daun dan sisa sayur, jangan dipadatkan.",
            "5. Tambah isi seminggu sekali; panen kompos setelah tiga bulan.",
            "# Jarak anjuran",
            "| Halaman sempit|2 lubang|jarak 50 cm",
            "| Pekarangan|6 lubang|jarak 100 cm",
        ),
    ),
    _path("kim-subak-jatiluwih", "kalender-tanam-2027.pdf"): (
        "Kalender Tanam Subak 2027",
        "Desa Jatiluwih, Penebel, Tabanan - dokumen contoh",
        (
            "# Musim beras merah lokal",
            "| Ngendagin (buka air)|6 Januari|semua tempek",
            "| Semai|11-16 Januari|tempek hulu dahulu",
            "| Tanam|5-14 Februari|bergiliran tiga hari",
            "| Mabiukukung|awal April|padi bunting",
            "| Panen|10-25 Juni|hilir dahulu",
            "# Musim palawija dan padi pendek",
            "| Palawija|Juli-Agustus|sayur dan kacang",
            "| Tanam padi pendek|September|varietas 105 hari",
            "Tanggal dapat berubah menurut rapat subak dan keadaan air.",
        ),
    ),
    _path("kim-kopi-simpangsari", "panduan-petik-merah.pdf"): (
        "Panduan Petik Merah",
        "Pekon Simpangsari, Sumber Jaya, Lampung Barat - dokumen contoh",
        (
            "# Mengapa petik merah",
            "Buah merah penuh memberi biji lebih berat dan rasa lebih manis.",
            "# Langkah di kebun",
            "1. Petik hanya buah merah; tinggalkan yang hijau dua minggu lagi.",
            "2. Rambang dalam air; buah yang mengapung dipisah.",
            "3. Jemur di atas para-para, tebal tiga jari, dibalik tiap jam.",
            "4. Simpan pada kadar air 12-13 persen.",
            "# Selisih harga di koperasi contoh",
            "| Asalan|kadar air 18 persen|harga dasar",
            "| Petik campur|kadar air 14 persen|dasar + Rp 3.000",
            "| Petik merah|kadar air 12,5 persen|dasar + Rp 9.000",
        ),
    ),
}
"""Path below content/ -> what is written in it."""


def _text(x: float, y: float, size: float, text: str, font: str = "R", colour: str = "0.15 0.13 0.2") -> str:
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {colour} rg {x:.1f} {y:.1f} Td ({safe}) Tj ET"


def _page(title: str, below: str, lines: tuple[str, ...]) -> str:
    """Drawing operators of the page."""
    draw = ["0.54 0.11 0.17 rg 0 802 595 40 re f", "0.91 0.70 0.29 rg 0 796 595 6 re f"]
    for x in range(0, 595, 24):
        draw.append(f"0.98 0.95 0.86 rg {x + 12} 812 m {x + 20} 822 l {x + 12} 832 l {x + 4} 822 l f")
    draw += [_text(56, 742, 20, title, "B"), _text(56, 722, 10.5, below, "R", "0.4 0.36 0.36")]
    y = 690.0
    for line in lines:
        if line.startswith("# "):
            y -= 10
            draw.append(_text(56, y, 13, line[2:], "B", "0.54 0.11 0.17"))
            y -= 22
        elif line.startswith("| "):
            cells = line[2:].split("|")
            for x, cell in zip((62, 270, 400), cells, strict=True):
                draw.append(_text(x, y, 10.5, cell.strip()))
            draw.append(f"0.8 0.76 0.7 RG 0.6 w 56 {y - 6:.1f} m 540 {y - 6:.1f} l S")
            y -= 21
        else:
            draw.append(_text(56, y, 10.5, line))
            y -= 18
    draw.append(_text(56, 46, 8.5, "Dokumen contoh untuk mencoba kimgen; isinya bukan aturan resmi.", "R", "0.5 0.46 0.44"))
    return "\n".join(draw)


def pdf(title: str, below: str, lines: tuple[str, ...]) -> bytes:
    """One A4 page as a PDF 1.4 file, without a date so that it is always the same."""
    stream = _page(title, below, lines).encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (id) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /R 5 0 R /B 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) /Producer (kimgen, contoh) >>".encode("ascii"),
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
