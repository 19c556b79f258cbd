"""What the portal is made from. A value; the edge that reads it is `portal_build`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kimgen.model import Hosts, Kim, Portal
from kimgen.portal.atlas import Atlas
from kimgen.portal.drawing import Drawing
from kimgen.summary import Headline, SiteSummary
from kimgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Nationwide:
    """Every KIM."""

    headlines: tuple[Headline, ...]
    """Every KIM with a readable kim.yaml, whatever its status."""
    kims: Mapping[str, Kim]
    """Label -> its record. Like `summaries` it may be read from elsewhere, one by one: a nation's
    records and summaries are more than should be held at once."""
    summaries: Mapping[str, SiteSummary]
    """Label -> what its site holds; one without is taken for a site without posts."""
    live: frozenset[str]
    """Labels that have a site in the output."""


@dataclass(frozen=True, slots=True)
class PortalInputs:
    """All inputs of `build_portal`."""

    portal: Portal
    hosts: Hosts
    known: Nationwide
    today: date
    theme: Theme
    drawing: Drawing
    """The provinces, ready to be drawn."""
    atlas: Atlas = field(default_factory=Atlas)
    """Boundaries and points for the maps of provinces and regencies."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Label -> a word for its record and summary; needed where pages are to be kept."""
