"""What each jenis adds to a card: model details -> view details."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kimgen import sharing
from kimgen.dates import When, span
from kimgen.model import (
    PROPOSAL_STATIONS,
    Album,
    Attachment,
    Event,
    FactCheck,
    Notice,
    Post,
    Product,
    Proposal,
    Step,
)
from kimgen.numbers import format_rupiah, format_size
from kimgen.pages.words import PROPOSAL_NAMES, VERDICT_NAMES
from kimgen.views import (
    AlbumView,
    Badge,
    Detail,
    DocumentView,
    EventView,
    FactCheckView,
    Link,
    NoticeView,
    ProductView,
    ProposalView,
    StepView,
)

if TYPE_CHECKING:
    from kimgen.pages.context import Context


def detail_view(context: Context, post: Post, root: str) -> Detail | None:
    """The view of a post's own fields, None for berita."""
    match detail := post.detail:
        case None:
            return None
        case Notice():
            return _notice(context, detail)
        case Event():
            return _event(context, post, detail, root)
        case Proposal():
            return _proposal(context, detail)
        case FactCheck():
            code = detail.verdict.replace(" ", "-")
            verdict = Badge(code, context._(VERDICT_NAMES[detail.verdict]))
            links = tuple(Link(urlsplit(url).hostname or url, url) for url in detail.references)
            return FactCheckView(detail.claim, verdict, links)
        case Product():
            return _product(context, post, detail)
        case Album():
            return _album(context, post, detail, root)
        case Attachment():
            return _document(context, detail, root)


def _bare(context: Context, day: date) -> When:
    return When(day, None, context.site.kim.village.offset)


def _notice(context: Context, detail: Notice) -> NoticeView:
    if detail.until is None:
        return NoticeView(None, False)
    over = is_over(detail, context.site.today)
    return NoticeView(context.date(_bare(context, detail.until)), over)


def is_over(detail: object, today: date) -> bool:
    """The last day of an event or of an announcement is over."""
    if isinstance(detail, Event):
        return (detail.end or detail.start).date < today
    return isinstance(detail, Notice) and detail.until is not None and detail.until < today


def start_key(post: Post) -> tuple[int, bool, int]:
    """Sorts events by their start."""
    assert isinstance(post.detail, Event)
    return post.detail.start.sort_key


def _event(context: Context, post: Post, detail: Event, root: str) -> EventView:
    return EventView(
        start=context.date(detail.start),
        when=span(detail.start, detail.end, context.lang),
        place=detail.place or post.place,
        past=is_over(detail, context.site.today),
        calendar=f"{root}agenda/{post.slug}.ics",
    )


def _proposal(context: Context, detail: Proposal) -> ProposalView:
    end = "ditolak" if detail.status == "ditolak" else "selesai"
    stations = (*PROPOSAL_STATIONS[:3], end)
    reached = stations.index(detail.status)
    days = {step.status: step.day for step in detail.history if step.day}
    trail = []
    for number, status in enumerate(stations):
        finished = number < reached or (number == reached and number == len(stations) - 1)
        state = "done" if finished else "current" if number == reached else "ahead"
        day = days.get(status) if number <= reached else None
        date = context.date(_bare(context, day)) if day else None
        trail.append(StepView(_status(context, status), date, "", state))
    return ProposalView(
        status=_status(context, detail.status),
        agency=detail.agency,
        trail=tuple(trail),
        history=tuple(_step(context, step) for step in detail.history),
    )


def _step(context: Context, step: Step) -> StepView:
    date = context.date(_bare(context, step.day)) if step.day else None
    return StepView(_status(context, step.status), date, step.text, "done")


def _status(context: Context, status: str) -> Badge:
    return Badge(status, context._(PROPOSAL_NAMES.get(status, status)))


def _product(context: Context, post: Post, detail: Product) -> ProductView:
    number = detail.whatsapp or context.site.kim.whatsapp
    price = format_rupiah(detail.price, context.lang) if detail.price is not None else ""
    spoken = format_rupiah(detail.price) if detail.price is not None else ""
    url = context.url(post.permalink)
    return ProductView(
        price=price,
        unit=detail.unit,
        stock=detail.stock,
        whatsapp=sharing.product_chat(number, post.title, url, spoken, detail.unit)
        if number
        else "",
    )


def _album(context: Context, post: Post, detail: Album, root: str) -> AlbumView:
    shown = []
    for photo in detail.photos:
        item = context.media.get(photo.name)
        large = f"{root}{item.plain.path}" if item else ""
        alt = photo.caption or post.title
        picture = context.picture(photo.name, root, alt, photo.caption, large)
        if picture:
            shown.append(picture)
    return AlbumView(tuple(shown))


def _document(context: Context, detail: Attachment, root: str) -> DocumentView | None:
    item = context.media.get(detail.name)
    if item is None:
        return None
    name = detail.name.rpartition("/")[2]
    return DocumentView(
        href=f"{root}{item.largest.path}",
        name=name,
        size=format_size(item.original_size, context.lang),
        format=name.rpartition(".")[2].upper(),
    )
