"""What a page makes a browser load, and what it may weigh. Pure: texts in, values out.

Addresses are read from markup and style sheets as they are written. What a script asks for by
itself is not looked for: the content security policy of every page allows it nothing elsewhere.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

from kimgen.model import POST_KINDS

Kind = Literal["home", "post", "list", "other", "portal"]
KINDS: tuple[Kind, ...] = ("home", "post", "list", "other", "portal")

LIMITS: dict[Kind, int] = {"home": 14 << 10, "post": 12 << 10, "list": 14 << 10}
"""Bytes of HTML and style sheets as they are sent; of a post without its text. 14 KB is about what
a server may send before it waits for the phone's first answer."""
SCRIPTS = 6 << 10
"""Bytes of JavaScript that a page loads before somebody searches, the site's worker with it."""
FONTS = (".woff2", ".woff", ".ttf", ".otf", ".eot")

_FONT_DATA = re.compile(r"data:(?:application|font)/(?:x-)?(?:font|woff|sfnt|ttf|otf|vnd\.ms-font)")
_CSS_URL = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.I
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SCRIPT_PART = re.compile(r"""\bimport(?:Scripts)?\b[\s\w{},*$]*\(?\s*["']([^"']+\.m?js)["']""")
_ONLY_NAMED = frozenset(
    "alternate author bookmark canonical external help license me next nofollow pingback prev "
    "privacy-policy search tag terms-of-service".split()
)
"""Relations of a link that make no browser load anything."""
_LOADED = {
    "audio": ("src",), "body": ("background",), "embed": ("src",),
    "feimage": ("href", "xlink:href"), "frame": ("src",), "iframe": ("src",),
    "image": ("href", "xlink:href"), "img": ("src",),
    "input": ("src",), "object": ("data",), "script": ("src",), "source": ("src",),
    "track": ("src",), "use": ("href", "xlink:href"), "video": ("src", "poster"),
}  # fmt: skip
_ADDRESSES = ("href", "src", "srcset", "alt")
"""Attributes that belong to what somebody wrote, not to a theme."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(slots=True)
class Loads:
    """What a page, or a style sheet, makes a browser load; addresses as they are written."""

    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    """Scripts in the page itself."""
    addresses: list[str] = field(default_factory=list)
    """All of them, styles and scripts with them."""
    text: str = ""
    """What somebody wrote: words, bare tags and addresses of the article; of a page without one, of
    its main part."""


def sent(data: bytes) -> int:
    """Bytes of `data` as a server sends it."""
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def kind_of(path: str) -> Kind:
    """The kind of the page at `path` of a KIM's site."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".html")
    if not folder:
        return "home" if stem == "index" else "other"
    if folder in POST_KINDS:
        return "list" if stem == "index" or "." in stem else "post"
    return "list" if folder.partition("/")[0] in ("arsip", "kategori", "tag") else "other"


def host_of(address: str) -> str:
    """The host that a browser asks for `address`, '' for the one that it has the page from."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme in ("", "http", "https", "ws", "wss"):
        return (parts.hostname or "").casefold()
    return ""


def is_font(address: str) -> bool:
    """Whether a browser would take what lies there for letters."""
    path = address.partition("?")[0].partition("#")[0].casefold()
    return path.endswith(FONTS) or bool(_FONT_DATA.match(address))


def read_style(text: str) -> Loads:
    """What a style sheet loads; `styles` are those that it imports."""
    loads = Loads()
    for found in _CSS_URL.finditer(_COMMENT.sub("", text)):
        address = next((part for part in found.groups() if part), "")
        if address:
            loads.addresses.append(address)
            before = found.string[max(0, found.start() - 12) : found.start()].casefold()
            if found[0][:1] == "@" or before.rstrip().endswith("@import"):
                loads.styles.append(address)
    return loads


def read_script(text: str) -> list[str]:
    """Addresses of the scripts that a script begins by loading."""
    return _SCRIPT_PART.findall(text)


def read_page(text: str) -> Loads:
    """What a page loads before its reader touches anything."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.loads.text = "".join(reader.article or reader.main)
    return reader.loads


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.loads = Loads()
        self.main: list[str] = []
        self.article: list[str] = []
        self._open: list[str] = []
        """Elements around the place that is read, of those that matter."""
        self._done = False
        """The article of the page was read."""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in ("main", "article", "template", "svg", "script", "style"):
            self._open.append(tag)
        self._write(f"<{tag}>" + " ".join(values[n] for n in _ADDRESSES if values.get(n)))
        if "template" in self._open:  # is there for a script, which waits for the reader
            return
        loads = self.loads
        names = _LOADED.get(tag, ())
        found = [values[name] for name in names if values.get(name)]
        for name in ("srcset", "imagesrcset"):
            found += [part.split()[0] for part in values.get(name, "").split(",") if part.strip()]
        if tag == "link" and values.get("href"):
            relations = set(values.get("rel", "").casefold().split())
            if not relations <= _ONLY_NAMED:
                found.append(values["href"])
            if "stylesheet" in relations:
                loads.styles.append(values["href"])
        if tag == "script" and values.get("src"):
            loads.scripts.append(values["src"])
        if tag == "script" and "json" in values.get("type", ""):
            self._open[-1] = "json"
        if tag == "a":
            found += values.get("ping", "").split()
        loads.addresses += found
        if "style" in values:
            loads.addresses += read_style(values["style"]).addresses

    def handle_endtag(self, tag: str) -> None:
        self._write(f"</{tag}>")
        if tag == "script" and self._open[-1:] == ["json"]:
            self._open.pop()
        elif tag in self._open:
            while self._open.pop() != tag:
                pass
            if tag == "article" and "article" not in self._open and "main" in self._open:
                self._done = True

    def handle_data(self, data: str) -> None:
        inside = self._open[-1:]
        if inside == ["script"] and data.strip():
            self.loads.inline.append(data)
        elif inside == ["style"]:
            style = read_style(data)
            self.loads.styles += style.styles
            self.loads.addresses += style.addresses
        else:
            self._write(data)

    def _write(self, text: str) -> None:
        around = self._open
        if "main" not in around or {"svg", "script", "style", "json", "template"} & set(around):
            return
        self.main.append(text)
        if "article" in around and not self._done:
            self.article.append(text)
