"""The portal's edge: map data from disk, the pure portal, its rendered files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kimgen.diagnostics import Diagnostic
from kimgen.model import Hosts, Kim, OutputFile, Portal
from kimgen.summary import SiteSummary
from kimgen.theme import Theme


def build_portal_files(
    content: Path,
    portal: Portal,
    hosts: Hosts,
    kims: tuple[Kim, ...],
    summaries: Mapping[str, SiteSummary],
    today: date,
    theme: Theme,
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...], int]:
    """(files, findings, HTML pages) of the portal."""
    return (), (), 0
