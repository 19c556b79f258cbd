"""Writing files so that a reader sees the old one or the new one, never a half.

A new file is written under a name of its own beside its target and then moved
over it. Strings and os, not pathlib: a build does this for every page.
"""

# ruff: noqa: PTH102, PTH103, PTH105, PTH108, PTH120

from __future__ import annotations

import contextlib
import os
import shutil

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write(target: str, content: bytes) -> None:
    """Put `content` at `target`, whole or not at all; makes the folder. Raises `OSError`."""
    temporary = aside(target)
    try:
        try:
            create(temporary, content)
        except FileNotFoundError:
            make_folder(temporary)
            create(temporary, content)
        os.replace(temporary, target)
    except BaseException:
        discard(temporary)
        raise


def create(target: str, content: bytes) -> None:
    """Write a file that is not there yet, in a folder that is. Raises `OSError`."""
    number = os.open(target, _NEW, 0o666)
    try:
        done = os.write(number, content)
        while done < len(content):  # the system may take a large file in parts
            done += os.write(number, memoryview(content)[done:])
    finally:
        os.close(number)


def link(source: str, target: str) -> bool:
    """Put the file `source` at `target`, in place of what may be there.

    A hard link where the disk allows it, else a copy; True for a link. The two
    then share one inode: neither may ever be changed in place. The folder must
    be there. Raises `OSError`.
    """
    temporary = aside(target)
    try:
        linked = True
        try:
            os.link(source, temporary)
        except FileNotFoundError:
            raise
        except OSError:  # another disk, no links here, or too many of them
            linked = False
            shutil.copyfile(source, temporary)
        os.replace(temporary, target)
    finally:
        # replacing a link by another one to the same inode leaves the temporary name
        discard(temporary)
    return linked


def discard(path: str) -> None:
    """Delete a file that may not be there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def aside(target: str) -> str:
    """A name next to `target` that no other process, on this machine or another, will choose."""
    return f"{target}.{os.getpid()}-{os.urandom(6).hex()}.tmp"


def ensure_folder(folder: str) -> None:
    """Make a folder, most often within one that is there. Raises `OSError`."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def make_folder(target: str) -> None:
    """Make the folder that `target` lies in. Raises `OSError`."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
