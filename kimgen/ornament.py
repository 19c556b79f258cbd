"""Which geometric pattern a site wears: a small table from province to pattern.

A theme draws the patterns (lontar: `templates/_css/ornament.css`); here lives only
the choice. All are drawn for this project from plain geometry, after weaving, batik
and carving that people of the province know as theirs. None copies a cloth, and
none uses script, figures of people, or signs that a rite or a rank keeps to itself.
"""

from __future__ import annotations

PATTERNS: dict[str, str] = {
    "11": "pinto-aceh",  # the arched door of Aceh's filigree and carving
    "12": "ulos",  # stripes and lozenges of Batak ulos
    "13": "rebung",  # pucuk rebung, the bamboo shoot of Minangkabau songket and carving
    "14": "rebung",  # pucuk rebung, in the border of Malay cloth
    "15": "songket",  # star in a lozenge, songket of Jambi
    "16": "songket",  # bintang, the star of Palembang songket
    "17": "songket",  # lozenge lattice; besurek itself is writing, which an ornament should not ape
    "18": "tapis",  # mountains in zigzag, tapis of Lampung
    "19": "songket",  # cual, the weaving of Muntok
    "21": "rebung",  # pucuk rebung of the Malay isles
    "31": "gigi-balang",  # the toothed eaves of the Betawi house
    "32": "mega-mendung",  # rain clouds, batik of Cirebon
    "33": "kawung",  # palm fruit in fours, batik of Central Java
    "34": "parang",  # slanting blades, batik of Yogyakarta
    "35": "surya",  # eight-pointed sun, on the keystones of Majapahit's temples
    "36": "datulaya",  # lozenge and circle, batik of Banten after finds in the old palace
    "51": "poleng",  # the checked cloth of Bali
    "52": "subahnale",  # honeycomb of Lombok songket
    "53": "ikat",  # stepped lozenges and hooks of warp ikat
    "61": "dayak",  # curling shoots, carving and beadwork of the Dayak
    "62": "dayak",
    "63": "sasirangan",  # stitched and dyed waves of the Banjar
    "64": "dayak",
    "65": "dayak",
    "71": "bentenan",  # eyes in lozenges, weaving of Minahasa
    "72": "bomba",  # open flower, weaving of Donggala
    "73": "bugis",  # checks of the Bugis silk sarong
    "74": "bugis",  # Buton and Muna weave checks and stripes, too
    "75": "karawo",  # drawn thread on a grid, embroidery of Gorontalo
    "76": "toraja",  # the sun of the carved houses of Mamasa and Toraja
    "81": "tanimbar",  # stripes with small figures in ikat, weaving of Tanimbar
    "82": "tanimbar",  # stripes are shared across the Moluccas
    "91": "sentani",  # running spirals, bark cloth and carving of Lake Sentani
    "92": "noken",  # the knotted net bag, shared by the peoples of Papua
    "93": "asmat",  # lozenges of Asmat shields
    "94": "noken",
    "95": "noken",
    "96": "noken",
}
"""Kemendagri code of a province -> name of its pattern; all 38 provinces."""
