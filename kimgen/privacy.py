"""Private data in what people commit: found, said without saying it, refused if asked.

Every text of the nation goes through here, so the way of one that tells nothing
is short: one table of bytes and a few searches decide that nothing in it can be
private. Findings never carry what they are about: numbers and keys are masked,
in their own line, in any other finding about that line and in names of files.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from kimgen.codes import problem
from kimgen.credentials import secrets
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.discretion import CODES, IGNORE, PHONE, REFUSE, SECRET, Discretion
from kimgen.frontmatter import Document
from kimgen.personal import Hit, accounts, numbers
from kimgen.yamltree import Scalar, Sequence

MOST = 5
"""Findings of a kind about one file; the last one says how many more there are."""
_MOST_HITS = 300
"""Numbers, and keys, that are looked at in a text: a list of so many people is no accident, and
more of them change nothing."""
_LONGEST_LINE = 2_000
"""Characters of a line that a finding carries."""
_DOT = "•"

# --- whether there can be anything --------------------------------------------------

_TABLE = bytes(range(256)).translate(
    bytes.maketrans(
        b"0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0000000000-abcdefghijklmnopqrstuvwxyz"
    )
)
"""Digits become 0, letters small, _ a hyphen."""
_DROPPED = b".()\xc2\xa0\xe2\x80\x89\xaf\x90\x91\x92\x93"
"""What stands within numbers; of wide gaps and dashes all their bytes."""
_LIKELY = re.compile(
    rb"0(?:(?: {0,2}0){8}|000- ?000|00-000-000|00000-0|(?<=[a-z]0)[a-z]|0:[a-z]{2})"
)
"""A long number, one in groups with hyphens, or letters and digits in a jumble."""
_SAID = re.compile(rb"s(?:andi|sword|swd|sphrase|ecret)")


def may_tell(text: str) -> bool:
    """Whether a closer look at `text` is worth it: False for most, after a few microseconds."""
    data = text.encode("utf-8", "surrogatepass").translate(_TABLE, _DROPPED)
    return bool(
        _LIKELY.search(data)
        or _SAID.search(data)
        or b"token" in data
        or b"key" in data
        or (b"@" in data and b"://" in data)
    )


def look(text: str) -> list[Hit]:
    """Everything private in `text`, in reading order, each number once."""
    if not may_tell(text):
        return []
    hits: dict[str, Hit] = {}
    taken: list[tuple[int, int]] = []  # of secrets, in order, none over another
    for hit in (*islice(secrets(text), _MOST_HITS), *islice(numbers(text), _MOST_HITS)):
        place = bisect_left(taken, (hit.start, hit.end))
        if place and taken[place - 1][1] > hit.start:
            continue
        if place < len(taken) and taken[place][0] < hit.end:
            continue
        key = _key(text[hit.start : hit.end], hit.kind)
        if key not in hits:
            hits[key] = hit
            if hit.kind == SECRET:
                taken.insert(place, (hit.start, hit.end))
    return sorted(hits.values(), key=lambda hit: hit.start)


def _key(found: str, kind: str) -> str:
    """The same for a number however it is written."""
    if kind == SECRET:
        return found
    digits = "".join(filter(str.isdigit, found))
    return digits[digits.index("8") :] if kind == PHONE else digits


# --- saying it ----------------------------------------------------------------------


def masked(text: str, hits: Iterable[Hit] | None = None) -> str:
    """`text`, as long as it is, without what is private in it."""
    if hits is None:
        hits = _all(text) if may_tell(text) else ()
    signs: list[str] = []
    for hit in hits:
        signs = signs or list(text)
        found = "".join(signs[hit.start : hit.end])
        signs[hit.start : hit.end] = _dots(found, hit.kind)
    return "".join(signs) or text


def _all(text: str) -> Iterable[Hit]:
    return (*secrets(text), *numbers(text))


def _dots(found: str, kind: str) -> str:
    """The first two and the last two signs, or of a key the first four where it is long."""
    if kind == SECRET:
        kept = 4 if len(found) > 20 else 0
        return found[:kept] + _DOT * (len(found) - kept)
    places = [at for at, char in enumerate(found) if char.isdigit()]
    hidden = set(places[2:-2])
    return "".join(_DOT if at in hidden else char for at, char in enumerate(found))


def discreet(found: Diagnostic) -> Diagnostic:
    """The finding without what is private in its line, its parameters or its path."""
    where = found.location
    whole = "\n".join((where.path, found.excerpt, *(value for _, value in found.params)))
    if not may_tell(whole):
        return found
    path = "/".join(masked(part) for part in masked(where.path).split("/"))
    at = Location(path, where.line, where.column)
    params = tuple((name, masked(value)) for name, value in found.params)
    return replace(found, location=at, excerpt=masked(found.excerpt), params=params)


# --- looking at files ---------------------------------------------------------------

SHOWN = ("boleh_tampil", "sengaja_tampil", "izinkan")
"""The field that says which kinds are there on purpose, and its synonyms."""
_CONTACT = frozenset(
    "kontak contact hubungi medsos media_sosial sosmed whatsapp wa no_wa hp telepon".split()
)
"""Top fields, of any file, in which a phone number is where it belongs."""
_REGISTERED = frozenset("nomor_induk nomor_induk_komunitas nik nic".split())
"""Top fields of kim.yaml whose number begins with the code of a village: that of one in province 62
reads like a phone number."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is said of a file."""

    found: tuple[Diagnostic, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the file has to be left out."""
        return any(item.severity is Severity.ERROR for item in self.found)


_NOTHING = Findings()


def check_document(document: Document, rules: Discretion) -> Findings:
    """What a content file, or its name, tells."""
    path, text = document.path, document.text
    told, named = may_tell(text), may_tell(path.rpartition("/")[2])
    if told:
        text = _without_contacts(document)
        told = text == document.text or may_tell(text)
    if not (told or named):
        return _NOTHING
    rules = replace(rules, shown=(*rules.shown, *shown(document)))
    found = check_name(path, rules).found if named else ()
    return Findings((*found, *(_said(text, look(text), path, rules) if told else ())))


def check_text(text: str, path: str, rules: Discretion, table: bool = False) -> Findings:
    """What a text without fields tells; `table`: its first line names the columns."""
    hits = look(text)
    if table and may_tell(text):
        hits = sorted({*hits, *accounts(text)}, key=lambda hit: hit.start)
    return Findings(_said(text, hits, path, rules))


def check_name(path: str, rules: Discretion) -> Findings:
    """What the last part of a path tells."""
    name = path.rpartition("/")[2]
    at = Location(path)
    found = [_graded(hit.kind, at, "", masked_hit(name, hit), 0, rules) for hit in look(name)]
    return Findings(tuple(item for item in found if item is not None))


def grade(found: Diagnostic, kind: str, rules: Discretion) -> Diagnostic | None:
    """`found` as bad as `rules` make its kind; None where nothing is to be said."""
    answer = rules.of(kind)
    if answer == IGNORE:
        return None
    return replace(found, severity=Severity.ERROR) if answer == REFUSE else found


def shown(document: Document) -> tuple[str, ...]:
    """The kinds that the file says it shows on purpose."""
    for key, value in document.fields.pairs:
        if key.text.strip().casefold().replace(" ", "_").replace("-", "_") in SHOWN:
            parts = value.items if isinstance(value, Sequence) else (value,)
            words = ",".join(part.text for part in parts if isinstance(part, Scalar))
            return tuple(word.strip().casefold().replace(" ", "_") for word in words.split(","))
    return ()


def _without_contacts(document: Document) -> str:
    """The text of the file, as long as it is, without phone numbers in fields for contacts and
    without numbers that only look like one."""
    pairs = document.fields.pairs
    is_record = document.path.endswith("/kim.yaml")
    starts = [key.line for key, _ in pairs] + [document.body_line]
    lines: list[str] = []
    for (key, _), end in zip(pairs, starts[1:], strict=True):
        name = key.text.strip().casefold().replace(" ", "_").replace("-", "_")
        if name in _CONTACT:
            form = _PHONE
        elif is_record and name in _REGISTERED:
            form = _REGISTERED_NUMBER
        else:
            continue
        lines = lines or document.text.split("\n")
        for number in range(key.line - 1, min(max(end - 1, key.line), len(lines))):
            lines[number] = form.sub(_blank, lines[number])
    for match in _COMMENTED.finditer(document.text):  # as `kimgen new kim` writes them
        number = document.text.count("\n", 0, match.start())
        if number < document.body_line - 1:
            lines = lines or document.text.split("\n")
            lines[number] = _PHONE.sub(_blank, lines[number])
    return "\n".join(lines) if lines else document.text


_COMMENTED = re.compile(rf"^[ \t]*#[ \t]*(?:{'|'.join(sorted(_CONTACT))})[ \t]*:", re.MULTILINE)
_PHONE = re.compile(r"(?<![0-9])(?:\+?62|0)[ .()-]{0,2}8[0-9](?:[ .()-]{0,2}[0-9]){6,10}(?![0-9])")

_REGISTERED_NUMBER = re.compile(r"(?<![0-9])(?:[0-9][ .-]?){6,15}(?![0-9])")
"""Shorter than a NIK."""


def _blank(match: re.Match[str]) -> str:
    return "-" * len(match.group())


def masked_hit(text: str, hit: Hit) -> str:
    """What `hit` found, masked; of a key not even how long it is."""
    found = _dots(text[hit.start : hit.end], hit.kind)
    return found[: found.find(_DOT)] + _DOT * 6 if hit.kind == SECRET else found


def _said(text: str, hits: list[Hit], path: str, rules: Discretion) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    for kind, same in by_kind.items():
        for number, hit in enumerate(same[:MOST], 1):
            line, column, start = _place(text, hit.start)
            end = text.find("\n", start)
            end = min(start + _LONGEST_LINE, len(text) if end < 0 else end)
            here = [
                Hit(one.kind, one.start - start, one.end - start)
                for one in hits
                if start <= one.start and one.end <= end
            ]
            excerpt = masked(masked(text[start:end], here))
            more = len(same) - MOST if number == MOST else 0
            at = Location(path, line, column)
            item = _graded(kind, at, excerpt, masked_hit(text, hit), more, rules)
            if item is not None:
                found.append(item)
    return tuple(found)


def _graded(
    kind: str, at: Location, excerpt: str, what: str, more: int, rules: Discretion
) -> Diagnostic | None:
    params = {"shown": what, "kind": kind, "more": str(more) if more > 0 else ""}
    return grade(problem(CODES[kind], at, excerpt, **params), kind, rules)


def _place(text: str, index: int) -> tuple[int, int, int]:
    """(line, column, where the line begins) of the character `index`."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1, start
