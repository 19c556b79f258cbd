"""Rules for a KIM's label, the `<label>` of `<label>.kim.id`, and good proposals.

A label is a DNS label of ASCII (RFC 1035, RFC 1123): 1 to 63 of a-z, 0-9 and
hyphens, no hyphen at either end. Beyond DNS it is not all digits, holds no
punycode, is not a reserved name (`labelwords`) and does not look like one.
Pure; whether a label is taken is for the caller to know.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Protocol

from kimgen.labelwords import RESERVED
from kimgen.slugs import slugify


class Named(Protocol):
    """A region: what has a bare name."""

    @property
    def name(self) -> str: ...


class Place(Named, Protocol):
    """A village as `wilayah.Locality` has it; labels need no more of it."""

    @property
    def code(self) -> str: ...
    @property
    def district(self) -> Named: ...
    @property
    def regency(self) -> Named: ...


LONGEST = 63
"""Characters of a DNS label."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """Why a text cannot be a label."""

    reason: str
    """A key of `LABEL_REASONS`."""
    suggestion: str = ""
    """A label that passes, made from the text; `''` when nothing can or should be made of it."""
    like: str = ""
    """For reserved and lookalike: the name it is or looks like."""
    why: str = ""
    """For reserved and lookalike: a key of `labelwords.RESERVED_REASONS`."""


LABEL_REASONS: dict[str, tuple[str, str]] = {
    "empty": ("belum diisi", "it is empty"),
    "too-long": (f"lebih dari {LONGEST} huruf", f"it has more than {LONGEST} characters"),
    "upper-case": ("memakai huruf besar", "it has capital letters"),
    "bad-character": (
        "hanya boleh huruf a-z, angka, dan tanda hubung",
        "only a-z, digits and hyphens may be used",
    ),
    "edge-hyphen": (
        "diawali atau diakhiri tanda hubung",
        "it begins or ends with a hyphen",
    ),
    "all-digits": ("hanya angka", "it has nothing but digits"),
    "punycode": (
        "dua tanda hubung di huruf ketiga dan keempat dipesan untuk aksara lain",
        "two hyphens in the third and fourth place are reserved for other scripts",
    ),
    "reserved": ("sudah dipesan", "it is reserved"),
    "lookalike": ("terlalu mirip dengan nama yang dipesan", "it looks like a reserved name"),
}
"""reason -> what to say, in Indonesian and in English, without a final stop."""


def check_label(label: str, extra_reserved: Iterable[str] = ()) -> LabelProblem | None:
    """Why `label` may not be used, None when it may. `extra_reserved`: further whole labels."""
    reason = _shape(label)
    if reason:
        return LabelProblem(reason, _mended(label, extra_reserved))
    found = _reserved_like(label, extra_reserved)
    if found is None:
        return None
    like, why = found
    if like == label:
        return LabelProblem("reserved", _mended(label, extra_reserved), like, why)
    return LabelProblem("lookalike", "", like, why)


def _shape(label: str) -> str:
    """The reason for which `label` is no good DNS label, `''` when it is one."""
    if not label:
        return "empty"
    if len(label) > LONGEST:
        return "too-long"
    if not _LABEL.fullmatch(label):
        if _LABEL.fullmatch(label.lower()) and label.isascii():
            return "upper-case"
        if re.fullmatch(r"[a-z0-9-]+", label):
            return "edge-hyphen"
        return "bad-character"
    if label[2:4] == "--":
        return "punycode"
    return "all-digits" if label.replace("-", "").isdigit() else ""


def _reserved_like(label: str, extra: Iterable[str]) -> tuple[str, str] | None:
    """The reserved name that `label` is or looks like, and why that is reserved."""
    own = tuple(extra)
    if label in RESERVED:
        return label, RESERVED[label]
    if label in own:
        return label, "custom"
    for name in _lookalikes(own).get(_bones(label), ()):
        if _confusable(label, name):
            return name, RESERVED.get(name, "custom")
    return None


@lru_cache(maxsize=8)
def _lookalikes(extra: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in (*RESERVED, *extra):
        key = _bones(name)
        found[key] = (*found.get(key, ()), name)
    return found


def _confusable(label: str, name: str) -> bool:
    """Whether two labels with the same bones look alike enough to be refused.

    Short names leave room for ordinary words: a doubled letter makes `goo` of
    `go`, so up to four letters only look-alike characters and hyphens count.
    """
    return len(name) > 4 or _drawn(label) == _drawn(name)


# After TR39, for the characters that a label may have: what is drawn alike becomes the same.
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_ROUND = str.maketrans("05", "os")
_UPRIGHT = str.maketrans("1i", "ll")
# How digits stand for letters in playful spelling: p3m3r1nt4h, bupa7i.
_PLAYFUL = str.maketrans("3478", "eatb")
_REPEATED = re.compile(r"(.)\1+")
_COUNTING = re.compile(r"[0-9]+|[ivx]+")  # Blok 10, Sidodadi II


def _counts(part: str) -> bool:
    return _COUNTING.fullmatch(part) is not None


def _paired(text: str) -> str:
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text


def _drawn(label: str) -> str:
    """`label` as the eye takes it: no hyphens, one letter for each group of look-alikes."""
    return _paired(label.replace("-", "")).translate(_ROUND).translate(_UPRIGHT)


def _bones(label: str) -> str:
    """`_drawn` with playful digits spelt out and doubled letters single.

    Single before i and l become one letter: `emai` is not `email`.
    """
    text = _paired(label.replace("-", "")).translate(_ROUND).translate(_PLAYFUL)
    return _REPEATED.sub(r"\1", text).translate(_UPRIGHT)


def skeleton(label: str) -> str:
    """What two labels share when a reader may take one for the other.

    `kim-melayu`, `kirn-melayu`, `kim-me1ayu` and `kimmelayu` have one skeleton.
    A part that counts, in digits or Roman, keeps its characters: Blok 10 and
    Blok 100, Cibeber I and Cibeber II are different villages.
    """
    text = ""
    for counts, parts in groupby(label.lower().split("-"), _counts):
        joined = "".join(parts)
        text += joined if counts else _REPEATED.sub(r"\1", _paired(joined).translate(_ROUND))
    return _paired(text).translate(_UPRIGHT)


def _mended(text: str, extra: Iterable[str]) -> str:
    """A label that passes, as near to `text` as can be."""
    own = tuple(extra)
    slug = slugify(text, LONGEST)
    longer = "" if slug.startswith("kim") else _joined("kim", slug)
    for candidate in (slug, longer):
        if candidate and not _shape(candidate) and _reserved_like(candidate, own) is None:
            return candidate
    return ""


def suggest_labels(
    village: Place,
    name: str = "",
    taken: Container[str] = (),
    extra_reserved: Iterable[str] = (),
    limit: int = 5,
) -> tuple[str, ...]:
    """Free labels for a KIM in `village`, best first, always at least one.

    From its own `name` (`KIM Melayu Berkarya` -> `kim-melayu-berkarya`), its
    village, district, regency and code. The same input gives the same labels.
    """
    own = tuple(extra_reserved)
    found: list[str] = []
    for candidate in _candidates(village, name):
        if (
            candidate not in found
            and candidate not in taken
            and check_label(candidate, own) is None
        ):
            found.append(candidate)
            if len(found) >= limit:
                break
    return tuple(found)


def _candidates(village: Place, name: str) -> Iterator[str]:
    """Best first; the last ones count upwards, far beyond the KIM of any village."""
    own = slugify(name, LONGEST)
    if own:
        yield own if own == "kim" or own.startswith("kim-") else _joined("kim", own)
    place, digits = slugify(village.name), village.code.replace(".", "")
    district, regency = slugify(village.district.name), slugify(village.regency.name)
    yield _joined("kim", place)
    yield _joined("kim", place, district)
    yield _joined("kim", place, regency)
    yield _joined("kim", place, district, regency)
    yield f"kim-{place[:40].strip('-')}-{digits}"
    for number in range(2, 10_000):
        yield f"kim-{place[:40].strip('-')}-{digits}-{number}"


def _joined(*parts: str) -> str:
    return slugify("-".join(filter(None, parts)), LONGEST)
