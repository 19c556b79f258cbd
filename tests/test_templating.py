"""The environment of themes: as strict as jinja2's sandbox, and what is shared is right."""

from __future__ import annotations

from dataclasses import dataclass

import jinja2
import pytest
from jinja2.exceptions import SecurityError
from markupsafe import Markup, escape

from kimgen.templating import ThemeEnvironment, indent, text

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
    return ThemeEnvironment(
        str.upper, jinja2.DictLoader({f"{name}.html": source for name, source in templates.items()})
    )


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
