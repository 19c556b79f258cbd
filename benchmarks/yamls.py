"""CPU that hostile YAML takes: `python -m benchmarks.yamls [suite.json]`.

Each of the 900 inputs of `tests/support/yamls.py`, and each case of a yaml-test-suite that is
named, is read and validated as front matter, as kim.yaml and as portal.yaml. The promise is 50 ms
of CPU for one; the exit code tells whether it held here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kimgen.frontmatter import parse_post, parse_yaml
from kimgen.model import Portal
from kimgen.validate import validate_kim, validate_portal, validate_post, village
from tests.support.yamls import inputs

PROMISE = 0.05
"""Seconds of CPU."""


def _readers() -> dict[str, Callable[[bytes], object]]:
    place, _ = village("64.02.06.1005", None)
    portal = Portal()
    folder = "a/b/kim-uji"
    return {
        "front matter": lambda data: validate_post(
            parse_post(b"---\n" + data + b"\n---\nIsi.\n", "posts/2026-11-24-a.md"), place, portal
        ),
        "kim.yaml": lambda data: validate_kim(parse_yaml(data, folder), folder, place, portal),
        "portal.yaml": lambda data: validate_portal(parse_yaml(data, "content/portal.yaml")),
    }


def _all(suite: str) -> Iterator[tuple[str, bytes]]:
    if suite:
        for case in json.loads(Path(suite).read_text("utf-8")):
            yield case["id"], case["yaml"].encode("utf-8", "surrogatepass")
    yield from inputs()


def main(suite: str = "") -> int:
    """Measure, print the slowest, return the exit code."""
    rows = []
    for name, data in _all(suite):
        for kind, read in _readers().items():
            begun = time.process_time()
            read(data)
            rows.append((time.process_time() - begun, len(data), kind, name))
    rows.sort(reverse=True)
    print(f"{len(rows)} readings, {sum(row[0] for row in rows):.1f} s; the slowest:")
    for seconds, size, kind, name in rows[:10]:
        print(f"{seconds * 1000:8.1f} ms {size:8} bytes  {kind:13} {name}")
    return int(rows[0][0] > PROMISE)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
