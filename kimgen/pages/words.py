"""Names of kinds, statuses and verdicts, as readers see them."""

from __future__ import annotations

from functools import lru_cache

from kimgen.translate import N_

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
"""Of every language that posts are known to be written in."""


def language_name(lang: str) -> str:
    """Name of a language; the code itself where it has none here."""
    return LANGUAGE_NAMES.get(lang, lang)


_RIGHT_TO_LEFT = ("ar", "fa", "ur", "he")


@lru_cache(maxsize=64)
def direction(lang: str) -> str:
    """`rtl` for languages in Arabic script, else `ltr`."""
    first, _, rest = lang.partition("-")
    return "rtl" if rest == "Arab" or (first in _RIGHT_TO_LEFT and not rest) else "ltr"
