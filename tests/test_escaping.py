"""Each value in each file of a nation of payloads, read by the readers that other people use.

A value that is not escaped for its place breaks a file, or begins something of its own in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest

from kimgen import headers
from kimgen.allowlist import ELEMENTS
from kimgen.build import Settings, build
from tests.conftest import Once
from tests.support import ROOT, attack, missing
from tests.support.payloads import CALL, OWN

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def output(once: Once) -> Path:
    """The built nation of payloads: a folder for each host."""

    def work(folder: Path) -> None:
        attack.write_nation(folder, OWN)
        report = build(Settings(folder / "content", folder / "output", executor="serial"))
        wrong = {item.code for item in report.found if item.severity.word == "error"}
        assert wrong <= {"name-unusable"}  # a few names that have a control character

    return once("hostile-nation", work) / "output"


class _Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.data: list[str] = []
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.data.append(data)


def files(output: Path, pattern: str) -> Iterator[Path]:
    found = sorted(path for path in output.rglob(pattern) if ".kimgen" not in path.parts)
    assert found, pattern
    yield from found


def test_atom_feeds(output: Path) -> None:
    shown = 0
    for path in files(output, "feed*.xml"):
        tree = ElementTree.parse(path)
        atom = "{http://www.w3.org/2005/Atom}"
        assert all(item.tag.startswith(atom) for item in tree.iter())
        found = feedparser.parse(path.read_bytes(), sanitize_html=False)
        assert not found.bozo, path
        assert len(found.entries) == len(tree.findall(f"{atom}entry"))
        for entry in found.entries:
            assert entry.link.startswith("https://kim-")
            shown += CALL in entry.title
            for part in entry.get("content", ()):
                check_html(part["value"])
    assert shown > 10


def check_html(html: str) -> None:
    made = _Elements(html)
    assert made.tags <= set(ELEMENTS)
    assert made.names <= {name for known in ELEMENTS.values() for name in known}


def test_json_feeds(output: Path) -> None:
    shown = 0
    for path in files(output, "feed.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        for item in data["items"]:
            assert urlsplit(item["url"]).scheme == "https"
            check_html(item.get("content_html", ""))
            shown += CALL in item["title"]
    assert shown > 10


def test_calendars(output: Path) -> None:
    known = {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "GEO"),
    }
    shown = 0
    for path in files(output, "*.ics"):
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        assert {item.name for item in calendar.walk()} == {"VCALENDAR", "VEVENT"}
        for event in calendar.walk("VEVENT"):
            assert not event.errors
            assert set(event) <= known
            assert str(event["URL"]).startswith("https://kim-")
            shown += CALL in str(event["SUMMARY"])
        for line in path.read_bytes().split(b"\r\n"):
            assert len(line) <= 75
            assert b"\n" not in line
            assert b"\r" not in line
    assert shown


def test_sitemaps(output: Path) -> None:
    for path in files(output, "sitemap*.xml"):
        host = path.relative_to(output).parts[0]
        for item in ElementTree.parse(path).iter():
            if item.tag.endswith("}loc"):
                assert (item.text or "").startswith(f"https://{host}/")


def test_manifests(output: Path) -> None:
    shown = 0
    for path in files(output, "manifest.webmanifest"):
        data = json.loads(path.read_text(encoding="utf-8"))
        assert (data["start_url"], data["scope"]) == ("index.html", "./")
        assert {icon["src"].split(".")[-1] for icon in data["icons"]} <= {"png", "svg", "jpg"}
        shown += CALL in data["name"]
    assert shown > 3


def test_robots_and_headers(output: Path) -> None:
    for path in files(output, "robots.txt"):
        host = path.parent.name
        lines = path.read_text(encoding="utf-8").split()
        assert lines == ["User-agent:", "*", "Disallow:", "Sitemap:", f"https://{host}/sitemap.xml"]
    for path in files(output, headers.HEADERS):
        assert path.read_bytes() == headers.headers_file()


def test_structured_data(output: Path) -> None:
    shown = 0
    for path in files(output, "*.html"):
        for text in _Elements(path.read_text(encoding="utf-8")).data:
            graph = json.loads(text)
            assert graph["@context"] == "https://schema.org"
            assert not {"<", ">", "&"} & set(text)
            shown += CALL in text
    assert shown > 50


def test_style_sheets_and_icons_hold_nothing_that_was_written(output: Path) -> None:
    for pattern in ("*.css", "*.svg", "*.js"):
        for path in files(output, pattern):
            if path.name != "cari-indeks.js":
                assert CALL not in path.read_text(encoding="utf-8")


def test_the_index_of_a_search_is_data(output: Path) -> None:
    if not (ROOT / "kimgen/data/vendor/minisearch.js").is_file():
        missing("MiniSearch (make vendor)")
    for path in files(output, "cari-indeks.js"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("self.cariIndeks={")
        assert isinstance(json.loads(text.removeprefix("self.cariIndeks=")), dict)
        assert not set("\u2028\u2029") & set(text)


def test_names_of_files_are_names(output: Path) -> None:
    for path in output.rglob("*"):
        inner = path.relative_to(output).as_posix()
        if not inner.startswith(".kimgen"):
            assert inner.isascii(), inner
            assert not set(inner) & set("<>\"'`&%:?#\\ \n"), inner
