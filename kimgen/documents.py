"""Documents of a media folder: which are served, and what of them is private.

What a document says is read in a process that may be stopped; what cannot be looked at is said.
Whoever keeps remarks keeps them by the content.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from kimgen import documenttext
from kimgen.apart import TIME, Stopped, apart
from kimgen.discretion import WARNED
from kimgen.documenttext import Text
from kimgen.mediacache import Remark
from kimgen.privacy import check_text

_ZIP = (b"PK\x03\x04",)
DOCUMENTS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": _ZIP, "xlsx": _ZIP, "pptx": _ZIP, "odt": _ZIP, "ods": _ZIP, "odp": _ZIP,
    "zip": (*_ZIP, b"PK\x05\x06"),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3", b"\xff\xe2"),
    "mp4": (),
    "csv": (), "txt": (),
}  # fmt: skip
"""Endings of documents -> how such a file begins; () is looked at more closely."""
TEXTS = ("csv", "txt")
"""Those that are text as they are."""

UNREAD = "unread"
"""The kind of a remark that says why a document was not looked at, or not to its end."""
_NO_READER, _NO_TIME = "no-reader", "no-time-left"
MOST_READ = 4_000_000
"""Bytes of a text that are looked at."""
_MEMORY = 512_000_000
_MOST_SHOWN = 200
"""Characters of a line that a remark carries."""

# --- what is served -----------------------------------------------------------------

_TAGS = (
    rb"html|head|body|script|svg|math|iframe|frameset|object|embed|applet|img|image|video|audio|"
    rb"meta|style|link|base|form|input|button|title|table|font|div|h1|p|a|b|br"
)
_MARKUP = re.compile(rb"\s*(?:<!--|<!doctype|<!entity|<\?|</?(?:" + _TAGS + rb")[\s/>])", re.I)
"""How a text begins that some browser may take for a page."""
_HIDDEN = re.compile(rb"<(?:!doctype html|html|script|svg|iframe|body)[\s/>]", re.I)
"""What no document but a text has in the 1,024 bytes by which browsers guess what a file is."""


def fits(head: bytes, ending: str) -> bool:
    """Whether a file that begins with `head` may be what its name says."""
    # an archive may hold a page as it is; what begins as one is no page to any browser
    if ending not in ("csv", "txt", "zip") and _HIDDEN.search(head[:1024]):
        return False
    if ending == "mp4":  # first its length, in four bytes
        return head[:2] == b"\0\0" and head[4:8] == b"ftyp"
    starts = DOCUMENTS[ending]
    if starts:
        return head.removeprefix(b"\xef\xbb\xbf").startswith(starts)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as spreadsheets export it
        head = head[2:].replace(b"\0", b"")
    return bool(head) and b"\0" not in head and not _MARKUP.match(head.lstrip(b"\xef\xbb\xbf"))


# --- what is private ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is looked at."""

    ending: str
    seconds: float
    """CPU time that it may take."""


def remarks(path: str, text: bytes, look: Look) -> tuple[Remark, ...]:
    """What the document at `path` tells that is private; `text` is its content where it is one of
    `TEXTS`. Raises `OSError` where the machine has no room for another process."""
    if look.ending in TEXTS:
        return _told(documenttext.decoded(text), rows=True, table=look.ending == "csv")
    if look.ending not in documenttext.ENDINGS:
        return ()
    if not documenttext.can_read(look.ending):
        return (_unread(_NO_READER),)
    if look.seconds <= 0:
        return (_unread(_NO_TIME),)
    documenttext.ready(look.ending)
    made = apart(partial(_looked_at, path, look.ending), look.seconds, _MEMORY)
    if not isinstance(made, Stopped):
        return made
    return (_unread("too-much-time" if made.reason == TIME else documenttext.DAMAGED),)


def may_say_more(kept: tuple[Remark, ...], look: Look) -> bool:
    """Whether what was kept is less than what there would be now."""
    for remark in kept:
        if remark.kind == UNREAD and remark.shown == _NO_READER:
            return documenttext.can_read(look.ending)
        if remark.kind == UNREAD and remark.shown == _NO_TIME:
            return look.seconds > 0
    return False


def why_unread(remark: Remark) -> str:
    """The reason that is to be told, '' for none: that no reader is installed is no fault of the
    document's."""
    return "" if remark.kind != UNREAD or remark.shown == _NO_READER else remark.shown


def _unread(reason: str) -> Remark:
    return Remark(UNREAD, 0, 0, reason, "", "")


def _looked_at(path: str, ending: str) -> tuple[Remark, ...]:
    with open(path, "rb") as file:  # noqa: PTH123
        text: Text = documenttext.text_of(file, ending)
    found: list[Remark] = []
    for sheet in text.sheets:
        known = {remark.kind for remark in found}
        told = _told(sheet, rows=text.rows, table=text.rows)
        found += [remark for remark in told if remark.kind not in known]
    return (*found, *((_unread(text.lack),) if text.lack else ()))


def _told(text: str, rows: bool, table: bool) -> tuple[Remark, ...]:
    """Remarks about a text; `rows`: its lines are those that its reader sees."""
    if not text:
        return ()
    found = []
    for item in check_text(text, "", WARNED, table=table).found:
        params, at = dict(item.params), item.location
        line, column = (at.line, at.column) if rows else (0, 0)
        what = (params["shown"], params["more"], item.excerpt[:_MOST_SHOWN])
        found.append(Remark(params["kind"], line, column, *what))
    return tuple(found)
