"""One microsite, from split files to output files. Pure: nothing here reads,
writes or asks what day it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kimgen.codes import SEVERITY, problem
from kimgen.dates import is_published
from kimgen.diagnostics import Diagnostic, Location
from kimgen.enough import OF_FILE
from kimgen.frontmatter import Document
from kimgen.limits import DEFAULTS, Limits, Watch, unwatched
from kimgen.markdown import Article, Engine, Finding
from kimgen.markdown import render as render_markdown
from kimgen.memory import Links, Reuse
from kimgen.model import (
    Attachment,
    Event,
    Hosts,
    Kim,
    Media,
    Notice,
    OutputFile,
    Page,
    Portal,
    Post,
    Site,
)
from kimgen.pages import PAGES, RETIRED_PAGES, make_context
from kimgen.pages.context import Context
from kimgen.pages.promise import Promise
from kimgen.plan import Plan, collect
from kimgen.privacy import check_document
from kimgen.render import render
from kimgen.resolve import SiteResolver, destination, media_name
from kimgen.staleness import ALWAYS, Days, days_around
from kimgen.summary import SiteSummary, summarise
from kimgen.theme import Theme
from kimgen.translate import interface
from kimgen.validate import Read, validate_page

SMALL = 640
"""Pixels across that a picture at the head of a site should at least have."""


@dataclass(frozen=True, slots=True)
class SiteSource:
    """All that a site is made from."""

    kim: Kim
    portal: Portal
    hosts: Hosts
    posts: tuple[Read, ...]
    """What `read_post` made of them."""
    pages: tuple[Document, ...]
    media: tuple[Media, ...]
    icons: tuple[tuple[str, bytes, str, str], ...] = ()
    """(path, content, type, sizes) of favicons."""
    unusable: frozenset[str] = frozenset()
    """Names of media files that are there but cannot be shown, which has been said."""
    cards: bool = False
    """Whoever wants the pages draws the cards of their posts, too."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is to be made."""

    today: date
    drafts: bool = False
    """Show drafts and future posts too, marked."""
    watch: Watch = unwatched


@dataclass(frozen=True, slots=True)
class SiteResult:
    """What became of a site."""

    files: tuple[OutputFile, ...]
    summary: SiteSummary
    found: tuple[Diagnostic, ...]
    pages: int
    """HTML pages written."""
    days: Days = ALWAYS
    """When the site looks the same."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What a site will consist of."""

    site: Site
    context: Context
    plans: tuple[Plan | Promise, ...]
    found: tuple[Diagnostic, ...]
    lang: str

    @property
    def days(self) -> Days:
        """When the site looks the same."""
        return days_around(self.site.today, self.site.changes)


def plan_site(
    source: SiteSource,
    theme: Theme,
    options: Options,
    engine: Engine,
    memory: Reuse | None = None,
) -> SitePlan:
    """Validate, render Markdown, and promise pages. Raises `RenderError`."""
    site, found = make_site(source, options, engine, memory)
    lang = interface(site.kim.lang or site.portal.lang)
    context, plans = make_context(site, theme, lang, source.icons)
    kinds = RETIRED_PAGES if site.kim.status == "dicabut" else PAGES
    where = f"content/{site.kim.folder}"
    planned = [plan for kind in kinds for plan in kind(context)]
    kept, clashes = collect([*plans, *planned], where)
    return SitePlan(site, context, kept, (*found, *clashes), lang)


def made(plan: Plan | Promise) -> Plan:
    """What was planned, or promised."""
    return plan.make() if isinstance(plan, Promise) else plan


def build_site(source: SiteSource, theme: Theme, options: Options, engine: Engine) -> SiteResult:
    """All of a site at once."""
    plan = plan_site(source, theme, options, engine)
    files, broken = render(map(made, plan.plans), theme, plan.lang)
    pages = sum(file.path.endswith(".html") for file in files)
    return SiteResult(files, summarise(plan.site), (*plan.found, *broken), pages, plan.days)


def make_site(
    source: SiteSource, options: Options, engine: Engine, memory: Reuse | None = None
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """Read pages, choose what is published, render the Markdown of it."""
    found: list[Diagnostic] = []
    for read in source.posts:
        found.extend(read.found)
    by_path = {read.post.path: read for read in source.posts if read.post is not None}
    posts = _unique(by_path, found)
    changes = sorted({day for post in posts if not post.draft for day in change_days(post)})
    posts = _published(posts, by_path, options, found)
    pages: list[Page] = []
    page_bodies: dict[str, tuple[str, int]] = {}
    withheld = _withheld(source, found)
    watch = options.watch
    for document in source.pages:
        watch(document.path, 0)
        page, body, more = validate_page(document)
        found.extend(more)
        if page is None or page.path in withheld:
            continue
        if options.drafts or not page.draft:
            pages.append(page)
            page_bodies[page.path] = (body, document.body_line)
    posts.sort(key=_newest_first)
    resolver = SiteResolver(posts, pages, source.media)
    hosts, limits = frozenset(source.portal.picture_hosts), source.portal.limits
    done_posts = []
    for post in posts:
        read = by_path[post.path]
        if not _has_attachment(post, read, resolver, found):
            continue
        watch(post.path, len(read.body))
        article, remarks = render_markdown_of(
            post.path, read.body, read.body_line, engine, resolver, memory, hosts, limits
        )
        found.extend(remarks)
        _check_media(read, resolver, found)
        done_posts.append(post.with_article(article))
    done_pages = []
    for page in pages:
        watch(page.path, len(page_bodies[page.path][0]))
        article, remarks = render_markdown_of(
            page.path, *page_bodies[page.path], engine, resolver, memory, hosts, limits
        )
        found.extend(remarks)
        done_pages.append(replace(page, article=article))
    watch("", 0)
    found = [item for item in found if not _is_said(item, source.unusable)]
    found.extend(_own_pictures(source, resolver))
    found.extend(_menu(source, done_pages, resolver))
    if not done_posts and source.kim.status == "terdaftar":
        found.append(problem("kim-empty", Location(f"content/{source.kim.folder}")))
    site = Site(
        kim=source.kim,
        portal=source.portal,
        hosts=source.hosts,
        today=options.today,
        posts=tuple(done_posts),
        pages=tuple(sorted(done_pages, key=lambda page: page.slug)),
        media=source.media,
        preview=options.drafts,
        changes=tuple(changes),
        cards=source.cards,
    )
    return site, tuple(found)


def _withheld(source: SiteSource, found: list[Diagnostic]) -> frozenset[str]:
    """Say what pages tell that is private; the paths of those that may not be published."""
    rules = replace(source.portal.discretion, shown=source.kim.shown)
    paths = []
    for document in source.pages:
        checked = check_document(document, rules)
        found.extend(checked.found)
        if checked.refused:
            paths.append(document.path)
    return frozenset(paths)


def change_days(post: Post) -> Iterator[date]:
    """Days from which on a site with `post` looks different: it appears, it is over."""
    yield post.when.date
    detail = post.detail
    last = detail.until if isinstance(detail, Notice) else None
    if isinstance(detail, Event):
        last = (detail.end or detail.start).date
    if last is not None and last < date.max:
        yield last + timedelta(days=1)


def render_markdown_of(
    path: str,
    body: str,
    line: int,
    engine: Engine,
    resolver: Links,
    memory: Reuse | None = None,
    hosts: frozenset[str] = frozenset(),
    limits: Limits = DEFAULTS,
) -> tuple[Article, list[Diagnostic]]:
    """(article, findings with places in the file); `hosts` may serve its pictures."""
    if memory:
        return memory.article(
            path,
            (body, line, engine, hosts, limits),
            resolver,
            lambda links: render_markdown_of(path, body, line, engine, links, None, hosts, limits),
        )
    article = render_markdown(body, engine, resolver, hosts, limits)
    if not article.findings:
        return article, []
    lines = body.split("\n")
    found = []
    shown = article.findings
    if len(shown) > OF_FILE:
        shown = tuple(sorted(shown, key=lambda item: -SEVERITY[item.code]))[:OF_FILE]
    for finding in shown:
        excerpt = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
        # Markdown gives lines; what stands once on its line can be pointed at
        column = excerpt.find(finding.detail) + 1 if excerpt.count(finding.detail) == 1 else 0
        at = Location(path, finding.line + line - 1 if finding.line else 0, column)
        found.append(problem(finding.code, at, excerpt, **_params(finding, resolver)))
    if len(article.findings) > len(shown):  # how many more, Markdown did not count
        found.append(problem("findings-more", Location(path)))
    return article, found


def _params(finding: Finding, resolver: Links) -> dict[str, str]:
    """What the message of each code mentions."""
    detail = finding.detail
    match finding.code:
        case "picture-missing":
            return {"name": detail, "suggestion": resolver.suggestion(detail)}
        case "picture-elsewhere":
            return {"name": detail}
        case "picture-without-alt":
            return {"name": detail, "example": "![Warga memanen padi](media/panen.jpg)"}
        case "link-broken":
            return {"target": detail, "suggestion": resolver.suggestion(detail)}
        case "markdown-limit":
            return {"reason": detail}
    return {"detail": detail}


def _is_said(finding: Diagnostic, unusable: frozenset[str]) -> bool:
    """Whether a finding that a picture is missing is about one that is there, but broken."""
    if finding.code != "picture-missing":
        return False
    return media_name(dict(finding.params)["name"]) in unusable


def _own_pictures(source: SiteSource, resolver: SiteResolver) -> Iterator[Diagnostic]:
    """What is wrong with the logo and the header that kim.yaml names; at which line is for whoever
    can read the file to say."""
    at, kim = Location(f"content/{source.kim.folder}/kim.yaml"), source.kim
    for name in dict.fromkeys(filter(None, (kim.logo, kim.header))):
        if name not in source.unusable:
            yield from _trouble(name, at, "", resolver)
    item = resolver.media(kim.header) if kim.header else None
    if item is not None and item.kind == "picture" and item.largest.width < SMALL:
        width = str(item.largest.width)
        yield problem("picture-small", at, name=kim.header, width=width, least=str(SMALL))


def _trouble(name: str, at: Location, line: str, resolver: SiteResolver) -> Iterator[Diagnostic]:
    """Why what is named at `at` cannot be shown as a picture."""
    item = resolver.media(name)
    if item is None:
        suggestion = resolver.suggestion(name)
        yield problem("picture-missing", at, line, name=name, suggestion=suggestion)
    elif item.kind != "picture":
        yield problem("picture-broken", at, line, name=name, reason="not-a-picture")


def _menu(source: SiteSource, pages: list[Page], resolver: SiteResolver) -> Iterator[Diagnostic]:
    """Entries of the menu that lead nowhere, nor will when there are more posts."""
    for entry in source.kim.menu:
        if destination(entry.target, (), pages) is None:
            at = Location(f"content/{source.kim.folder}/kim.yaml")
            near = resolver.suggestion(entry.target)
            yield problem("link-broken", at, target=entry.target, suggestion=near)


def _newest_first(post: Post) -> tuple[int, bool, str]:
    instant, timed, _ = post.when.sort_key
    return (-instant, not timed, post.path)


def _unique(reads: Mapping[str, Read], found: list[Diagnostic]) -> list[Post]:
    """One post a permalink: the first file keeps it."""
    kept: dict[str, Post] = {}
    for read in reads.values():
        post = read.post
        assert post is not None
        other = kept.setdefault(post.permalink, post)
        if other is not post:
            params = {"slug": post.slug, "other": other.path}
            found.append(read.problem("post-duplicate", "slug", **params))
    return list(kept.values())


def _published(
    posts: list[Post], reads: Mapping[str, Read], options: Options, found: list[Diagnostic]
) -> list[Post]:
    kept = []
    for post in posts:
        if options.drafts:
            kept.append(post)
        elif post.draft:
            found.append(reads[post.path].problem("post-draft", "draf"))
        elif not is_published(post.when, options.today):
            day = post.when.date.isoformat()
            found.append(reads[post.path].problem("post-future", "tanggal", day=day))
        else:
            kept.append(post)
    return kept


def _has_attachment(
    post: Post, read: Read, resolver: SiteResolver, found: list[Diagnostic]
) -> bool:
    """Whether a dokumen has its file: without it there is nothing to show."""
    detail = post.detail
    if not isinstance(detail, Attachment) or resolver.media(detail.name) is not None:
        return True
    params = {"name": detail.name, "suggestion": resolver.suggestion(detail.name)}
    found.append(read.problem("attachment-missing", "berkas", **params))
    return False


def _check_media(read: Read, resolver: SiteResolver, found: list[Diagnostic]) -> None:
    """Report what a post's fields name as pictures and cannot be shown."""
    for name, at in read.media:
        found.extend(_trouble(name, at, read.document.excerpt(at.line), resolver))
