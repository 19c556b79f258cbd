"""Reading content/ from disk: portal.yaml, the folders of KIMs, and one KIM's files.

Only names and bytes are read here; what they mean is `validate`'s business.
Links are never followed and nothing outside the content folder is read (see
`contained`). Every file or folder that the layout does not know, or whose name
is none that every system can have, is reported.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from kimgen.amounts import MAX_TEXT, refuse_too_much
from kimgen.codes import problem
from kimgen.contained import Entry, list_folder, read_file
from kimgen.diagnostics import Diagnostic, Location
from kimgen.discretion import WARNED, Discretion
from kimgen.filenames import UNUSABLE, name_trouble, shown, twins
from kimgen.frontmatter import Document, parse_post, parse_yaml
from kimgen.guard import current
from kimgen.limits import DEFAULTS, Limits
from kimgen.machine import attempt, refuses_to_read
from kimgen.model import Kim, Portal, Village
from kimgen.validate import (
    regency_folder,
    validate_kim,
    validate_portal,
    village,
    village_folder,
)
from kimgen.yamltree import Mapping, Scalar, Value

_MAX_TEXT_WORDS = f"{MAX_TEXT // 1_000_000} MB"
IGNORED = frozenset((".git", ".github", ".gitkeep", ".DS_Store", "Thumbs.db", ".nomedia"))
FOLDERS_IN_KIM = frozenset(("posts", "pages", "media"))


@dataclass(frozen=True, slots=True)
class KimFolder:
    """A folder that holds a KIM, before its record is read."""

    label: str
    folder: str
    """Below content/, with forward slashes."""
    code: str
    """Of its village."""
    told: Village | None
    """The village as its desa.yaml has it; None where there is none."""

    @property
    def village(self) -> Village:
        """Made when it is asked for: of a known KIM nobody asks, and there may be 80,000."""
        return self.told or village(self.code, None)[0]


class Unreliable(Exception):
    """What was read of a KIM is not all of it, and nothing may be published from it."""

    def __init__(self, found: tuple[Diagnostic, ...], torn: bool) -> None:
        super().__init__()
        self.found = found
        self.torn = torn
        """Somebody changed it meanwhile; else a folder of it cannot be read."""


Loaded = tuple[Document | None, tuple[Diagnostic, ...]]
"""A file, None where it cannot be read, and what was found on the way."""


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """One KIM's files, read and split."""

    posts: tuple[Document, ...]
    pages: tuple[Document, ...]
    media: tuple[str, ...]
    """Names below the KIM's folder: `media/panen.jpg`."""
    found: tuple[Diagnostic, ...]


def read_kim(
    content: Path, item: KimFolder, portal: Portal
) -> tuple[Kim | None, tuple[Diagnostic, ...]]:
    """(the registry record in `item`, None where it cannot be used; findings)."""
    document, problems = _read(content, f"{item.folder}/kim.yaml", parse_yaml)
    if document is None:
        return None, problems
    kim, more = validate_kim(document, item.folder, item.village, portal)
    return kim, (*problems, *more)


def look_again(
    content: Path, folder: str, code: str, portal: Portal
) -> tuple[Kim | None, tuple[Diagnostic, ...]]:
    """`read_kim` for a folder that is known, in the village `code`."""
    place, _, label = folder.rpartition("/")
    for item in _in_village(place, code, content, [], portal.discretion):
        if item.label == label:
            return read_kim(content, item, portal)
    return None, ()


def place_of(content: Path, name: str, key: str) -> tuple[Location, str]:
    """(where the value of `key` stands in the YAML file `name` below `content`, its line); the
    file as a whole where that cannot be told."""
    document, _ = _read(content, name, parse_yaml)
    value = document.fields.get(key) if document else None
    if document is None or value is None:
        return Location(f"content/{name}"), ""
    return value.at, document.excerpt(value.line)


def place_of_name(content: Path, path: str, named: str) -> tuple[Location, str]:
    """(where the YAML file `path`, `content/...`, names the file or page `named`, that line); the
    file as a whole where that cannot be told."""
    document, _ = _read(content, path.removeprefix("content/"), parse_yaml)
    name = named.rpartition("/")[2]
    todo: list[Value] = [document.fields] if document else []
    while document and todo:
        value = todo.pop()
        if isinstance(value, Mapping):
            todo += [inner for _, inner in value.pairs]
        elif not isinstance(value, Scalar):
            todo += value.items
        elif value.text.strip().rpartition("/")[2] == name:
            return value.at, document.excerpt(value.line)
    return Location(path), ""


def load_portal(content: Path, found: list[Diagnostic]) -> Portal | None:
    """portal.yaml, the defaults where there is none, None where it is broken."""
    if not os.path.lexists(content / "portal.yaml"):
        return Portal()
    document, problems = _read(content, "portal.yaml", parse_yaml)
    found.extend(problems)
    if document is None:
        return None
    portal, more = validate_portal(document)
    found.extend(more)
    return portal


def kim_folders(
    content: Path, found: list[Diagnostic], rules: Discretion = WARNED
) -> Iterator[KimFolder]:
    """Walk regency and village folders; a repeated label is yielded again. `rules` say what
    becomes of private data in desa.yaml."""
    for regency in _entries(content, "content", found):
        path = f"content/{regency.name}"
        if regency.name in ("portal.yaml", "peta"):
            continue
        if not regency.is_dir(follow_symlinks=False):
            found.append(
                problem("file-unexpected", Location(path), name=regency.name, allowed="portal.yaml")
            )
            continue
        regency_code, more = regency_folder(regency.name, path)
        found.extend(more)
        for entry in _entries(regency.path, path, found):
            inner = f"{path}/{entry.name}"
            if not entry.is_dir(follow_symlinks=False):
                found.append(
                    problem("file-unexpected", Location(inner), name=entry.name, allowed="-")
                )
                continue
            code, more = village_folder(entry.name, inner, regency_code)
            found.extend(more)
            if code:
                name = f"{regency.name}/{entry.name}"
                yield from _in_village(name, code, content, found, rules)


def _in_village(
    name: str, code: str, content: Path, found: list[Diagnostic], rules: Discretion
) -> Iterator[KimFolder]:
    entries = _entries(f"{content}/{name}", f"content/{name}", found)
    place = None
    if any(entry.name == "desa.yaml" for entry in entries):
        document, problems = _read(content, f"{name}/desa.yaml", parse_yaml)
        found.extend(problems)
        place, more = village(code, document, rules)
        found.extend(more)
    for entry in entries:
        if entry.name == "desa.yaml":
            continue
        path = f"content/{name}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            found.append(
                problem("file-unexpected", Location(path), name=entry.name, allowed="desa.yaml")
            )
        elif not os.path.lexists(f"{entry.path}/kim.yaml"):
            expected = "kim.yaml"
            found.append(
                problem("kim-yaml-missing", Location(path), name=entry.name, expected=expected)
            )
        else:
            yield KimFolder(entry.name, f"{name}/{entry.name}", code, place)


def count_posts(content: Path, folder: str) -> int:
    """About how many posts the KIM in `folder` has, without looking at any."""
    try:
        return len(os.listdir(f"{content}/{folder}/posts"))  # noqa: PTH208
    except OSError:
        return 0


def load_site(
    content: Path,
    kim: Kim,
    parse: Callable[[bytes, str], Document] = parse_post,
    read: Callable[[Sequence[str]], Iterable[Loaded]] | None = None,
    limits: Limits = DEFAULTS,
    refused: frozenset[str] = frozenset(),
) -> SiteFiles:
    """Read and split every file of one KIM; `parse` splits posts and pages. `read` does both
    with all posts, which it gets by their names below `content`. Files in `refused`
    (`content/.../posts/x.md`) are not touched. Raises `TooMuch` before anything is read,
    and `Unreliable`."""
    base = content / kim.folder
    before = _signs(base)
    found: list[Diagnostic] = []
    posts: list[Document] = []
    pages: list[Document] = []
    folders: set[str] = set()
    for entry in _inside(content, kim.folder, found):
        path = f"content/{kim.folder}/{entry.name}"
        if entry.name in FOLDERS_IN_KIM:
            if entry.kind == "folder":
                folders.add(entry.name)
            else:
                error = errno.ELOOP if entry.kind == "link" else errno.ENOTDIR
                found.append(_unreadable(path, OSError(error, "")))
        elif entry.name != "kim.yaml":
            code = "folder-unexpected" if entry.kind == "folder" else "file-unexpected"
            allowed = "kim.yaml, posts/, pages/, media/"
            found.append(
                problem(code, Location(path), name=entry.name, allowed=allowed, expected=allowed)
            )
    names: dict[str, tuple[str, ...]] = {}
    for folder in ("posts", "pages", "media"):
        there = folder in folders
        names[folder] = tuple(_files(content, f"{kim.folder}/{folder}", found)) if there else ()
    refuse_too_much(content, kim, (*names["posts"], *names["pages"]), names["media"], limits)
    for folder, into in (("posts", posts), ("pages", pages)):
        wanted = [name for name in names[folder] if f"content/{name}" not in refused]
        aside = read if folder == "posts" else None
        for document, problems in aside(wanted) if aside else _read_each(content, wanted, parse):
            found.extend(problems)
            if document is not None:
                into.append(document)
    current()("", 0)
    media = tuple(name.removeprefix(f"{kim.folder}/") for name in names["media"])
    inner = {f"content/{kim.folder}/{name}" for name in FOLDERS_IN_KIM}
    if any(
        item.code == "file-unreadable" and item.location.path in {*inner, f"content/{kim.folder}"}
        for item in found
    ):
        raise Unreliable(tuple(found), torn=False)
    if _signs(base) != before:
        at = Location(f"content/{kim.folder}")
        changing = problem("file-unreadable", at, name=kim.folder, reason="changing")
        raise Unreliable((changing,), torn=True)
    return SiteFiles(tuple(posts), tuple(pages), media, tuple(found))


def _files(content: Path, folder: str, found: list[Diagnostic]) -> Iterator[str]:
    """Names below `content` of the files in a folder of a KIM; findings about what is none, or
    not of the kind that belongs there."""
    ending = "" if folder.endswith("/media") else ".md"
    for entry in _inside(content, folder, found):
        name = f"{folder}/{entry.name}"
        if entry.kind == "file" and name.endswith(ending):
            yield name
        elif entry.kind not in ("file", "folder"):
            number = errno.ELOOP if entry.kind == "link" else 0
            found.append(_unreadable(f"content/{name}", OSError(number, "")))
        else:
            at, allowed = Location(f"content/{name}"), f"*{ending}" if ending else "-"
            found.append(problem("file-unexpected", at, name=entry.name, allowed=allowed))


def _signs(base: Path) -> list[tuple[int, int]]:
    """What is another when files of a KIM come or go, or all of it is being removed."""
    signs = []
    for name in (".", "posts", "pages", "media", "kim.yaml"):
        try:
            found = os.lstat(f"{base}/{name}")
        except OSError:
            continue
        signs.append((found.st_ino, found.st_mtime_ns))
    return signs


def _entries(folder: Path | str, path: str, found: list[Diagnostic]) -> list[os.DirEntry[str]]:
    """Entries of a folder above those of KIMs by name; none, and a finding about `path`, where
    it cannot be read. Raises `OSError` where the machine is to blame, as everything here does."""

    def listed() -> list[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            return list(entries)

    try:
        return _named_well(attempt(listed), path, found)
    except OSError as error:
        if refuses_to_read(error):
            raise
        found.append(_unreadable(path, error))
        return []


def _inside(content: Path, name: str, found: list[Diagnostic]) -> list[Entry]:
    """The same of the folder `name` of a KIM."""
    try:
        entries = attempt(lambda: list_folder(str(content), name))
        return _named_well(entries, f"content/{name}", found)
    except OSError as error:
        if refuses_to_read(error):
            raise
        found.append(_unreadable(f"content/{name}", error))
        return []


class _Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


def _named_well(entries: Iterable[N], path: str, found: list[Diagnostic]) -> list[N]:
    """Those entries of the folder `path` whose names can be used, in their order, hidden and
    system files left out."""
    kept = []
    for entry in entries:
        name = entry.name
        if name in IGNORED or name.startswith((".", "~")):
            continue
        reason = name_trouble(name)
        if reason:
            name = shown(name)
            code = "name-unusable" if reason in UNUSABLE else "name-not-everywhere"
            found.append(problem(code, Location(f"{path}/{name}"), name=name, reason=reason))
        if reason not in UNUSABLE:
            kept.append(entry)
    kept.sort(key=lambda entry: entry.name)
    for name, other in twins(entry.name for entry in kept).items():
        found.append(problem("name-twins", Location(f"{path}/{name}"), name=name, other=other))
    return kept


def _read_each(
    content: Path, names: Sequence[str], parse: Callable[[bytes, str], Document]
) -> Iterator[Loaded]:
    watch = current()
    for name in names:
        watch(f"content/{name}", 0)
        yield _read(content, name, parse)


def _read(
    content: Path, name: str, parse: Callable[[bytes, str], Document]
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read `content/name` and parse it; a file that cannot be read gives one finding."""
    data, problems = read_text(content, name)
    return (None if data is None else parse(data, f"content/{name}")), problems


def read_text(content: Path, name: str) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """(bytes of `content/name`, None where it cannot be read; the finding then)."""
    try:
        return attempt(lambda: read_file(str(content), name, MAX_TEXT)), ()
    except OSError as error:
        if refuses_to_read(error):
            raise
        return None, (_unreadable(f"content/{name}", error),)


def _unreadable(path: str, error: OSError) -> Diagnostic:
    """The finding for a file or folder that the system does not let us read."""
    name = path.rpartition("/")[2]
    if error.errno == errno.EFBIG:
        return problem("file-too-large", Location(path), name=name, limit=_MAX_TEXT_WORDS)
    # `messages` has a sentence for each name; the system's own words are English
    reason = errno.errorcode.get(error.errno or 0, "not a regular file")
    return problem("file-unreadable", Location(path), name=name, reason=reason)
