"""Every kind of page is free of axe's findings: each theme, phone and desk, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.support.sample import Sample, theme_names
from tests.support.server import serve

pytestmark = [pytest.mark.browser, pytest.mark.checker, pytest.mark.slow]

Axe = Callable[..., list[str]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", theme_names())
def test_axe_finds_nothing(
    themed_output: Callable[[str], Sample],
    chromium: Browser,
    axe: Axe,
    theme: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    sample = themed_output(theme)
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    found: list[str] = []
    with serve(sample) as server:
        for kind, path in sample.kinds.items():
            page.goto(server.url(path))
            found += [f"{kind} ({'/'.join(sample.place(path))}): {line}" for line in axe(page)]
    context.close()
    assert not found, f"{len(found)} findings\n" + "\n".join(found[:30])


def test_axe_sees_what_is_wrong(page: Page, axe: Axe, tmp_path: Path) -> None:
    """Axe that did not run, or ran under another colour scheme, would find nothing anywhere."""
    file = tmp_path / "page.html"
    file.write_text(
        "<!DOCTYPE html><html lang=id><head><title>x</title><style>"
        "@media (prefers-color-scheme: dark) { p { color: #777; background: #666 } }"
        "</style></head><body><main><h1>x</h1><p>teks</p><img src=x></main></body></html>",
        encoding="utf-8",
    )
    page.goto(file.as_uri())
    assert [line.split()[0] for line in axe(page)] == ["image-alt"]
    page.emulate_media(color_scheme="dark")
    assert [line.split()[0] for line in axe(page)] == ["color-contrast", "image-alt"]
