"""A post or page file -> `Post` or `Page`, its Markdown not yet rendered."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass, replace

from kimgen.codes import problem
from kimgen.dates import DateProblem, When, split_file_date, weekday_mismatch
from kimgen.diagnostics import Diagnostic, Location, Severity
from kimgen.frontmatter import Document
from kimgen.markdown import Article
from kimgen.model import (
    POST_KINDS,
    Album,
    Attachment,
    Detail,
    Event,
    FactCheck,
    Kim,
    Notice,
    Page,
    Photo,
    Portal,
    Post,
    Product,
    Proposal,
    Step,
    Village,
)
from kimgen.numbers import Price
from kimgen.privacy import check_document
from kimgen.schema import PAGE, POST, fields_for
from kimgen.slugs import slugify
from kimgen.validate.fields import MOST_GUESSES, Reading, Values, read_fields, settled, spot
from kimgen.validate.lengths import LONGEST, shortened
from kimgen.yamltree import Scalar, Value


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file."""

    post: Post | None
    body: str
    body_line: int
    found: tuple[Diagnostic, ...]
    document: Document
    written: tuple[tuple[str, Value], ...] = ()
    """(field, what stands in the file) of `LATER`."""
    media: tuple[tuple[str, Location], ...] = ()
    """(name, place) of each picture that a field names."""

    def problem(self, code: str, field: str, **params: str) -> Diagnostic:
        """A finding about `field`, one of `LATER`; about the whole file where it is not written."""
        assert field in LATER
        value = dict(self.written).get(field)
        at = value.at if value else Location(self.document.path)
        return problem(code, at, self.document.excerpt(at.line), **params)


LATER = ("berkas", "draf", "slug", "tanggal")
"""Fields of which something can be said only when the other posts and the media are known."""

EMPTY = Article(html="", headings=(), links=(), images=(), excerpt="", words=0, findings=())
"""Stands in until the body is rendered, which needs to know every other post."""

RESERVED_SLUGS = frozenset(("index",))
"""A post may not take the name of its list."""


def read_post(document: Document, kim: Kim, portal: Portal) -> Read:
    """All that is to be known of a post before the others and the media are: whatever looks at
    its text belongs here, for a large site remembers what came of it, and has no text then."""
    read = validate_post(document, kim.village, portal)
    checked = check_document(document, replace(portal.discretion, shown=kim.shown))
    if not checked.found:
        return read
    found = (*read.found, *checked.found)
    return replace(read, found=found, post=None if checked.refused else read.post)


def validate_post(document: Document, village: Village, portal: Portal) -> Read:
    """Read a post. `post` is None where an error leaves it out of its site."""
    if any(item.severity is Severity.ERROR for item in document.found):
        return Read(None, "", 0, document.found, document)
    reading = Reading(document, village.offset)
    kind = _kind(document)
    table = fields_for(kind)
    values = read_fields(document.fields, table, reading, POST)
    if any(item.code == "choice-unknown" and ("field", "jenis") in item.params
           for item in values.found):  # fmt: skip
        # which fields belong to it cannot be told before it is spelt right
        values.found[:] = [item for item in values.found if item.code != "field-elsewhere"]
    values.found[:0] = document.found
    stem = document.path.rpartition("/")[2].removesuffix(".md")
    day, rest = split_file_date(stem)
    when = _when(values, day, rest, reading, village)
    title = values.text("judul") or _guessed_title(values, document, rest or stem, reading)
    if values.broken or when is None or not title:
        return Read(None, document.body, document.body_line, settled(values.found), document)
    _advise(values, when, day, rest, portal, reading)
    body = _without_repeated_title(document.body, title)
    post = Post(
        path=document.path,
        slug=_slug(values, rest or stem, title),
        kind=kind,
        title=title,
        when=when,
        article=EMPTY,
        categories=values.words("kategori"),
        tags=values.words("tag"),
        reporter=values.text("pewarta"),
        summary=values.text("ringkasan"),
        picture=values.text("gambar"),
        caption=values.text("keterangan_gambar"),
        place=values.text("lokasi"),
        source=values.text("sumber"),
        lang=values.text("bahasa"),
        draft=bool(values.values.get("draf", False)),
        detail=_detail(kind, values, reading, when),
    )
    return Read(
        post,
        body,
        document.body_line,
        settled(values.found),
        document,
        tuple([item for item in values.written.items() if item[0] in LATER]),
        _media(values),
    )


def _media(values: Values) -> tuple[tuple[str, Location], ...]:
    named = [("gambar", values), *(("berkas", item) for item in values.tables("foto"))]
    return tuple((item.text(key), item.written[key].at) for key, item in named if item.text(key))


def validate_page(document: Document) -> tuple[Page | None, str, tuple[Diagnostic, ...]]:
    """Read a free page: (page without article, Markdown, findings).

    A page may do without front matter: its name is its title then.
    """
    missing = [item for item in document.found if item.code == "front-matter-missing"]
    found = tuple(item for item in document.found if item not in missing)
    if any(item.severity is Severity.ERROR for item in found):
        return None, "", found
    values = read_fields(document.fields, PAGE, Reading(document))
    found = settled((*found, *values.found))
    if values.broken:
        return None, "", found
    stem = document.path.rpartition("/")[2].removesuffix(".md")
    title = values.text("judul") or _heading(document.body) or _from_name(stem)
    page = Page(
        path=document.path,
        slug=values.text("slug") or slugify(stem) or "halaman",
        title=title,
        article=EMPTY,
        lang=values.text("bahasa"),
        summary=values.text("ringkasan"),
        draft=bool(values.values.get("draf", False)),
    )
    return page, _without_repeated_title(document.body, title), found


def _kind(document: Document) -> str:
    """The jenis, read ahead because it decides which fields there are."""
    for key, value in document.fields.pairs:
        if key.text.strip().casefold() in ("jenis", "type", "tipe", "kind"):
            word = value.text.strip().casefold() if isinstance(value, Scalar) else ""
            return word if word in POST_KINDS else "berita"
    return "berita"


def _when(
    values: Values,
    day: dt.date | DateProblem | None,
    rest: str,
    reading: Reading,
    village: Village,
) -> When | None:
    value = values.values.get("tanggal")
    if isinstance(value, When):
        return value
    if "tanggal" in values.written:
        return None  # it was there and could not be read: that has been said
    if isinstance(day, dt.date):
        return When(day, None, village.offset)
    if isinstance(day, DateProblem):
        made = _bad_name(reading.document.path, f"2026-11-24-{rest}")
        values.found.append(replace(made, severity=Severity.ERROR))
        return None
    at = Location(reading.document.path, 1, 1)
    params = {"field": "tanggal", "example": "2026-11-24", "where": "", "kind": ""}
    values.found.append(reading.problem("field-missing", at, **params))
    return None


def _bad_name(path: str, expected: str) -> Diagnostic:
    name = path.rpartition("/")[2]
    return problem("file-name-date", Location(path), name=name, expected=f"{expected}.md")


def _guessed_title(values: Values, document: Document, name: str, reading: Reading) -> str:
    unread = "judul" in values.written and "judul" not in values.values
    if unread and any(item.severity is Severity.ERROR for item in values.found):
        return ""
    title = _heading(document.body) or _from_name(name)
    at = Location(document.path, 1, 1)
    if not title:
        params = {"field": "judul", "example": "Panen raya", "where": "", "kind": ""}
        values.found.append(reading.problem("field-missing", at, **params))
    elif not _heading(document.body):
        values.found.append(reading.problem("title-guessed", at, title=title))
    return title


def _heading(body: str) -> str:
    """Text of a first line `# ...`, else `''`."""
    start = 0
    while body.startswith("\n", start):
        start += 1
    if not body.startswith("# ", start):
        return ""
    return shortened(body[start + 2 :].partition("\n")[0].strip(" #"), LONGEST["line"])


def _from_name(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _without_repeated_title(body: str, title: str) -> str:
    """The body without a first heading that says the title again; lines keep their numbers."""
    if _heading(body).casefold() != title.casefold():
        return body
    blank = len(body) - len(body.lstrip("\n"))
    _, _, rest = body[blank:].partition("\n")
    return "\n" * (blank + 1) + rest


def _slug(values: Values, name: str, title: str) -> str:
    slug = values.text("slug") or slugify(name) or slugify(title) or "tulisan"
    return f"{slug}-1" if slug in RESERVED_SLUGS else slug


def _advise(
    values: Values,
    when: When,
    day: dt.date | DateProblem | None,
    rest: str,
    portal: Portal,
    reading: Reading,
) -> None:
    """Warnings about a post that can be used."""
    if isinstance(day, DateProblem):
        expected = f"{when.date.isoformat()}-{rest}"
        values.found.append(_bad_name(reading.document.path, expected))
    written = reading.document.fields.get("tanggal")
    if isinstance(written, Scalar):
        real = weekday_mismatch(written.text, when)
        if real is not None:
            from kimgen.dates import weekday_name

            values.found.append(
                reading.problem(
                    "weekday-mismatch", written.at, value=written.text, weekday=weekday_name(real)
                )
            )
    allowed = {item.casefold(): item for item in portal.categories}
    for name in values.words("kategori") if allowed else ():
        if name.casefold() not in allowed:
            guess = len(values.found) < MOST_GUESSES
            near = difflib.get_close_matches(name.casefold()[:60], allowed if guess else (), 1, 0.6)
            suggestion = allowed[near[0]] if near else ""
            params = {
                "value": name,
                "suggestion": suggestion,
                "choices": ", ".join(portal.categories),
            }
            at = spot(*values.spots["kategori", name], name, reading)
            values.found.append(reading.problem("category-unknown", at, **params))


def _detail(kind: str, values: Values, reading: Reading, when: When) -> Detail | None:
    get = values.values.get
    if kind == "pengumuman":
        until = get("sampai")
        return Notice(until if isinstance(until, dt.date) else None)
    if kind == "agenda":
        return _event(values, reading)
    if kind == "usulan":
        history = tuple(_step(item) for item in values.tables("riwayat"))
        ordered = tuple(sorted(history, key=lambda step: step.day or when.date))
        return Proposal(values.text("status"), values.text("instansi"), ordered)
    if kind == "klarifikasi":
        return FactCheck(values.text("klaim"), values.text("putusan"), values.words("rujukan"))
    if kind == "lapak":
        price = get("harga")
        unit = values.text("satuan") or (price.unit if isinstance(price, Price) else "")
        amount = price.value if isinstance(price, Price) else None
        return Product(amount, unit, values.text("whatsapp"), values.text("stok"))
    if kind == "galeri":
        photos = tuple(
            Photo(item.text("berkas"), item.text("keterangan"))
            for item in values.tables("foto")
            if item.text("berkas")
        )
        return Album(photos)
    if kind == "dokumen":
        return Attachment(values.text("berkas"))
    return None


def _event(values: Values, reading: Reading) -> Event | None:
    start, end = values.values.get("mulai"), values.values.get("selesai")
    if not isinstance(start, When):
        return None
    if isinstance(end, When) and end.date < start.date:
        values.found.append(reading.problem("event-backwards", values.written["selesai"].at))
        end = None
    return Event(start, end if isinstance(end, When) else None, values.text("tempat"))


def _step(item: Values) -> Step:
    day = item.values.get("tanggal")
    return Step(
        item.text("status"), day if isinstance(day, dt.date) else None, item.text("keterangan")
    )
