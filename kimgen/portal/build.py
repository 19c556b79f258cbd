"""`build_portal`: the one way from records and summaries to the portal's plans. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from kimgen.codec import encode
from kimgen.diagnostics import Diagnostic
from kimgen.plan import FilePlan, Plan, collect
from kimgen.portal import machine
from kimgen.portal.directory import directory
from kimgen.portal.fields import field_pages
from kimgen.portal.fold import Nation, fold
from kimgen.portal.frame import Frame
from kimgen.portal.front import front_pages
from kimgen.portal.inputs import PortalInputs
from kimgen.portal.promise import Promise, key_of
from kimgen.portal.regions import region_pages
from kimgen.regionlinks import HOME
from kimgen.render import render_style
from kimgen.theme import assets, digest, fingerprint

PAGES: tuple[Callable[[Frame, Nation], Iterator[Promise]], ...] = (
    front_pages,
    region_pages,
    field_pages,
    directory,
)
"""Every kind of page of the portal."""


@dataclass(frozen=True, slots=True)
class PortalPlans:
    """Everything that the portal's host serves."""

    pending: tuple[Plan | Promise, ...]
    """What has to be written."""
    kept: tuple[str, ...]
    """Paths of what stays as it is."""
    keys: Mapping[str, str]
    """Path -> key of each file that may stay as it is in the next build."""
    pages: int
    """HTML pages, kept ones included."""
    found: tuple[Diagnostic, ...]

    @property
    def plans(self) -> Iterator[Plan]:
        """The same for `render.render`. Each is made when it is asked for: those of a nation are
        more than should be held at once."""
        return (item.make() if isinstance(item, Promise) else item for item in self.pending)


def build_portal(
    inputs: PortalInputs,
    known: Mapping[str, str] | None = None,
    there: Collection[str] = (),
    shared: object = None,
) -> PortalPlans:
    """Plan the portal. The order of `headlines` does not matter.

    `known` has the keys of the last build, `there` the paths that it left: a file
    whose key is the same is kept. `shared` is what all pages depend on beside the
    inputs themselves, such as the state of the map files; its repr has to say all
    of it. Raises `RenderError` where the theme has no style sheet for the portal.
    """
    nation = fold(inputs)
    fields = {item.path: item.name for item in nation.fields}
    draft = Frame(inputs, "", fields).view(HOME)
    style = render_style("portal/style.css", draft, inputs.theme, inputs.portal.lang)
    css = f"aset/style.{fingerprint(style)}.css"
    frame = Frame(inputs, css, fields)
    files: list[Plan] = [FilePlan(css, style)]
    files += [FilePlan(path, content) for path, content in assets(inputs.theme).values()]
    pages = [promise for kind in PAGES for promise in kind(frame, nation)]
    promises = [*pages, *machine.feeds(frame, nation)]
    word = key_of(encode(inputs.portal), encode(inputs.hosts), digest(inputs.theme), fields, shared)
    keys = {item.path: f"{word} {item.key}" for item in promises}
    kept = {
        path
        for path, key in keys.items()
        if known is not None and known.get(path) == key and path in there
    }
    plans: list[Plan | Promise] = [
        *files,
        *(item for item in promises if item.path not in kept),
        *machine.sitemap(frame, nation, pages),
        machine.robots(frame),
        machine.manifest(frame),
        machine.hosting(frame),
        *machine.icons(frame),
    ]
    pending, found = collect(plans, "content/portal.yaml")
    return PortalPlans(pending, tuple(sorted(kept)), keys, len(pages), found)
