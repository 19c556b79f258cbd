"""From the plan of a site to its files, one after another: no more than one is held at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kimgen.diagnostics import Diagnostic
from kimgen.memory import SiteMemory
from kimgen.render import Rendering
from kimgen.site import SitePlan, made
from kimgen.theme import Theme
from kimgen.write import Writing, Written


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of the pages of a site."""

    pages: int
    """HTML pages that there are."""
    found: tuple[Diagnostic, ...]
    written: Written | None = None


def press(
    plan: SitePlan,
    theme: Theme,
    output: Path | None,
    host: str,
    memory: SiteMemory | None = None,
) -> Pressed:
    """Render what is planned and make the folder of `host` hold it; without `output` only to
    see what is wrong. Raises `OSError`."""
    rendering = Rendering(theme, plan.lang, memory)
    files = filter(None, (rendering(made(item)) for item in plan.plans))
    if output is None:
        pages = sum(file.path.endswith(".html") for file in files)
        return Pressed(pages, tuple(rendering.found))
    with Writing(output, host, memory.written if memory else None) as writing:
        puts = [writing.put(file) for file in files]
        written = writing.finish(puts)
    pages = sum(put.path.endswith(".html") for put in puts)
    return Pressed(pages, tuple(rendering.found), written)
