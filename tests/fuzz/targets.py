"""What must hold for any text: hypothesis tries it in the tests, atheris in `make fuzz`.

A target gets bytes, raises nothing but AssertionError, and only where a promise is broken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import yaml

from kimgen import messages, report
from kimgen.allowlist import ELEMENTS
from kimgen.dateparse import parse_day, parse_when, split_file_date
from kimgen.dates import rfc3339
from kimgen.diagnostics import Diagnostic
from kimgen.frontmatter import parse_post, parse_yaml
from kimgen.labels import LABEL_REASONS, check_label
from kimgen.markdown import Engine, engine, render
from kimgen.markdown_types import PictureAttributes
from kimgen.model import Portal, Village
from kimgen.sanitiser import sanitiser
from kimgen.slugs import slugify
from kimgen.validate import validate_kim, validate_portal, validate_post
from kimgen.when import When
from kimgen.yamlplain import plain_mapping
from kimgen.yamltree import Source, TreeError, compose

VILLAGE = Village(
    "13.04.09.2005", "Pariangan", "nagari", "Kecamatan Pariangan", "Kabupaten Tanah Datar",
    "Sumatera Barat", "WIB", 420,
)  # fmt: skip
PORTAL = Portal(title="Portal uji")


def front_matter(data: bytes) -> None:
    """Any bytes as a post, a kim.yaml and a portal.yaml: a value, or findings that can be shown."""
    post = parse_post(data, "content/a/b/c/posts/2026-11-24-kabar.md")
    read = validate_post(post, VILLAGE, PORTAL)
    assert read.post is not None or read.found, "a post is lost without a word"
    _shown((*post.found, *read.found), data)
    record = parse_yaml(data, "content/a/b/c/kim.yaml")
    kim, found = validate_kim(record, "a/b/c", VILLAGE, PORTAL)
    assert kim is not None or record.found or found, "a record is lost without a word"
    _shown((*record.found, *found), data)
    document = parse_yaml(data, "content/portal.yaml")
    _, found = validate_portal(document)
    _shown((*document.found, *found), data)


def _shown(found: Iterable[Diagnostic], data: bytes) -> None:
    """Findings lie in the file and can be told in both languages."""
    lines = re.split(rb"\r\n|\n|\r", data)
    for item in found:
        assert 0 <= item.location.line <= len(lines) + 1, item
        assert item.location.column >= 0, item
    for lang in messages.LANGUAGES:
        report.as_text(list(found), lang).encode("utf-8", "backslashreplace")


def yaml_text(data: bytes) -> None:
    """The quick reader gives what YAML gives, or leaves the text to it."""
    text = data.decode("utf-8", "replace")
    source = Source("kim.yaml")
    quick = plain_mapping(text, source)
    try:
        slow, found = compose(text, source)
    except (TreeError, yaml.YAMLError):
        assert quick is None, "what YAML refuses was read"
        return
    if quick is not None:
        assert not found
        assert quick == slow


class _Links:
    """A site that has one picture and one page."""

    def picture(self, src: str) -> PictureAttributes | None:
        return None

    def link(self, href: str) -> str | None:
        return "berita/panen.html" if href == "panen.md" else None

    def suggestion(self, name: str) -> str:
        return ""


class _Outline(HTMLParser):
    """Elements and attributes of an article, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.wrong.append(f"{tag} {name}")
            if name in ("href", "src"):
                scheme = urlsplit((value or "").strip()).scheme.lower()
                if scheme not in ("", "http", "https", "mailto", "tel"):
                    self.wrong.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction {data}")


def _article(text: str, chosen: Engine) -> None:
    article = render(text, chosen, _Links())
    outline = _Outline()
    outline.feed(article.html)
    outline.close()
    assert not outline.wrong, outline.wrong
    # what it lets through once it leaves alone
    assert sanitiser().clean(article.html) == article.html
    assert "<" not in article.excerpt or "&lt;" in article.html
    lines = text.count("\n") + text.count("\r") + 2
    assert all(0 <= item.line <= lines for item in article.findings), article.findings


def markdown(data: bytes) -> None:
    """Any body through the native engine, where there is one: nothing runs, nothing is raised."""
    _article(data.decode("utf-8", "replace"), engine("auto"))


def markdown_pure(data: bytes) -> None:
    """The same through Python-Markdown, which is what a phone has. Short texts: it is slow."""
    _article(data[:400].decode("utf-8", "replace"), engine("python-markdown"))


def dates(data: bytes) -> None:
    """A day, or what to write instead; and what is read says itself again."""
    text = data.decode("utf-8", "replace")
    for found in (parse_when(text), parse_when(text, 540, dt.date(2026, 11, 24))):
        if isinstance(found, When):
            assert parse_when(found.iso, found.offset) == found
            assert dt.datetime.fromisoformat(rfc3339(found)).date() == found.date
        else:
            assert found.reason
            if found.suggestion:
                assert not isinstance(parse_when(found.suggestion), type(found)), found
    assert parse_day(text) is not None
    split_file_date(text)


def labels(data: bytes) -> None:
    """What passes is a DNS label; what is proposed passes; a slug is one and stays one."""
    text = data.decode("utf-8", "replace")
    found = check_label(text)
    if found is None:
        assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", text)
        assert text[2:4] != "--"
        assert not text.isdigit()
    else:
        assert found.reason in LABEL_REASONS
        if found.suggestion:
            assert check_label(found.suggestion) is None, found
    slug = slugify(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 80
    assert slugify(slug) == slug


TARGETS: dict[str, Callable[[bytes], Any]] = {
    "front-matter": front_matter,
    "yaml": yaml_text,
    "markdown": markdown,
    "markdown-pure": markdown_pure,
    "dates": dates,
    "labels": labels,
}
