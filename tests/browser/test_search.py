"""The search of a site, as readers use it: what it finds, what it costs, and by keyboard."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks import corpus
from tests.conftest import Once
from tests.support import ROOT, missing
from tests.support.chromium import record_troubles
from tests.support.nation import folder, label, write, write_kim
from tests.support.sample import BASE_DOMAIN, Sample, build
from tests.support.server import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Axe = Callable[..., list[str]]

CASES = tomllib.loads(Path(__file__).with_name("search.toml").read_text(encoding="utf-8"))
POSTS = 100
BEFORE = 6 * 1024
"""Bytes of script, compressed, that a reader may have loaded before the first key."""
INDEX = 45 * 1024
"""The same for the index of 100 posts."""


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    if not (ROOT / "kimgen/data/vendor/minisearch.js").is_file():
        missing("MiniSearch (make vendor)")


@pytest.fixture(scope="module")
def searched(once: Once) -> Sample:
    """A nation of one KIM with the posts of search.toml among others, 100 in all."""
    root = once("searched", _write)
    return Sample(root / "output")


def _write(root: Path) -> None:
    write(root, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\n")
    write_kim(root, 0, posts=0)
    for number, (slug, row) in enumerate(CASES["posts"].items()):
        title, tags, body = row.split("|")
        day = f"2026-{1 + number % 10:02}-{1 + number % 28:02}"
        text = f'---\njudul: "{title}"\ntag: [{tags}]\n---\n{body}\n'
        write(root, f"{folder(0)}/posts/{day}-{slug}.md", text)
    for post in corpus.kim(1, POSTS - len(CASES["posts"])).posts:
        body = post.body.replace("](@post)", "](https://contoh.example/)")
        lines = [line for line in body.split("\n") if "@media" not in line]
        text = "\n".join((f"---\njudul: '{post.title}'", f"tag: [{', '.join(post.tags)}]", "---"))
        write(root, f"{folder(0)}/posts/{post.name}.md", "\n".join((text, *lines)))
    build(root / "output", root / "content")


def _write_kin(root: Path) -> None:
    write(root, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\n")
    write_kim(root, 0, posts=0)
    kin = {word for words in CASES["kin"].values() for word in words.split(", ")}
    for number, word in enumerate(sorted(kin)):
        day = f"2026-{1 + number % 10:02}-{1 + number % 28:02}"
        text = f"---\njudul: Kabar ke-{number}\n---\nPagi tadi {word} lagi.\n"
        write(root, f"{folder(0)}/posts/{day}-{word}.md", text)
    build(root / "output", root / "content")


def _open(page: Page, sample: Sample) -> None:
    page.goto((sample.root / f"{label(0)}.{BASE_DOMAIN}" / "cari.html").as_uri())


def _ask(page: Page, query: str) -> list[str]:
    """The names of the pages that are found, first ones first."""
    page.fill("#cari", query)
    page.press("#cari", "Enter")
    expect(page.locator("[role=status]")).to_contain_text(f"“{query}”")
    found: list[str] = page.eval_on_selector_all(
        ".found h2 a", "links => links.map(e => e.href.replace(/.*[/]|[.]html$/g, ''))"
    )
    return found


def test_what_people_ask_for_is_among_the_first_three(searched: Sample, page: Page) -> None:
    queries: dict[str, str] = CASES["queries"]
    assert len(queries) >= 60
    _open(page, searched)
    missed = {}
    for query, wanted in queries.items():
        found = _ask(page, query)
        if wanted not in found[:3]:
            place = found.index(wanted) + 1 if wanted in found else 0
            missed[query] = f"{wanted} ({place}): {found[:3]}"
    assert len(missed) <= 0.05 * len(queries), "\n".join(f"{k}: {v}" for k, v in missed.items())


def test_words_find_what_is_made_from_them_and_what_they_are_made_from(
    once: Once, page: Page
) -> None:
    _open(page, Sample(once("kin-of-words", _write_kin) / "output"))
    missed = {}
    for query, kin in CASES["kin"].items():
        found = _ask(page, query)
        missed[query] = [word for word in kin.split(", ") if word not in found]
    assert not any(missed.values()), {query: words for query, words in missed.items() if words}


def test_a_query_that_means_nothing_finds_nothing(searched: Sample, page: Page) -> None:
    _open(page, searched)
    for query in ("qqxzzwv", "????"):
        assert _ask(page, query) == []
    assert page.locator(".browse").is_visible()


def test_every_post_of_the_sample_is_found_by_its_title(sample_output: Sample, page: Page) -> None:
    """Also one in Jawi, and one with marks and signs."""
    for host in sample_output.kims[::3]:
        if not (sample_output.root / host / "arsip").is_dir():
            continue  # nothing to find
        page.goto((sample_output.root / host / "cari.html").as_uri())
        page.fill("#cari", "a")
        page.wait_for_selector(".found li, [role=status]:has-text('“a”')")
        titles: list[list[str]] = page.evaluate("cariIndeks.pages.map(e => [e[1], e[2]])")
        assert titles
        for name, title in titles:
            assert name in _ask(page, title)[:3], f"{host}: {title}"


@pytest.mark.parametrize("from_folder", [True, False], ids=["folder", "server"])
def test_the_search_comes_with_the_first_key(
    searched: Sample, chromium: Browser, from_folder: bool
) -> None:
    with serve(searched) as server:
        host = f"{label(0)}.{BASE_DOMAIN}"
        start = (searched.root / host).as_uri() if from_folder else server.origin(host)
        context = chromium.new_context()
        page = context.new_page()
        troubles = record_troubles(page, own=start + "/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{start}/cari.html", wait_until="networkidle")
        scripts = [url for url in asked if url.endswith(".js")]
        cost = sum(_gzipped(searched.root / host / url[len(start) + 1 :]) for url in scripts)
        assert scripts
        assert cost <= BEFORE
        asked.clear()
        page.keyboard.type("batik")
        page.wait_for_selector(".found a")
        names = sorted(url[len(start) + 1 :] for url in asked if url.endswith(".js"))
        context.close()
    assert not troubles
    script, index = names
    assert script.startswith("aset/cari.")
    assert index == "cari-indeks.js"
    assert _gzipped(searched.root / host / index) <= INDEX


def _gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


def test_by_keyboard_alone(searched: Sample, page: Page) -> None:
    home = searched.root / f"{label(0)}.{BASE_DOMAIN}" / "index.html"
    page.goto(home.as_uri())
    page.keyboard.press("/")
    page.wait_for_url("**/cari.html")
    page.keyboard.type("panen raya udang")
    page.wait_for_selector(".found a")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href").endswith("/tambak.html")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "cari"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "cari"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tambak.html")
    page.go_back()
    page.wait_for_selector(".found a")
    assert page.input_value("#cari") == "panen raya udang"
    page.focus("#cari")
    page.keyboard.press("Escape")
    assert page.input_value("#cari") == ""
    assert page.locator(".found li").count() == 0
    assert page.locator(".browse").is_visible()

    page.uncheck(".search [type=checkbox]")  # whoever dictates would set off a single key
    page.goto(home.as_uri())
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.url.endswith("index.html")


def test_numbers_are_told_and_more_can_be_seen(searched: Sample, page: Page) -> None:
    _open(page, searched)
    assert page.get_attribute("[role=status]", "aria-live") in (None, "polite")
    found = _ask(page, "desa")
    number = int(page.inner_text("[role=status]").split()[0])
    assert number > len(found) == 20
    page.click(".found button")
    assert page.locator(".found h2").count() == number
    assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(21)')")
    assert page.locator(".found mark").count() > 0


@pytest.mark.checker
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_found(
    searched: Sample, chromium: Browser, axe: Axe, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    _open(page, searched)
    assert len(_ask(page, "desa")) == 20
    found = axe(page)
    assert _ask(page, "qqxzzwv") == []
    found += axe(page)
    # nothing is cut off or has to be pulled sideways
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert not found, "\n".join(found)
    assert wide <= 0


def test_without_a_script_there_are_lists(searched: Sample, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    _open(page, searched)
    assert not page.locator(".search").is_visible()
    links: list[str] = page.eval_on_selector_all(
        "main .browse a", "links => links.map(e => e.getAttribute('href'))"
    )
    context.close()
    for start in ("berita/", "tag/", "arsip/2026"):
        assert any(link.startswith(start) for link in links), f"no {start}"
    host = searched.root / f"{label(0)}.{BASE_DOMAIN}"
    assert not [link for link in links if not (host / link).is_file()]


def test_what_does_not_come_is_told_and_asked_for_again(
    searched: Sample, chromium: Browser
) -> None:
    # what a worker fetches in place of the page is not for the page to refuse
    with chromium.new_context(service_workers="block") as context, serve(searched) as server:
        page = context.new_page()
        page.goto(f"{server.origin(f'{label(0)}.{BASE_DOMAIN}')}/cari.html")
        _try_twice(page)


def _try_twice(page: Page) -> None:
    page.route("**/cari-indeks.js", lambda route: route.abort())
    page.keyboard.type("batik")
    expect(page.locator("[role=status]")).to_contain_text("belum tersimpan")
    page.unroute("**/cari-indeks.js")
    page.keyboard.type(" cap")
    page.wait_for_selector(".found a")
