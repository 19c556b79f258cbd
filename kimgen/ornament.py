"""Which geometric pattern stands for a province: its weaving, batik or carving.

The theme draws the patterns; this table only names them. They are geometry
after these arts, not copies of any piece.
"""

from __future__ import annotations

PATTERNS: dict[str, str] = {
    # Sumatra: gold-thread songket, the stripes of ulos, the zigzag of tapis
    "11": "songket", "12": "ulos", "13": "songket", "14": "songket", "15": "songket",
    "16": "songket", "17": "songket", "18": "tapis", "19": "songket", "21": "songket",
    # Java: batik. Kawung and parang of the courts, megamendung of the north coast
    "31": "mega", "32": "mega", "33": "parang", "34": "kawung", "35": "parang", "36": "kawung",
    # Bali and Nusa Tenggara: the checks of poleng, ikat diamonds
    "51": "poleng", "52": "ikat", "53": "ikat",
    # Kalimantan: curling tendrils of Dayak shields and beads
    "61": "dayak", "62": "dayak", "63": "dayak", "64": "dayak", "65": "dayak",
    # Sulawesi: checked silk of the Bugis, carved squares of Toraja
    "71": "bugis", "72": "bugis", "73": "bugis", "74": "bugis", "75": "bugis", "76": "toraja",
    # Maluku: ikat of Tanimbar
    "81": "ikat", "82": "ikat",
    # Papua: diamonds of Asmat shields
    "91": "asmat", "92": "asmat", "93": "asmat", "94": "asmat", "95": "asmat", "96": "asmat",
}  # fmt: skip
"""Province code -> name of its pattern."""
