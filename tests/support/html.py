"""What the tests read from an HTML page: its links, its assets, its anchors.

A plain reading of the markup with the standard library; a browser's view is in tests/browser.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

_URL_ATTRIBUTES = {"href", "src", "poster", "action", "data", "cite", "formaction"}
_NOT_LOADED = {"a", "area", "blockquote", "q", "ins", "del", "form", "button"}
_NOT_LOADED_RELATIONS = {"canonical", "alternate", "next", "prev", "author", "license"}
_URL_PROPERTIES = {"og:url", "og:image", "og:image:secure_url", "twitter:image"}


@dataclass(slots=True)
class Markup:
    """The addresses in one page, as they are written."""

    links: list[str] = field(default_factory=list)
    """What a reader may follow, and what only names something: a, form, canonical, og:url."""
    assets: list[str] = field(default_factory=list)
    """What the browser loads by itself: style sheets, scripts, pictures, icons."""
    stylesheets: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    """Every id: where a #fragment may lead."""
    duplicates: set[str] = field(default_factory=set)
    """Ids that the page has twice."""
    inline: list[str] = field(default_factory=list)
    """Style and script in the page itself, which a strict content security policy refuses."""
    has_base: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = Markup()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        markup = self.markup
        values = {name: value or "" for name, value in attrs}
        relations = set(values.get("rel", "").lower().split())
        only_named = tag == "link" and relations & _NOT_LOADED_RELATIONS
        loaded = tag not in _NOT_LOADED and not only_named
        urls = [values[name] for name in values.keys() & _URL_ATTRIBUTES]
        urls += [part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()]
        (markup.assets if loaded else markup.links).extend(urls)
        if tag == "link" and "stylesheet" in relations:
            markup.stylesheets.append(values["href"])
        if tag == "meta" and values.get("property", values.get("name")) in _URL_PROPERTIES:
            markup.links.append(values["content"])
        if identifier := values.get("id"):
            (markup.duplicates if identifier in markup.anchors else markup.anchors).add(identifier)
        markup.has_base |= tag == "base"
        if tag == "style" or (tag == "script" and _runs(values)):
            markup.inline.append(f"<{tag}>")
        markup.inline += [
            f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")
        ]


def _runs(script: dict[str, str]) -> bool:
    """Whether a script element carries code in the page, rather than data or an address."""
    return "src" not in script and "json" not in script.get("type", "")


def read(page: Path) -> Markup:
    """The addresses of one page."""
    reader = _Reader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    return reader.markup
