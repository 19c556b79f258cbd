"""python -m tests.fuzz [TARGET ...] [--seconds N]: look for texts that break a promise.

Needs atheris, which follows the branches that a text takes. What it finds is written to
`.cache/fuzz/found/` and the run fails; put it into `tests/test_fuzz.py` when you mend it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

FOUND = Path(".cache/fuzz/found")
CORPUS = Path(".cache/fuzz/corpus")
WORDS = Path(__file__).with_name("words.txt")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", help="front-matter, yaml, markdown, ...; all of them")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options, rest = parser.parse_known_args()
    if options.one:
        return _fuzz(options.one, rest)
    from tests.fuzz.targets import TARGETS

    names = options.targets or list(TARGETS)
    if unknown := [name for name in names if name not in TARGETS]:
        parser.error(f"no target {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    failed = []
    for name in names:
        corpus, found = CORPUS / name, FOUND / name
        corpus.mkdir(parents=True, exist_ok=True)
        found.mkdir(parents=True, exist_ok=True)
        print(f"== {name}: {options.seconds} s", flush=True)
        done = subprocess.run(
            [
                sys.executable, "-m", "tests.fuzz", "--one", name, str(corpus),
                f"-max_total_time={options.seconds}", f"-artifact_prefix={found}{os.sep}",
                f"-dict={WORDS}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024",
                "-print_final_stats=1",
            ],
            check=False,
        )  # fmt: skip
        if done.returncode:
            failed.append(name)
    print("broken: " + ", ".join(failed) if failed else "nothing was broken")
    return 1 if failed else 0


def _fuzz(name: str, arguments: list[str]) -> int:
    """One target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["kimgen"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
