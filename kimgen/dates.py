"""Dates: the one place to import them from.

`When` and the rule of publication are in `when`, reading what people write in
`dateparse`, words for readers in `dateformat`, the zones in `zones`.
"""

from __future__ import annotations

from kimgen.clockparse import REASONS, DateProblem
from kimgen.dateformat import (
    clock_text,
    days_between,
    ical_stamp,
    iso_span,
    long_date,
    long_when,
    month_name,
    month_year,
    relative_day,
    rfc3339,
    rfc5322,
    script_words,
    short_date,
    span,
    weekday_name,
)
from kimgen.dateparse import (
    parse_day,
    parse_when,
    split_file_date,
    weekday_mismatch,
)
from kimgen.when import When, is_plausible, is_published, local_date
from kimgen.zones import WIB, WIT, WITA, ZONES, Zone, offset_text, zone_name

__all__ = [
    "REASONS",
    "WIB",
    "WIT",
    "WITA",
    "ZONES",
    "DateProblem",
    "When",
    "Zone",
    "clock_text",
    "days_between",
    "ical_stamp",
    "is_plausible",
    "is_published",
    "iso_span",
    "local_date",
    "long_date",
    "long_when",
    "month_name",
    "month_year",
    "offset_text",
    "parse_day",
    "parse_when",
    "relative_day",
    "rfc3339",
    "rfc5322",
    "script_words",
    "short_date",
    "span",
    "split_file_date",
    "weekday_mismatch",
    "weekday_name",
    "zone_name",
]
