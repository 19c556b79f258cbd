"""Where values stand in templates: what `kimgen theme check` reads from their source."""

from __future__ import annotations

import pytest

from kimgen.frontmatter import Document
from kimgen.model import Portal
from kimgen.templatescan import faults
from kimgen.theme_environment import environment
from kimgen.themecheck import TODAY, _kim, _probes
from kimgen.themeprobe import MARK, PROBE, leaks
from kimgen.validate import read_post
from tests.test_themecheck import lontar

GOOD = (
    "{{ page.title }} <p>{{ page.title }}</p> 1 < 2 {{ a }} & <",
    "<p title=\"{{ a }}\" lang='{{ b }}'>{{ c }}</p>",
    '<a href="{{ link.href }}">x</a><a href="#{{ id }}">x</a><a href="mailto:{{ mail }}">x</a>',
    '<p class="a {{ b }} c{% if d %} e{{ f }}{% endif %}">x</p>',
    '<p{% if a %} t="{{ a }}"{% endif %}{% if b %} x="{{ b }}"{% else %} y="{{ c }}"{% endif %}>',
    '<meta {{ "name" if a else "property" }}="{{ a }}" content="{{ b }}">',
    "<h{{ h|int }}>x</h{{ h|int }}>",
    "<ol start={{ loop.index0 }}><li value={{ n|length }}>",
    '{% from "_parts.html" import tongue, homely %}<p{{ tongue(a, b) }}>{{ homely(a, b) }}</p>',
    '{% macro tongue(a) %} lang="{{ a }}"{% endmacro %}<p{{ tongue(a) }}>x</p>',
    "<title>{{ a }}</title><textarea>{{ a }}</textarea><!-- <script> {{ a }} --><p>{{ a }}</p>",
    '<script type="application/ld+json">{{ page.head.jsonld }}</script>{{ a }}',
    '<script src="{{ asset("site.js") }}" defer></script><p>{{ a }}</p>',
    '<img src="data:image/png;base64,AAAA" alt="{{ a }}">',
    '<a href="https://wa.me/{{ a }}">x</a>',
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="{{ d }}"/></svg>',
    '{% set a %}<b>{{ c }}</b>{% endset %}<p title="x">{{ a }}</p>',
    '<p title="{% for a in b %}{{ a }}{% else %}{{ c }}{% endfor %}">{{ d }}</p>',
    '{# <p onclick="{{ a }}"> #}<p data-on="{{ a }}" data-one="x">{{ b }}</p>',
    '<p title="a > b {{ a }}" lang="x">{{ b }}</p>',
    '<p title="{{ "}}" }}">{{ a }}</p>',
    '<p\n  title="{{ a }}"\n>{{ b }}',
    '<a href = "{{ a }}">x</a>',
)

BAD = {
    "{{ a|safe }}": "template-safe",
    "{{ a|upper|safe|lower }}": "template-safe",
    "{{ Markup(a) }}": "template-safe",
    "{% if a|safe %}{% endif %}": "template-safe",
    "{% autoescape false %}{{ a }}{% endautoescape %}": "template-safe",
    "<a href={{ a }}>": "template-unquoted",
    "<a href=/{{ a }}>": "template-unquoted",
    "<a title={{ a }} href='{{ b }}'>": "template-unquoted",
    "<a href= {{ a }}>": "template-unquoted",
    "<p {{ a }}>": "template-unquoted",
    "<p data-{{ a }}='x'>": "template-unquoted",
    "<{{ a }}>": "",  # a lone sign in text; what follows is text to a browser, too
    "<h{{ h }}>": "template-unquoted",
    "</h{{ h }}>": "template-unquoted",
    "<p{% if a %} title={{ a }}{% endif %}>": "template-unquoted",
    '<p title="x"{% if a %} lang="y"{% endif %} {{ b }}>': "template-unquoted",
    "<p class=a{% if b %}{{ c }}{% endif %}>": "template-unquoted",
    '<p title="{{ a }}"{{ b.c }}>': "template-unquoted",
    "<p {{ ('a' if b else c) }}>": "template-unquoted",
    "<script>let a = '{{ a }}'; b('{{ b }}')</script>{{ c|safe }}": "template-script template-safe",
    "<script>{{ a }}</script>": "template-script",
    '<script type="application/ld+json">{{ a }}</script>': "template-script",
    '<SCRIPT type="application/ld+json">{"a": "{{ page.head.jsonld }}{{ b }}"}</SCRIPT>':
        "template-script",
    "<style>p { color: {{ a }} }</style>": "template-script",
    '<script src="{{ a }}"></script>': "template-script",
    '<iframe srcdoc="{{ a }}">': "template-policy template-script",
    '<p onclick="x">': "template-handler",
    "<p ONCLICK='{{ a }}'>": "template-handler",
    "<p onclick={{ a|int }}>": "template-handler",
    "<p{% if a %} onclick='x'{% endif %}>": "template-handler",
    "<svg/onload=x>": "template-handler",
    '<a href="javascript:x">': "template-url",
    '<a href="javascript:{{ a }}">': "template-url",
    '<a href=" \n vbscript:x">': "template-url",
    "<a href=JavaScript:x>": "template-url",
    '<a href="data:text/html,{{ a }}">': "template-url",
    '<form action="javascript:x">': "template-policy template-url",
    '<p style="color: {{ a }}">': "template-policy",
    "<style>p {}</style>": "template-policy",
    "<script>x()</script>": "template-policy",
    '<script src="https://a.example/x.js"></script>': "template-policy",
    '<link rel="stylesheet" href="//a.example/x.css">': "template-policy",
    '<img src="http://a.example/x.gif" alt="">': "template-policy",
    '<base href="/">': "template-policy",
    '<object data="x"></object><embed src="x">': "template-policy template-policy",
}  # fmt: skip


def codes(source: str) -> str:
    return " ".join(fault.code for fault in faults(source, environment(lontar())))


@pytest.mark.parametrize("source", GOOD)
def test_a_value_may_stand_where_it_is_escaped(source: str) -> None:
    assert codes(source) == ""


@pytest.mark.parametrize(("source", "wanted"), BAD.items())
def test_a_value_may_stand_nowhere_else(source: str, wanted: str) -> None:
    assert codes(source) == wanted


def test_a_fault_is_at_its_place() -> None:
    source = "<p>x</p>\n  <p title='{{ a }}'\n  lang={{ b }}>\n"
    assert [fault[1:] for fault in faults(source, environment(lontar()))] == [(3, 8)]


def test_no_end_of_a_template_is_too_early() -> None:
    whole = (
        "{% if a %}<p title=\"{{ b|safe }}\" x='{{ c }}' y={{ d }}>{% endif %}"
        "<!-- x --><script>a{{ b }}c</script>"
    )
    for end in range(len(whole) + 1):
        faults(whole[:end], environment(lontar()))


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (f"<p>{PROBE}</p>", {"template-unquoted"}),
        (f"<p title={PROBE.replace('<', '&lt;').replace('>', '&gt;')}></p>", {"template-unquoted"}),
        (f'<a href="javascript:{MARK}">x</a>', {"template-url"}),
        (f"<style>p {{ content: '{MARK}' }}</style>", {"template-script"}),
        (f"<script>'{MARK}'</script>", {"template-script"}),
        (f'<p onclick="{MARK}">', {"template-handler"}),
        (f'<p title="javascript:{MARK} {MARK}={MARK}">javascript:{MARK}</p>', set()),
        (f'<script type="application/ld+json">{{"a": "{MARK}"}}</script>', set()),
    ],
)
def test_the_probe_shows_itself(page: str, wanted: set[str]) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="x">'
    assert set(leaks(policy + page)) == wanted
    assert set(leaks(page)) == wanted | {"template-policy"}


def test_the_probe_reaches_every_kind_of_post() -> None:
    """A probe that validation sends back would find nothing."""
    documents: tuple[Document, ...] = _probes()
    assert len(documents) == 8
    for document in documents:
        read = read_post(document, _kim(1), Portal())
        assert read.post is not None, (document.path, read.found)
        assert MARK in read.post.title
    assert TODAY.year == 2026
