"""What is done to Markdown text before an engine sees it, the same for every engine.

Phones write lists, headings and tabs in their own ways; here they become CommonMark. Each step
keeps the number of lines, so that a finding can name the line of the file. Pure text work.
"""

from __future__ import annotations

import re

from kimgen.markdown_types import ROOT

STAND_IN = "\U00010a50"
"""What the native engine puts for `<`; it must not come from outside."""

_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + ROOT
    + STAND_IN
    + "]"
)
_CONTROLS = bytes({*range(32), 127} - {9, 10})
_MARKS = "•●▪◦‣·–—"
_TIGHT_HASH = re.compile(r"#[^#\s]")
_FENCE = re.compile(r"[ \t>]*(?:(?:[*+-]|[0-9]{1,9}[.)])[ \t]+)*(```+|~~~+)")
_BULLET = re.compile(r"([ \t>]*)(?:[•●▪◦‣·][ \t]*|[–—][ \t]+)(?=\S)")
_HASHES = re.compile(r"([ \t>]{0,3}#{1,6})(?=[^#\s])")
_HASHTAG = re.compile(r"#\d|#\S+(?:\s+#\S+)+\s*$")


def prepare(text: str) -> str:
    """`text` as the engines want it: line feeds, no stray control characters, CommonMark marks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _may_be_odd(text):
        text = _ODD.sub("", text)
    if "\t" in text:
        text = "\n".join(_tabs(line) if "\t" in line else line for line in text.split("\n"))
    tight = "#" in text and _TIGHT_HASH.search(text)
    if tight or (not text.isascii() and any(map(text.__contains__, _MARKS))):
        text = _phone_marks(text)
    return text if text.endswith("\n") else text + "\n"


def _may_be_odd(text: str) -> bool:
    """Whether `text` may hold what `_ODD` takes out; it is no for nearly every text."""
    if text.isascii():
        return len(text.encode().translate(None, _CONTROLS)) < len(text)
    return STAND_IN in text or not text.replace("\n", "").isprintable()


def _tabs(line: str) -> str:
    """A tab at the start of a line is as wide as four columns, one at its end is nothing."""
    bare = line.rstrip(" \t")
    if "\t" in line[len(bare) :]:
        line = bare
    start = len(line) - len(line.lstrip(" \t"))
    return line[:start].expandtabs(4) + line[start:]


def _phone_marks(text: str) -> str:
    """`• a` and `– a` become list items, `#Judul` a heading; code in fences stays as it is."""
    lines = text.split("\n")
    last = max((n for n, line in enumerate(lines) if line.strip()), default=-1)
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
            continue
        if found:
            fence = found[1]
        elif bullet := _BULLET.match(line):
            lines[number] = f"{bullet[1]}- {line[bullet.end() :]}"
        elif (hashes := _HASHES.match(line)) and not _is_hashtag(line, number == last):
            lines[number] = f"{hashes[1]} {line[hashes.end() :]}"
    return "\n".join(lines)


def _is_hashtag(line: str, last: bool) -> bool:
    """Whether a line that begins with `#word` is a hashtag and no heading.

    So it is with a number (`#1`), with several tags, and with one word that ends the text.
    """
    text = line.strip(" \t>")
    if text.startswith("##"):
        return False
    return bool(_HASHTAG.match(text)) or (last and " " not in text)
