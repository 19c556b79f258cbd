"""The word about a Python whose html.parser has known faults."""

from __future__ import annotations

import sys
from collections import namedtuple
from pathlib import Path

import pytest
from click.testing import CliRunner

from kimgen.cli import group
from kimgen.commands.interpreter import fault
from tests.support.nation import write_nation

Version = namedtuple("Version", "major minor micro releaselevel serial")


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 11, 0), "3.11.14"),
        ((3, 11, 13), "3.11.14"),
        ((3, 11, 14), ""),
        ((3, 12, 11), "3.12.12"),
        ((3, 12, 12), ""),
        ((3, 13, 5), "3.13.6"),
        ((3, 13, 14), ""),
        ((3, 14, 0), ""),
        ((3, 15, 0), ""),
    ],
)
def test_versions_with_known_faults(version: tuple[int, int, int], sound: str) -> None:
    assert fault(version) == sound


@pytest.mark.parametrize(("micro", "warned"), [(7, True), (14, False)])
@pytest.mark.parametrize("command", ["build", "check"])
def test_it_is_said_once_and_changes_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, micro: int, warned: bool
) -> None:
    write_nation(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "version_info", Version(3, 11, micro, "final", 0))
    for lang, word in (("id", "Peringatan: Python 3.11.7"), ("en", "Warning: Python 3.11.7")):
        done = CliRunner().invoke(group, [command, "--lang", lang, "--jobs", "1"])
        assert done.exit_code == 0
        assert done.stderr.count(word) == (1 if warned else 0)
        assert ("html.parser" in done.stderr) == warned
        assert "html.parser" not in done.stdout
