"""The words of findings: code and parameters -> message and hint, in Indonesian or English.

The texts are in `data/messages/<lang>.toml`: `{name}` stands for a parameter,
`<<...>>` is left out when a name in it has no value. The reasons of dates,
prices, labels and pictures come from the modules that give them. Nothing is
printed here, and nothing in here raises for what a finding lacks.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kimgen.diagnostics import Diagnostic, Severity

LANGUAGES = ("id", "en")
"""Languages of messages; any other gives Indonesian."""

_OPTIONAL = re.compile(r"<<(.*?)>>", re.DOTALL)
_NAME = re.compile(r"\{([a-z_]+)\}")
UNKNOWN = "…"  # where a text needs a value that the finding does not carry
_NO_VALUE = frozenset(("", "-"))


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is said in one language."""

    codes: dict[str, tuple[str, str]]
    """code -> texts of message and hint, with placeholders."""
    types: dict[str, str]
    """Type of a field -> what it expects, without a final stop."""
    words: dict[str, str]
    """Name of a field -> how a sentence calls it."""
    files: dict[str, str]
    """Symbolic errno -> why a file cannot be opened."""
    reasons: dict[str, str]
    """Reason of a theme or a text -> what is wrong with it."""


@lru_cache(maxsize=2)
def words(lang: str) -> Words:
    """The texts of `id` or `en`."""
    source = resources.files("kimgen").joinpath("data", "messages", f"{lang}.toml")
    data = tomllib.loads(source.read_text("utf-8"))
    codes = {code: (entry["message"], entry["hint"]) for code, entry in data["codes"].items()}
    return Words(codes, data["types"], data["words"], data["files"], data["reasons"])


def text(diagnostic: Diagnostic, lang: str = "id") -> tuple[str, str]:
    """(message without a final stop, hint or `''`) of a finding. Never raises."""
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    spoken = words(lang)
    message, hint = spoken.codes.get(diagnostic.code, (diagnostic.code, ""))
    values = _values(diagnostic, spoken, lang)
    return _fill(message, values), _fill(hint, values)


def _values(diagnostic: Diagnostic, spoken: Words, lang: str) -> dict[str, str]:
    """The finding's parameters, and what follows from them."""
    values = dict(diagnostic.params)
    if "\n" in values.get("detail", ""):
        # of a traceback a sentence takes the last line; reports show it whole
        values["detail"] = values["detail"].strip().rpartition("\n")[2]
    if diagnostic.severity is Severity.WARNING:
        values["left_out"] = spoken.words["left_out"]
    if "type" in values:
        values["expected"] = spoken.types.get(values["type"], values["type"])
    if values.get("reason"):
        values["reason_text"] = _reason(diagnostic.code, values["reason"], spoken, lang)
    if values.get("why"):
        from kimgen.labelwords import RESERVED_REASONS

        values["why_text"] = _spoken(RESERVED_REASONS, values["why"], lang)
    return values


def _reason(code: str, reason: str, spoken: Words, lang: str) -> str:
    """A reason in words; tables are imported when a finding needs them."""
    if code == "date-invalid":
        from kimgen.clockparse import REASONS

        return _spoken(REASONS, reason, lang)
    if code == "price-invalid":
        from kimgen.numbers import PRICE_REASONS

        return _spoken(PRICE_REASONS, reason, lang)
    if code.startswith("label-"):
        from kimgen.labels import LABEL_REASONS

        return _spoken(LABEL_REASONS, reason, lang)
    if code.startswith("name-"):
        from kimgen.filenames import NAME_REASONS

        return _spoken(NAME_REASONS, reason, lang)
    if code in ("picture-broken", "picture-too-large"):
        from kimgen.imageinfo import REASONS as PICTURE_REASONS

        return _spoken(PICTURE_REASONS, reason, lang)
    if code in ("map-file-invalid", "map-row-skipped"):
        from kimgen.geojson import MAP_REASONS

        return _spoken(MAP_REASONS, reason, lang)
    for table in (spoken.reasons, spoken.files, spoken.words):
        if reason in table:
            return table[reason]
    return reason


def _spoken(table: dict[str, tuple[str, str]], key: str, lang: str) -> str:
    pair = table.get(key)
    return key if pair is None else pair[LANGUAGES.index(lang)]


def _fill(template: str, values: dict[str, str]) -> str:
    """`template` with its names filled in. Values are never looked at for names again."""

    def optional(match: re.Match[str]) -> str:
        names = _NAME.findall(match[1])
        lacking = any(values.get(name, "") in _NO_VALUE for name in names)
        return "" if lacking else match[1]

    kept = _OPTIONAL.sub(optional, template)
    return _NAME.sub(lambda match: values.get(match[1]) or UNKNOWN, kept).strip()
