"""The portal as plans: pages, feeds, assets. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kimgen.colours import accents
from kimgen.diagnostics import Diagnostic
from kimgen.pages.machine import manifest_json, robots_txt, sitemap_xml
from kimgen.plan import FilePlan, PagePlan, Plan, collect
from kimgen.portal.desk import Desk, PortalInputs
from kimgen.portal.directory import directory, feeds, fields, fixed, home, regions
from kimgen.render import render_style
from kimgen.theme import assets, fingerprint

PAGES: tuple[Callable[[Desk], Iterator[Plan]], ...] = (
    home,
    regions,
    fields,
    directory,
    fixed,
    feeds,
)
"""Every kind of page of the portal."""

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="12" fill="{colour}"/>'
    '<path d="M14 38q9-14 18-4t18-8" fill="none" stroke="#fff" stroke-width="6" '
    'stroke-linecap="round"/></svg>\n'
)


def build_portal(inputs: PortalInputs) -> tuple[tuple[Plan, ...], tuple[Diagnostic, ...]]:
    """Everything that the portal consists of, not yet rendered."""
    theme, lang = inputs.theme, inputs.portal.lang
    draft = Desk(inputs, "aset/style.css")
    style = render_style("portal/style.css", draft.frame("index.html"), theme, lang)
    css = f"aset/style.{fingerprint(style)}.css"
    draft.css = css
    light, _ = accents(inputs.portal.colour or theme.colour)
    plans: list[Plan] = [FilePlan(css, style)]
    plans += [FilePlan(path, content) for path, content in assets(theme).values()]
    plans.append(FilePlan("favicon.svg", _ICON.format(colour=light).encode()))
    pages = [plan for kind in PAGES for plan in kind(draft)]
    plans += pages
    url = inputs.hosts.portal()
    paths = [p.path for p in pages if isinstance(p, PagePlan) and p.path != "404.html"]
    rows = [(url + ("" if path == "index.html" else path), "") for path in paths]
    plans.append(FilePlan("sitemap.xml", sitemap_xml(rows)))
    plans.append(FilePlan("robots.txt", robots_txt(url)))
    icons = (("favicon.svg", "image/svg+xml", "any"),)
    manifest = manifest_json(
        inputs.portal.title, "Portal KIM", inputs.portal.description, lang, light, icons
    )
    plans.append(FilePlan("manifest.webmanifest", manifest))
    return collect(plans, "content/portal.yaml")
