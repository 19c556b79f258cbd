"""Names of kinds, statuses and verdicts, as readers see them."""

from __future__ import annotations

from functools import lru_cache

from kimgen.marks import N_
from kimgen.schema import LANGUAGE_NAMES

KIND_NAMES = {
    "berita": N_("Berita"),
    "pengumuman": N_("Pengumuman"),
    "agenda": N_("Agenda"),
    "usulan": N_("Usulan warga"),
    "klarifikasi": N_("Klarifikasi"),
    "lapak": N_("Lapak"),
    "galeri": N_("Galeri"),
    "dokumen": N_("Dokumen"),
}

KIND_INTROS = {
    "berita": N_("Kabar terbaru dari desa."),
    "pengumuman": N_("Pemberitahuan untuk warga."),
    "agenda": N_("Acara yang akan datang dan yang sudah lewat."),
    "usulan": N_("Usulan warga dan sampai di mana jalannya."),
    "klarifikasi": N_("Kabar yang beredar, diperiksa kebenarannya."),
    "lapak": N_("Hasil usaha warga. Pesan langsung ke penjualnya."),
    "galeri": N_("Foto kegiatan."),
    "dokumen": N_("Berkas yang bisa diunduh."),
}

STATUS_NAMES = {
    "terdaftar": N_("Terdaftar"),
    "menunggu": N_("Menunggu pendaftaran"),
    "nonaktif": N_("Tidak aktif"),
    "dicabut": N_("Pendaftaran dicabut"),
}

PROPOSAL_NAMES = {
    "masuk": N_("Usulan masuk"),
    "diteruskan": N_("Diteruskan"),
    "ditindaklanjuti": N_("Ditindaklanjuti"),
    "selesai": N_("Selesai"),
    "ditolak": N_("Tidak dapat dipenuhi"),
}

VERDICT_NAMES = {
    "benar": N_("Benar"),
    "salah": N_("Salah"),
    "menyesatkan": N_("Menyesatkan"),
    "belum terbukti": N_("Belum terbukti"),
}


def language_name(lang: str) -> str:
    """Name of a language; the code itself where it has none here."""
    return LANGUAGE_NAMES.get(lang, lang)


_RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")


@lru_cache(maxsize=64)
def direction(lang: str) -> str:
    """`rtl` for languages in Arabic script, else `ltr`."""
    first, _, rest = lang.partition("-")
    return "rtl" if rest == "Arab" or (first in _RIGHT_TO_LEFT and not rest) else "ltr"
