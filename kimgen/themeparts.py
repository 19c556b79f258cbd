"""What a page has to bring along, whatever it looks like: for who reads it with a keyboard or by
ear, and for who reads it without a network.

`themecheck` hands over pages that a theme made of content that is hard to bear. Nothing here
judges looks. Pure.
"""

from __future__ import annotations

from html.parser import HTMLParser

REASONS = (
    "no-lang", "no-main", "no-heading", "no-skip", "no-alt", "no-viewport", "no-worker",
    "no-update", "no-saved", "no-save", "no-search", "no-accessibility",
)  # fmt: skip
"""What may be lacking; `messages` has a sentence for each."""


class _Reader(HTMLParser):
    """Collects what is there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.there: set[str] = set()
        self.mains: set[str] = set()
        """Ids of the main part, and of what is inside."""
        self.headings = 0
        self.scripts: list[str] = []
        self.data: dict[str, str] = {}
        self.first_link = ""
        """The first link of a page, where it stands before the main part."""
        self._in_fresh = False
        self._in_search = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        if tag == "html" and values.get("lang"):
            self.there.add("lang")
        if tag == "meta" and values.get("name") == "viewport":
            self.there.add("viewport")
        if tag == "main":
            self.there.add("main")
        if "main" in self.there and "id" in values:
            self.mains.add(values["id"])
        if tag == "h1":
            self.headings += 1
        if tag == "img" and "alt" not in values:
            self.there.add("bare-picture")
        if tag == "a" and "main" not in self.there and not self.first_link:
            self.first_link = values.get("href", "-")
        if tag == "a" and values.get("href", "").endswith("aksesibilitas.html"):
            self.there.add("accessibility")
        if tag == "script" and "src" in values:
            self.scripts.append(values["src"])
            self.there |= {"search"} if self._in_search else set()
        if "search" in classes:
            self._in_search = 1
        if "fresh" in classes and "hidden" in values:
            self._in_fresh = True
        elif tag == "button" and self._in_fresh:
            self.there.add("fresh")
        for name, value in values.items():
            if name.startswith("data-"):
                self.data[f"{name}={value}" if name == "data-list" else name] = value

    def has_script(self, name: str) -> bool:
        return any(f"aset/{name}." in src for src in self.scripts)


def lacks(path: str, page: str) -> tuple[str, ...]:
    """What the page at `path` of a living site lacks, of `REASONS`. A theme may bring a slide show
    that is no page to read, so that one is asked for less."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    there, kind = reader.there, path.partition("/")[0]
    found = {
        "no-lang": "lang" in there,
        "no-viewport": "viewport" in there,
        "no-main": "main" in there,
        "no-heading": reader.headings == 1,
        "no-skip": not reader.first_link
        or (reader.first_link[:1] == "#" and reader.first_link[1:] in reader.mains),
        "no-alt": "bare-picture" not in there,
    }
    if kind != "papan":
        found["no-worker"] = reader.has_script("offline")
        found["no-update"] = "fresh" in there
        found["no-accessibility"] = "accessibility" in there
    if path == "luring.html":
        parts = ("data-list=saved", "data-list=pages", "data-again", "data-unable")
        found["no-saved"] = reader.has_script("luring") and all(p in reader.data for p in parts)
    if path == "cari.html":
        found["no-search"] = "search" in there
    if "/" in path and "data-save" not in reader.data and kind == "berita":
        found["no-save"] = path.endswith("/index.html") or _is_further(path)
    return tuple(reason for reason, good in found.items() if not good)


def _is_further(path: str) -> bool:
    """Whether a page is a further one of a list: `berita/index.2.html`."""
    return path.rpartition("/")[2].startswith("index.")
