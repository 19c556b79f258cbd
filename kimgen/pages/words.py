"""Names of kinds, statuses and verdicts, as readers see them."""

from __future__ import annotations

from functools import lru_cache

KIND_NAMES = {
    "berita": "Berita",
    "pengumuman": "Pengumuman",
    "agenda": "Agenda",
    "usulan": "Usulan warga",
    "klarifikasi": "Klarifikasi",
    "lapak": "Lapak",
    "galeri": "Galeri",
    "dokumen": "Dokumen",
}

KIND_INTROS = {
    "berita": "Kabar terbaru dari desa.",
    "pengumuman": "Pemberitahuan untuk warga.",
    "agenda": "Acara yang akan datang dan yang sudah lewat.",
    "usulan": "Usulan warga dan sampai di mana jalannya.",
    "klarifikasi": "Kabar yang beredar, diperiksa kebenarannya.",
    "lapak": "Hasil usaha warga. Pesan langsung ke penjualnya.",
    "galeri": "Foto kegiatan.",
    "dokumen": "Berkas yang bisa diunduh.",
}

STATUS_NAMES = {
    "terdaftar": "Terdaftar",
    "menunggu": "Menunggu pendaftaran",
    "nonaktif": "Tidak aktif",
    "dicabut": "Pendaftaran dicabut",
}

PROPOSAL_NAMES = {
    "masuk": "Usulan masuk",
    "diteruskan": "Diteruskan",
    "ditindaklanjuti": "Ditindaklanjuti",
    "selesai": "Selesai",
    "ditolak": "Tidak dapat dipenuhi",
}

VERDICT_NAMES = {
    "benar": "Benar",
    "salah": "Salah",
    "menyesatkan": "Menyesatkan",
    "belum terbukti": "Belum terbukti",
}

_RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")


@lru_cache(maxsize=64)
def direction(lang: str) -> str:
    """`rtl` for languages in Arabic script, else `ltr`."""
    first, _, rest = lang.partition("-")
    return "rtl" if rest == "Arab" or (first in _RIGHT_TO_LEFT and not rest) else "ltr"
