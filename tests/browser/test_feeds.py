"""What machines read is well formed, by the readers that other people use."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import icalendar

from tests.support import html
from tests.support.sample import Sample

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _leads_somewhere(sample: Sample, url: str) -> bool:
    parts = urlsplit(url)
    path = unquote(parts.path.removeprefix("/")) or "index.html"
    return parts.scheme == "https" and (sample.root / (parts.hostname or "") / path).is_file()


def test_every_host_has_its_feeds(sample_output: Sample) -> None:
    for host in sample_output.living:
        for name in ("feed.xml", "feed.json", "sitemap.xml", "robots.txt"):
            assert (sample_output.root / host / name).is_file(), f"{host}/{name}"
    for host in sample_output.living:
        if host not in sample_output.kims:
            continue
        assert (sample_output.root / host / "manifest.webmanifest").is_file(), host


def test_atom_feeds(sample_output: Sample) -> None:
    feeds = sample_output.files("*.xml")
    atom = [path for path in feeds if path.name.startswith("feed")]
    assert len(atom) >= len(sample_output.living)
    seen: dict[str, str] = {}
    for path in atom:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, f"{path}: {feed.get('bozo_exception')}"
        assert feed.version == "atom10", path
        assert feed.feed.id, path
        assert feed.feed.title, path
        assert feed.feed.updated_parsed, path
        for entry in feed.entries:
            assert entry.title, path
            assert entry.updated_parsed, f"{path}: {entry.id}"
            assert _leads_somewhere(sample_output, entry.link), f"{path}: {entry.link}"
            # One id names one post, in whichever feeds it stands.
            assert seen.setdefault(entry.id, entry.link) == entry.link, f"{path}: {entry.id}"
    assert seen, "no feed has an entry"


def test_json_feeds(sample_output: Sample) -> None:
    for path in sample_output.files("feed.json"):
        feed = json.loads(path.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1", path
        assert feed["title"], path
        assert _leads_somewhere(sample_output, feed["home_page_url"]), path
        assert _leads_somewhere(sample_output, feed["feed_url"]), path
        for item in feed["items"]:
            assert item["id"], path
            assert _leads_somewhere(sample_output, item["url"]), f"{path}: {item['url']}"
            assert "content_html" in item or "content_text" in item, f"{path}: {item['id']}"
            assert datetime.fromisoformat(item["date_published"]).tzinfo, f"{path}: {item['id']}"


def test_both_feeds_of_a_site_tell_the_same(sample_output: Sample) -> None:
    for host in sample_output.living:
        folder = sample_output.root / host
        atom = feedparser.parse((folder / "feed.xml").read_bytes())
        items = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
        assert [entry.link for entry in atom.entries] == [item["url"] for item in items], host


def test_sitemaps_list_the_pages_that_are_there(sample_output: Sample) -> None:
    for host in sample_output.living:
        tree = ElementTree.parse(sample_output.root / host / "sitemap.xml")
        urls = [node.text or "" for node in tree.iter(f"{_SITEMAP}loc")]
        assert urls, host
        assert len(urls) == len(set(urls)), host
        for url in urls:
            assert urlsplit(url).hostname == host, url
            assert _leads_somewhere(sample_output, url), url
        assert not any(url.endswith("/404.html") for url in urls), host


def test_robots_name_the_sitemap(sample_output: Sample) -> None:
    for host in sample_output.living:
        text = (sample_output.root / host / "robots.txt").read_text(encoding="utf-8")
        assert f"Sitemap: https://{host}/sitemap.xml" in text, host
        assert text.lower().startswith("user-agent: *"), host


def test_manifests_name_icons_that_are_there(sample_output: Sample) -> None:
    ids = set()
    for host in sample_output.living:
        folder = sample_output.root / host
        manifest = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))
        assert manifest["name"], host
        assert manifest["lang"], host
        assert (folder / manifest["start_url"]).is_file(), host
        assert manifest["icons"], host
        for icon in manifest["icons"]:
            assert (folder / icon["src"]).is_file(), f"{host}: {icon}"
        sizes = {icon["sizes"] for icon in manifest["icons"] if "purpose" not in icon}
        assert "any" in sizes or {"192x192", "512x512"} <= sizes, host
        assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"]), host
        ids.add(manifest["id"])
    # An id counts from the root of a host: in folders of one host, no two may be the same.
    assert len(ids) == len(sample_output.living)


def test_calendar_files(sample_output: Sample) -> None:
    files = sample_output.files("*.ics")
    assert files, "the sample has agenda items, and each of them a calendar file"
    for path in files:
        calendar = icalendar.Calendar.from_ical(path.read_bytes())
        events = calendar.walk("VEVENT")
        assert events, path
        for event in events:
            assert event["UID"], path
            assert event["SUMMARY"], path
            assert event["DTSTART"], path
            assert event["DTSTAMP"], path


def test_pages_announce_the_feed_of_their_site(sample_output: Sample) -> None:
    for host in sample_output.living:
        home = sample_output.root / host / "index.html"
        links = {url.rpartition("/")[2] for url in html.read(home).links}
        assert {"feed.xml", "feed.json"} <= links, host


def test_a_retired_site_is_a_notice_and_no_more(sample_output: Sample) -> None:
    gone = sample_output.retired & set(sample_output.hosts)
    assert gone, "the sample has a KIM whose registration was withdrawn"
    for host in gone:
        folder = sample_output.root / host
        names = {path.name for path in folder.iterdir() if path.is_file()}
        assert {"index.html", "404.html", "robots.txt"} <= names
        assert not names & {"feed.xml", "feed.json", "sitemap.xml", "manifest.webmanifest"}, host
        assert "Sitemap" not in (folder / "robots.txt").read_text(encoding="utf-8"), host
