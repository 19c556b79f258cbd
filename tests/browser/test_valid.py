"""Every page, style sheet and drawing of the sample is valid by the Nu HTML checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.support.checkers import Message
from tests.support.sample import Sample, theme_names

pytestmark = [pytest.mark.checker, pytest.mark.slow]

Vnu = Callable[[Iterable[Path]], list[Message]]

JUDGED: dict[str, str] = {
    "Resource violates Content Security Policy (meta tag)": (
        "the checker reads files and takes no address for the site's own; what a browser blocks "
        "is seen in test_in_browser.py"
    ),
    "Inline script violates Content Security Policy (meta tag)": (
        "the checker takes JSON-LD, which is data, for a script; test_headers.py looks for scripts"
    ),
}
"""Warnings that stand: the beginning of the checker's text, and why it may stay."""


def _complaints(messages: Iterable[Message]) -> list[str]:
    return [str(m) for m in messages if not m.text.startswith(tuple(JUDGED) or "\0")]


def test_every_file_of_the_sample_is_valid(sample_output: Sample, vnu: Vnu) -> None:
    files = [*sample_output.pages, *sample_output.files("*.css"), *sample_output.files("*.svg")]
    complaints = _complaints(vnu(files))
    assert not complaints, "\n".join(complaints[:50])


@pytest.mark.parametrize("theme", theme_names())
def test_every_kind_of_page_is_valid_in_every_theme(
    themed_output: Callable[[str], Sample], theme: str, vnu: Vnu
) -> None:
    sample = themed_output(theme)
    styles = {path.name: path for path in sample.files("*.css")}  # names carry a hash
    complaints = _complaints(vnu([*sample.kinds.values(), *styles.values()]))
    assert not complaints, "\n".join(complaints[:50])


def test_the_checker_finds_what_is_wrong(tmp_path: Path, vnu: Vnu) -> None:
    """A checker that was fed wrongly would find nothing anywhere."""
    page, style, good = (tmp_path / name for name in ("a b.html", "c.css", "good.html"))
    html = '<!DOCTYPE html>\n<html lang="{}"><head><title>x</title></head><body>{}</body></html>'
    page.write_text(html.format("id", "<p><img src=x><b></p>"), encoding="utf-8")
    style.write_text("p { colour: red }", encoding="utf-8")
    good.write_text(html.format("min", "<p>Nagari kito</p>"), encoding="utf-8")
    found = vnu([page, style, good])
    assert {m.path for m in found if m.severity == "error"} == {page, style}
    assert not _complaints(m for m in found if m.path == good)
