"""The front matter that nearly everyone writes, read without the machinery of YAML.

Lines of `key: text`, `key: "text"` and `key: [word, word]`, and no character that
YAML might take for anything else: such a text has one meaning, and this finds it
in an eighth of the time. For whatever else there is the answer is None, and
`yamltree` reads it. Tests hold both to the same tree for any text.
"""

from __future__ import annotations

from kimgen.yamltree import MAX_LENGTH, Mapping, Scalar, Sequence, Source, Value


def plain_mapping(text: str, source: Source) -> Mapping | None:
    """The tree of a plain text; None where YAML itself has to be asked."""
    # what cannot be printed, and any space but the plain one, may mean something to YAML
    if len(text) > MAX_LENGTH or not text.replace("\n", "").isprintable():
        return None
    path = source.path
    pairs: dict[str, tuple[Scalar, Value]] = {}
    for number, line in enumerate(text.split("\n"), source.first_line):
        if not line:
            continue
        key, _, rest = line.partition(": ")
        written = rest.rstrip(" ")
        if not written or not key.isidentifier() or key in pairs:
            return None
        value = _value(written, path, number, len(key) + 3)
        if value is None:
            return None
        pairs[key] = (Scalar(key, path, number, 1), value)
    if not pairs:
        return None
    first = next(iter(pairs.values()))[0]
    return Mapping(tuple(pairs.values()), path, first.line, 1)


def _value(written: str, path: str, line: int, column: int) -> Value | None:
    """A value that begins at `column` and ends with its line."""
    first, last = written[0], written[-1]
    if first.isalnum():
        if ": " in written or " #" in written or last == ":":
            return None
        return Scalar(written, path, line, column)
    if first == "[" and last == "]":
        items: list[Scalar] = []
        place = column + 1
        for part in written[1:-1].split(","):
            word = part.strip(" ")
            if not word[:1].isalnum() or not word.translate(_HARMLESS).isalnum():
                return None
            items.append(Scalar(word, path, line, place + part.index(word)))
            place += len(part) + 1
        return Sequence(tuple(items), path, line, column)
    if first == last and first in "\"'" and len(written) > 1:
        inner = written[1:-1]
        if first not in inner and "\\" not in inner:
            return Scalar(inner, path, line, column, quoted=True)
    return None


_HARMLESS = dict.fromkeys(map(ord, " .-_/"))
"""Besides letters and digits, what may stand within a word of a list."""
