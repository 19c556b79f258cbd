"""Every diagnostic code has a case: a little nation in which it, and nothing else, is found.

The cases are folders of `tests/cases/diagnostics/`, and adding one needs no
Python: see "Add a diagnostic code" in CONTRIBUTING.md. What a case lays over the
nation, what `case.toml` may say and what is compared is decided here. A folder is
named after its code; `code.something` is a further case of it.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from kimgen import messages, report
from kimgen.budget import check_budget
from kimgen.build import Settings, build
from kimgen.codes import SEVERITY
from kimgen.diagnostics import Diagnostic
from kimgen.load_map import load_atlas
from kimgen.load_theme import ThemeError, load_theme, theme_folders
from kimgen.merge import merge
from kimgen.parts import parse_shard, read_part
from kimgen.themecheck import check_theme
from tests.support import ROOT, missing

CASES = ROOT / "tests" / "cases" / "diagnostics"
NATION = CASES / "_nation"
NAMES = sorted(path.name for path in CASES.iterdir() if not path.name.startswith(("_", ".")))
TODAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Case:
    """What `case.toml` may say; without one, the overlay is checked as `kimgen check` does."""

    today: date = TODAY
    clock: date | None = None
    """What the clock of the machine says, where --today does not say it."""
    only: list[str] = field(default_factory=list)
    drafts: bool = False
    output: bool = False
    """Build into a folder; otherwise nothing is written."""
    jobs: int = 1
    executor: str = "processes"
    """As --executor; `cluster` for a Dask scheduler with one worker in this very process."""
    merge: list[str] = field(default_factory=list)
    """Parts, as `1/2`, that are built, if they are not there yet, and merged into the output."""
    before: bool = False
    """Build the nation as it is first, into the same folder: for what compares with the past."""
    budget: bool = False
    """As `kimgen check --budget`."""
    theme: str = ""
    """Run `kimgen theme check` on this theme instead."""
    remove: list[str] = field(default_factory=list)
    """Files and folders of the nation that are taken away."""
    file: list[dict[str, Any]] = field(default_factory=list)
    """Files that git cannot keep or that are long: `path` and `link`, or `text` (and `more`, as
    often as `times` says, and `end`) in an `encoding`."""
    provoke: dict[str, str] = field(default_factory=dict)
    """What no content can cause: `raises` or `dies`, a function of kimgen that does so at work on
    the KIM `label` or the file `path`, `absent`, a module that is not installed, or `differs`, a
    KIM whose folder is another one where a cluster works."""
    fixed: dict[str, Any] = field(default_factory=dict)
    """What is otherwise in the mended run: any of the above; what it removes is removed last."""


def _case(name: str) -> Case:
    path = CASES / name / "case.toml"
    return Case(**tomllib.loads(path.read_text(encoding="utf-8") if path.is_file() else ""))


def _code(name: str) -> str:
    return name.partition(".")[0]


# --- laying out ---------------------------------------------------------------------


def _lay(source: Path, target: Path) -> None:
    for name in ("content", "themes"):
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)


def _remove(paths: list[str], target: Path) -> None:
    for path in paths:
        gone = target / path
        if gone.is_dir() and not gone.is_symlink():
            shutil.rmtree(gone)
        else:
            gone.unlink()


def _lay_case(name: str, case: Case, target: Path) -> None:
    _remove(case.remove, target)
    _lay(CASES / name, target)
    for entry in case.file:
        path = target / entry["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "link" in entry:
            path.unlink(missing_ok=True)
            try:
                path.symlink_to(entry["link"])
            except OSError:
                missing("symbolic links")
        else:
            text = entry["text"] + entry.get("more", "") * entry.get("times", 1)
            text += entry.get("end", "")
            path.write_bytes(text.encode(entry.get("encoding", "utf-8")))


# --- running ------------------------------------------------------------------------


def _run(case: Case) -> list[Diagnostic]:
    """The findings of a check or build of the nation that lies here, in the order of a report."""
    themes = Path("themes")
    own = themes if themes.is_dir() else None
    if Path("content", "peta").is_dir():
        load_atlas.cache_clear()  # it does not see that a file of the same name has changed
    if case.theme:
        try:
            return list(check_theme(load_theme(case.theme, theme_folders(own))))
        except ThemeError as error:
            return [error.diagnostic]
    if case.executor == "cluster":
        from distributed import LocalCluster  # no other case waits for it

        make: Any = LocalCluster
        with make(
            n_workers=1, threads_per_worker=1, processes=False, protocol="tcp://",
            host="127.0.0.1", dashboard_address="127.0.0.1:0",
        ) as running:  # fmt: skip
            address = running.scheduler_address.removeprefix("tcp://")
            return _run(replace(case, executor=f"dask://{address}"))
    settings = Settings(
        content=Path("content"),
        output=Path("output") if case.output or case.before else None,
        themes=own,
        jobs=case.jobs,
        only=tuple(case.only),
        drafts=case.drafts,
        today=None if case.clock else case.today,
        now=datetime.combine(case.clock or case.today, time(5), UTC),
        executor=case.executor,
    )
    if case.budget:
        return list(report.ordered(check_budget(settings).found))
    if not case.merge:
        return list(report.ordered(build(settings).found))
    parts = []
    for text in case.merge:
        folder = Path("part-" + text.replace("/", "-"))
        if not folder.is_dir():
            build(replace(settings, output=folder, shard=parse_shard(text)))
        parts.append(read_part(folder))
    return list(report.ordered(merge(parts, replace(settings, output=Path("output"))).found))


@pytest.fixture(autouse=True)
def engines_of_their_own() -> Iterator[None]:
    """A case that takes an engine away takes it away from nobody else."""
    yield
    importlib.import_module("kimgen.markdown").engine.cache_clear()


def _provoke(case: Case, patch: pytest.MonkeyPatch) -> None:
    wanted = case.provoke
    if not wanted:
        return
    if "absent" in wanted:
        patch.setitem(sys.modules, wanted["absent"], None)  # makes importing it fail
        importlib.import_module("kimgen.markdown").engine.cache_clear()
        return
    if "differs" in wanted:
        _make_differ(wanted["differs"], patch)
        return
    act: Callable[[], NoReturn] = _die if "dies" in wanted else _raise
    module, _, name = wanted.get("dies", wanted.get("raises", "")).rpartition(".")
    work = getattr(importlib.import_module(module), name)

    def broken(source: Any, *rest: object) -> object:
        at = source if "path" in wanted else source.kim.label
        return act() if at in wanted.values() else work(source, *rest)

    patch.setattr(importlib.import_module(module), name, broken)


def _make_differ(label: str, patch: pytest.MonkeyPatch) -> None:
    elsewhere = importlib.import_module("kimgen.elsewhere")
    real = elsewhere.content_id

    def differing(content: Path, folder: str, algorithm: str) -> str:
        found = real(content, folder, algorithm)
        return f"{found} before a pull" if folder.endswith(f"/{label}") else str(found)

    patch.setattr(elsewhere, "content_id", differing)
    # nobody is where others are
    patch.setattr(elsewhere, "_place", lambda folder: os.urandom(8).hex())


def _raise() -> NoReturn:
    raise RuntimeError("provoked by the test")


def _die() -> NoReturn:
    os._exit(9)


def _said(found: list[Diagnostic]) -> str:
    """The report as text, without the lines of a traceback, and without what a page weighs: each
    change of a theme makes that another number."""
    lines = report.as_text(found).splitlines(keepends=True)
    traced = any(item.code == "build-bug" for item in found)
    said = "".join(line for line in lines if not (traced and line.startswith("    ")))
    if any(item.code.startswith("budget-") for item in found):
        said = re.sub(r"\d+(?= (?:byte|halaman))|(?<=style\.)[0-9a-f]{10}", "N", said)
        said = re.sub(r"(?<=berita/)(?!index)[a-z-]+(?=\.html terlalu)", "N", said)  # or its peer
    return said


# --- tests --------------------------------------------------------------------------


def test_every_code_has_a_case_and_no_case_is_left_over() -> None:
    assert {_code(name) for name in NAMES} == set(SEVERITY)
    assert set(SEVERITY) <= set(NAMES), "each code has a case of its very name"


@pytest.fixture
def nation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The nation that cases are laid over; tests work in its folder, as volunteers do."""
    _lay(NATION, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_nation_is_clean(nation: Path) -> None:
    assert _said(_run(Case(output=True))) == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_case_finds_what_it_says(
    name: str, nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = _case(name)
    if case.before:
        assert _run(case) == []
    _lay_case(name, case, nation)
    _provoke(case, monkeypatch)
    found = _run(case)
    wanted = CASES / name / "expected.txt"
    said = _said(found)
    if not wanted.is_file() and os.environ.get("CI") != "true":
        wanted.write_text(said, encoding="utf-8", newline="\n")
        pytest.fail(f"{wanted.relative_to(ROOT)} was missing and is written: read it, run again")
    assert said == wanted.read_text(encoding="utf-8")
    assert _code(name) in {item.code for item in found}
    for item in found:
        _check_place(item, nation)
        _check_words(item)


def _check_place(item: Diagnostic, root: Path) -> None:
    """A finding names a file that is there, and shows the line that it names."""
    where = item.location
    assert not where.column or where.line, where
    if where.line:
        data = (root / where.path).read_bytes()
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        line = text.split("\n")[where.line - 1]
        assert where.column <= len(line) + 1, where
        assert item.excerpt or not line.strip(), where


def _check_words(item: Diagnostic) -> None:
    """Both languages say it whole, each in its own words."""
    texts = [messages.text(item, lang) for lang in messages.LANGUAGES]
    given = "".join(value for _, value in item.params)
    for message, hint in texts:
        for said in (message, hint):
            assert said
            assert "{" not in said.replace(given, "") or "{" in given
            assert "<<" not in said
            assert messages.UNKNOWN not in said or messages.UNKNOWN in given
    assert texts[0] != texts[1]


FIXED = [name for name in NAMES if (CASES / name / "fixed").is_dir() or _case(name).fixed]


@pytest.mark.parametrize("name", FIXED)
def test_a_mended_case_is_clean(name: str, nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doing what the message says helps."""
    case = _case(name)
    if case.before:
        _run(case)
    _lay_case(name, case, nation)
    changed = dict(case.fixed)
    _remove(changed.pop("remove", []), nation)
    _lay(CASES / name / "fixed", nation)
    case = replace(case, **changed)
    _provoke(case, monkeypatch)
    found = _run(case)
    assert _code(name) not in {item.code for item in found}, _said(found)
