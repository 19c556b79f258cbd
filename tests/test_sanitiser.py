"""What may be in an article, whichever engine made it and whichever sanitiser is there."""

from __future__ import annotations

import importlib
import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kimgen.allowlist import ELEMENTS, ID_PREFIXES, REL, escape_rest, keeps
from kimgen.markdown import ROOT, Article, engine, made_by, render
from kimgen.sanitiser import DEPTH_LIMIT, Ammonia, Escaping, Sanitiser, TooDeepError
from tests.support.payloads import OWN
from tests.test_markdown import ALL_CASES, SITE

pytest.importorskip("nh3", reason="the sanitiser (kimgen[sanitize]) is not installed")
BOTH: tuple[Sanitiser, ...] = (Ammonia(), Escaping())
HOSTS = frozenset({"foto.example"})


class Elements(HTMLParser):
    """The elements of a page, their attributes sorted, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.found and isinstance(self.found[-1], str) and self.found[-1][:1] == "=":
            data = str(self.found.pop())[1:] + data
        self.found.append(f"={data}")

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("declaration", data))

    def handle_pi(self, data: str) -> None:
        self.found.append(("instruction", data))


def check_article(html: str, hosts: frozenset[str] = frozenset()) -> None:
    """Nothing in `html` but what the list allows, read by a parser that knows nothing of it."""
    for item in Elements(html).found:
        if isinstance(item, str):
            continue
        assert isinstance(item, tuple)
        tag: str = item[0]
        attributes: list[tuple[str, str | None]] = item[1]
        assert tag in ELEMENTS, html
        for name, value in attributes:
            assert name in ELEMENTS[tag], html
            assert value is not None
            if name in {"href", "src"}:
                web = value.startswith("https://foto.example/") if name == "src" else True
                assert value.startswith((ROOT, "#", "mailto:", "tel:")) or (
                    value.casefold().startswith(("https://", "http://")) and web
                ), html
                if name == "href" and value.casefold().startswith("http"):
                    assert ("rel", REL) in attributes, html
            if name == "id":
                assert value.startswith(ID_PREFIXES), html
            if name == "srcset":
                assert all(part.startswith(ROOT) for part in value.split(", ")), html


@pytest.mark.parametrize("by", BOTH, ids=lambda by: by.name)
def test_what_kimgen_makes_is_left_as_it_is(by: Sanitiser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list has all that the dialect can make; else people's texts would be damaged."""
    made = "kimgen.markdown.sanitiser"
    unclean: list[str] = []

    class Nothing:
        name, version = "nothing", "0"

        def clean(self, html: str, hosts: frozenset[str] = frozenset()) -> str:
            unclean.append(html)
            return html

    monkeypatch.setattr(made, Nothing)
    for native in ("native", "python-markdown"):
        for _, source, _ in ALL_CASES:
            render(source, engine(native), SITE, HOSTS)
    render("![foto](https://foto.example/a.jpg?b=1&c=2)", engine("native"), SITE, HOSTS)
    assert len(unclean) > 200
    for html in unclean:
        assert Elements(by.clean(html, HOSTS)).found == Elements(html).found
        if by.name == "kimgen-escape":
            assert by.clean(html, HOSTS) == html
        else:
            assert keeps(by._clean(html), HOSTS) or ' id="' in html  # type: ignore[attr-defined]


ODD = (
    '<h2 id="location">x</h2>',
    '<h2 id="b-x" id="cookie">x</h2>',
    '<a href="https://contoh.example/">x</a>',
    '<a href="HTTPS://contoh.example/">x</a>',
    '<a rel="me" href="https://contoh.example/">x</a>',
    '<a href="//contoh.example/">x</a>',
    '<a href="/\\contoh.example/">x</a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript&colon;alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<img src="https://contoh.example/hitung.gif" alt="">',
    '<img src="//contoh.example/hitung.gif" alt="">',
    f'<img src="{ROOT}media/a.jpg" srcset="{ROOT}media/a.jpg 1w, //contoh.example/b 2w" alt="">',
    f'<img src="{ROOT}media/a.jpg" srcset="https://contoh.example/b 2w" alt="">',
    '<img src="https://foto.example.jahat.example/a.jpg" alt="">',
    '<img src="https://foto.example@jahat.example/a.jpg" alt="">',
    '<img src="data:image/svg+xml,x" alt="">',
    '<p onclick="alert(1)">x</p>',
    '<p style="position:fixed">x</p>',
    '<form id="b-x"><input name="action"></form>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1>'>",
    '<div class="bar">x</div>',
    "<p>x</p></div></article></main><p>y</p>",
    "<p><em><strong>x",
    "<!-- x --><p>y</p><![CDATA[<b>z</b>]]><?php x ?>",
    '<p>a " id="cookie" b</p>',
    f'<p>" rel="{REL}" href="https://contoh.example/</p><a href="https://contoh.example/">x</a>',
)
"""What would be wrong in an article, should an engine let it through."""


@pytest.mark.parametrize("html", ODD)
@pytest.mark.parametrize("by", BOTH, ids=lambda by: by.name)
def test_what_is_not_on_the_list_does_not_come_through(by: Sanitiser, html: str) -> None:
    check_article(by.clean(html, HOSTS))


@pytest.mark.parametrize("by", BOTH, ids=lambda by: by.name)
def test_no_payload_comes_through_raw(by: Sanitiser) -> None:
    for payload in OWN:
        check_article(by.clean(payload))
        check_article(by.clean(f"<p>{payload}</p>"))


PIECES = st.sampled_from(
    [
        *'< > </ " = & / <p> </p> <a <img <b> onclick=x href= src= <!-- --> id= &lt;'.split(),
        *(f'<a href="{ROOT}x">', "</a>", '<a href="https://a.id">', f'<img src="{ROOT}m" alt="">'),
        *('<h2 id="b-x">', "</h2>", '<h3 id="x">', "<script>", "</script>", "<svg>", "<style>"),
        *(" ", "\n", "a", "'", "`", "\x00", "<table>", "<tr>", "<td>", "</table>", "<li>", "<ul>"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_nothing_odd_comes_through_however_it_is_put_together(html: str) -> None:
    for by in BOTH:
        made = by.clean(html, HOSTS)
        check_article(made)
        check_article(by.clean(made, HOSTS))  # parsed anew, as a browser does


@pytest.mark.parametrize("by", BOTH, ids=lambda by: by.name)
@pytest.mark.parametrize("tag", ["div", "blockquote", "ul><li", "em", "font", "DIV"])
def test_nesting_is_refused_before_it_takes_time(by: Sanitiser, tag: str) -> None:
    """A megabyte of it would take nh3 two minutes."""
    with pytest.raises(TooDeepError):
        by.clean(f"<{tag}>" * 200_000)
    with pytest.raises(TooDeepError):  # what closes nothing makes nothing shallower
        by.clean(f"<{tag}></b>" * 100_000)
    assert by.clean("<p>x</p>" * 2 * DEPTH_LIMIT) == "<p>x</p>" * 2 * DEPTH_LIMIT


class Raw:
    """An engine that lets everything through, as most do."""

    name, version = "raw", "1"

    def to_html(self, text: str) -> str:
        return text


def test_an_engine_that_lets_html_through_changes_nothing() -> None:
    for payload in (*OWN, *ODD):
        made = render(payload, Raw(), SITE, HOSTS)
        check_article(made.html, HOSTS)


def test_too_deep_for_the_sanitiser_is_a_finding() -> None:
    deep = "<section>" * (DEPTH_LIMIT + 1)  # the pass would show it as text: so it goes past it
    made: Article
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kimgen.markdown_pass.Pass.run", lambda _self, _html: deep)
        made = render("teks", engine("native"), SITE)
    assert [(item.code, item.detail) for item in made.findings] == [("markdown-limit", "too-deep")]
    assert made.html == "<p>teks</p>"


def test_without_nh3_the_fallback_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("kimgen.sanitiser")
    by = engine("native")
    assert made_by(by).endswith(f", nh3 {vars(sys.modules['nh3'])['__version__']}")
    monkeypatch.setitem(sys.modules, "nh3", None)
    module.sanitiser.cache_clear()
    try:
        assert made_by(by) == f"{by.name} {by.version}, kimgen-escape 1"
        assert render("a <b>b</b>", Raw(), SITE).html == "a &lt;b&gt;b&lt;/b&gt;"
    finally:
        module.sanitiser.cache_clear()


def test_the_list_names_no_element_that_runs_or_loads_but_pictures() -> None:
    risky = "script style iframe object embed form input button svg math template base meta link"
    assert not set(risky.split()) & set(ELEMENTS)
    names = {name for known in ELEMENTS.values() for name in known}
    assert not [name for name in names if name.startswith(("on", "style", "form", "data", "name"))]


def test_what_is_escaped_can_be_read() -> None:
    assert escape_rest('<p>1 < 2 <b onclick="x">3</b></p>') == (
        '<p>1 &lt; 2 &lt;b onclick="x">3&lt;/b></p>'
    )
