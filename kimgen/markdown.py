"""Markdown text -> `Article`: the dialect of kimgen, whichever engine parses it.

An engine is one small function, text -> HTML without raw HTML in it. All the
rest is one pass over that HTML, shared by the engines: heading ids and levels,
links and pictures resolved, tables wrapped, bare addresses linked, and what is
not on the list left out. Site-internal addresses begin with `ROOT`.
"""

from __future__ import annotations

import html as htmllib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from kimgen.slugs import slugify

ROOT = "\ue000"
"""Stands for the site's root at the start of internal addresses."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article; level 2 is the first below the page's title."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth a word. `code` is a diagnostic code, `line` counts from 1, 0 unknown."""

    code: str
    line: int
    detail: str


@dataclass(frozen=True, slots=True)
class Article:
    """A rendered body."""

    html: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    images: tuple[str, ...]
    excerpt: str
    words: int
    text: str
    """Plain text, for excerpts and search."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PictureAttributes:
    """What an <img> needs."""

    src: str
    width: int
    height: int
    srcset: str = ""


class Engine(Protocol):
    """The seam: Markdown text -> HTML, raw HTML shown as text."""

    name: str
    version: str

    def to_html(self, text: str) -> str: ...


class Resolver(Protocol):
    """Where pictures and internal links of an article lead."""

    def picture(self, src: str) -> PictureAttributes | None: ...

    def link(self, href: str) -> str | None: ...


@lru_cache(maxsize=4)
def engine(setting: str) -> Engine:
    """The engine for a `markdown` setting: auto, native or python-markdown.

    Raises `ValueError` for another word, or where the native one is not installed.
    """
    if setting not in ("auto", "native", "python-markdown"):
        raise ValueError(f"markdown: {setting}")
    if setting != "python-markdown":
        try:
            from kimgen.markdown_native import NativeEngine
        except ImportError:
            if setting == "native":
                raise ValueError("markdown: native (pip install 'kimgen[native]')") from None
        else:
            return NativeEngine()
    from kimgen.markdown_python import PythonEngine

    return PythonEngine()


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?")
_BARE = re.compile(r"(?<![\w/@.])(https?://[^\s<>\"]+|www\.[^\s<>\"]+\.[^\s<>\"]+)")
_RAW = re.compile(r"^[ ]{0,3}</?(?:div|span|p|br|script|iframe|table|img|center|font|style|b|i|u|a)\b[^\n]*", re.I | re.M)
_TASK = re.compile(r"(<li>\s*(?:<p>)?)<input\b[^>]*?(checked=\"\")?[^>]*?>\s*", re.I)
_FIGURE = re.compile(r"<p>\s*(<img [^>]*?>)\s*</p>")
_TITLE = re.compile(r" title=\"([^\"]*)\"")
_STRIP = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"\s+")
_HASH = re.compile(r"^(#{1,6})(?=[^#\s])", re.M)
_ALLOWED = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a img br hr table thead tbody "
    "tr th td sup div figure figcaption span section input".split()
)
_KEPT = {"ol": ("start",), "th": ("style", "align"), "td": ("style", "align"), "code": ("class",)}
EXCERPT = 160


class _Pass:
    """One walk over the engine's HTML."""

    def __init__(self, resolver: Resolver, source: str) -> None:
        self.resolver = resolver
        self.source = source
        self.headings: list[Heading] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.findings: list[Finding] = []
        self.ids: set[str] = set()
        self.last_level = 1
        self.open_heading: tuple[int, int, str] | None = None
        self.quiet = 0
        """Inside a link or code: nothing is linked there."""
        self.stack: list[str] = []

    def line_of(self, text: str) -> int:
        where = self.source.find(text)
        return self.source.count("\n", 0, where) + 1 if where >= 0 else 0

    def run(self, html: str) -> str:
        out: list[str] = []
        position = 0
        for match in _TAG.finditer(html):
            out.append(self.text(html[position : match.start()]))
            position = match.end()
            self.tag(match.group(1) == "/", match.group(2), match.group(3), out)
        out.append(self.text(html[position:]))
        return "".join(out)

    def text(self, text: str) -> str:
        if self.quiet or ("http" not in text and "www." not in text):
            return text
        return _BARE.sub(self._autolink, text)

    def _autolink(self, match: re.Match[str]) -> str:
        shown = match.group(1)
        tail = ""
        while shown and (shown[-1] in ".,:;!?'*_~)" or shown.endswith(("&gt;", "&lt;", "&quot;"))):
            if shown[-1] == ")" and shown.count("(") >= shown.count(")"):
                break
            cut = shown.rfind("&") if shown[-1] == ";" and "&" in shown[-6:] else len(shown) - 1
            shown, tail = shown[:cut], shown[cut:] + tail
        href = shown if shown.startswith("http") else f"https://{shown}"
        self.links.append(htmllib.unescape(href))
        return f'<a href="{href}" rel="nofollow ugc noopener">{shown}</a>{tail}'

    def tag(self, closing: bool, name: str, raw: str, out: list[str]) -> None:
        if name not in _ALLOWED:
            return
        if closing:
            if name in ("a", "code"):
                self.quiet -= 1
                if name == "a" and self.stack and self.stack.pop() == "":
                    return
            if name[0] == "h" and name[1:].isdigit():
                self._close_heading(out)
                return
            out.append("</table></div>" if name == "table" else f"</{name}>")
            return
        attributes = {key: value or "" for key, value in _ATTRIBUTE.findall(raw)}
        if name[0] == "h" and name[1:].isdigit():
            level = min(6, max(2, min(int(name[1]) + (int(name[1]) == 1), self.last_level + 1)))
            self.last_level = level
            self.open_heading = (level, len(out), attributes.get("id", ""))
            out.append("")
        elif name == "a":
            self.quiet += 1
            out.append(self._anchor(attributes))
        elif name == "img":
            out.append(self._image(attributes))
        elif name == "table":
            out.append('<div class="table-scroll" tabindex="0" role="region" aria-label="Tabel"><table>')
        else:
            if name == "code":
                self.quiet += 1
            out.append(self._plain(name, attributes))

    def _plain(self, name: str, attributes: dict[str, str]) -> str:
        kept = ""
        for key in _KEPT.get(name, ()):
            value = attributes.get(key)
            if value is None:
                continue
            if key in ("style", "align"):
                side = value.rpartition(":")[2].strip("; ")
                if side in ("left", "right", "center"):
                    kept += f' class="{side}"'
            else:
                kept += f' {key}="{value}"'
        if name == "th":
            kept += ' scope="col"'
        for key in ("id", "class", "role", "aria-label", "aria-labelledby"):
            if name in ("sup", "section", "li", "div", "span") and key in attributes:
                kept += f' {key}="{attributes[key]}"'
        return f"<{name}{kept}>"

    def _close_heading(self, out: list[str]) -> None:
        if self.open_heading is None:
            return
        level, index, _ = self.open_heading
        self.open_heading = None
        text = htmllib.unescape(_STRIP.sub("", "".join(out[index:]))).strip()
        base = "b-" + (slugify(text, 60) or "bagian")
        anchor, number = base, 2
        while anchor in self.ids:
            anchor, number = f"{base}-{number}", number + 1
        self.ids.add(anchor)
        out[index] = f'<h{level} id="{anchor}">'
        out.append(f"</h{level}>")
        if text:
            self.headings.append(Heading(level, anchor, text))

    def _anchor(self, attributes: dict[str, str]) -> str:
        href = htmllib.unescape(attributes.get("href", "")).strip()
        scheme = href.partition(":")[0].casefold() if re.match(r"^[A-Za-z][\w+.-]*:", href) else ""
        extra = "".join(
            f' {key}="{attributes[key]}"'
            for key in ("class", "id", "role", "aria-label")
            if key in attributes
        )
        if href.startswith("#"):
            self.stack.append("a")
            return f'<a href="{htmllib.escape(href)}"{extra}>'
        if scheme in ("http", "https", "mailto", "tel") or href.startswith("//"):
            self.links.append(href)
            rel = ' rel="nofollow ugc noopener"' if scheme.startswith("http") or not scheme else ""
            self.stack.append("a")
            return f'<a href="{htmllib.escape(href)}"{rel}>'
        if scheme or not href:
            if scheme:
                self.findings.append(Finding("unsafe-link", self.line_of(href[:40]), href[:60]))
            self.stack.append("")
            return ""
        target = self.resolver.link(href)
        if target is None:
            self.findings.append(Finding("link-broken", self.line_of(href), href))
            self.stack.append("")
            return ""
        self.links.append(target)
        self.stack.append("a")
        return f'<a href="{htmllib.escape(target)}">'

    def _image(self, attributes: dict[str, str]) -> str:
        src = htmllib.unescape(attributes.get("src", ""))
        alt, title = attributes.get("alt", ""), attributes.get("title", "")
        if re.match(r"^([A-Za-z][\w+.-]*:|//)", src):
            self.findings.append(Finding("picture-elsewhere", self.line_of(src), src[:80]))
            if not src.startswith(("http://", "https://")):
                return alt
            shown = alt or htmllib.escape(src)
            if self.quiet:
                return shown
            return f'<a href="{htmllib.escape(src)}" rel="nofollow ugc noopener">{shown}</a>'
        found = self.resolver.picture(src)
        if found is None:
            self.findings.append(Finding("picture-missing", self.line_of(src), src))
            return alt
        if not alt.strip():
            self.findings.append(Finding("picture-without-alt", self.line_of(src), src))
        self.images.append(found.src)
        sizes = f' srcset="{htmllib.escape(found.srcset)}" sizes="(min-width: 44em) 42em, 100vw"' if found.srcset else ""
        caption = f' title="{title}"' if title else ""
        return (
            f'<img src="{htmllib.escape(found.src)}"{sizes} width="{found.width}" '
            f'height="{found.height}" alt="{alt}" loading="lazy" decoding="async"{caption}>'
        )


def _figure(match: re.Match[str]) -> str:
    image = match.group(1)
    title = _TITLE.search(image)
    if not title:
        return f"<figure>{image}</figure>"
    return f"<figure>{_TITLE.sub('', image)}<figcaption>{title.group(1)}</figcaption></figure>"


def _task(match: re.Match[str]) -> str:
    done = "checked" in match.group(0)
    word = "selesai" if done else "belum"
    sign = "☑" if done else "☐"
    return f'{match.group(1)}<span class="check" role="img" aria-label="{word}">{sign}</span> '


def render(text: str, engine: Engine, resolver: Resolver) -> Article:
    """Render a body. Never raises for any text."""
    source = text.replace(ROOT, "").replace("\U00010a50", "")
    source = _HASH.sub(r"\1 ", source) if "#" in source else source
    work = _Pass(resolver, source)
    raw = _RAW.search(source)
    if raw:
        line = source.count("\n", 0, raw.start()) + 1
        work.findings.append(Finding("raw-html", line, raw.group().strip()[:60]))
    parsed = engine.to_html(source)
    if "<input" in parsed:
        parsed = _TASK.sub(_task, parsed)
    html = work.run(parsed)
    if "<img" in html:
        html = _FIGURE.sub(_figure, html)
    plain = _SPACES.sub(" ", htmllib.unescape(_STRIP.sub(" ", html))).strip()
    return Article(
        html=html.strip(),
        headings=tuple(work.headings),
        links=tuple(work.links),
        images=tuple(work.images),
        excerpt=_excerpt(html),
        words=len(plain.split()),
        text=plain,
        findings=tuple(work.findings),
    )


def _excerpt(html: str) -> str:
    """The first paragraphs as plain text, cut at a word."""
    parts = re.findall(r"<p>(.*?)</p>", html[:4000], re.DOTALL) or [html[:1000]]
    text = htmllib.unescape(_STRIP.sub("", " ".join(parts)))
    text = _SPACES.sub(" ", text).strip()
    if len(text) <= EXCERPT:
        return text
    cut = text[: EXCERPT + 1].rsplit(" ", 1)[0].rstrip(" ,.;:-")
    return (cut or text[:EXCERPT]) + "…"
