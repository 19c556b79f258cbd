"""Bytes of a content file -> its text: BOMs, old encodings, line ends, unwanted characters.

What may not stand in a text is one table here, for the bytes of a file and for
what an escape in YAML makes (`"\\u202e"`). Nothing in here knows YAML or Markdown.
"""

from __future__ import annotations

import codecs
import re

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location

UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ue000\ufeff\ufffe\uffff]"
)
"""Control characters, marks that hide or turn text, halves of characters, what YAML refuses,
and the one private character that Markdown engines use for themselves."""
_ORDINARY = bytes([*b"\t\n", *range(32, 127)])
"""Bytes that need no second look."""
_BINARY_SHARE = 10
"""One NUL in so many bytes, and the file is no text with an accident in it."""


def decode(data: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""Bytes of a content file -> text with `\n` line ends, and findings.

    A BOM is dropped. UTF-16, and bytes of Windows-1252 among those of UTF-8, which
    old editors write, are read with a warning; what is in `UNWANTED` is taken out
    with a warning. What is no text at all gives `''` and one error.
    """
    try:
        # most texts have a few quotes and dashes besides; only these are looked at one by one
        if not UNWANTED.search(data.translate(None, _ORDINARY).decode()):
            return _with_plain_ends(data.decode()), ()
    except UnicodeDecodeError:
        pass
    found: list[Diagnostic] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
        found.append(problem("encoding", Location(path), name="UTF-16"))
    else:
        if data.count(b"\0") * _BINARY_SHARE > len(data):
            return "", (problem("file-broken", Location(path), name=_name(path)),)
        data = data.removeprefix(codecs.BOM_UTF8)
        try:
            text = data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            if b"\0" in data:
                return "", (problem("file-broken", Location(path), name=_name(path)),)
            text = _with_plain_ends(data.decode("utf-8", "surrogateescape").translate(_WESTERN))
            before = _with_plain_ends(data[: error.start].decode("utf-8", "surrogateescape"))
            at, excerpt = _place(text, len(before), path)
            found.append(problem("encoding", at, excerpt, name="Windows-1252"))
        else:  # Java writes characters outside the first plane as two halves
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    text = _with_plain_ends(text)
    match = UNWANTED.search(text)
    if match:
        at, excerpt = _place(text, match.start(), path)
        name = f"U+{ord(match.group()):04X}"
        found.append(problem("control-character", at, excerpt, name=name))
        text = UNWANTED.sub("", text)
    return text, tuple(found)


_WESTERN = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(128, 256)
}
"""A byte that is no UTF-8, as `surrogateescape` keeps it -> what it meant."""
_HALF = re.compile("[\ud800-\udfff]")


def _with_plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _place(text: str, index: int, path: str) -> tuple[Location, str]:
    """Where character `index` of `text` stands, and its line."""
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    line = text[start:] if end < 0 else text[start:end]
    line = _HALF.sub("\ufffd", line)  # which no report could be written with
    return Location(path, text.count("\n", 0, index) + 1, index - start + 1), line
