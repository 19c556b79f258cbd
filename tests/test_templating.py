"""The environment of themes: as strict as jinja2's sandbox, and what is shared is right."""

from __future__ import annotations

import shutil
import traceback
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from kimgen.compiled import warm
from kimgen.load_theme import load_theme, theme_folders
from kimgen.render import cached_environment
from kimgen.templating import ThemeEnvironment, indent, text
from kimgen.viewparts import Link

HOSTILE = [
    "", "desa", "<b>", "a & b", '"', "'", "&amp;", "\u202e<", 7, True, 1.5, None, Markup("<i>"),
    ("<",),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    name: str
    _secret: str = "x"

    def method(self) -> str:
        return self.name


def _env(**templates: str) -> ThemeEnvironment:
    def load(name: str) -> tuple[str, str, None] | None:
        source = templates.get(name.removesuffix(".html"))
        return None if source is None else (source, name, None)

    return ThemeEnvironment(str.upper, jinja2.FunctionLoader(load))


def _show(source: str, **values: object) -> str:
    return _env(page=source).get_template("page.html").render(**values)


@pytest.mark.parametrize("value", HOSTILE)
def test_text_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(text(value)) == str(escape(value))
    assert _show("{{ value }}", value=value) == str(escape(value))


def test_indent_keeps_the_kind_of_text() -> None:
    assert indent("a\nb", 2) == "a\n  b"
    assert isinstance(indent(Markup("<a>\n<b>"), 2), Markup)
    assert _show("{{ value|indent(2) }}", value="<\n<") == "&lt;\n  &lt;"


def test_interface_texts_are_translated_at_compile_time() -> None:
    assert _show("{{ _('desa & kota') }}") == "DESA &amp; KOTA"


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.__class__ }}",
        "{{ view._secret }}",
        "{{ view.method.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ view.missing }}",
        "{{ missing }}",
        "{{ [].append(1) }}",
        "{{ '{0.__class__}'.format(view) }}",
    ],
)
def test_the_sandbox_holds(source: str) -> None:
    with pytest.raises((SecurityError, jinja2.UndefinedError)):
        _show(source, view=View("a"))


def test_a_view_that_is_known_is_read_as_the_first_one_was() -> None:
    page = _env(page="{{ view.text }} {{ view.nothing is defined }}").get_template("page.html")
    card = Link("<a>", "a.html")
    assert page.render(view=card) == page.render(view=card) == "&lt;a&gt; False"
    assert page.render(view={"text": "&", "nothing": 1}) == "&amp; True"
    page = _env(page="{{ view.__class__ }}").get_template("page.html")
    for view in (card, card, Markup("a")):
        with pytest.raises(SecurityError):
            page.render(view=view)


def test_names_that_python_keeps_for_itself_are_attributes_like_others() -> None:
    assert _show("{{ view.class }}{{ view.it }}", view={"class": 1, "it": 2}) == "12"


def test_what_is_shared_is_rendered_once_for_each_value() -> None:
    env = _env(page="{% shared view %}<p>{{ view.name }}</p>{% endshared %}{{ other }}")
    page = env.get_template("page.html")
    first, second = View("<a>"), View("b")
    assert page.render(view=first, other=1) == "<p>&lt;a&gt;</p>1"
    assert page.render(view=second, other=2) == "<p>b</p>2"
    assert page.render(view=first, other=3) == "<p>&lt;a&gt;</p>3"
    assert len(env._shared.memory) == 2
    env.forget()
    assert not env._shared.memory


def test_equal_values_that_print_differently_are_told_apart() -> None:
    page = _env(page="{% shared n %}{{ n }}{% endshared %}").get_template("page.html")
    assert [page.render(n=1), page.render(n=True), page.render(n=1.0)] == ["1", "True", "1.0"]


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("{% shared a %}{{ a }}{{ b }}{% endshared %}", "b"),
        ("{% shared a.b %}{{ a }}{% endshared %}", "a"),
        ("{% set c = 1 %}{% shared a %}{{ c }}{% endshared %}", "c"),
        ("{% shared a %}{% include 'x.html' %}{% endshared %}", "include"),
    ],
)
def test_a_shared_part_that_depends_on_more_is_refused(source: str, named: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError, match=named):
        _show(source, a=1, b=2)


def test_a_shared_part_may_use_what_the_template_imports_and_sets_inside() -> None:
    env = _env(
        page="{% from 'm.html' import bold %}{% shared a %}"
        "{% for x in a %}{% set y = x %}{{ bold(y) }}{{ _('o') }}{% endfor %}{% endshared %}",
        m="{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}",
    )
    assert env.get_template("page.html").render(a=("<", "k")) == "<b>&lt;</b>O<b>k</b>O"


def test_blocks_inherit_through_levels_with_super_and_includes() -> None:
    env = _env(
        base="<{% block a %}base {{ site }}{% endblock %}>{% block b %}{% endblock %}",
        middle="{% extends 'base.html' %}{% block a %}middle {{ super() }}{% endblock %}",
        page="{% extends 'middle.html' %}{% set n = 1 %}"
        "{% block a %}page {{ super() }}{% endblock %}"
        "{% block b %}{% include 'part.html' %}{% include 'sets.html' %}{{ n }}{% endblock %}",
        part="{% for n in [7, 8] %}{{ n }}{{ site }}{% endfor %}",
        sets="{% set n = 5 %}{{ n }}",
    )
    shown = env.get_template("page.html").render(site="&", n=0)
    assert shown == "<page middle base &amp;>7&amp;8&amp;51"


def test_a_macro_gets_its_defaults_and_its_caller() -> None:
    env = _env(
        page="{% macro m(a, b='-', c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}"
        "{% macro k() %}{{ kwargs.x }}{{ caller() }}{% endmacro %}"
        "{{ m('<') }}{{ m(1, 2) }}{{ m(1, c=3) }}{% call k(x=4) %}!{% endcall %}"
    )
    assert env.get_template("page.html").render() == "&lt;-None12None1-34!"


def test_an_error_names_its_template_and_line() -> None:
    env = _env(page="{% extends 'base.html' %}\n{% block a %}\n\n{{ site.x }}{% endblock %}",
               base="{% block a %}{% endblock %}")  # fmt: skip
    with pytest.raises(jinja2.UndefinedError) as caught:
        env.get_template("page.html").render(site=View("a"))
    frames = traceback.extract_tb(caught.value.__traceback__)
    ours = [(frame.filename, frame.lineno) for frame in frames if frame.filename == "page.html"]
    assert ours[-1] == ("page.html", 4)


def test_a_loop_with_a_condition_goes_on_yielding() -> None:
    source = "{% for a, b in rows if b %}{{ a }}{% if a > 1 %}!{% endif %}{% else %}-{% endfor %}."
    assert _show(source, rows=((1, 1), (2, 0), (3, 1))) == "13!."
    assert _show(source, rows=()) == "-."


def test_a_cache_that_goes_away_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cached_environment.cache_clear()
    theme = load_theme("lontar", theme_folders(None))
    warm(theme, "id", ())
    shutil.rmtree(tmp_path / "cache")
    env = cached_environment(theme, "id")
    assert env.bytecode_cache is not None
    assert env.get_template("404.html") is not None
    cached_environment.cache_clear()
