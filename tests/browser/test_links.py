"""Every link and asset of every page leads to a file that is there, and names it.

Sites are opened from folders, mirrors and memory cards, where no server mends an address.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.support import html
from tests.support.sample import BASE_DOMAIN, Sample

_ELSEWHERE = {"mailto", "tel", "sms", "geo", "whatsapp", "webcal", "data"}


@cache
def _read(page: Path) -> html.Markup:
    return html.read(page)


def _target(sample: Sample, page: Path, url: str) -> Path | str | None:
    """The file that an address means; a complaint; or None for what lies outside the nation."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} or parts.netloc:
        host = parts.hostname or ""
        if host != BASE_DOMAIN and not host.endswith("." + BASE_DOMAIN):
            return None
        path = parts.path.removeprefix("/")
        target = sample.root / host / unquote(path or "index.html")
    elif parts.scheme:
        return None if parts.scheme in _ELSEWHERE else "scheme that nobody expects"
    elif parts.path.startswith("/"):
        # a server shows 404.html at any depth, so that page alone starts at the host's root
        if page.name != "404.html":
            return "is not relative"
        host_folder = sample.root / page.relative_to(sample.root).parts[0]
        path = parts.path.removeprefix("/")
        target = host_folder / unquote(path)
    else:
        path = parts.path
        target = page.parent / unquote(path) if path else page
    if path.endswith("/") or path in {".", ".."}:
        return "names a folder, not a file"
    target = Path(*target.parts)
    return target if target.is_file() else "leads nowhere"


def _complaints(sample: Sample) -> list[str]:
    found: dict[str, str] = {}  # one page for each complaint: a broken menu is on all of them
    for page in sample.pages:
        host, name = sample.place(page)
        markup = _read(page)
        for url in {*markup.links, *markup.assets}:
            target = _target(sample, page, url)
            if isinstance(target, str):
                found.setdefault(f"{url!r} {target}", f"{host}/{name}")
            elif target is None:
                if url in markup.assets and not url.startswith("data:"):
                    found.setdefault(f"{url!r} is loaded from a third party", f"{host}/{name}")
            else:
                inside = target.resolve().is_relative_to(sample.root / host)
                if not urlsplit(url).netloc and not inside:
                    found.setdefault(f"{url!r} leads out of the site's folder", f"{host}/{name}")
                anchor = unquote(urlsplit(url).fragment)
                known = target.suffix != ".html" or anchor in _read(target).anchors | {"", "top"}
                if not known:
                    found.setdefault(f"{url!r} has no such anchor", f"{host}/{name}")
    return [f"{page}: {what}" for what, page in found.items()]


@pytest.mark.slow
def test_every_link_leads_to_a_file(sample_output: Sample) -> None:
    complaints = _complaints(sample_output)
    assert not complaints, f"{len(complaints)} broken\n" + "\n".join(complaints[:50])


def _reached(sample: Sample, host: str) -> set[Path]:
    """The pages of a host that links lead to, step by step from its front page."""
    home = sample.root / host / "index.html"
    found, todo = {home}, [home]
    while todo:
        page = todo.pop()
        for url in _read(page).links:
            target = _target(sample, page, url)
            if isinstance(target, Path) and target.suffix == ".html":
                target = target.resolve()
                if target.is_relative_to(sample.root / host) and target not in found:
                    found.add(target)
                    todo.append(target)
    return found


@pytest.mark.slow
def test_every_page_can_be_reached_from_the_front_page(sample_output: Sample) -> None:
    lost = []
    for host in sample_output.hosts:
        reached = _reached(Sample(sample_output.root.resolve()), host)
        pages = {page.resolve() for page in sample_output.pages if host in page.parts}
        lost += [page for page in pages - reached if page.name != "404.html"]
    assert not lost, sorted(lost)[:20]


def test_no_page_carries_style_script_or_base(sample_output: Sample) -> None:
    bad = {
        "/".join(sample_output.place(page)): markup.inline or "base"
        for page in sample_output.pages
        if (markup := _read(page)).inline or markup.has_base
    }
    assert not bad


def test_no_page_has_an_id_twice(sample_output: Sample) -> None:
    bad = {
        "/".join(sample_output.place(page)): ids
        for page in sample_output.pages
        if (ids := _read(page).duplicates)
    }
    assert not bad


def test_broken_links_are_found(tmp_path: Path) -> None:
    """A reader that saw no links would find none broken."""
    host = tmp_path / BASE_DOMAIN
    (host / "berita").mkdir(parents=True)
    (host / "berita" / "a.html").write_text("<h1 id=atas>x</h1>", encoding="utf-8")
    (host / "index.html").write_text(
        "<a href=berita/a.html#atas>1</a><a href=berita/a.html#bawah>2</a><a href=berita/>3</a>"
        "<a href=/berita/a.html>4</a><a href='https://kim.id/b.html'>5</a><a href=c.html>6</a>"
        "<a href=../x/index.html>7</a><img src=https://lain.example/x.png><a href=ftp:x>8</a>"
        "<link rel=canonical href=https://kim.id/><a href=https://lain.example/>9</a>",
        encoding="utf-8",
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "index.html").touch()
    assert sorted(line.partition(": ")[2] for line in _complaints(Sample(tmp_path))) == [
        "'../x/index.html' leads out of the site's folder",
        "'/berita/a.html' is not relative",
        "'berita/' names a folder, not a file",
        "'berita/a.html#bawah' has no such anchor",
        "'c.html' leads nowhere",
        "'ftp:x' scheme that nobody expects",
        "'https://kim.id/b.html' leads nowhere",
        "'https://lain.example/x.png' is loaded from a third party",
    ]
