"""What the pages of built sites weigh, and what they load from elsewhere: `kimgen check --budget`,
and the tests of the themes.

One finding for each kind of breach in a site, about the page that is worst.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from kimgen.build import Building, Progress, Report, Settings, build
from kimgen.codes import problem
from kimgen.compiled import cache_of
from kimgen.diagnostics import Diagnostic, Location
from kimgen.headers import DOWNLOADS, WORKER
from kimgen.order import Heaviest
from kimgen.state import State
from kimgen.weight import (
    KINDS,
    LIMITS,
    SCRIPTS,
    Kind,
    Loads,
    host_of,
    is_font,
    kind_of,
    read_page,
    read_script,
    read_style,
    sent,
)


def check_budget(settings: Settings, progress: Progress | None = None) -> Report:
    """Check a nation as `build` does for a check, and weigh what readers would get. Raises
    `OSError`, also where there is no room for the pages."""
    buildings: list[Building] = []

    def kind(
        settings: Settings, state: State, report: Report, progress: Progress | None
    ) -> Building:
        buildings.append(Building(settings, state, report, progress))
        return buildings[0]

    kept = cache_of(None, settings.content)
    with TemporaryDirectory(prefix="kimgen-") as folder:
        output = Path(folder, "output")
        report = build(replace(settings, output=output, cache=kept), progress, kind)
        weights = []
        for building in buildings:
            for label in report.built:
                place = building.state.rows[label].folder
                weights.append(weigh_site(output / building.host(label), f"content/{place}"))
            portal = output / building.hosts.domain.partition(":")[0]
            if portal.is_dir() and not settings.only:
                weights.append(weigh_site(portal, "content/portal.yaml", portal=True))
    for weight in weights:
        report.found.extend(weight.findings())
    report.found.sort(key=lambda item: item.sort_key)
    report.heaviest = heaviest(weights)
    return report


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a reader gets it. Bytes as sent."""

    path: str
    """Host and path."""
    kind: Kind
    size: int
    """HTML and style sheets; of a post without its text."""
    scripts: int
    most: tuple[str, int]
    """What of `size` weighs most: its name, and its bytes."""
    most_script: tuple[str, int]

    @property
    def limit(self) -> int:
        """Of `size`; 0 for none."""
        return LIMITS.get(self.kind, 0)


@dataclass(slots=True)
class Site:
    """What was weighed of one site."""

    at: str
    """Path that findings name."""
    pages: list[Page] = field(default_factory=list)
    fonts: dict[str, str] = field(default_factory=dict)
    """Font file, as a browser asks for it -> the first page that asks for it, '' for none."""
    elsewhere: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Foreign host -> (page, address) of each thing that is loaded from there."""

    def findings(self) -> Iterator[Diagnostic]:
        """What is over its budget: a finding for each kind of page, for scripts, for fonts and for
        each foreign host."""
        at = Location(self.at)
        for kind in KINDS:
            over = [page for page in self.pages if page.kind == kind and 0 < page.limit < page.size]
            if over:
                worst = max(over, key=lambda page: (page.size, page.path))
                name, size = worst.most
                yield problem(
                    "budget-page", at, page=worst.path, size=str(worst.size), name=name,
                    limit=str(worst.limit), most=str(size), more=_more(len(over)),
                    reason="budget-without-text" if kind == "post" else "",
                )  # fmt: skip
        over = [page for page in self.pages if page.scripts > SCRIPTS]
        if over:
            worst = max(over, key=lambda page: (page.scripts, page.path))
            name, size = worst.most_script
            yield problem(
                "budget-script", at, page=worst.path, size=str(worst.scripts), name=name,
                limit=str(SCRIPTS), most=str(size), more=_more(len(over)),
            )  # fmt: skip
        if self.fonts:
            name, page = min(self.fonts.items())
            yield problem("budget-font", at, name=name, page=page, more=_more(len(self.fonts)))
        for host, loaded in sorted(self.elsewhere.items()):
            page, address = loaded[0]
            more = _more(len({page for page, _ in loaded}))
            yield problem("budget-elsewhere", at, page=page, host=host, name=address, more=more)


def _more(count: int) -> str:
    """How many there are beside the one that is named."""
    return "" if count == 1 else str(count - 1)


def heaviest(sites: Iterable[Site]) -> tuple[Heaviest, ...]:
    """The heaviest page of each kind."""
    worst: dict[str, Page] = {}
    for page in (page for site in sites for page in site.pages):
        if page.kind not in worst or page.size > worst[page.kind].size:
            worst[page.kind] = page
    return tuple(
        Heaviest(kind, worst[kind].path, worst[kind].size, worst[kind].limit)
        for kind in KINDS
        if kind in worst
    )


def weigh_site(folder: Path, at: str, *, portal: bool = False) -> Site:
    """Weigh the built site in `folder`, which bears the name of its host. Raises `OSError`."""
    return _Scales(folder, at, portal=portal).weigh()


class _Scales:
    """Reads each style sheet and script of a site once."""

    def __init__(self, folder: Path, at: str, *, portal: bool) -> None:
        self.folder, self.portal = folder, portal
        self.host = folder.name
        self.site = Site(at)
        self._sizes: dict[str, int] = {}
        self._styles: dict[str, Loads] = {}
        self._scripts: dict[str, list[str]] = {}

    def weigh(self) -> Site:
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if name.startswith(DOWNLOADS) or path.is_dir():
                continue
            if name.endswith(".html"):
                self._page(name, path.read_bytes())
            elif is_font(name):
                self.site.fonts.setdefault(name, "")
        return self.site

    def _page(self, name: str, data: bytes) -> None:
        loads = read_page(data.decode("utf-8", "replace"))
        page = f"{self.host}/{name}"
        self._judge(name, page, loads.addresses)
        kind: Kind = "portal" if self.portal else kind_of(name)
        html = sent(data)
        text = sent(loads.text.encode()) if kind == "post" else 0
        parts = {name: html - min(html, text)}
        for style in self._all_styles(name, loads.styles, page):
            parts[style] = self._size(style)
        scripts = {path: self._size(path) for path in self._all_scripts(name, loads.scripts)}
        if loads.inline:
            scripts[name] = sum(sent(text.encode()) for text in loads.inline)
        if scripts and (self.folder / WORKER).is_file():
            scripts |= {path: self._size(path) for path in self._all_scripts("", [WORKER])}
        self.site.pages.append(
            Page(
                page, kind, sum(parts.values()), sum(scripts.values()), _most(parts),
                _most(scripts),
            )
        )  # fmt: skip

    def _judge(self, base: str, page: str, addresses: Iterable[str]) -> None:
        for address in addresses:
            host = host_of(address)
            if host and host != self.host:
                self.site.elsewhere.setdefault(host, []).append((page, address))
            if is_font(address):
                shown = address[:40] if address.startswith("data:") else self._path(base, address)
                name = shown or address
                self.site.fonts[name] = self.site.fonts.get(name) or page

    def _path(self, base: str, address: str) -> str:
        """Path in the site of what lies at `address`, as the file `base` writes it; '' for what is
        not there."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return ""
        if host_of(address) not in ("", self.host) or parts.scheme not in ("", "http", "https"):
            return ""
        path = unquote(parts.path)
        whole = path if path.startswith("/") else posixpath.join("/", posixpath.dirname(base), path)
        found = posixpath.normpath(whole).lstrip("/")
        return found if found and (self.folder / found).is_file() else ""

    def _size(self, path: str) -> int:
        if path not in self._sizes:
            self._sizes[path] = sent((self.folder / path).read_bytes())
        return self._sizes[path]

    def _all_styles(self, base: str, addresses: Iterable[str], page: str) -> list[str]:
        """Paths of style sheets, with those that they import."""

        def imports(path: str) -> list[str]:
            if path not in self._styles:
                self._styles[path] = read_style(self._text(path))
                self._judge(path, page, self._styles[path].addresses)
            return self._styles[path].styles

        return self._reached(base, addresses, imports)

    def _all_scripts(self, base: str, addresses: Iterable[str]) -> list[str]:
        """Paths of scripts, with those that they import."""

        def imports(path: str) -> list[str]:
            if path not in self._scripts:
                self._scripts[path] = read_script(self._text(path))
            return self._scripts[path]

        return self._reached(base, addresses, imports)

    def _reached(
        self, base: str, addresses: Iterable[str], imports: Callable[[str], list[str]]
    ) -> list[str]:
        """Paths of what `addresses`, as the file `base` writes them, lead to, each once; `imports`
        gives the addresses that the file at a path loads in turn."""
        found: list[str] = []
        waiting = [(base, address) for address in addresses]
        while waiting:
            path = self._path(*waiting.pop(0))
            if path and path not in found:
                found.append(path)
                waiting += [(path, address) for address in imports(path)]
        return found

    def _text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8", "replace")


def _most(parts: dict[str, int]) -> tuple[str, int]:
    return max(parts.items(), key=lambda part: part[1], default=("", 0))
