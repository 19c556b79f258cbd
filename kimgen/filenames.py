"""Names of files and folders: which cannot be used, and which are not the same everywhere.

A nation is a git repository that people copy to Windows, macOS and phones. A name that one of them
cannot write, or takes for another name, loses its file there without a word. Pure: names come in,
and reasons go out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_USUAL = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")
"""Small letters without accents: the same on every system."""
_HARMFUL = re.compile(r'[\\<>:"|?*]')
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEVICES = frozenset(
    [*"con prn aux nul conin$ conout$".split(), *(f"com{n}" for n in "123456789¹²³")]
).union(f"lpt{n}" for n in "123456789¹²³")
LONGEST = 200
"""Bytes of a name: what is made of it gets an ending and a tag, and systems stop at 255."""

NAME_REASONS: dict[str, tuple[str, str]] = {
    "not-utf-8": ("namanya bukan teks UTF-8", "it is not UTF-8"),
    "control": ("ada tanda kendali di namanya", "it has a control character"),
    "turning": (
        "ada tanda yang membalik arah tulisan di namanya",
        "it has a mark that turns the direction of writing",
    ),
    "long": (f"lebih dari {LONGEST} bita", f"it has more than {LONGEST} bytes"),
    "device": (
        "di Windows itu nama alat, bukan berkas",
        "on Windows that is a device, not a file",
    ),
    "sign": (
        'Windows tidak menerima tanda \\ < > : " | ? *',
        'Windows does not take the signs \\ < > : " | ? *',
    ),
    "end": (
        "Windows membuang titik atau spasi di ujung nama",
        "Windows drops a dot or space at the end of a name",
    ),
    "hidden": ("ada huruf yang tidak terlihat di namanya", "it has an invisible character"),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""
UNUSABLE = frozenset(("not-utf-8", "control", "turning", "long"))
"""Reasons for which a name is left out; with the others it is used here, and told."""


def name_trouble(name: str) -> str:
    """Why `name` is no good name for a file, a key of `NAME_REASONS`; `''` for a good one."""
    if _USUAL.fullmatch(name) and len(name) <= LONGEST:
        return "device" if _is_device(name) else ""
    kinds = set() if name.isprintable() else {unicodedata.category(sign) for sign in name}
    if "Cs" in kinds:
        return "not-utf-8"
    if not kinds.isdisjoint(("Cc", "Zl", "Zp")):
        return "control"
    if not _TURNING.isdisjoint(name):
        return "turning"
    if len(name.encode()) > LONGEST:
        return "long"
    if _is_device(name):
        return "device"
    if _HARMFUL.search(name):
        return "sign"
    if name[-1] in ". " or name[0] == " ":
        return "end"
    # joiners belong to the scripts of Aceh and Java
    hidden = {sign for sign in name if unicodedata.category(sign) in ("Cf", "Co", "Cn")}
    return "hidden" if hidden - {"\u200c", "\u200d"} else ""


def _is_device(name: str) -> bool:
    return name.partition(".")[0].rstrip(" ").lower() in _DEVICES


def shown(name: str) -> str:
    r"""`name` as a report can write it: a byte that is no text as `\xff`."""
    try:
        data = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, as Windows may have it
        data = name.encode("utf-8", "backslashreplace")
    return data.decode("utf-8", "backslashreplace")


def twins(names: Iterable[str]) -> dict[str, str]:
    """Name -> another one before it that macOS or Windows takes for the same."""
    found: dict[str, str] = {}
    known: dict[str, str] = {}
    every = list(names)
    if all(map(_USUAL.fullmatch, every)):  # the same only if they are equal
        return found
    for name in every:
        first = known.setdefault(_folded(name), name)
        if first is not name:
            found[name] = first
    return found


def _folded(name: str) -> str:
    """What names have in common that are one on a system that does not tell them apart."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
