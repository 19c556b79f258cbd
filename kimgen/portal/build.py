"""`build_portal`: the one way from records and summaries to the portal's plans. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from kimgen.diagnostics import Diagnostic
from kimgen.plan import FilePlan, PagePlan, Plan, collect
from kimgen.portal import machine
from kimgen.portal.directory import directory
from kimgen.portal.fields import field_pages
from kimgen.portal.fold import Nation, fold
from kimgen.portal.frame import Frame
from kimgen.portal.front import about, home, news, not_found
from kimgen.portal.inputs import PortalInputs
from kimgen.portal.regions import region_pages
from kimgen.regionlinks import HOME
from kimgen.render import render_style
from kimgen.theme import assets, fingerprint

PAGES: tuple[Callable[[Frame, Nation], Iterator[PagePlan]], ...] = (
    home,
    region_pages,
    field_pages,
    directory,
    news,
    about,
    not_found,
)
"""Every kind of page of the portal."""


def build_portal(inputs: PortalInputs) -> tuple[tuple[Plan, ...], tuple[Diagnostic, ...]]:
    """Everything that the portal's host serves, as plans for `render.render`, and what
    is wrong. The order of `records` does not matter. Raises `RenderError` where the theme
    has no style sheet for it."""
    nation = fold(inputs)
    fields = {item.path: item.name for item in nation.fields}
    draft = Frame(inputs, "", fields).view(HOME)
    style = render_style("portal/style.css", draft, inputs.theme, inputs.portal.lang)
    css = f"aset/style.{fingerprint(style)}.css"
    frame = Frame(inputs, css, fields)
    files: list[Plan] = [FilePlan(css, style)]
    files += [FilePlan(path, content) for path, content in assets(inputs.theme).values()]
    pages = [plan for kind in PAGES for plan in kind(frame, nation)]
    plans = chain(
        files,
        pages,
        machine.feeds(frame, nation),
        machine.sitemap(frame, nation, pages),
        (machine.robots(frame), machine.manifest(frame)),
        machine.icons(frame),
    )
    return collect(plans, "content/portal.yaml")
