"""The Markdown dialect: both engines, the same article for every text.

The cases in `cases/markdown/*.md` need no Python to add: `=== name`, the Markdown, a line with a
single dot, the HTML (`@/` for the site's root), and `! code line detail` for each finding. In the
Markdown `␠` is a space, `→` a tab and `␍` a carriage return.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen.markdown import ROOT, Article, Engine, Heading, PictureAttributes, engine, render
from kimgen.markdown_source import prepare

HERE = Path(__file__).parent
CASES = HERE / "cases" / "markdown"
HOSTILE = HERE.parent.parent / "shared" / "hostile"
KNOWN_DIFFERENCES = CASES / "commonmark-differences.txt"

pytest.importorskip("pyromark", reason="the native engine (kimgen[native]) is not installed")
NATIVE = engine("native")
PYTHON = engine("python-markdown")
ENGINES = (NATIVE, PYTHON)


class Site:
    """A resolver: pictures end in .jpg, and nothing called `hilang` exists."""

    def picture(self, src: str) -> PictureAttributes | None:
        if not src.endswith(".jpg") or "hilang" in src:
            return None
        return PictureAttributes(f"{ROOT}media/{src.rpartition('/')[2]}", 640, 480)

    def link(self, href: str) -> str | None:
        if "hilang" in href:
            return None
        return ROOT + href.replace("../", "").replace(".md", ".html")


SITE = Site()


def article(text: str, by: Engine = NATIVE) -> Article:
    return render(text, by, SITE)


def read_cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.md")):
        for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = block.partition("\n")
            source, _, wanted = rest.partition("\n.\n")
            for sign, char in ("␠", " "), ("→", "\t"), ("␍", "\r"):
                source = source.replace(sign, char)
            found.append((f"{path.stem}: {name}", source, wanted.strip("\n")))
    return found


ALL_CASES = read_cases()


@pytest.mark.parametrize("by", ENGINES, ids=lambda by: by.name)
@pytest.mark.parametrize(
    ("source", "wanted"),
    [case[1:] for case in ALL_CASES],
    ids=[case[0] for case in ALL_CASES],
)
def test_case(source: str, wanted: str, by: Engine) -> None:
    made = article(source, by)
    findings = "".join(f"\n! {item.code} {item.line} {item.detail}" for item in made.findings)
    html = made.html.replace(ROOT, "@/").replace("&#39;", "'")  # sanitisers write it as they like
    assert (html + findings).strip() == wanted


def test_there_are_enough_cases_and_no_name_twice() -> None:
    names = [case[0] for case in ALL_CASES]
    assert len(names) >= 120
    assert len(set(names)) == len(names)


# -- the rest of an article ------------------------------------------------------------------


def test_headings_are_the_table_of_contents() -> None:
    made = article("# A *b*\n\n### C[^1]\n\n##\n\n[^1]: x\n")
    assert made.headings == (Heading(2, "b-a-b", "A b"), Heading(3, "b-c", "C"))


def test_text_words_and_excerpt_leave_notes_out() -> None:
    made = article("## Judul\n\nSatu &amp; dua[^1].\n\n- tiga\n\n[^1]: catatan\n")
    assert made.words == 5
    assert made.excerpt == "Satu & dua."


def test_excerpt_is_cut_at_a_word() -> None:
    made = article("kata, " * 80)
    assert len(made.excerpt) <= 160
    assert made.excerpt.endswith("kata…")
    assert article("x" * 500).excerpt == "x" * 159 + "…"


def test_links_and_images_as_written_into_the_page() -> None:
    made = article("[a](x.md) ![b](c.jpg) https://d.id [e](hilang.md)")
    assert made.links == (f"{ROOT}x.html", "https://d.id")
    assert made.images == (f"{ROOT}media/c.jpg",)


def test_a_picture_from_an_allowed_host_is_shown() -> None:
    text = "![a](https://Foto.id/a.jpg) ![b](https://lain.id/a.jpg)"
    made = render(text, NATIVE, SITE, picture_hosts=frozenset({"foto.id"}))
    assert '<img src="https://foto.id/a.jpg" alt="a"' in made.html
    assert [item.code for item in made.findings] == ["picture-elsewhere"]


def test_findings_name_the_line_of_the_file() -> None:
    text = "a\n\n`<b>`\r\n\r\n<b>x</b>\n\n[x](hilang.md)\n\n[y](javascript:1)\n\n![](a.jpg)\n"
    for by in ENGINES:
        found = [(item.code, item.line) for item in article(text, by).findings]
        assert found == [
            ("raw-html", 5),
            ("link-broken", 7),
            ("unsafe-link", 9),
            ("picture-without-alt", 11),
        ]


def test_root_cannot_come_from_the_text() -> None:
    for by in ENGINES:
        assert ROOT not in article(f"[x]({ROOT}a) &#xE000; &#57344; {ROOT}", by).html.replace(
            f'href="{ROOT}', ""
        )


@pytest.mark.parametrize("by", ENGINES, ids=lambda by: by.name)
@pytest.mark.parametrize(
    "text",
    [">" * 3000 + "a", "- " * 3000 + "a", "*a **a " * 3000 + "b" + " a** a*" * 3000, "a" * 400_000],
    ids=["quotes", "lists", "emphasis", "length"],
)
def test_limits_give_a_finding(text: str, by: Engine) -> None:
    made = article(text, by)
    assert [item.code for item in made.findings] == ["markdown-limit"]
    assert len(made.html) < 1000


def test_engine_settings() -> None:
    assert engine("auto") is engine("auto")
    assert engine("auto").name == "pyromark"
    assert engine("python-markdown").name == "python-markdown"
    with pytest.raises(ValueError, match="comrak"):
        engine("comrak")


def test_without_the_native_package_auto_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kimgen.markdown_native", None)
    engine.cache_clear()
    try:
        assert engine("auto").name == "python-markdown"
        with pytest.raises(ValueError, match="kimgen\\[native\\]"):
            engine("native")
    finally:
        engine.cache_clear()


# -- what the page may hold ------------------------------------------------------------------

ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys("em strong del br hr ul code tr thead tbody figure sup".split(), frozenset()),
    **dict.fromkeys(("p", "blockquote", "figcaption"), frozenset({"dir"})),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), frozenset({"id", "dir"})),
    "ol": frozenset({"start"}),
    "li": frozenset({"class", "id", "dir"}),
    "a": frozenset({"href", "rel", "title", "id", "role", "aria-label"}),
    "img": frozenset("src width height alt loading decoding title".split()),
    "pre": frozenset({"tabindex"}),
    "code": frozenset({"class"}),
    "span": frozenset({"class", "role", "aria-label"}),
    "div": frozenset({"class", "tabindex", "role", "aria-label"}),
    "table": frozenset(),
    "th": frozenset({"scope", "class", "dir"}),
    "td": frozenset({"class", "dir"}),
    "section": frozenset({"class", "role", "aria-label"}),
}
VOID = frozenset({"br", "hr", "img"})


class Reader(HTMLParser):
    """Reads an article strictly: any tag or attribute beyond the list, any imbalance fails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), attrs
        assert set(names) <= ALLOWED[tag], (tag, attrs)
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        for name in ("href", "src"):
            if name in values:
                assert re.match(rf"{ROOT}|https?://|mailto:|tel:|#", values[name], re.I), values
        assert tag != "a" or "a" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        assert "<" not in data


def check_page(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert len(set(reader.ids)) == len(reader.ids)


PIECES = st.sampled_from(
    [
        *"a kata ``` ~~~ --- [^1] [a] * ** _ __ ~~ ` &amp; &lt; &#1; &#xE000; < <b> </p>".split(),
        *"](u) ![ ]( ](< ( ) [ ] javascript: https://a.id www.a.id . “ é سلام #tag ' |".split(),
        *("- ", "* ", "1. ", "3) ", "> ", "# ", "##", "    ", "  ", "\n", "\n\n", "[ ] ", "[^1]: "),
        *("[a]: /u\n", "](<u v>)", '![x](y.jpg "t")', "\\", "  \n", "<http://x.y>", "<a@b.c>"),
        *("\u00a0", "\U00010a50", "\ue000", "\x00", "\u2028", "• ", "– ", '"', "\t", "\r\n"),
        *("|a|b|", "|-|-|", "\n|-|-|\n", "a|b\n-|-\n", "- [x] ", "\n[^1]: x\n", "[^2]\n\n[^2]: y"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_any_text_gives_a_clean_page(text: str) -> None:
    for by in ENGINES:
        check_page(article(text, by).html)


@pytest.mark.parametrize("by", ENGINES, ids=lambda by: by.name)
def test_cases_give_clean_pages(by: Engine) -> None:
    for _, source, _ in ALL_CASES:
        check_page(article(source, by).html)


# -- what others wrote -----------------------------------------------------------------------


def shared(name: str) -> list[object]:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout: what others wrote is not tried")
    loaded = json.loads(path.read_text("utf-8"))
    assert isinstance(loaded, list)
    return loaded


def known_differences() -> set[int]:
    lines = KNOWN_DIFFERENCES.read_text("utf-8").splitlines()
    return {int(line.split()[0]) for line in lines if line[:1].isdigit()}


def test_engines_agree_on_the_commonmark_examples() -> None:
    differ = set()
    agree = 0
    for item in shared("commonmark_spec.json"):
        assert isinstance(item, dict)
        source = prepare(item["markdown"])
        same = NATIVE.to_html(source) == PYTHON.to_html(source)
        if same and article(source) == article(source, PYTHON):
            agree += 1
        else:
            differ.add(item["example"])
    assert differ == known_differences()
    assert agree >= 655


def test_commonmark_examples_come_out_as_the_specification_says() -> None:
    """Raw HTML apart, and apart from what the dialect adds (tables, notes, strikethrough)."""
    right = total = 0
    for item in shared("commonmark_spec.json"):
        assert isinstance(item, dict)
        if "HTML" in item["section"] or re.search(r"<[a-zA-Z!?/]", item["markdown"]):
            continue
        total += 1
        # Quotes in text may be written either way.
        made, wanted = (
            re.sub("&quot;", '"', html) for html in (PYTHON.to_html(item["markdown"]), item["html"])
        )
        right += made == wanted
    assert total > 500
    assert right >= total - 1, f"{right} of {total}"


@pytest.mark.parametrize("by", ENGINES, ids=lambda by: by.name)
@pytest.mark.parametrize(
    "name",
    [
        "cujanovic_markdown_xss.json",
        "owasp_xss_evasion.json",
        "dompurify_expect.json",
        "html5lib_sanitizer.json",
        "patt_xss.json",
        "blns.json",
        "gfm_spec.json",
        "mdtest_php_markdown.json",
        "cmark_regression.json",
    ],
)
def test_hostile_text_gives_clean_pages(name: str, by: Engine) -> None:
    for item in shared(name):
        text = item
        if isinstance(item, dict):
            text = item.get("markdown") or item.get("payload") or item.get("input") or ""
        if isinstance(text, str):
            check_page(article(text, by).html)


RUNNER = """
import runpy, sys
from kimgen.markdown import engine, render
from tests.test_markdown import Site
by = engine(sys.argv[2])
for name, make in runpy.run_path(sys.argv[1])["G"].items():
    print(name, flush=True)
    render(make(5000), by, Site())
print("all", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("by", ENGINES, ids=lambda by: by.name)
def test_pathological_text_ends(by: Engine) -> None:
    """In a process of its own, which can be killed: none of the inputs may hang an engine."""
    path = HOSTILE / "pathological.py"
    if not path.exists():
        pytest.skip("pathological.py is not beside this checkout: hanging inputs are not tried")
    assert importlib.util.find_spec("tests.test_markdown")
    setting = "native" if by is NATIVE else "python-markdown"
    command = [sys.executable, "-c", RUNNER, str(path), setting]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, cwd=HERE.parent, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == "all"
