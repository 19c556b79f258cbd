"""python -m benchmarks.stages: microseconds of CPU a post, by stage, of a cold build.

Builds in this process, one job, and looks every half millisecond of CPU where the program is:
the innermost frame that belongs to a stage counts, so that a helper's time goes to whoever
called it. Unlike a tracing profiler this does not make small functions look expensive.
"""

from __future__ import annotations

import argparse
import signal
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from time import process_time
from types import FrameType

from benchmarks.layouts import write
from kimgen.build import Report, Settings, build
from kimgen.executors import HERE

STAGES: dict[str, tuple[str, ...]] = {
    "read": ("load", "registry", "sources"),
    "front matter": ("frontmatter", "yamltree", "yamlmend"),
    "validate": ("validate", "fieldtypes", "schema"),
    "private data": ("privacy", "personal", "credentials", "discretion"),
    "Markdown": ("markdown", "resolve"),
    "sanitise": ("sanitiser", "allowlist"),
    "plan": ("site", "pages", "plan", "viewparts", "views", "structured", "sharing", "summary"),
    "feeds, sitemap": ("feeds", "sitemap", "icalendar"),
    "search index": ("search",),
    "render": ("render", "templating", "template_code", "theme", "theme_environment", "translate",
               "load_theme"),
    "compile templates": ("compiled",),
    "write": ("write", "atomic", "press"),
    "pictures, icons": ("media", "mediacache", "pictures", "imageinfo", "imagestrip", "icons",
                        "apart"),
    "portal": ("portal", "portal_build", "portal_views", "geo", "geojson", "topology", "load_map",
               "known"),
    "kept of large sites": ("ledger", "gather", "large", "portions"),
    "state": ("state", "staleness", "codec", "job", "executors", "build"),
}
"""Stage -> modules of kimgen; a name stands for its package, and for names that go on from it
with an underscore. What belongs to none is whoever calls it."""

EVERY = 0.0005
"""Seconds of CPU between two looks."""


class Looks:
    """Counts where the program is."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._known: dict[str, str] = {}

    def look(self, _signal: int, frame: FrameType | None) -> None:
        """The handler of SIGPROF."""
        while frame is not None:
            name = frame.f_globals.get("__name__") or ""
            stage = self._known.get(name)
            if stage is None:
                stage = self._known[name] = stage_of(name)
            if stage:
                self.counts[stage] += 1
                return
            frame = frame.f_back
        self.counts["other"] += 1


def stage_of(module: str) -> str:
    """Stage of a module by its dotted name; `''` for none."""
    package, _, inner = module.partition(".")
    if package != "kimgen":
        return ""
    top = inner.partition(".")[0]
    best, found = "", ""
    for stage, names in STAGES.items():
        for name in names:
            if (top == name or top.startswith(f"{name}_")) and len(name) > len(best):
                best, found = name, stage
    return found


def profile(kims: int, posts: int, folder: Path) -> tuple[Report, float, Counter[str]]:
    """(report, seconds of CPU, looks by stage) of a cold build."""
    write("kimgen", kims, posts, folder, processes=1)
    looks = Looks()
    settings = Settings(
        content=folder / "content",
        output=folder / "output",
        themes=folder / "themes",
        jobs=1,
        executor=HERE,  # the signal comes to this process alone
        today=date(2026, 11, 24),
    )
    signal.signal(signal.SIGPROF, looks.look)
    begun = process_time()
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        report = build(settings)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return report, process_time() - begun, looks.counts


def main() -> None:
    """Read the command line, build, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("--kims", type=int, default=1)
    parser.add_argument("--posts", type=int, default=1_000)
    options = parser.parse_args()
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        report, seconds, counts = profile(options.kims, options.posts, Path(folder))
    looks = sum(counts.values())
    each = seconds * 1e6 / report.posts
    print(f"{options.kims} x {options.posts}: {seconds:.2f} s of CPU, {report.pages} pages\n")
    print("| Stage | µs a post | Share |\n| --- | ---: | ---: |")
    for stage in (*STAGES, "other"):
        share = counts[stage] / looks
        if share >= 0.0005:
            print(f"| {stage} | {share * each:.0f} | {share:.1%} |")
    print(f"| all | {each:.0f} | |")


if __name__ == "__main__":
    main()
