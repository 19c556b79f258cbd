"""Reads boundaries and points: those that kimgen carries, or an office's own files.

`portal.yaml` names the latter under `peta`; their paths are relative to the content
folder, plain or gzipped. A file is read when its function is called and not before:
a build that needs no positions does not open the 91,000 rows of a national list. A
file with a mistake is not used: the built-in data takes its place, and the findings
say why. What is right and wrong in a file is decided in `geojson.py`.
"""

from __future__ import annotations

import errno
import gzip
import os
import posixpath
import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from kimgen import wilayah
from kimgen.codes import problem
from kimgen.contained import open_file
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.geo import Boundary, Point, Polygon
from kimgen.geojson import MapProblem, parse_boundaries, parse_points
from kimgen.machine import refuses_to_read
from kimgen.model import MapFiles
from kimgen.portal.atlas import Atlas, atlas

MOST_BYTES = 64 << 20
"""Of a file, unpacked. All provinces in full detail are a quarter of that."""
MOST_SHOWN = 2_000
"""Characters of a line that a finding carries."""
Findings = tuple[Diagnostic, ...]


# --- built in ------------------------------------------------------------------------


def _builtin(name: str) -> str:
    return resources.files("kimgen").joinpath("data", "peta", name).read_text("utf-8")


@lru_cache(maxsize=1)
def builtin_provinces() -> tuple[Boundary, ...]:
    """The 38 provinces after Natural Earth, five of them divided by kimgen."""
    found, problems = parse_boundaries(_builtin("provinsi.geojson"))
    assert not problems, problems
    return found


@lru_cache(maxsize=1)
def builtin_around() -> tuple[Polygon, ...]:
    """The neighbours' land, to show where Kalimantan, Timor and Papua go on."""
    found, problems = parse_boundaries(_builtin("sekitar.geojson"))
    assert not problems, problems
    return found[0].polygons


@lru_cache(maxsize=1)
def builtin_points() -> MappingProxyType[str, Point]:
    """(lat, lng) of the 38 provinces and of the seats of 506 regencies."""
    found, problems = parse_points(_builtin("titik.csv"))
    assert not problems, problems
    return MappingProxyType(found)


# --- an office's own ---------------------------------------------------------------------


def load_provinces(content: Path, name: str) -> tuple[tuple[Boundary, ...], Findings]:
    """The provinces of an office's GeoJSON; the built-in ones for `''` or with mistakes."""
    own = builtin_provinces()
    text, findings = _read(content, name)
    if text is None:
        return own, findings
    found, problems = parse_boundaries(text, {item.code for item in own}, complete=True)
    return (own if problems else found), _findings(name, problems, text)


def load_regencies(
    content: Path, name: str, known: Collection[str]
) -> tuple[tuple[Boundary, ...], Findings]:
    """The regencies of an office's GeoJSON; none for `''` or with mistakes. `known` holds
    the codes of all regencies. The file may leave some out: a province without its
    regencies is shown as points."""
    text, findings = _read(content, name)
    if text is None:
        return (), findings
    found, problems = parse_boundaries(text, known)
    return (() if problems else found), _findings(name, problems, text)


def load_points(content: Path, name: str) -> tuple[Mapping[str, Point], Findings]:
    """(lat, lng) by code: an office's list, and the built-in one where it is silent.

    For `geo.locate`. The national list of 91,000 rows takes a tenth of a second.
    """
    own = builtin_points()
    text, findings = _read(content, name)
    if text is None:
        return own, findings
    found, problems = parse_points(text)
    return MappingProxyType({**own, **found}), _findings(name, problems, text)


@lru_cache(maxsize=4)
def load_atlas(content: Path, files: MapFiles, stamp: str = "") -> tuple[Atlas, Findings]:
    """Everything that the maps of provinces and regencies are made from.

    Read once, for as long as `stamp`, a word for the state of the files, stays the same.
    The findings of `load_provinces` are left to those who draw the national map.
    """
    provinces, _ = load_provinces(content, files.provinces)
    known = {item.code for part in wilayah.children() for item in wilayah.children(part.code)}
    regencies, found = load_regencies(content, files.regencies, known)
    points, more = load_points(content, files.points)
    return atlas(provinces, regencies, points, builtin_around()), (*found, *more)


def _read(content: Path, name: str) -> tuple[str | None, Findings]:
    """The text of a file, unpacked; None for no name, and with a finding where it fails."""
    if not name:
        return None, ()
    inner = posixpath.normpath(name)
    if inner.startswith(("/", "..")):
        return None, _findings(name, [MapProblem("elsewhere")])
    try:
        handle, _ = open_file(str(content), inner)
        with os.fdopen(handle, "rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            if packed:
                with gzip.GzipFile(fileobj=plain) as unpacked:
                    data = unpacked.read(MOST_BYTES + 1)
            else:
                data = plain.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            limit = MapProblem("too-large", f"> {MOST_BYTES >> 20} MiB")
            return None, _findings(name, [limit])
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return None, _findings(name, [MapProblem("not-text")])
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None, _findings(name, [MapProblem("not-gzip")])
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if isinstance(error, OSError) and refuses_to_read(error):
            raise
        number = error.errno if isinstance(error, OSError) else errno.EIO
        reason = errno.errorcode.get(number or 0, "not a regular file")
        at = Location(f"content/{name}")
        return None, (problem("file-unreadable", at, name=name, reason=reason),)


def _findings(name: str, problems: Iterable[MapProblem], text: str = "") -> Findings:
    """Problems as diagnostics of the file `name`, that holds `text`, in the content folder."""
    found = []
    lines = text.splitlines() if problems else []
    for item in problems:
        code = "map-row-skipped" if item.skips else "map-file-invalid"
        severity = Severity.WARNING if item.skips else Severity.ERROR
        at = Location(f"content/{name}", item.line, item.column)
        params = {
            "name": name,
            "reason": item.reason,
            "where": item.where,
            "count": str(item.count),
        }
        line = lines[item.line - 1] if 0 < item.line <= len(lines) else ""
        excerpt = line[:MOST_SHOWN]  # a GeoJSON may be one line of megabytes
        found.append(Diagnostic(at, code, severity, tuple(sorted(params.items())), excerpt))
    return tuple(found)
