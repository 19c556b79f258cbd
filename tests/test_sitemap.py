"""Sitemaps, robots.txt and the manifest, read by parsers."""

from __future__ import annotations

import json
import urllib.robotparser
import xml.etree.ElementTree as ET
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen.sitemap import SHORT_NAME, Address, Icon, manifest, robots, short_name, sitemap
from tests.support.hostile import ANY_TEXT, TEXTS

SITE = "https://kim-contoh.kim.id/"
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def locations(data: bytes) -> list[str]:
    return [item.text or "" for item in ET.fromstring(data).findall("*/s:loc", NS)]


def test_addresses_days_and_pictures() -> None:
    pages = (
        Address(SITE),
        Address(SITE + "berita/a.html", "2026-11-24", (SITE + "media/a.jpg", SITE + "media/b.jpg")),
    )
    ((path, data),) = sitemap(pages, SITE)
    assert path == "sitemap.xml"
    root = ET.fromstring(data)
    assert root.tag == f"{{{NS['s']}}}urlset"
    first, second = root.findall("s:url", NS)
    assert first.find("s:lastmod", NS) is None
    assert second.findtext("s:lastmod", "", NS) == "2026-11-24"
    pictures = [item.text for item in second.findall("i:image/i:loc", NS)]
    assert pictures == [SITE + "media/a.jpg", SITE + "media/b.jpg"]
    assert b"image" not in sitemap(pages[:1], SITE)[0][1]


def test_addresses_are_escaped_and_encoded() -> None:
    ((_, data),) = sitemap([Address(SITE + "a.html?b=1&c='é <>\"\n%20")], SITE)
    assert data.isascii()
    assert locations(data) == [SITE + "a.html?b=1&c='%C3%A9%20%3C%3E%22%0A%20"]


def test_a_large_sitemap_is_split_under_an_index() -> None:
    pages = [Address(f"{SITE}{n}.html", f"2026-01-{n + 1:02}T08:00:00+07:00") for n in range(7)]
    (name, index), *parts = sitemap(pages, SITE, limit=3)
    assert name == "sitemap.xml"
    names = ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert [path for path, _ in parts] == names
    assert locations(index) == [SITE + path for path in names]
    days = [item.text for item in ET.fromstring(index).findall("*/s:lastmod", NS)]
    assert days == ["2026-01-03", "2026-01-06", "2026-01-07"]
    assert [url for _, data in parts for url in locations(data)] == [page.url for page in pages]
    assert len(sitemap(pages, SITE, limit=7)) == 1


def test_fifty_thousand_addresses_are_one_file() -> None:
    pages = [Address(SITE)] * 50_001
    assert len(sitemap(pages[:-1], SITE)) == 1
    assert [path for path, _ in sitemap(pages, SITE)][1:] == ["sitemap-1.xml", "sitemap-2.xml"]


@pytest.mark.parametrize("address", ["", SITE + "sitemap.xml"])
def test_robots_may_read_every_page_and_its_wish_not_to_be_indexed(address: str) -> None:
    parser = urllib.robotparser.RobotFileParser()
    parser.parse(robots(address).decode().splitlines())
    assert parser.can_fetch("AnyBot", SITE + "berita/a.html")
    assert parser.site_maps() == ([address] if address else None)


def a_manifest(name: str) -> bytes:
    return manifest(
        name,
        id="kim-contoh",
        short=short_name(name),
        description=name,
        lang="id",
        dir="ltr",
        theme_colour="#7a4a22",
        background="#ffffff",
        icons=(Icon("icon-192.png", "image/png", "192x192"),),
    )


def test_a_manifest_works_in_any_folder() -> None:
    data = json.loads(a_manifest("KIM Contoh"))
    for where in (SITE, "https://cermin.example/a/b/"):
        at = where + "manifest.webmanifest"
        assert urljoin(at, data["start_url"]) == where + "index.html"
        assert urljoin(at, data["scope"]) == where
        assert urljoin(at, data["icons"][0]["src"]) == where + "icon-192.png"
    assert data["icons"] == [{"src": "icon-192.png", "type": "image/png", "sizes": "192x192"}]
    masked = manifest(
        "x", id="x", short="x", description="", lang="id", dir="ltr", theme_colour="#7a4a22",
        background="#ffffff", icons=(Icon("m.png", "image/png", "192x192", "maskable"),),
    )  # fmt: skip
    assert json.loads(masked)["icons"][0]["purpose"] == "maskable"
    assert (data["id"], data["display"], data["dir"]) == ("kim-contoh", "minimal-ui", "ltr")


@pytest.mark.parametrize("text", TEXTS)
def test_a_manifest_holds_any_name(text: str) -> None:
    data = json.loads(a_manifest(f"KIM {text}"))
    whole = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")
    assert data["name"] == f"KIM {whole}"


@pytest.mark.parametrize(
    ("name", "village", "short"),
    [
        ("KIM Melayu", "Melayu", "KIM Melayu"),
        ("KIM Melayu Berkarya", "Melayu", "KIM Melayu"),
        ("Komunitas Informasi Masyarakat Melayu", "Melayu", "KIM Melayu"),
        ("KIM Sidomulyo Maju", "Sidomulyo", "Sidomulyo"),
        ("KIM Karangrejosari", "Karangrejosari", "Karangrejosa"),
        ("KIM Karangrejosari", "Karang Rejosari", "Karang"),
        ("KIM Ada di Sana Jauh", "Sana", "KIM Ada"),
        ("KIM", "", "KIM"),
        ("", "Melayu", "Melayu"),
        ("", "", ""),
    ],
)
def test_short_names(name: str, village: str, short: str) -> None:
    assert short_name(name, village, "Komunitas Informasi Masyarakat") == short


@given(ANY_TEXT, st.text(max_size=20))
def test_a_short_name_always_fits(name: str, village: str) -> None:
    short = short_name(name, village)
    assert len(short) <= SHORT_NAME
    assert short == short.strip(" ")
