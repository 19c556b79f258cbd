"""A site without a network, in Chromium: what was opened is there, what was not is told, updates
wait, and nothing that a reader kept is lost."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Once
from tests.support import ROOT, html, missing
from tests.support.nation import folder, label, write, write_kim
from tests.support.preview import serving, write_nation
from tests.support.sample import BASE_DOMAIN, Sample, build
from tests.support.server import SiteServer, serve

WORKER, SCRIPT, BEFORE = 1228, 1024, 6 * 1024
"""Bytes, compressed: of the worker, of the script that each page loads for it, of all scripts."""
POSTS = 14
HOST = f"{label(0)}.{BASE_DOMAIN}"
PICTURE = next((ROOT / "tests/cases/diagnostics/_nation/content").rglob("panen.jpg"))

browser = [pytest.mark.browser, pytest.mark.slow]


class Site:
    """A site that is served and changes while it is read."""

    def __init__(self, built: Path, folder: Path) -> None:
        self.built, self.root = built, folder / HOST
        self.hangs, self.go_on = False, Event()
        self.take("first", HOST)

    def take(self, version: str, host: str = HOST) -> None:
        """Replace all files."""
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self.built / version / host, self.root)

    def wait(self, path: str) -> None:
        """What the server does before it answers."""
        if self.hangs and path.endswith(".html"):
            self.go_on.wait(60)

    def url(self, path: str) -> str:
        return f"{self.origin}/{path}"

    origin = ""


@pytest.fixture(scope="module")
def built(once: Once) -> Path:
    """Two versions of a KIM with 14 posts, and one that is retired."""
    return once("offline", _build)


def _build(root: Path) -> None:
    write(root, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\n")
    write_kim(root, 0, posts=POSTS)
    shutil.copy(PICTURE, write(root, f"{folder(0)}/media/panen.jpg", ""))
    post = "---\njudul: Panen & pesta\ngambar: media/panen.jpg\n---\n![Padi](media/panen.jpg)\n"
    write(root, f"{folder(0)}/posts/2026-11-20-panen.md", post)
    write_kim(root, 1)
    record = root / folder(1) / "kim.yaml"
    text = record.read_text(encoding="utf-8").replace("terdaftar", "dicabut")
    record.write_text(text + "dicabut_pada: 2026-10-01\nalasan: Bubar\n", encoding="utf-8")
    build(root / "first", root / "content")
    record = root / folder(0) / "kim.yaml"
    text = record.read_text(encoding="utf-8") + 'warna: "#7a1f5c"\n'
    record.write_text(text, encoding="utf-8")
    build(root / "second", root / "content")


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Site]:
    site = Site(built, tmp_path)
    with serve(Sample(tmp_path), site.wait) as server:
        site.origin = server.origin(HOST)
        yield site
        site.go_on.set()


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    """Who saves data, so that nothing is kept but what the test opens."""
    with _reader(chromium, saves=True) as page:
        yield page


class _reader:
    def __init__(self, chromium: Browser, *, saves: bool, kind: str = "wifi") -> None:
        self.context = chromium.new_context(locale="id-ID")
        values = json.dumps({"saveData": saves, "type": kind, "effectiveType": "4g"})
        self.context.add_init_script(
            f"for (const [name, value] of Object.entries({values}))"
            " Object.defineProperty(NetworkInformation.prototype, name, { get: () => value });"
        )

    def __enter__(self) -> Page:
        return self.context.new_page()

    def __exit__(self, *_: object) -> None:
        self.context.close()


def _visit(page: Page, url: str) -> None:
    """Open a page and wait until the worker has it."""
    page.goto(url)
    _until(
        page,
        "async url => navigator.serviceWorker.controller && !!await caches.match(url)",
        _key(url),
    )


def _key(url: str) -> str:
    """The worker's name for a page."""
    return url.removesuffix(".html").removesuffix("index")


def _until(page: Page, what: str, given: object = None) -> None:
    """Wait until a function of the page says so; Playwright's own takes a promise for a yes."""
    for _ in range(600):
        if page.evaluate(what, given):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not so after a minute: {what}")


def _kept(page: Page, name: str) -> list[str]:
    """What is in the cache of a name, by path, oldest first."""
    found: list[str] = page.evaluate(
        "async name => [...await (await caches.open(location.origin + '/#' + name)).keys()]"
        ".map(item => new URL(item.url).pathname)",
        name,
    )
    return found


def _save(page: Page) -> None:
    page.click("[data-save]")
    expect(page.locator("[data-save]")).to_have_text("Hapus dari simpanan")


def _update(page: Page) -> None:
    """As a browser does by itself with each page that is opened."""
    page.evaluate("navigator.serviceWorker.ready.then(state => state.update()).catch(() => {})")


def _without_network(page: Page) -> None:
    page.context.set_offline(True)


def _size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


# --- what is sent -----------------------------------------------------------------------------


def test_worker_and_scripts_are_small(sample_output: Sample) -> None:
    root = sample_output.root
    living = [host for host in sample_output.kims if host not in sample_output.retired]
    assert max(_size(root / host / "sw.js") for host in sample_output.kims) <= WORKER
    for host in living:
        (script,) = (root / host / "aset").glob("offline.*.js")
        assert _size(script) <= SCRIPT
    for page in sample_output.kinds.values():
        top = root / sample_output.place(page)[0]  # where a 404 page's addresses begin
        scripts = {
            top / source[1:] if source[0] == "/" else page.parent / source
            for source in html.read(page).assets
            if source.endswith(".js")
            and "cari" not in source  # the search comes with the first key
        }
        assert 0 < sum(map(_size, scripts)) <= BEFORE


def test_what_is_kept_by_itself_is_there(sample_output: Sample) -> None:
    for host in set(sample_output.kims) - sample_output.retired:
        root = sample_output.root / host
        paths = json.loads((root / "luring.json").read_text(encoding="utf-8"))
        assert "profil.html" in paths
        assert [path for path in paths if not (root / path).is_file()] == []
        shell = json.loads((root / "sw.js").read_text("utf-8").partition("=")[2].partition(";")[0])
        assert [path for path in shell[1:] if not (root / path).is_file()] == []


# --- without a network ------------------------------------------------------------------------


class TestOffline:
    pytestmark = browser

    def test_what_was_opened_opens_again_and_the_rest_is_told(
        self, site: Site, reader: Page
    ) -> None:
        _visit(reader, site.url("index.html"))
        post = site.url("berita/panen.html")
        _visit(reader, post)
        _until(reader, "caches.has(location.origin + '/#pictures')")
        _save(reader)
        preload = "navigator.serviceWorker.ready.then(it => it.navigationPreload.getState())"
        assert reader.evaluate(preload)["enabled"]
        _without_network(reader)
        reader.goto(post)
        assert reader.evaluate("document.querySelector('article img:not(.dim)').naturalWidth") > 0
        assert reader.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
            "absolute"
        )
        reader.goto(site.url(""))  # the address without a name is the same page
        expect(reader.locator("h1, .name").first).to_be_visible()
        asked = site.url("berita/kabar-3.html")
        reader.goto(asked)
        assert reader.url == site.url("luring.html#") + asked
        expect(reader.locator("[data-again] a")).to_have_attribute("href", asked)
        saved = reader.locator("[data-list=saved] a")
        expect(saved).to_have_text("Panen & pesta")
        expect(saved).to_have_attribute("href", post)
        expect(reader.locator("[data-list=pages] a")).to_have_count(2)
        expect(reader.locator("[data-unable]")).to_be_hidden()
        saved.click()
        expect(reader.locator("h1")).to_have_text("Panen & pesta")
        # and a reader may have it removed
        reader.click("[data-save]")
        expect(reader.locator("[data-save]")).to_have_text("Simpan untuk luring")
        assert not reader.evaluate("caches.keys().then(all => all.join().includes('#saved'))")
        reader.context.set_offline(False)
        reader.goto(asked)
        expect(reader.locator("h1")).to_have_text("Kabar 3")

    def test_it_is_the_same_where_a_host_shortens_addresses(
        self, built: Path, tmp_path: Path, chromium: Browser
    ) -> None:
        site = Site(built, tmp_path)
        with (
            serve(Sample(tmp_path), short=True) as server,
            _reader(chromium, saves=False) as page,
        ):
            site.origin = server.origin(HOST)
            _visit(page, site.url("index.html"))
            _until(page, "async url => !!await caches.match(url)", site.url("berita/kabar-6"))
            page.goto(site.url("berita/panen.html"))
            assert page.url == site.url("berita/panen")
            _save(page)
            _without_network(page)
            for path in ("berita/panen.html", "berita/panen", "berita/kabar-14.html"):
                page.goto(site.url(path))
                assert "luring" not in page.url
                expect(page.locator("article h1")).to_be_visible()
            page.goto(site.url("kontak.html"))
            page.click("[data-list=saved] a")
            expect(page.locator("h1")).to_have_text("Panen & pesta")
            expect(page.locator("[data-save]")).to_have_text("Hapus dari simpanan")
            page.click("footer a[href$='luring.html']")
            expect(page.locator("h1")).to_have_text("Bacaan luring")

    def test_what_was_searched_can_be_searched(self, site: Site, reader: Page) -> None:
        if not (ROOT / "kimgen/data/vendor/minisearch.js").is_file():
            missing("MiniSearch (make vendor)")
        _visit(reader, site.url("cari.html"))
        reader.fill("#cari", "pesta")
        expect(reader.locator(".found a")).to_have_count(1)
        _until(reader, "async url => !!await caches.match(url)", site.url("cari-indeks.js"))
        (site.root / "cari-indeks.js").write_text("self.cariIndeks = null;", encoding="utf-8")
        _without_network(reader)
        reader.goto(site.url("cari.html"))
        reader.fill("#cari", "kabar")
        expect(reader.locator(".found a").first).to_be_visible()

    def test_a_server_that_hangs_does_not_hold_what_is_here(self, site: Site, reader: Page) -> None:
        _visit(reader, site.url("berita/panen.html"))
        site.hangs = True
        reader.goto(site.url("berita/panen.html"), wait_until="domcontentloaded")
        expect(reader.locator("h1")).to_have_text("Panen & pesta")
        assert not site.go_on.is_set()

    def test_what_was_taken_down_is_not_shown_again(self, site: Site, reader: Page) -> None:
        post = site.url("berita/panen.html")
        _visit(reader, post)
        (site.root / "berita/panen.html").unlink()
        answer = reader.goto(post)
        assert answer is not None
        assert answer.status == 404
        _until(reader, "async url => !await caches.match(url)", _key(post))
        _without_network(reader)
        reader.goto(post)
        assert "/luring.html#" in reader.url

    def test_only_the_oldest_go(self, site: Site, reader: Page) -> None:
        post = site.url("berita/panen.html")
        _visit(reader, post)
        _save(reader)
        names = [f"uji/{n}" for n in range(85)]
        for name in names:
            write(site.root, f"{name}.html", "<!DOCTYPE html><title>Uji</title>")
            write(site.root, f"{name}.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
        urls = [site.url(f"{name}{end}") for name in names for end in (".html", ".svg")]
        reader.evaluate("urls => navigator.serviceWorker.controller.postMessage(urls)", urls)
        _until(reader, "async url => !!await caches.match(url)", urls[-1])
        _until(
            reader,
            "async () => (await (await caches.open(location.origin + '/#pictures')).keys())"
            ".length <= 80",
        )
        assert _kept(reader, "pages") == [f"/{name}" for name in names[-60:]]
        assert _kept(reader, "pictures") == [f"/{name}.svg" for name in names[-80:]]
        _without_network(reader)
        reader.goto(post)
        expect(reader.locator("h1")).to_have_text("Panen & pesta")
        assert reader.evaluate("document.querySelector('article img:not(.dim)').naturalWidth") > 0

    def test_without_room_a_page_says_so_and_goes_on(self, site: Site, reader: Page) -> None:
        _visit(reader, site.url("index.html"))
        session = reader.context.new_cdp_session(reader)
        session.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 1})
        reader.goto(site.url("berita/panen.html"))
        expect(reader.locator("h1")).to_have_text("Panen & pesta")
        reader.click("[data-save]")
        expect(reader.locator("[data-save]")).to_contain_text("Gagal disimpan")
        assert not reader.evaluate("caches.keys().then(all => all.join().includes('#saved'))")
        reader.goto(site.url("berita/kabar-2.html"))
        expect(reader.locator("h1")).to_have_text("Kabar 2")
        # with room again it is kept
        session.send("Storage.overrideQuotaForOrigin", {"origin": site.origin})
        _save(reader)

    @pytest.mark.parametrize(
        ("saves", "kind", "wanted"),
        [(False, "wifi", True), (True, "wifi", False), (False, "cellular", False)],
    )
    def test_the_newest_are_kept_where_that_costs_nothing(
        self, site: Site, chromium: Browser, saves: bool, kind: str, wanted: bool
    ) -> None:
        with _reader(chromium, saves=saves, kind=kind) as page:
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            _visit(page, site.url("kontak.html"))
            paths = json.loads((site.root / "luring.json").read_text(encoding="utf-8"))
            assert len(paths) >= 12
            if wanted:
                _until(
                    page,
                    "async urls => (await Promise.all(urls.map(url => caches.match(url))))"
                    ".every(Boolean)",
                    [_key(site.url(path)) for path in paths],
                )
                _without_network(page)
                page.goto(site.url("profil.html"))
                expect(page.locator("h1")).to_be_visible()
                assert page.url == site.url("profil.html")
                if len(paths) > 12:  # the search is there before it was used
                    page.goto(site.url("cari.html"))
                    page.fill("#cari", "pesta")
                    expect(page.locator(".found a")).to_have_count(1)
            else:
                # what the page does by itself is over: the worker answered after it
                page.goto(site.url("berita/kabar-2.html"))
                _visit(page, site.url("berita/kabar-2.html"))
                assert set(_kept(page, "pages")) == {"/kontak", "/berita/kabar-2"}
                assert [url for url in asked if url.endswith("luring.json")] == []


# --- a new version ----------------------------------------------------------------------------


class TestUpdate:
    pytestmark = browser

    def test_it_waits_until_the_reader_wants_it(self, site: Site, reader: Page) -> None:
        post = site.url("berita/panen.html")
        _visit(reader, post)
        _save(reader)
        colour = "getComputedStyle(document.querySelector('.button')).color"
        before = reader.evaluate(colour)
        notice = reader.locator(".fresh")
        expect(notice).to_be_hidden()
        reader.evaluate("window.mine = true")
        other = reader.context.new_page()
        other.goto(site.url("index.html"))
        other.evaluate("window.mine = true")
        site.take("second")
        _update(reader)
        expect(notice).to_be_visible()
        assert reader.evaluate("window.mine && !!navigator.serviceWorker.controller")
        # the old one goes on, with its own shell, which no server has any more
        _without_network(reader)
        reader.goto(post)
        assert reader.evaluate(colour) == before
        expect(notice).to_be_visible()
        reader.context.set_offline(False)
        with reader.expect_navigation():
            notice.locator("button").click()
        _until(reader, f"{colour} != {json.dumps(before)}")
        expect(notice).to_be_hidden()
        # another page of the reader's goes on as it is
        expect(other.locator(".fresh")).to_be_hidden()
        assert other.evaluate("window.mine")
        # what was kept before is still there, and wears the new shell
        _without_network(reader)
        reader.goto(post)
        assert reader.evaluate(colour) != before
        reader.goto(site.url("berita/kabar-9.html"))
        expect(reader.locator("[data-list=saved] a")).to_have_attribute("href", post)
        shells = "caches.keys().then(all => all.filter(name => name.includes('#shell')).length)"
        assert reader.evaluate(shells) == 1

    @pytest.mark.parametrize("fault", ["throws", "lacks a file", "is no script", "has no room"])
    def test_one_that_breaks_changes_nothing(self, site: Site, reader: Page, fault: str) -> None:
        post = site.url("berita/panen.html")
        _visit(reader, post)
        site.take("second")
        worker = site.root / "sw.js"
        source = worker.read_text(encoding="utf-8")
        if fault == "throws":
            worker.write_text(f"throw new Error('rusak');\n{source}", encoding="utf-8")
        elif fault == "lacks a file":
            next((site.root / "aset").glob("style.*.css")).unlink()
        elif fault == "is no script":
            worker.write_text("<!DOCTYPE html><title>Maaf</title>", encoding="utf-8")
        else:
            session = reader.context.new_cdp_session(reader)
            session.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 1})
        _update(reader)
        _until(
            reader,
            "navigator.serviceWorker.ready.then(state => !state.installing && !state.waiting)",
        )
        expect(reader.locator(".fresh")).to_be_hidden()
        _without_network(reader)
        reader.goto(post)
        expect(reader.locator("h1")).to_have_text("Panen & pesta")
        assert reader.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
            "absolute"
        )

    def test_a_retired_site_leaves_nothing_behind(self, site: Site, reader: Page) -> None:
        _visit(reader, site.url("berita/panen.html"))
        _save(reader)
        site.take("first", f"{label(1)}.{BASE_DOMAIN}")
        reader.goto(site.url("index.html"))
        _gone(reader)

    def test_a_preview_leaves_no_worker(self, tmp_path: Path, page: Page) -> None:
        with serving(write_nation(tmp_path)) as served:
            page.goto(f"http://kim-satu.localhost:{served.port}/")
            page.evaluate("caches.open(location.origin + '/#pages')")  # of the site itself, say
            page.reload()
            _gone(page)


def _gone(page: Page) -> None:
    _until(
        page,
        "async () => !(await caches.keys()).length"
        " && !(await navigator.serviceWorker.getRegistrations()).length",
    )


# --- as an app --------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.slow
def test_a_site_can_be_installed(site_server: SiteServer, page: Page) -> None:
    sample = site_server.sample
    session = page.context.new_cdp_session(page)
    for host in sample.kims[:2]:
        if host in sample.retired:
            continue
        page.goto(f"{site_server.origin(host)}/index.html")
        _until(page, "navigator.serviceWorker.ready.then(state => !!state.active)")
        told: dict[str, Any] = session.send("Page.getAppManifest")
        assert told["errors"] == []
        manifest = json.loads(told["data"])
        assert {"id", "scope", "start_url", "name", "short_name", "icons"} <= manifest.keys()
        sizes = {(icon["sizes"], icon.get("purpose", "any")) for icon in manifest["icons"]}
        assert {("192x192", "any"), ("512x512", "any")} <= sizes
        assert any("maskable" in purpose for _, purpose in sizes)
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # Playwright's contexts are private ones, where no browser installs anything
        assert [e for e in errors if e["errorId"] != "in-incognito"] == []
