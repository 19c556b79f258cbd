"""Where the links and pictures of an article lead, inside one site. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Container, Iterable
from urllib.parse import unquote

from kimgen.markdown import ROOT, PictureAttributes
from kimgen.markdown_links import clean_url, web_address
from kimgen.model import POST_KINDS, Media, Page, Post, Variant
from kimgen.slugs import slugify

_FIXED = ("index.html", "profil.html", "kontak.html", "aksesibilitas.html", "arsip/index.html")


def media_name(name: str) -> str:
    """The name in the media folder that a field or an article means: `media/panen.jpg`."""
    clean = unquote(name).removeprefix("./").removeprefix("../").lstrip("/")
    return clean if clean.startswith("media/") else f"media/{clean.rpartition('/')[2]}"


def srcset(sizes: Iterable[Variant], root: str) -> str:
    """The files of a picture with their widths, as a page at `root` names them."""
    return ", ".join([f"{root}{size.path} {size.width}w" for size in sizes])


_ADDRESS = re.compile(r"mailto:[^\s@]+@[^\s@]+|tel:[0-9+().\- ]+")
_OF_POSTS = {
    "arsip": "arsip/index.html",
    "cari": "cari.html",
    "cetak": "cetak/index.html",
    "papan": "papan/index.html",
}
"""Pages that a site has as soon as it has a post."""


def destination(text: str, kinds: Container[str], pages: Iterable[Page]) -> str | None:
    """Where an entry of a menu leads: an address, or the path of a page of the site with posts of
    `kinds` and free `pages`; `''` for what it has as soon as somebody writes, None for nothing."""
    if known := web_address(text):
        return known
    if _ADDRESS.fullmatch(text):
        return clean_url(text)
    word = slugify(text.removesuffix(".html").removesuffix(".md"))
    if word in POST_KINDS:
        return f"{word}/index.html" if word in kinds else ""
    if word in _OF_POSTS:
        return _OF_POSTS[word] if any(kind in kinds for kind in POST_KINDS) else ""
    path = "index.html" if word == "beranda" else f"{word}.html"
    return path if path in _FIXED or any(page.slug == word for page in pages) else None


def leaves(path: str) -> bool:
    """Whether what `destination` found is no page of the site."""
    return ":" in path


class SiteResolver:
    """Implements `markdown.Resolver` for the posts, pages and media of a site."""

    def __init__(
        self, posts: Iterable[Post], pages: Iterable[Page], media: Iterable[Media]
    ) -> None:
        self._targets: dict[str, str] = {}
        items: list[Post | Page] = [*posts, *pages]
        for item in items:
            name = item.path.rpartition("/")[2]
            self._targets[name] = self._targets[name.removesuffix(".md")] = item.permalink
            self._targets[item.permalink] = item.permalink
            self._targets[item.path] = item.permalink
        for fixed in _FIXED:
            self._targets.setdefault(fixed, fixed)
        for kind in POST_KINDS:
            self._targets.setdefault(f"{kind}/index.html", f"{kind}/index.html")
        self._media = {item.name: item for item in media}

    def knows(self, path: str) -> bool:
        """Whether the post or page of the content file `path` is one of the site's."""
        return path in self._targets

    def media(self, name: str) -> Media | None:
        """The media file that posts call `name`."""
        return self._media.get(media_name(name))

    def picture(self, src: str) -> PictureAttributes | None:
        """Attributes of a picture of the KIM, None where there is none of that name."""
        item = self.media(src)
        if item is None or item.kind != "picture":
            return None
        plain = item.plain
        return PictureAttributes(
            src=ROOT + plain.path,
            width=plain.width,
            height=plain.height,
            srcset=srcset(item.variants, ROOT) if item.fallback else "",
        )

    def link(self, href: str) -> str | None:
        """The address that a link inside the site means, None where it leads nowhere."""
        path, _, fragment = href.partition("#")
        suffix = f"#{fragment}" if fragment else ""
        if not path:
            return href
        clean = unquote(path.partition("?")[0]).lstrip("/")
        while clean.startswith(("./", "../")):
            clean = clean.removeprefix("./").removeprefix("../")
        if clean.startswith("media/"):
            item = self._media.get(clean)
            return None if item is None else ROOT + item.plain.path
        target = self._targets.get(clean) or self._targets.get(clean.rpartition("/")[2])
        return None if target is None else ROOT + target + suffix

    def suggestion(self, name: str) -> str:
        """A file whose name is near `name`, `''` for none."""
        wanted = name.rpartition("/")[2]
        names = {key.rpartition("/")[2]: key for key in (*self._media, *self._targets)}
        near = difflib.get_close_matches(wanted[:80], names, 1, 0.75)
        return names[near[0]] if near else ""
