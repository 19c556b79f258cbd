"""The engine of validation: a mapping with places + a table of fields -> values.

It knows shapes, types, synonyms and spelling; what values mean together is
in the module of each kind of file. One broken value gives one finding.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence as Items
from dataclasses import dataclass, field

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.enough import enough
from kimgen.fieldtypes import FREE_TEXT, LISTS, READERS, Bad, coordinates
from kimgen.frontmatter import Document
from kimgen.schema import Field
from kimgen.validate.lengths import LONGEST, LONGEST_OTHER, shortened
from kimgen.yamltree import Mapping, Scalar, Sequence, Value

MOST_GUESSES = 20
"""Findings of a file from which on nothing more is guessed: to compare spellings takes long."""


@dataclass(slots=True)
class Values:
    """What was read: values by field name, and where each stands."""

    values: dict[str, object] = field(default_factory=dict)
    written: dict[str, Value] = field(default_factory=dict)
    """What stands in the file, wherever something does."""
    spots: dict[tuple[str, str], tuple[Scalar, int]] = field(default_factory=dict)
    """(field, word) -> the text with that word of a list, and its index in there."""
    found: list[Diagnostic] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        """An error was found: the record cannot be used."""
        return any(item.severity is Severity.ERROR for item in self.found)

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def tables(self, name: str) -> tuple[Values, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def table(self, name: str) -> Values:
        value = self.values.get(name)
        return value if isinstance(value, Values) else Values()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of fields needs to know of the file."""

    document: Document
    offset: int = 420
    """The village's offset from UTC in minutes."""

    def problem(self, code: str, at: Location, **params: str) -> Diagnostic:
        return problem(code, at, self.document.excerpt(at.line), **params)


def settled(found: Items[Diagnostic]) -> tuple[Diagnostic, ...]:
    """`found` of one file, with one finding for a line that had to be mended: an error on it
    says why the file cannot be used; anything milder may come of the mending."""
    mended = {item.location.line for item in found if item.code == "yaml-mended"}
    if mended:
        broken = {item.location.line for item in found if item.severity is Severity.ERROR}
        found = [
            item
            for item in found
            if item.location.line not in mended
            or (
                item.severity is Severity.ERROR
                if item.location.line in broken
                else item.code == "yaml-mended"
            )
        ]
    return enough(found, found[0].location.path) if found else ()


def read_fields(
    mapping: Mapping,
    table: Items[Field],
    reading: Reading,
    other: Items[Field] = (),
    where: str = "",
) -> Values:
    """Read `mapping` by `table`.

    `other` are fields that exist in other kinds of this file, so that one in
    the wrong place is told from a misspelt one. `where` names the table for
    messages of inner tables.
    """
    out = Values()
    known = _known(table)
    for key, value in mapping.pairs:
        item = known.names.get(key.text) or known.names.get(_normal(key.text))
        if item is None:
            guess = len(out.found) < MOST_GUESSES
            out.found.append(_unknown(key, known, other, reading, where, guess=guess))
        elif item.name in out.written:
            if out.written[item.name].line != key.line:
                code = "field-twice"
                out.found.append(reading.problem(code, key.at, field=key.text, other=item.name))
        else:
            out.written[item.name] = value
            _read(item, value, reading, out)
    for item in known.required:
        if item.name not in out.written:
            _missing(item, mapping, reading, out, where)
    return out


@dataclass(frozen=True, slots=True)
class _Known:
    """A table of fields, prepared."""

    table: Items[Field]
    names: dict[str, Field]
    """Every spelling -> its field; a field's own name goes before synonyms."""
    required: tuple[Field, ...]


_prepared: dict[int, _Known] = {}


def _known(table: Items[Field]) -> _Known:
    """`table` prepared. Found again by its identity: to hash one takes longer than to
    read a post, and there are only the dozen of `schema`."""
    known = _prepared.get(id(table))
    if known is None or known.table is not table:
        names = {_normal(other): item for item in reversed(table) for other in item.synonyms}
        names.update((item.name, item) for item in table)
        known = _Known(table, names, tuple(item for item in table if item.required))
        _prepared[id(table)] = known
    return known


def _normal(key: str) -> str:
    return key.strip().casefold().replace(" ", "_").replace("-", "_")


def _unknown(
    key: Scalar, known: _Known, other: Items[Field], reading: Reading, where: str, *, guess: bool
) -> Diagnostic:
    name = _normal(key.text)
    elsewhere = _known(other).names.get(name)
    if elsewhere is not None:
        kinds = ", ".join(elsewhere.kinds)
        return reading.problem("field-elsewhere", key.at, field=key.text, kinds=kinds)
    names = known.names
    near = difflib.get_close_matches(name[:60], names, 1, 0.7) if guess else []
    suggestion = names[near[0]].name if near else ""
    return reading.problem(
        "field-unknown", key.at, field=key.text, suggestion=suggestion, where=where
    )


def _missing(item: Field, mapping: Mapping, reading: Reading, out: Values, where: str) -> None:
    code = "field-missing" if item.strict or not where else "field-missing-inner"
    params = {"field": item.name, "example": item.example, "where": where, "kind": ""}
    at = mapping.at if where else Location(reading.document.path)
    if item.kinds and "jenis" in out.written:  # which is what asks for it
        at, params["kind"] = out.written["jenis"].at, item.kinds[0]
    out.found.append(reading.problem(code, at, **params))


def _read(item: Field, value: Value, reading: Reading, out: Values) -> None:
    if item.type == "anything":
        out.values[item.name] = value
    elif isinstance(value, Scalar) and not value.quoted and not value.text.strip():
        if item.required:
            params = {"field": item.name, "example": item.example, "where": "", "kind": ""}
            out.found.append(reading.problem("field-missing", value.at, **params))
    elif item.type in ("table", "tables"):
        _read_tables(item, value, reading, out)
    elif item.type in ("words", *LISTS):
        _read_list(item, value, reading, out)
    elif item.type == "coordinates":
        texts = _texts(value)
        _keep(item, value, coordinates(texts), ", ".join(texts), reading, out)
    elif not isinstance(value, Scalar):
        out.found.append(_wrong_shape(item, value, reading))
    elif item.type == "choice":
        _read_choice(item, value, reading, out)
    else:
        text = value.text
        if value.rest and item.type in FREE_TEXT:
            text = f"{text} {value.rest}"
            out.found.append(reading.problem("yaml-hash", value.at, field=item.name, value=text))
        result = _result(item.type, text, reading)
        if isinstance(result, str) and len(result) > LONGEST.get(item.type, LONGEST_OTHER):
            result = _cut(item, result, item.type, value.at, reading, out)
        _keep(item, value, result, text, reading, out)
        if item.name == "slug" and isinstance(result, str) and result != text.strip():
            params = {"value": _short(text), "slug": result}
            out.found.append(reading.problem("slug-changed", value.at, **params))


def _result(kind: str, text: str, reading: Reading) -> object:
    """What a text is as a value of the type `kind`; nothing is read that is too long for it and
    cannot be cut."""
    if len(text) > LONGEST_OTHER and kind not in LONGEST:
        return Bad()
    return READERS[kind](text, reading.offset)


def _cut(item: Field, text: str, kind: str, at: Location, reading: Reading, out: Values) -> str:
    """As much of a value of the type `kind` as is kept, and a word about it."""
    most = LONGEST[kind]
    out.found.append(reading.problem("field-long", at, field=item.name, limit=str(most)))
    return shortened(text, most)


def _too_many(item: Field, count: int, at: Location, reading: Reading, out: Values) -> None:
    params = {"field": item.name, "limit": str(item.most), "count": str(count)}
    out.found.append(reading.problem("field-many", at, **params))


def _keep(
    item: Field, value: Value, result: object, text: str, reading: Reading, out: Values
) -> None:
    if not isinstance(result, Bad):
        out.values[item.name] = result
        return
    params = {
        "field": item.name,
        "value": _short(text),
        "type": item.type,
        "reason": result.reason,
        "suggestion": result.suggestion,
    }
    out.found.append(_graded(item, result.code, value.at, reading, params))


def _graded(
    item: Field, code: str, at: Location, reading: Reading, params: dict[str, str]
) -> Diagnostic:
    """A finding as bad as its field is strict: what a record can live without
    is left out with a warning."""
    made = reading.problem(code, at, **params)
    severity = Severity.ERROR if item.strict else Severity.WARNING
    return Diagnostic(made.location, code, severity, made.params, made.excerpt)


def _read_choice(item: Field, value: Scalar, reading: Reading, out: Values) -> None:
    if value.text in item.choices:
        out.values[item.name] = value.text
        return
    wanted = " ".join(value.text.casefold().replace("-", " ").replace("_", " ").split())
    if wanted in item.choices:
        out.values[item.name] = wanted
        return
    hyphened = next((choice for choice in item.choices if choice == wanted.replace(" ", "-")), "")
    if hyphened:
        out.values[item.name] = hyphened
        return
    out.found.append(_unknown_choice(item, value.text, wanted, value.at, reading))


def _unknown_choice(
    item: Field, text: str, wanted: str, at: Location, reading: Reading
) -> Diagnostic:
    near = difflib.get_close_matches(wanted[:60], item.choices, 1, 0.6)
    params = {
        "field": item.name,
        "value": _short(text),
        "choices": ", ".join(item.choices),
        "suggestion": near[0] if near else "",
    }
    return _graded(item, "choice-unknown", at, reading, params)


def _chosen(word: str, choices: tuple[str, ...]) -> str:
    """The choice that `word` is, however its parts are joined; else `word` in small letters."""
    wanted = word.casefold().replace("-", " ").replace("_", " ")
    return next((choice for choice in choices if choice.replace("_", " ") == wanted), wanted)


def _read_list(item: Field, value: Value, reading: Reading, out: Values) -> None:
    if isinstance(value, Mapping):
        out.found.append(_wrong_shape(item, value, reading))
        return
    kept: list[str] = []
    for scalar in value.items if isinstance(value, Sequence) else (value,):
        if not isinstance(scalar, Scalar):
            out.found.append(_wrong_shape(item, scalar, reading))
            continue
        split = item.type == "words" and isinstance(value, Scalar) and not scalar.quoted
        start = 0
        for part in scalar.text.split(",") if split else (scalar.text,):
            word = " ".join(part.split())
            index = start + len(part) - len(part.lstrip())
            start += len(part) + 1
            if not word:
                continue
            if item.type in LISTS:
                result = _result(LISTS[item.type], word, reading)
                if isinstance(result, Bad):
                    params = {
                        "field": item.name, "value": _short(word), "type": LISTS[item.type],
                        "reason": "", "suggestion": result.suggestion,
                    }  # fmt: skip
                    at = spot(scalar, index, word, reading)
                    out.found.append(_graded(item, "value-invalid", at, reading, params))
                    continue
            if item.choices and (chosen := _chosen(word, item.choices)) not in item.choices:
                at = spot(scalar, index, word, reading)
                out.found.append(_unknown_choice(item, word, chosen, at, reading))
                continue
            word = chosen if item.choices else word
            if len(word) > LONGEST["words"] and item.type == "words":
                at = spot(scalar, index, word, reading)
                word = _cut(item, word, "words", at, reading, out)
            if (item.name, word) not in out.spots:
                kept.append(word)
                out.spots[item.name, word] = (scalar, index)
    if len(kept) > item.most:
        first = kept[item.most]
        at = spot(*out.spots[item.name, first], first, reading)
        _too_many(item, len(kept), at, reading, out)
        del kept[item.most :]
    out.values[item.name] = tuple(kept)


def spot(scalar: Scalar, start: int, word: str, reading: Reading) -> Location:
    """Where `word`, at `start` of a scalar's text, stands; the scalar where that is unclear."""
    column = scalar.column + start
    line = reading.document.excerpt(scalar.line)
    if not line.startswith(word, column - 1):
        return scalar.at
    return Location(scalar.path, scalar.line, column)


def _read_tables(item: Field, value: Value, reading: Reading, out: Values) -> None:
    if item.type == "table":
        inner = _inner(item, value, reading, out)
        if inner is not None:
            out.values[item.name] = inner
        return
    if isinstance(value, Mapping):
        # `pengurus:` with `Ketua: Melati` below it: pairs instead of items
        out.found.append(_wrong_shape(item, value, reading))
        return
    items = value.items if isinstance(value, Sequence) else (value,)
    if len(items) > item.most:
        _too_many(item, len(items), items[item.most].at, reading, out)
        items = items[: item.most]
    read = [_inner(item, part, reading, out) for part in items]
    out.values[item.name] = tuple(inner for inner in read if inner is not None)


def _inner(item: Field, value: Value, reading: Reading, out: Values) -> Values | None:
    if isinstance(value, Mapping):
        inner = read_fields(value, item.fields, reading, where=item.name)
        out.found.extend(inner.found)
        broken = any(found.code == "field-missing-inner" for found in inner.found)
        return None if broken else inner
    if isinstance(value, Scalar) and item.fits:
        first = item.fields[0]
        inner = Values()
        _read(first, value, reading, inner)
        inner.written[first.name] = value
        out.found.extend(inner.found)
        return inner if first.name in inner.values else None
    out.found.append(_wrong_shape(item, value, reading))
    return None


def _wrong_shape(item: Field, value: Value, reading: Reading) -> Diagnostic:
    params = {"field": item.name, "type": item.type, "example": item.example}
    return _graded(item, "field-shape", value.at, reading, params)


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, Scalar):
        return (value.text,)
    if isinstance(value, Sequence):
        return tuple(part.text for part in value.items if isinstance(part, Scalar))
    return ()


def _short(text: str) -> str:
    """`text` for a message: one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
