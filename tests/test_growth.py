"""A few signs, written a hundred thousand times, take no time squared; nor does a long record."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import isqrt
from types import FrameType

import pytest

from kimgen import sanitiser
from kimgen.diagnostics import Diagnostic
from kimgen.discretion import WARNED
from kimgen.frontmatter import Document
from kimgen.markdown import engine, render
from kimgen.privacy import check_text, look, masked
from kimgen.sanitiser import Ammonia
from tests.test_markdown import SITE
from tests.test_yamls import _kim, _portal, _village

SIZE = 400_000
STUCK = 8.0
"""Seconds of CPU; these take less than one, and with the square of their length took twenty."""


@contextmanager
def ends() -> Iterator[None]:
    """What is within fails where it does not end in `STUCK` seconds of CPU."""

    def stuck(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, stuck)
    signal.setitimer(signal.ITIMER_PROF, STUCK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def run_of(fragment: str) -> str:
    return fragment * (SIZE // len(fragment))


@pytest.mark.parametrize(
    "fragment",
    ["password=", "password==", "password= a1b2c3 ", "eyJ-", "://a:b1b2b3@c ", "token: ab12cd ",
     "6402065203900003 ", "64.02.06.52.03.90.0003, ", "0812-3456-7890 ", "0.0.", "sk-1a"],
)  # fmt: skip
@pytest.mark.parametrize("work", [look, masked, lambda text: check_text(text, "", WARNED, True)])
def test_private_data_is_looked_for_in_a_straight_line(
    fragment: str, work: Callable[[str], object]
) -> None:
    with ends():
        work(run_of(fragment))


@pytest.mark.parametrize("fragment", ["&", "&#", "a&", "a\u00a0", "<b>/", "a`", "'\u200f&#", '"'])
def test_an_article_is_made_in_a_straight_line(fragment: str) -> None:
    with ends():
        render(run_of(fragment), engine("auto"), SITE)


PIECES = (
    "a", "&amp;", "&lt;b&gt;", "&quot;", "\u00a0", "<b>", "</b>", "<p>", "</p>", "&#39;", "&nbsp;",
    '<a href="https://a.example/?b&amp;c">', "</a>", "&copy;", "&amp;lt;", "<code>", "</code>",
    "<script>", "&colon;", "\n", '<img src="x" alt="a&quot;b\u00a0">', "'", '"', "&amp", "&",
    "<!-- &amp; -->", "<textarea>&amp;</textarea>", "\ufdd0", "\ufdd1b\ufdd2",
)  # fmt: skip


def test_many_references_come_out_as_few_do(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nh3", reason="the sanitiser (kimgen[sanitize]) is not installed")
    chance, cleaner = random.Random(7), Ammonia()
    for _ in range(600):
        html = "".join(chance.choices(PIECES, k=chance.randint(1, 25)))
        monkeypatch.setattr(sanitiser, "MANY_REFERENCES", 0)
        made = cleaner.clean(html)
        monkeypatch.setattr(sanitiser, "MANY_REFERENCES", 10**9)
        assert made == cleaner.clean(
            "".join(sign for sign in html if not "\ufdd0" <= sign <= "\ufdd4")
        )


def test_what_is_found_in_a_run_is_masked_to_its_end() -> None:
    text = run_of("sandi=Abc123!")[:3000]
    for hit in look("isi " + text):
        assert hit.end - hit.start >= 6
    assert "Abc123!sandi" not in masked("isi " + text)


@pytest.mark.parametrize(
    "text", ["password: token: Rahas1a!x", "sandi=token=Rahas1a!x", "key: api key: A1b2C3d4"]
)
def test_a_name_that_follows_a_name_is_looked_at(text: str) -> None:
    assert not any(word in masked(text) for word in ("Rahas1a", "A1b2C3d4"))


def test_a_text_of_nothing_but_headings_is_refused() -> None:
    made = render("a\n=\n" * 6_000, engine("auto"), SITE)
    assert [item.detail for item in made.findings] == ["too-many-headings"]
    assert not render("a\n=\n" * 4_000, engine("auto"), SITE).findings


@pytest.mark.parametrize("text", ["*a* _b_ ", "- a\n\n\n", "`a` ", "**a** *b* "])
def test_a_text_of_nothing_but_marks_is_refused(text: str) -> None:
    made = render(text * 45_000, engine("auto"), SITE)
    assert [item.detail for item in made.findings] in (["too-many-marks"], ["too-long"])
    assert not render(text * 4_000, engine("auto"), SITE).findings


SHAPES: dict[str, Callable[[int], str]] = {
    "value": lambda size: "deskripsi: " + "kata " * (size // 5),
    "keys": lambda size: "".join(f"kunci{number}: a\n" for number in range(size // 14)),
    "list": lambda size: "kategori:\n" + "".join(f"- k{n}\n" for n in range(size // 9)),
    "row": lambda size: f"bidang: [{', '.join(f'k{n}' for n in range(size // 8))}]",
    "tables": lambda size: "pengurus:\n" + "- jabatan: A\n  nama: B\n" * (size // 23),
    "rows": lambda size: "x: " + "[" * (size // 2) + "]" * (size // 2),
    "steps": lambda size: "x:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, isqrt(2 * size))),
    "alias": lambda size: "a: &a [x]\n" + "b: *a\n" * (size // 6),
    "text": lambda size: "deskripsi: |\n" + "  baris\n" * (size // 8),
    "numbers": lambda size: "deskripsi: " + "0812-3456-7890 " * (size // 15),
    "blanks": lambda size: "\n" * size,
}  # fmt: skip


@pytest.mark.parametrize("read", [_kim, _village, _portal])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [60_000, 1_000_000])
def test_a_record_of_any_size_is_a_value_or_a_finding(
    read: Callable[[bytes], tuple[Document, object, tuple[Diagnostic, ...]]], shape: str, size: int
) -> None:
    start = "nama: KIM Uji\n" if read is _kim else ""
    with ends():
        document, value, found = read((start + SHAPES[shape](size)).encode())
    if size > 100_000:
        assert [item.code for item in document.found] == ["yaml-too-long"]
    assert value is not None or document.found or found
    assert len(document.found) + len(found) < 250
