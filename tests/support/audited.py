"""Run kimgen and write down what it opens, lists and changes: `python -m tests.support.audited`.

The first argument is a file for the list, a line of JSON each, the rest is a command line of
kimgen. The interpreter itself tells (`sys.addaudithook`), so nothing that Python code does is
missed, in the processes that are forked neither; a path is written as it is on the disk, with links
followed.
"""

from __future__ import annotations

import json
import os
import sys

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.mkdir": (0,), "os.remove": (0,), "os.rmdir": (0,), "os.rename": (0, 1), "os.link": (1,),
    "os.symlink": (1,), "os.truncate": (0,), "os.utime": (0,), "os.chmod": (0,), "os.chown": (0,),
    "sqlite3.connect": (0,),
}  # fmt: skip
"""Event -> which of its arguments name what is changed."""
_FOLDER_HANDLES = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 2, "os.rename": 2}


def _place(path: object, handle: object = -1) -> str:
    """Where `path`, in the open folder `handle`, lies; '' for what is no path."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""
    text = os.fsdecode(path)
    if isinstance(handle, int) and handle >= 0:
        text = f"{os.readlink(f'/proc/self/fd/{handle}')}/{text}"  # noqa: PTH115
    folder, _, name = text.rstrip("/").rpartition("/")
    # a change is made to a link, not to where it leads
    return f"{os.path.realpath(folder or '.')}/{name}" if "/" in text else text


def main(log: str, *words: str) -> None:
    # every process that is forked writes there, to the last moment of its life
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    known: set[tuple[str, str]] = set()

    def note(kind: str, path: str) -> None:
        if (kind, path) not in known:
            known.add((kind, path))
            os.write(handle, json.dumps((kind, path)).encode() + b"\n")

    busy = False

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal busy
        if busy:
            return
        busy = True
        try:
            if event == "open" and not isinstance(args[0], int):
                flags = args[2] if isinstance(args[2], int) else 0
                changes = bool(flags & _WRITING)
                # what is not to be followed is refused where it is a link
                real = _place(args[0]) if flags & os.O_NOFOLLOW else os.path.realpath(str(args[0]))
                note("write" if changes else "read", real)
            elif event in ("os.listdir", "os.scandir") and isinstance(args[0], (str, os.PathLike)):
                note("read", os.path.realpath(args[0]))
            elif event in _CHANGES:
                folder = args[_FOLDER_HANDLES[event]] if event in _FOLDER_HANDLES else -1
                for index in _CHANGES[event]:
                    note("write", _place(args[index], folder))
        finally:
            busy = False

    sys.addaudithook(watch)
    sys.argv = ["kimgen", *words]
    from kimgen.cli import main as run

    run()


if __name__ == "__main__":
    main(*sys.argv[1:])
