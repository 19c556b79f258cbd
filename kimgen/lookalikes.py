"""Names that a reader may take for another one: labels of the nation, and letters of a name.

Labels are ASCII, so two of them are alike where `labels.skeleton` is (0 and o, 1 and l, rn and m,
a hyphen, a doubled letter). A display name may be in any script that Indonesia writes; letters of
others are what confusables are made of (Unicode TR39), and no name here needs them. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from kimgen.labels import skeleton

_SCRIPTS = frozenset(
    "ARABIC ARABIC-INDIC JAVANESE SUNDANESE BALINESE BATAK BUGINESE REJANG MAKASAR KAWI CJK".split()
)
"""First words of the names of letters that Indonesia writes, besides Latin ones."""
_LATIN = frozenset(map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x180)))) - set(
    "ıſĸŉŋŊ"
)
_TONES = frozenset(map(chr, range(0x1E00, 0x1F00))) - set("ẜẝẞẟỺỻỼỽỾỿ")
"""Latin letters that languages here, and names of people, have besides a to z."""


def similar(labels: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(label, another one that it looks like) of each that looks like another one, by label."""
    groups: dict[str, list[str]] = {}
    for label in sorted(set(labels)):
        groups.setdefault(skeleton(label), []).append(label)
    pairs = [
        (label, group[0] if label is not group[0] else group[1])
        for group in groups.values()
        if len(group) > 1
        for label in group
    ]
    return tuple(sorted(pairs))


def foreign_letter(name: str) -> tuple[str, str] | None:
    """(the first sign of a display name that may pass for an ordinary letter, its Unicode name);
    None where there is none.

    That is: a letter, digit or vowel sign of a script that is not written here; a symbol in a
    word; and a letter of another script in a word of Latin letters.
    """
    if name.isascii():
        return None
    for word in name.split():
        latin = any(sign.isascii() and sign.isalpha() for sign in word)
        for index, sign in enumerate(word):
            if not sign.isascii() and _is_foreign(sign, word, index, latin):
                return sign, unicodedata.name(sign, "").lower()
    return None


def _is_foreign(sign: str, word: str, index: int, latin: bool) -> bool:
    if sign in _LATIN or sign in _TONES:
        return False
    kind = unicodedata.category(sign)
    if kind[0] == "S":
        return any(map(str.isalpha, word[max(index - 1, 0) : index] + word[index + 1 : index + 2]))
    if kind == "Po":
        return _script(sign) in ("CANADIAN", "HEBREW")  # signs like x and l
    if kind[0] not in "LNM":
        return False
    if _script(sign) == "COMBINING":
        return False  # an accent on the letter before it
    if _script(sign) not in _SCRIPTS or unicodedata.normalize("NFKC", sign).isascii():
        return True
    return latin


def _script(sign: str) -> str:
    """The first word of its Unicode name, which for a letter is its script."""
    return unicodedata.name(sign, "").partition(" ")[0]
