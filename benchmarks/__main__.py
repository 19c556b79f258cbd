"""python -m benchmarks LAYOUT KIMS POSTS FOLDER: write a corpus, without measuring anything."""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

from benchmarks.layouts import LAYOUTS, write


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("layout", choices=LAYOUTS)
    parser.add_argument("kims", type=int)
    parser.add_argument("posts", type=int)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    begun = perf_counter()
    files = write(options.layout, options.kims, options.posts, options.folder)
    print(f"{files} files in {perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
