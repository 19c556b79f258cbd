"""What a region calls itself: kelurahan, desa, nagari, gampong, kapanewon ...

Defaults by province and regency; `satuan` in desa.yaml overrides them, because
a few regencies mix words (negeri, negeri administratif and desa in Maluku, to
name one) and a regency may change its word by a regulation of its own.

Kemendagri's code says only kelurahan (1), desa (2) or desa adat (3); Law 6/2014
article 1 lets a desa carry another name. Where a word is listed below, the
regency's own regulations or offices use it for all of its desa.
"""

from __future__ import annotations

_VILLAGE_UNITS: dict[str, str] = {
    # Aceh: Law 11/2006 article 115, "gampong or another name". Gayo, Tamiang and Singkil regulate
    # "kampung", Alas "kute", Simeulue "desa"; Subulussalam: Qanun 13/2012 on Pemerintahan Kampong.
    "11": "Gampong",
    "11.02": "Kute",
    "11.04": "Kampung",
    "11.09": "Desa",
    "11.10": "Kampung",
    "11.13": "Kampung",
    "11.16": "Kampung",
    "11.17": "Kampung",
    "11.75": "Kampong",
    # West Sumatra: Perda 7/2018 on Nagari; Mentawai, Sawahlunto and Pariaman kept desa.
    "13": "Nagari",
    "13.09": "Desa",
    "13.73": "Desa",
    "13.77": "Desa",
    # Riau: Rokan Hilir's offices write kepenghuluan; Siak: Perda 1/2015.
    "14.07": "Kepenghuluan",
    "14.08": "Kampung",
    # Jambi: Bungo.
    "15.08": "Dusun",
    # Lampung: pekon in the west, kampung in the middle and north, tiyuh in Tulang Bawang Barat.
    "18.02": "Kampung",
    "18.04": "Pekon",
    "18.05": "Kampung",
    "18.06": "Pekon",
    "18.08": "Kampung",
    "18.10": "Pekon",
    "18.12": "Tiyuh",
    "18.13": "Pekon",
    # Yogyakarta: Pergub DIY 25/2019 under Law 13/2012; the city's kelurahan keep their name.
    "34": "Kalurahan",
    # East Kalimantan: Berau, Kutai Barat (Perda 20/2001) and Mahakam Ulu, once part of it.
    "64.03": "Kampung",
    "64.07": "Kampung",
    "64.11": "Kampung",
    # North Sulawesi: Sangihe and Sitaro, whose head is the kapitalaung.
    "71.03": "Kampung",
    "71.09": "Kampung",
    # South Sulawesi: Tana Toraja and Toraja Utara.
    "73.18": "Lembang",
    "73.26": "Lembang",
    # Maluku: Maluku Tenggara (Perbup 8/2015 pays village funds "kepada Ohoi").
    "81.02": "Ohoi",
} | dict.fromkeys(("91", "92", "93", "94", "95", "96"), "Kampung")  # Papua: Law 21/2001 article 1

_DISTRICT_UNITS: dict[str, str] = {
    # Yogyakarta: Pergub DIY 25/2019.
    "34": "Kapanewon",
    "34.71": "Kemantren",
} | dict.fromkeys(("91", "92", "93", "94", "95", "96"), "Distrik")  # Law 21/2001 article 1

UNIT_WORDS = frozenset(
    word.lower()
    for word in (
        *("Kelurahan", "Kel", "Desa", "Ds", "Desa Adat", "Kampung Adat", "Negeri"),
        *_VILLAGE_UNITS.values(),
        *_DISTRICT_UNITS.values(),
        *("Kecamatan", "Kec", "Kabupaten", "Kab", "Kota", "Kota Administrasi"),
        *("Kabupaten Administrasi", "Provinsi", "Propinsi", "Prov"),
    )
)
"""Every word, lower case, that people put before a region's name."""


def village_unit(code: str) -> str:
    """The unit word of the village `code`: `Kelurahan`, `Desa`, `Nagari` ..."""
    kind = code[9:10]
    if kind == "1":
        return "Kelurahan"
    word = _VILLAGE_UNITS.get(code[:5]) or _VILLAGE_UNITS.get(code[:2]) or "Desa"
    return f"{word} Adat" if kind == "3" else word


def district_unit(code: str) -> str:
    """The unit word of the district `code`: `Kecamatan`, `Distrik`, `Kapanewon`, `Kemantren`."""
    return _DISTRICT_UNITS.get(code[:5]) or _DISTRICT_UNITS.get(code[:2]) or "Kecamatan"
