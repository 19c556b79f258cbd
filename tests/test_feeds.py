"""Atom and JSON Feed: real parsers read back what went in."""

from __future__ import annotations

import datetime as dt
import json
import timeit
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import partial

import feedparser
import pytest
from hypothesis import given

from kimgen.dates import When
from kimgen.feeds import FeedEntry, FeedInfo, absolute_html, atom, json_feed
from tests.support.hostile import ANY_TEXT, TEXTS

SITE = "https://kim-contoh.kim.id/"
INFO = FeedInfo(
    "KIM Contoh", "Kabar desa", SITE, SITE + "feed.xml", SITE + "feed.json", "id",
    icon=SITE + "icon-192.png", since=dt.date(2024, 3, 1),
)  # fmt: skip
ENTRY = FeedEntry(
    url=SITE + "berita/panen-raya.html",
    title="Panen raya",
    published=When(dt.date(2026, 11, 24), dt.time(10, 30), 480),
    summary="Warga memanen.",
    content='<p>Warga <a href="https://kim-contoh.kim.id/">memanen</a>.</p>',
    author="Tim KIM",
    lang="jv",
    categories=("pertanian", "a & b"),
    image=SITE + "media/panen-640.jpg",
)
NS = {"a": "http://www.w3.org/2005/Atom"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(data: bytes) -> feedparser.FeedParserDict:
    """What a feed reader sees; nothing is washed or resolved on the way."""
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    return found


def legal(text: str) -> str:
    """What XML 1.0 can hold of a text, its line ends as a parser gives them."""
    kept = "".join(
        c for c in text
        if c in "\t\n\r" or (" " <= c != "\x7f" and not "\ud800" <= c <= "\udfff"
                             and c not in "\ufffe\uffff")
    )  # fmt: skip
    return kept.replace("\r\n", "\n").replace("\r", "\n")


def test_a_reader_finds_everything() -> None:
    found = parse(atom(INFO, [ENTRY]))
    assert found.version == "atom10"
    assert (found.feed.title, found.feed.subtitle) == ("KIM Contoh", "Kabar desa")
    assert (found.feed.id, found.feed.link, found.feed.language) == (SITE, SITE, "id")
    assert found.feed.icon == INFO.icon
    assert [link.href for link in found.feed.links if link.rel == "self"] == [INFO.url]
    (entry,) = found.entries
    assert (entry.title, entry.id, entry.link) == (ENTRY.title, ENTRY.url, ENTRY.url)
    assert entry.published == entry.updated == "2026-11-24T10:30:00+08:00"
    assert entry.published_parsed[:5] == (2026, 11, 24, 2, 30)
    assert entry.author == "Tim KIM"
    assert [tag.term for tag in entry.tags] == ["pertanian", "a & b"]
    assert entry.content[0].value == ENTRY.content
    assert (entry.content[0].type, entry.content[0].language) == ("text/html", "jv")
    assert entry.enclosures[0].type == "image/jpeg"


def test_the_json_feed_follows_its_specification() -> None:
    data = json.loads(json_feed(INFO, [ENTRY]))
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert (data["home_page_url"], data["feed_url"]) == (SITE, INFO.json_url)
    assert data["authors"] == [{"name": "KIM Contoh", "url": SITE}]
    (item,) = data["items"]
    assert item == {
        "id": ENTRY.url,
        "url": ENTRY.url,
        "title": "Panen raya",
        "date_published": "2026-11-24T10:30:00+08:00",
        "language": "jv",
        "authors": [{"name": "Tim KIM"}],
        "summary": "Warga memanen.",
        "content_html": ENTRY.content,
        "tags": ["pertanian", "a & b"],
        "image": ENTRY.image,
    }


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_come_back_as_they_were(text: str) -> None:
    entry = replace(ENTRY, title=text, summary=text, content=f"<p>{text}</p>", author=f"A{text}",
                    categories=(text,))  # fmt: skip
    info = replace(INFO, title=text, subtitle=text)
    data = atom(info, [entry])
    parse(data)
    root = ET.fromstring(data)
    assert (root.findtext("a:title", "", NS)) == legal(text)
    item = root.find("a:entry", NS)
    assert item is not None
    assert item.findtext("a:title", "", NS) == legal(text)
    assert item.findtext("a:content", "", NS) == f"<p>{legal(text)}</p>"
    assert item.findtext("a:author/a:name", "", NS) == f"A{legal(text)}"
    shown = json.loads(json_feed(info, [entry]))["items"][0]
    assert shown["title"] == "".join(c for c in text if not "\ud800" <= c <= "\udfff")


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_makes_a_well_formed_feed(text: str, other: str) -> None:
    entry = replace(ENTRY, title=text, content=other, categories=(other,), author=text)
    info = replace(INFO, title=other)
    root = ET.fromstring(atom(info, [entry, replace(entry, dir="rtl", lang="ms-Arab")]))
    assert len(root.findall("a:entry", NS)) == 2
    assert len(json.loads(json_feed(info, [entry]))["items"]) == 1


def test_a_feed_is_as_new_as_its_newest_entry_in_whatever_zone() -> None:
    west = replace(ENTRY, published="2026-11-24T09:30:00+07:00")
    east = replace(ENTRY, published="2026-11-24T10:00:00+09:00")
    assert parse(atom(INFO, [east, west])).feed.updated == "2026-11-24T09:30:00+07:00"
    changed = replace(east, updated="2026-11-25")
    found = parse(atom(INFO, [changed, west]))
    assert found.feed.updated == found.entries[0].updated == "2026-11-25T12:00:00+07:00"
    item = json.loads(json_feed(INFO, [changed]))["items"][0]
    assert item["date_modified"] == "2026-11-25T12:00:00+07:00"


def test_an_empty_feed_is_valid_and_as_old_as_the_kim() -> None:
    found = parse(atom(INFO, []))
    assert (found.feed.updated, found.entries) == ("2024-03-01T12:00:00+07:00", [])
    assert parse(atom(replace(INFO, since=None), [])).feed.updated.startswith("2000-01-01T")
    assert json.loads(json_feed(INFO, []))["items"] == []


def test_entries_without_content_have_a_summary() -> None:
    plain = replace(ENTRY, content="", image="", author_url="https://kim-lain.kim.id/")
    root = ET.fromstring(atom(INFO, [plain]))
    assert root.find("a:entry/a:content", NS) is None
    assert root.findtext("a:entry/a:summary", "", NS) == "Warga memanen."
    assert root.findtext("a:entry/a:author/a:uri", "", NS) == plain.author_url
    item = json.loads(json_feed(INFO, [plain]))["items"][0]
    assert item["content_text"] == "Warga memanen."
    assert "content_html" not in item
    assert json.loads(json_feed(INFO, [replace(plain, summary="")]))["items"][0]["content_text"]


def test_right_to_left_content_says_so() -> None:
    jawi = replace(ENTRY, lang="ms-Arab", dir="rtl", content="<p>بريتا</p>")
    root = ET.fromstring(atom(INFO, [jawi, ENTRY]))
    first, second = root.findall("a:entry", NS)
    assert first.get(XML_LANG) == "ms-Arab"
    wrapped = '<div lang="ms-Arab" dir="rtl"><p>بريتا</p></div>'
    assert first.findtext("a:content", "", NS) == wrapped
    assert "dir=" not in second.findtext("a:content", "", NS)
    items = json.loads(json_feed(INFO, [jawi]))["items"]
    assert items[0]["content_html"] == wrapped


@pytest.mark.parametrize(
    ("html", "absolute"),
    [
        ('<a href="#cat-1">1</a>', f'<a href="{ENTRY.url}#cat-1">1</a>'),
        ('<a href="../index.html">x</a>', f'<a href="{SITE}index.html">x</a>'),
        ('<a href="lain.html?a=1&amp;b=2">x</a>',
         f'<a href="{SITE}berita/lain.html?a=1&amp;b=2">x</a>'),
        ('<a href="">x</a>', f'<a href="{ENTRY.url}">x</a>'),
        ('<a href="//cdn.example/a">x</a>', '<a href="https://cdn.example/a">x</a>'),
        ('<a href="//[">x</a>', '<a href="//[">x</a>'),
        ('<a href="mailto:kim@contoh.example">x</a>', '<a href="mailto:kim@contoh.example">x</a>'),
        ('<img alt="a > b" src="../media/a.jpg" srcset="../media/a.webp 1w, ../media/b.webp 2w">',
         f'<img alt="a > b" src="{SITE}media/a.jpg" '
         f'srcset="{SITE}media/a.webp 1w, {SITE}media/b.webp 2w">'),
        ('<code>href="#x"</code> <a title="href=&quot;b&quot;" href="#y">',
         f'<code>href="#x"</code> <a title="href=&quot;b&quot;" href="{ENTRY.url}#y">'),
    ],
)  # fmt: skip
def test_relative_addresses_become_absolute(html: str, absolute: str) -> None:
    assert absolute_html(html, ENTRY.url) == absolute
    assert absolute_html(absolute, ENTRY.url) == absolute


@given(ANY_TEXT)
def test_no_address_stops_a_feed(text: str) -> None:
    quoted = text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    made = absolute_html(f'<p><a href="{quoted}">x</a></p>', ENTRY.url)
    assert made.startswith('<p><a href="')
    assert made.endswith('">x</a></p>')


def test_twenty_posts_cost_little() -> None:
    entries = [replace(ENTRY, content="<p>Warga memanen padi &amp; jagung.</p>\n" * 60)] * 20
    for write in (atom, json_feed):
        seconds = min(timeit.repeat(partial(write, INFO, entries), number=5, repeat=5))
        assert seconds / 5 < 0.005, f"{write.__name__}: far more than 300 microseconds"
