"""The one pass over an engine's HTML that both engines share.

Heading ids and levels, links and pictures resolved, tables, task lists and footnotes made
accessible, bare addresses linked, and any tag that is not on the list shown as text. One compiled
expression finds what needs work; plain tags are not touched. Pure: text and a resolver go in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import unquote

from kimgen import markdown_tokens as tokens
from kimgen.enough import OF_FILE
from kimgen.markdown_links import (
    clean_url,
    hosted,
    is_web,
    link_start,
    note_name,
    strip_tags,
    trim_bare,
)
from kimgen.markdown_places import Places
from kimgen.markdown_types import ROOT, Finding, Heading, PictureAttributes, Resolver
from kimgen.slugs import slugify

HEADING_PREFIX = "b-"
"""Starts every heading's id, so that none takes the place of an id or a name of the page."""

_LINKED_ALT = "Gambar"
_MOST_FINDINGS = OF_FILE + 1
_SIZES = "(min-width: 44em) 42em, 100vw"

_BEFORE_URL = re.compile(r"[\w/@.=\-](?=[hw])")
_KNOWN = {"br /": "<br>", "hr /": "<hr>", "pre": '<pre tabindex="0">'}
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_NO_HEADING = re.compile(r"<h([1-6])>((?:\s|<img [^>]*>)*)</h\1>\n?")
_IMAGE = re.compile(r'img src="([^"]*)" alt="([^"]*)"(?: title="([^"]*)")?')
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_LANGUAGE = re.compile(r'<code class="(language-[A-Za-z0-9+#_.\-]+)">')


class Pass:
    """One walk over the HTML of one article; its lists are what it found on the way."""

    def __init__(self, resolver: Resolver, source: str, picture_hosts: frozenset[str]) -> None:
        self.resolver = resolver
        self._places = Places(source)
        self.picture_hosts = picture_hosts
        self.headings: list[Heading] = []
        self.links: list[str] = []
        self.images: list[str] = []
        self.findings: list[Finding] = []
        self._outline: Iterator[Heading | None] = iter(())
        self._open_heading: Heading | None = None
        self._ids: dict[str, int] = {}
        self._anchors: list[bool] = []
        self._notes: dict[str, str] = {}
        self._used: dict[str, tuple[int, list[str]]] = {}
        """Name of each footnote that is mentioned -> its number, and the places that do."""
        self._order: list[str] = []
        """These names, by number."""
        self._tables = 0

    def run(self, html: str) -> str:
        """The final HTML of an engine's `html`."""
        html = self._plan_headings(html)
        if '<div class="footnote-' in html:
            html = self._take_notes(html)
        done = self._scan(html)
        return done + self._footnotes() if self._notes else done

    @property
    def has_notes(self) -> bool:
        """Whether footnotes stand below the text."""
        return bool(self._notes)

    def _scan(self, html: str) -> str:
        if "www." in html or (":" in html and html.count("://") > html.count('<a href="http')):
            return tokens.TAGS_RAW_OR_URLS.sub(self._token, html)
        raw = "&" in html and "&lt;" in html
        return (tokens.TAGS_OR_RAW if raw else tokens.TAGS).sub(self._token, html)

    # -- headings ------------------------------------------------------------------------

    def _plan_headings(self, html: str) -> str:
        """Ids and levels of all headings: the first is 2, none is skipped, siblings agree.

        Gives `html` without headings that say nothing.
        """
        headings = _HEADING.findall(html)
        if not headings:
            return html
        if any("<img " in inner or not inner.strip() for _, inner in headings):
            html = _NO_HEADING.sub(lambda m: f"<p>{m[2]}</p>\n" if m[2].strip() else "", html)
            headings = _HEADING.findall(html)
        parents: list[tuple[int, int]] = []
        plan: list[Heading | None] = []
        for digit, inner in headings:
            level = int(digit)
            while parents and parents[-1][0] >= level:
                parents.pop()
            shown = min(6, parents[-1][1] + 1 if parents else 2)
            parents.append((level, shown))
            shown_text = tokens.NOTE_REFERENCE.sub("", inner) if "<" in inner else inner
            text = " ".join(strip_tags(shown_text).split())
            heading = Heading(shown, self._new_id(text), text)
            plan.append(heading)
            if text:
                self.headings.append(heading)
        self._outline = iter(plan)
        return html

    def _new_id(self, text: str) -> str:
        base = HEADING_PREFIX + (slugify(text, 60) or "bagian")
        number = self._ids.get(base, 0) + 1
        while (name := f"{base}-{number}" if number > 1 else base) in self._ids:
            number += 1
        self._ids[base] = number  # where the next one of the name goes on
        self._ids.setdefault(name, 1)
        return name

    # -- tokens --------------------------------------------------------------------------

    def _token(self, found: re.Match[str]) -> str:
        match kind := found.lastgroup:
            case "close":
                return "</a>" if self._anchors and self._anchors.pop() else ""
            case "href" | "title":
                empty = found.string.startswith("</a>", found.end())
                return self._anchor("" if empty else found["href"], found["title"] or "")
            case "url" | "www":
                return self._bare(found)
            case "code":
                return self._code("<" + found["code"] + "</code>")
            case "lone":
                return self._image(found["lone"][1:], alone=True)
            case "img":
                return self._image(found["img"], alone=False)
            case "raw":
                return self._raw(found)
            case "level":
                return self._heading_tag(bool(found["slash"]))
            case "cell" | "align" | "bare":
                return self._cell(found)
            case "known":
                return _KNOWN.get(found["known"], found[0])
            case "task" | "done":
                return self._task(found)
            case "note":
                return self._note(found["note"])
            case "table" | "rows" | "end":
                return self._table(kind, found)
        return escape(found[0])

    def _heading_tag(self, closing: bool) -> str:
        if not closing:
            self._open_heading = next(self._outline, None)
        heading = self._open_heading
        if heading is None:
            return ""
        return f"</h{heading.level}>" if closing else f'<h{heading.level} id="{heading.id}">'

    @staticmethod
    def _task(found: re.Match[str]) -> str:
        word, sign = ("selesai", "☑") if found["done"] else ("belum", "☐")
        mark = f'<span class="check" role="img" aria-label="{word}">{sign}</span> '
        return f'<li class="task">{found["task"]}{mark}'

    def _table(self, kind: str, found: re.Match[str]) -> str:
        if kind == "table":
            self._tables += 1
            number = f" {self._tables}" if self._tables > 1 else ""
            before = found.string[max(0, found.start() - 1) : found.start()]
            line = "\n" if before not in {"", "\n"} else ""
            return (
                f'{line}<div class="table-scroll" tabindex="0" role="region" '
                f'aria-label="Tabel{number}">\n<table>\n<thead>\n<tr>'
            )
        return "</tr>\n</thead>\n<tbody>\n" if kind == "rows" else "</tbody>\n</table>\n</div>"

    @staticmethod
    def _cell(found: re.Match[str]) -> str:
        side = f' class="{found["align"]}"' if found["align"] else ""
        if found["bare"]:  # an empty head cell heads nothing
            return f"<td{side}></td>"
        if found["cell"] == "td":
            return f"<td{side}>"
        return f'<th scope="col"{side}>'

    def _code(self, code: str) -> str:
        if "&lt;" in code:  # so that what is code is not taken for raw HTML
            self._places.line(strip_tags(code).split("\n", 1)[0])
        if code.startswith("<code>"):
            return code
        kept = _LANGUAGE.match(code)
        return code if kept else "<code>" + code[code.index(">") + 1 :]

    # -- links ---------------------------------------------------------------------------

    def _anchor(self, raw: str, title: str) -> str:
        if any(self._anchors):
            self._anchors.append(False)
            return ""
        href = self._resolve(unescape(raw).strip()) if raw else None
        self._anchors.append(href is not None)
        if href is None:
            return ""
        return link_start(href, title)

    def _resolve(self, href: str) -> str | None:
        """The address to write for `href`; None, with a finding, when there is none."""
        if href.startswith("#"):
            return self._fragment(href)
        if href.startswith("//"):
            href = "https:" + href
        elif href[:4].casefold() == "www.":
            href = "https://" + href
        if scheme := _SCHEME.match(href):
            if scheme[1].casefold() not in {"mailto", "tel"} and not is_web(href):
                self._report("unsafe-link", href)
                return None
            href = clean_url(href)
            self.links.append(href)
            return href
        target = self.resolver.link(href) if href else None
        if target is None:
            self._report("link-broken", href)
            return None
        target = target[:1] + clean_url(target[1:]) if target[:1] == ROOT else clean_url(target)
        self.links.append(target)
        return target

    def _fragment(self, href: str) -> str | None:
        name = unquote(href[1:])
        for wanted in (name, HEADING_PREFIX + (slugify(name, 60) or "bagian")):
            if wanted in self._ids:
                return f"#{wanted}"
        self._report("link-broken", href)
        return None

    def _bare(self, found: re.Match[str]) -> str:
        """A bare address as a link, without the punctuation that ends its sentence."""
        whole = found[0]
        if any(self._anchors) or _BEFORE_URL.match(found.string, max(0, found.start() - 1)):
            return whole
        shown = trim_bare(whole)
        href = clean_url(unescape(shown if shown[:1] == "h" else f"https://{shown}"))
        if not is_web(href):
            return whole
        self.links.append(href)
        return f"{link_start(href)}{shown}</a>{whole[len(shown) :]}"

    # -- pictures ------------------------------------------------------------------------

    def _image(self, tag: str, alone: bool) -> str:
        found = _IMAGE.match(tag)
        src, alt, title = (unescape(found[1]), found[2], found[3] or "") if found else ("", "", "")
        picture = self._picture(src)
        if isinstance(picture, str):
            if not picture or any(self._anchors):
                shown = alt
            else:
                shown = f"{link_start(picture)}{alt or escape(picture)}</a>"
            return f"<p>{shown}</p>" if alone and shown else shown
        if not alt.strip():
            self._report("picture-without-alt", src)
            alt = _LINKED_ALT if any(self._anchors) else ""
        size = f' width="{picture.width}" height="{picture.height}"' if picture.width else ""
        several = f' srcset="{escape(picture.srcset)}" sizes="{_SIZES}"' if picture.srcset else ""
        shown = f' title="{title}"' if title and alt and not alone else ""
        image = (
            f'<img src="{escape(picture.src)}"{several}{size} alt="{alt}" '
            f'loading="lazy" decoding="async"{shown}>'
        )
        if not alone:
            return image
        caption = f"\n<figcaption>{title}</figcaption>" if title else ""
        return f"<figure>\n{image}{caption}\n</figure>"

    def _picture(self, src: str) -> PictureAttributes | str:
        """What to show; a string is the address to link to instead, '' for none."""
        if src.startswith("//"):
            src = "https:" + src
        if _SCHEME.match(src):
            if not is_web(src):
                self._report("unsafe-link", src)
                return ""
            src = clean_url(src)
            if shown := hosted(src, self.picture_hosts):
                self.images.append(shown)
                return PictureAttributes(shown, 0, 0)
            self._report("picture-elsewhere", src)
            self.links.append(src)
            return src
        picture = self.resolver.picture(src)
        if picture is None:
            self._report("picture-missing", src)
            return ""
        self.images.append(picture.src)
        return picture

    # -- footnotes -----------------------------------------------------------------------

    def _take_notes(self, html: str) -> str:
        """Take the definitions out of `html`; the first of a name counts."""
        parts: list[list[str]] = [[]]
        names: list[str] = []
        last = 0
        for edge in tokens.NOTE_EDGE.finditer(html):
            parts[-1].append(html[last : edge.start()])
            last = edge.end()
            if edge[1] is not None:
                names.append(note_name(edge[1]))
                parts.append([])
            elif names:
                self._notes.setdefault(names.pop(), "".join(parts.pop()).strip("\n"))
        parts[0].append(html[last:])
        return "".join(parts[0])

    def _note(self, label: str) -> str:
        name = note_name(label)
        if name not in self._notes or any(self._anchors):
            return ""
        number, places = self._used.get(name) or self._begin(name)
        place = f"rujukan-{number}" + (f"-{len(places) + 1}" if places else "")
        places.append(place)
        return (
            f'<sup><a href="#catatan-{number}" id="{place}" role="doc-noteref" '
            f'aria-label="Catatan {number}">{number}</a></sup>'
        )

    def _begin(self, name: str) -> tuple[int, list[str]]:
        """Give the footnote `name` the next number."""
        self._order.append(name)
        begun: tuple[int, list[str]] = (len(self._order), [])
        self._used[name] = begun
        return begun

    def _footnotes(self) -> str:
        """The notes in the order of their first mention; those never mentioned come last."""
        items: list[str] = []
        unused = iter(self._notes)
        while len(items) < len(self._notes):  # a note may mention further notes
            if len(items) == len(self._order):
                self._begin(next(name for name in unused if name not in self._used))
            items.append(self._note_item(self._order[len(items)], len(items) + 1))
        return (
            '<section class="footnotes" role="doc-endnotes" aria-label="Catatan kaki">\n<ol>\n'
            + "".join(items)
            + "</ol>\n</section>\n"
        )

    def _note_item(self, name: str, number: int) -> str:
        body = self._scan(self._notes[name])
        back = "".join(
            f' <a href="#{place}" role="doc-backlink" '
            f'aria-label="Kembali ke rujukan {place.removeprefix("rujukan-")}">↩</a>'
            for place in self._used[name][1]
        )
        if back and body.endswith("</p>"):
            body = body.removesuffix("</p>") + back + "</p>"
        elif back:
            body = f"{body}\n<p>{back.strip()}</p>".lstrip("\n")
        return f'<li id="catatan-{number}">\n{body}\n</li>\n'

    # -- findings ------------------------------------------------------------------------

    def _report(self, code: str, detail: str) -> None:
        if len(self.findings) >= _MOST_FINDINGS:
            return
        line = self._places.line(detail) or self._places.line(unquote(detail))
        self._add(Finding(code, line, detail[:120]))

    def _raw(self, found: re.Match[str]) -> str:
        if len(self.findings) < _MOST_FINDINGS:
            text = "<" + found["raw"]
            if line := self._places.written(text):  # without a backslash
                self._add(Finding("raw-html", line, text + ">"))
        return found[0]

    def _add(self, finding: Finding) -> None:
        """Keep `finding`, but of raw HTML only one a line, and not without end."""
        last = self.findings[-1] if self.findings else None
        if last and finding.code == last.code == "raw-html" and finding.line == last.line:
            return
        if len(self.findings) < _MOST_FINDINGS:
            self.findings.append(finding)
