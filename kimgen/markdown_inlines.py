"""Inline Markdown to HTML in pure Python, after the rules of CommonMark.

What one leaf of the document (a paragraph, a heading, a table cell) holds: emphasis, code spans,
links, pictures, footnote references, breaks, entities. Blocks are found in `markdown_blocks.py`.
Every algorithm here is linear or nearly so, because volunteers' text is not to be trusted:
brackets and delimiters are kept on stacks, and what failed once is not looked for again.

Raw HTML does not exist in the dialect: a `<` that opens no autolink is a plain character.
No disk, no clock, no state that outlives one call.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from kimgen.markdown_leaves import (
    LABEL_LIMIT,
    PUNCTUATION,
    entity,
    escape,
    escape_attribute,
    escape_href,
    normal_label,
    scan_label,
    scan_target,
    scan_title,
    skip_space,
)

_TOKEN = re.compile(
    rf"\\(?P<escape>[{PUNCTUATION}]|\n)"
    r"|(?P<code>`+)"
    r"|(?P<run>\*+|_+|~+)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|<(?P<uri>[A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\x00-\x20<>]*)>"
    r"|<(?P<email>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?)*)>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<newline>\n)"
)
_MOST_TAGS = 1_600
"""Characters of the tags that one run opens; each of them lies inside the others."""
_FOOTNOTE = re.compile(r"\[\^((?:[^\[\]\\\n]|\\.)+)\]")
_BACKTICKS = re.compile(r"`+")
_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r' alt="([^"]*)"')


@lru_cache(maxsize=1024)
def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


class _Run:
    """One run of `*`, `_` or `~` that may open or close emphasis."""

    __slots__ = ("after", "before", "can_close", "can_open", "char", "count", "length", "piece")

    def __init__(self, piece: int, text: str, start: int, end: int) -> None:
        self.piece = piece
        self.char = char = text[start]
        self.count = self.length = end - start
        self.before = self.after = ""
        left = text[start - 1] if start else "\n"
        right = text[end] if end < len(text) else "\n"
        left_space, right_space = left.isspace(), right.isspace()
        left_mark, right_mark = _is_punctuation(left), _is_punctuation(right)
        opens = not right_space and (not right_mark or left_space or left_mark)
        closes = not left_space and (not left_mark or right_space or right_mark)
        if char == "~":  # two tildes pair anywhere, one not within a word
            double = self.length > 1
            opens = not right_space and (double or left_space or left_mark)
            closes = closes and (double or right_space or right_mark)
        elif char == "_":
            opens, closes = (
                opens and (not closes or left_mark),
                closes and (not opens or right_mark),
            )
        self.can_open, self.can_close = opens, closes

    def pairs_with(self, closer: _Run) -> bool:
        """Whether this run may open what `closer` closes (the rule of three among it)."""
        if self.char == "~":
            return self.length == closer.length
        if (self.can_close or closer.can_open) and (self.length + closer.length) % 3 == 0:
            return self.length % 3 == 0 and closer.length % 3 == 0
        return True


class _Bracket:
    """An open `[` or `![` that may yet become a link or a picture."""

    __slots__ = ("end", "is_image", "nested", "piece", "runs")

    def __init__(self, piece: int, end: int, is_image: bool, runs: int) -> None:
        self.piece, self.end, self.is_image, self.runs = piece, end, is_image, runs
        self.nested = False


class InlineParser:
    """Turns the text of one leaf into HTML; `references` and `footnotes` are the document's."""

    __slots__ = (
        "_barred",
        "_brackets",
        "_dead",
        "_last",
        "_pieces",
        "_runs",
        "_ticks",
        "footnotes",
        "references",
    )

    def __init__(
        self, references: Mapping[str, tuple[str, str]], footnotes: Mapping[str, str]
    ) -> None:
        self.references = references
        self.footnotes = footnotes

    def html(self, text: str) -> str:
        """The HTML of `text`."""
        found = _TOKEN.search(text)
        if found is None:
            return escape(text)
        self._pieces: list[str] = []
        self._runs: list[_Run] = []
        self._brackets: list[_Bracket] = []
        self._dead = self._barred = 0
        self._ticks: dict[int, list[int]] | None = None
        self._last = text.rfind(")")  # behind it no target can end
        at = 0
        pieces = self._pieces
        while found is not None:
            start = found.start()
            kind = found.lastgroup or ""
            if start > at and kind != "newline":
                pieces.append(escape(text[at:start]))
            at = self._token(kind, found, text, at)
            found = _TOKEN.search(text, at)
        pieces.append(escape(text[at:]))
        self._emphasis(0)
        return "".join(pieces)

    def _token(self, kind: str, found: re.Match[str], text: str, last: int) -> int:
        """Handle one token; returns where to go on."""
        pieces = self._pieces
        end = found.end()
        if kind == "newline":
            return self._newline(text, last, found.start())
        if kind == "run":
            if found[0][0] == "~" and end - found.start() > 2:
                pieces.append(found[0])
                return end
            run = _Run(len(pieces), text, found.start(), end)
            pieces.append(found[0])
            if run.can_open or run.can_close:
                self._runs.append(run)
        elif kind == "close":
            return self._close(text, found.start())
        elif kind == "open":
            return self._open(text, found)
        elif kind == "code":
            return self._code(text, found.start(), end)
        elif kind == "escape":
            if found["escape"] == "\n":
                pieces.append("<br />\n")
                return skip_space(text, end)
            pieces.append(escape(found["escape"]))
        elif kind == "entity":
            pieces.append(escape(entity(found[0])))
        else:
            target = found[kind]
            scheme = "mailto:" if kind == "email" else ""
            pieces.append(f'<a href="{scheme}{escape_href(target)}">{escape(target)}</a>')
        return end

    def _newline(self, text: str, last: int, start: int) -> int:
        chunk = text[last:start]
        kept = chunk.rstrip(" \t")
        self._pieces.append(escape(kept))
        self._pieces.append("<br />\n" if len(chunk) - len(kept) > 1 else "\n")
        return skip_space(text, start + 1)

    def _code(self, text: str, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _BACKTICKS.finditer(text):
                self._ticks.setdefault(run.end() - run.start(), []).append(run.start())
        size = end - start
        places = self._ticks.get(size, [])
        index = bisect_left(places, end)
        if index == len(places):
            self._pieces.append(text[start:end])
            return end
        close = places[index]
        content = text[end:close].replace("\n", " ")
        if content[0] == content[-1] == " " and content.strip(" "):
            content = content[1:-1]
        self._pieces.append(f"<code>{escape(content)}</code>")
        return close + size

    def _open(self, text: str, found: re.Match[str]) -> int:
        end = found.end()
        if self.footnotes and text.startswith("^", end):
            note = self._is_footnote(text, end - 1)
            if note:
                if found[0] == "![":
                    self._pieces.append("!")
                self._barred = len(self._brackets)  # no link or picture holds a footnote
                self._pieces.append(
                    '<sup class="footnote-reference">'
                    f'<a href="#{escape_attribute(note[1])}">0</a></sup>'
                )
                return note.end()
        if self._brackets:
            self._brackets[-1].nested = True
        is_image = found[0] == "!["
        self._brackets.append(_Bracket(len(self._pieces), end, is_image, len(self._runs)))
        self._pieces.append(found[0])
        return end

    def _close(self, text: str, start: int) -> int:
        brackets, pieces = self._brackets, self._pieces
        end = start + 1
        if not brackets:
            pieces.append("]")
            return end
        bracket = brackets.pop()
        depth = len(brackets)
        alive = depth >= self._barred and (bracket.is_image or depth >= self._dead)
        self._dead, self._barred = min(self._dead, depth), min(self._barred, depth)
        link = self._link(text, bracket, start) if alive else None
        if link is None:
            if brackets:
                brackets[-1].nested = True
            pieces.append("]")
            return end
        target, title, end = link
        title = f' title="{escape_attribute(title)}"' if title else ""
        self._emphasis(bracket.runs)
        if bracket.is_image:
            inner = "".join(pieces[bracket.piece + 1 :])
            del pieces[bracket.piece :]
            pieces.append(f'<img src="{escape_href(target)}" alt="{_alt(inner)}"{title} />')
        else:
            pieces[bracket.piece] = f'<a href="{escape_href(target)}"{title}>'
            pieces.append("</a>")
            self._dead = len(brackets)  # a link holds no link: what is still open stays text
        return end

    def _link(self, text: str, bracket: _Bracket, close: int) -> tuple[str, str, int] | None:
        """What follows `]` at `close`: (target, title, where it ends), or None."""
        at = close + 1
        if at < self._last and text.startswith("(", at):
            inline = _scan_inline_link(text, at + 1)
            if inline:
                return inline
        label, end = "", at
        if text.startswith("[", at) and not text.startswith("[^", at):
            scanned = scan_label(text, at)
            if scanned:
                label, end = scanned
        if not label.strip():
            if bracket.nested or close - bracket.end > LABEL_LIMIT:
                return None
            label = text[bracket.end : close]
            end = end if end > at else at
        found = self.references.get(normal_label(label)) if self.references else None
        return (*found, end) if found else None

    def _is_footnote(self, text: str, at: int) -> re.Match[str] | None:
        """The reference to a footnote that stands at `at`, if one does."""
        note = _FOOTNOTE.match(text, at) if self.footnotes else None
        if note is None or normal_label(note[1]) not in self.footnotes:
            return None
        following = text[note.end() : note.end() + 2]
        if following[:1] != "[" or following == "[^":
            return note
        label = scan_label(text, note.end())  # what a label follows is a link or plain text
        return None if label and label[0].strip() else note

    def _emphasis(self, bottom: int) -> None:
        """Pair the runs from `bottom` on and write their tags; they are used up then."""
        runs = self._runs
        if len(runs) == bottom:
            return
        openers: list[_Run] = []
        floors: dict[tuple[str, bool, int], int] = {}
        for run in runs[bottom:]:
            while run.count and run.can_close:
                tilde = run.char == "~"
                key = (run.char, run.can_open and not tilde, 0 if tilde else run.length % 3)
                floor = floors.get(key, 0)
                index = len(openers) - 1
                while index >= floor and not (
                    openers[index].char == run.char and openers[index].pairs_with(run)
                ):
                    index -= 1
                if index < floor:
                    floors[key] = len(openers)
                    break
                _pair(openers[index], run)
                del openers[index + 1 if openers[index].count else index :]
                for other, level in floors.items():
                    floors[other] = min(level, len(openers))
            if run.count and run.can_open:
                openers.append(run)
        for run in runs[bottom:]:
            if run.before or run.after:
                self._pieces[run.piece] = run.before + run.char * run.count + run.after
        del runs[bottom:]


def _pair(opener: _Run, closer: _Run) -> None:
    if opener.char == "~":
        used, tag = opener.count, "del"
    elif opener.count > 1 and closer.count > 1:
        used, tag = 2, "strong"
    else:
        used, tag = 1, "em"
    opener.count -= used
    closer.count -= used
    if len(opener.after) > _MOST_TAGS:
        raise ValueError("emphasis inside emphasis inside ...")
    opener.after = f"<{tag}>{opener.after}"
    closer.before = f"{closer.before}</{tag}>"


def _scan_inline_link(text: str, at: int) -> tuple[str, str, int] | None:
    at = skip_space(text, at)
    target = scan_target(text, at)
    if target is None:
        return None
    url, at = target
    after = skip_space(text, at)
    title = ""
    if after > at and (scanned := scan_title(text, after)):
        title, at = scanned
        after = skip_space(text, at)
    return (url, title, after + 1) if text.startswith(")", after) else None


def _alt(inner: str) -> str:
    """The plain text of a picture's description, as an attribute's value."""

    def bare(tag: re.Match[str]) -> str:
        alt = _ALT.search(tag[0]) if tag[0].startswith("<img") else None
        return alt[1] if alt else ""

    return _TAG.sub(bare, inner).replace("\n", " ").replace('"', "&quot;").replace("'", "&#39;")
