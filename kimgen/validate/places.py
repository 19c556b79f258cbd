"""Folders of content/ -> villages: codes, names, desa.yaml."""

from __future__ import annotations

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location
from kimgen.discretion import WARNED, Discretion
from kimgen.frontmatter import Document
from kimgen.model import Village, WebLink
from kimgen.privacy import check_document
from kimgen.schema import VILLAGE
from kimgen.validate.fields import Reading, Values, read_fields, settled
from kimgen.wilayah import (
    CodeProblem,
    Locality,
    Region,
    find_villages,
    folder_name,
    locality,
    name_fits,
    parse_folder,
)
from kimgen.wilayah import region as find_region

Found = tuple[Diagnostic, ...]


def regency_folder(name: str, path: str) -> tuple[str, Found]:
    """Code of a regency folder (`64.02-kutai-kartanegara`), `''` for none, and findings."""
    return _folder(name, path, 2)


def village_folder(name: str, path: str, regency: str) -> tuple[str, Found]:
    """Code of a village folder inside the folder of `regency` (may be `''`)."""
    code, found = _folder(name, path, 4)
    if code and regency and not code.startswith(regency + "."):
        expected = folder_name(code[:5])
        at = Location(path)
        return "", (*found, problem("region-elsewhere", at, value=name, expected=expected))
    return code, found


def _folder(name: str, path: str, level: int) -> tuple[str, Found]:
    at = Location(path)
    code, slug = parse_folder(name)
    shape = "64.02-kutai-kartanegara" if level == 2 else "64.02.06.1005-melayu"
    if isinstance(code, CodeProblem):
        return "", (_code_problem(code, name, at, shape),)
    if find_region(code) is None:
        suggestion = _same_name(code, slug) if level == 4 else ""
        return "", (problem("region-unknown", at, value=code, suggestion=suggestion),)
    if {2: 5, 4: 13}[level] != len(code):
        expected = "kabupaten atau kota" if level == 2 else "desa atau kelurahan"
        return "", (problem("region-level", at, value=code, expected=expected),)
    if not name_fits(code, slug):
        expected = folder_name(code)
        return code, (problem("region-name", at, value=name, expected=expected),)
    return code, ()


def _same_name(code: str, slug: str) -> str:
    """The folder of the one village called `slug` in the regency of `code`, else `''`."""
    if not slug or find_region(code[:5]) is None:
        return ""
    near = find_villages(slug.replace("-", " "), within=code[:5])
    named = [place for place in near if name_fits(place.code, slug)]
    return folder_name(named[0].code) if len(named) == 1 else ""


def _code_problem(found: CodeProblem, name: str, at: Location, shape: str) -> Diagnostic:
    if found.reason == "undotted":
        place = _place_name(found.candidate)
        candidate = found.candidate
        return problem("region-undotted", at, value=name, candidate=candidate, place=place)
    if found.candidate:
        return problem("region-malformed", at, value=name, candidate=found.candidate)
    return problem("folder-unexpected", at, name=name, expected=shape)


def _place_name(code: str) -> str:
    place: Locality | Region | None = None
    if code:
        place = locality(code) if len(code) == 13 else find_region(code)
    if place is None:
        return ""
    return place.full_name if isinstance(place, Locality) else place.title


def village(
    code: str, document: Document | None, rules: Discretion = WARNED
) -> tuple[Village, Found]:
    """The village with the existing code `code`, and what desa.yaml adds to it; nothing where it
    tells something private that `rules` refuse."""
    place = locality(code)
    if place is None:
        raise KeyError(code)
    values = Values()
    if document is not None:
        reading = Reading(document, place.zone.offset)
        values = read_fields(document.fields, VILLAGE, reading)
        told = check_document(document, rules)
        if told.refused:
            values = Values()
        values.found[:0] = (*document.found, *told.found)
    unit = values.text("satuan").title() or place.unit
    links = tuple(
        WebLink(item.text("judul"), item.text("alamat"))
        for item in values.tables("tautan")
        if item.text("alamat")
    )
    coordinates = values.values.get("koordinat")
    # "Gampong Drien" is a name that holds its unit word already
    bare = place.name.removeprefix(f"{unit} ") if place.name != unit else place.name
    made = Village(
        code=code,
        name=bare,
        unit=unit,
        district=place.district.title,
        regency=place.regency.title,
        province=place.province.title,
        zone=place.zone.name,
        offset=place.zone.offset,
        coordinates=coordinates if isinstance(coordinates, tuple) else None,
        links=links,
    )
    return made, settled(values.found)
