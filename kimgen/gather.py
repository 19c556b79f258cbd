"""The posts of a large site: read, validated and rendered in pieces, and only where need be.

`Gathering` stands in for what `site` does with one post after another. Its
first step reads files; what the ledger knows of the same bytes is not looked at
again. The second one comes when it is known where links lead. Full texts stay
where they were read: what comes back has of a file's text no more than the
lines above the body, in which its fields stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from kimgen.frontmatter import Document, parse_post
from kimgen.guard import current
from kimgen.ledger import ArticleEntry, Ledger, ReadEntry, pack, word_of
from kimgen.load import Loaded, read_text
from kimgen.markdown import Engine
from kimgen.memory import Links, Notes, Rendered
from kimgen.model import Kim, Portal
from kimgen.portions import Crew, Done, cut
from kimgen.resolve import SiteResolver
from kimgen.site import render_markdown_of
from kimgen.validate import Read, read_post
from kimgen.yamltree import Mapping as Fields


class _Body(NamedTuple):
    text: str
    line: int
    """Of the file, on which it begins."""
    digest: bytes
    """Of the file."""


@dataclass(frozen=True, slots=True)
class Nation:
    """What the posts of a KIM are read with."""

    content: Path
    kim: Kim
    portal: Portal
    engine: Engine


class Gathering:
    """A `memory.Reuse` for one build of one site; a context manager."""

    def __init__(self, nation: Nation, hands: int, ledger: Ledger) -> None:
        self._nation = nation
        self._hands = hands
        self._ledger = ledger
        self._pieces: list[Sequence[str]] = []
        self._bodies: dict[str, _Body] = {}
        """By path, of what this process read."""
        self._reads: dict[str, Read] = {}
        self._articles: dict[str, Rendered] | None = None
        self._crew = ExitStack()
        self._run: Callable[[object], list[Done[Any]]]

    def __enter__(self) -> Gathering:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._crew.close()
        self._ledger.close(self._ledger.reads if kind else self._reads)
        self._reads.clear()

    # --- reading ---------------------------------------------------------------------------

    def load(self, names: Sequence[str]) -> list[Loaded]:
        """All posts, by their names below the content folder; documents are without a body.
        Raises `HelperLost`."""
        self._pieces = cut(names, self._hands)
        steps = (self._read_piece, self._render_piece)
        crew = Crew(self._hands, len(self._pieces), steps, pack)
        self._run = self._crew.enter_context(crew).run
        loaded: list[Loaded] = []
        for piece, done in zip(self._pieces, self._run(None), strict=True):
            found: dict[str, Loaded | ReadEntry] = done.value
            fresh = {path: e for path, e in found.items() if isinstance(e, ReadEntry)}
            self._ledger.take_reads(fresh, b"" if len(fresh) < len(found) else done.packed)
            for name in piece:
                path = f"content/{name}"
                entry = found.get(path) or self._ledger.reads[path]
                if isinstance(entry, ReadEntry):
                    self._reads[path] = entry.read
                    loaded.append((entry.read.document, ()))
                else:
                    loaded.append(entry)
        return loaded

    def _read_piece(self, piece: int, _: object) -> dict[str, Loaded | ReadEntry]:
        """What the ledger does not have."""
        found: dict[str, Loaded | ReadEntry] = {}
        for name in self._pieces[piece]:
            path = f"content/{name}"
            current()(path, 0)
            data, problems = read_text(self._nation.content, name)
            if data is None:
                found[path] = (None, problems)
                continue
            digest = hashlib.sha256(data).digest()
            known = self._ledger.reads.get(path)
            if known is None or known.digest != digest:
                found[path] = ReadEntry(digest, self._read(data, path, digest))
        return found

    def _read(self, data: bytes, path: str, digest: bytes) -> Read:
        document = parse_post(data, path)
        read = read_post(document, self._nation.kim, self._nation.portal)
        self._bodies[path] = _Body(read.body, read.body_line, digest)
        head = "\n".join(document.text.split("\n", document.body_line)[: document.body_line - 1])
        slim = replace(document, fields=Fields((), path, 1, 1), body="", text=head)
        return replace(read, body="", document=slim)

    def read(self, document: Document, kim: Kim, portal: Portal) -> Read:
        """`validate.read_post`"""
        return self._reads[document.path]

    # --- rendering -------------------------------------------------------------------------

    def article(
        self, path: str, source: object, links: Links, make: Callable[[Links], Rendered]
    ) -> Rendered:
        """The article of a post; what is no post is made by `make`."""
        if path not in self._reads:
            return make(links)
        if self._articles is None:
            assert isinstance(links, SiteResolver)
            self._articles = self._render(links)
        return self._articles[path]

    def _render(self, links: SiteResolver) -> dict[str, Rendered]:
        """The articles of all posts that are published."""
        for done in self._run(links):
            self._ledger.take_articles(done.value, done.packed)
        self._bodies.clear()
        articles = self._ledger.articles
        return {path: articles[path].rendered for path in self._reads if links.knows(path)}

    def _render_piece(self, piece: int, links: SiteResolver) -> dict[str, ArticleEntry]:
        """What the ledger does not have, or has for other links."""
        found = {}
        for name in self._pieces[piece]:
            path = f"content/{name}"
            if not links.knows(path):
                continue
            body = self._bodies.get(path)
            digest = body.digest if body else self._ledger.reads[path].digest
            known = self._ledger.articles.get(path)
            if known is None or known.digest != digest or not known.notes.hold(links):
                found[path] = self._render_post(path, name, links)
        return found

    def _render_post(self, path: str, name: str, links: SiteResolver) -> ArticleEntry:
        if path not in self._bodies:
            data = read_text(self._nation.content, name)[0] or b""
            self._read(data, path, hashlib.sha256(data).digest())
        body = self._bodies[path]
        current()(path, len(body.text))
        notes = Notes(links)
        engine, portal = self._nation.engine, self._nation.portal
        hosts = frozenset(portal.picture_hosts)
        rendered = render_markdown_of(
            path, body.text, body.line, engine, notes, None, hosts, portal.limits
        )
        word = word_of(path, body.digest, notes)
        return ArticleEntry(body.digest, rendered, notes.close(), word)

    def prints(self) -> Mapping[str, str]:
        """Path of each post that has an article -> a word for what it and its links say."""
        return {path: self._ledger.articles[path].word for path in self._articles or ()}
