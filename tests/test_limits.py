"""What one volunteer may ask of a build, and what becomes of who asks for more."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from kimgen.build import Report, Settings, build
from kimgen.frontmatter import parse_yaml
from kimgen.limits import DEFAULTS, Limits
from kimgen.schema import PORTAL
from kimgen.validate import validate_portal
from tests.support.nation import label, write, write_nation

TODAY = date(2026, 11, 24)


def limits(text: str) -> Limits | str:
    """The limits that a portal.yaml gives; the code of what is wrong with it."""
    portal, found = validate_portal(parse_yaml(text.encode(), "content/portal.yaml"))
    if portal is None:
        (item,) = found
        return item.code
    assert not found
    return portal.limits


def make(root: Path, **more: object) -> Report:
    settings = Settings(root / "content", root / "output", today=TODAY, executor="serial")
    return build(settings)


# --- settings ------------------------------------------------------------------------------


def test_defaults_are_those_of_the_reference() -> None:
    (table,) = (item for item in PORTAL if item.name == "batas")
    written = "".join(f"  {item.name}: {item.example}\n" for item in table.fields)
    assert limits(f"batas:\n{written}") == limits("judul: Portal\n") == DEFAULTS
    assert len(table.fields) == len(fields(Limits)), "a limit without a field, or the reverse"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("waktu: 3", Limits(seconds=3)),
        ("hasil: 1,5 MB", Limits(output=1_500_000)),
        ("hasil: 800 kb", Limits(output=800_000)),
        ("memori: 1GB", Limits(memory=1_000_000_000)),
        ("piksel: 12.000.000", Limits(pixels=12_000_000)),
    ],
)
def test_a_limit_is_set(written: str, wanted: Limits) -> None:
    assert limits(f"batas: {{{written}}}" if "," not in written else f"batas:\n  {written}\n") == (
        wanted
    )


@pytest.mark.parametrize(
    "written", ["waktu: 0", "waktu: -1", "hasil: besar", "hasil: 0 MB", "tulisan: tak terbatas"]
)
def test_a_limit_that_is_none_is_told(written: str) -> None:
    assert limits(f"batas:\n  {written}\n") == "value-invalid"


def test_another_limit_makes_sites_stale(tmp_path: Path) -> None:
    write_nation(tmp_path, 2)
    assert make(tmp_path).built == [label(0), label(1)]
    assert make(tmp_path).built == []
    write(tmp_path, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\nbatas: {waktu: 2}\n")
    assert sorted(make(tmp_path).built) == [label(0), label(1)]
