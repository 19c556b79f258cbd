"""The jinja2 environment of a theme: its templates and what they may use.

Filters, tests and globals are a closed list; `templating.py` has the sandbox.
"""

from __future__ import annotations

import re

import jinja2

from kimgen import __version__
from kimgen.headers import REFERRER
from kimgen.templating import ThemeEnvironment, indent
from kimgen.theme import Theme, assets
from kimgen.translate import SOURCE, Words, words_of

FILTERS = (
    "e", "escape", "length", "count", "join", "first", "last", "default", "d", "lower", "upper",
    "title", "trim", "replace", "batch", "slice", "round", "int", "string", "list", "select",
    "reject", "selectattr", "rejectattr", "map", "unique", "urlencode", "format", "indent",
    "wordcount", "sort", "reverse", "groupby",
)  # fmt: skip
"""Every filter a template may use."""

TESTS = (
    "defined", "undefined", "none", "equalto", "eq", "==", "ne", "!=", "lt", "le", "gt", "ge",
    "<", "<=", ">", ">=", "greaterthan", "lessthan", "in", "string", "number", "mapping",
    "sequence", "iterable", "odd", "even", "divisibleby", "sameas", "true", "false", "boolean",
    "integer", "lower", "upper",
)  # fmt: skip


_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="{{ site.policy }}">'
    f'<meta name="referrer" content="{REFERRER}">'
)


def _with_policy(source: str) -> str:
    """The source of a template with the policies of its page where its head begins, on the same
    line: no theme can forget them."""
    return _HEAD.sub(lambda found: found[0] + _POLICY, source, count=1)


def _loader(theme: Theme) -> jinja2.BaseLoader:
    """Templates of one theme; the file name makes tracebacks point at them."""
    sources = {name: _with_policy(source) for name, source in theme.templates}

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return None if source is None else (source, f"{theme.name}/{name}", None)

    return jinja2.FunctionLoader(load)


def environment(theme: Theme, words: Words | None = None) -> ThemeEnvironment:
    """A jinja2 environment for `theme`.

    `words` translates interface texts, which are Indonesian. A template of
    an ancestor is reached as `<theme>/<template>`, which is how a child extends
    the file that it overrides.
    """
    loaders: list[jinja2.BaseLoader] = [_loader(item) for item in theme.chain]
    named = {item.name: _loader(item) for item in theme.chain}
    words = words or words_of(SOURCE)
    loader = jinja2.ChoiceLoader([*loaders, jinja2.PrefixLoader(named)])
    env = ThemeEnvironment(words, loader, words.marked)
    env.filters = {name: env.filters[name] for name in FILTERS} | {"indent": indent}
    env.tests = {name: env.tests[name] for name in TESTS}
    known = assets(theme)

    @jinja2.pass_context
    def asset(context: jinja2.runtime.Context, name: str) -> str:
        """href of a static file of the theme, from the page being rendered."""
        if name not in known:
            raise jinja2.TemplateRuntimeError(f"static file {name!r} is not in theme {theme.name}")
        return f"{context['site'].root}{known[name][0]}"

    env.globals = {
        "asset": asset,
        "_": words.__call__,
        "_n": words.count,
        "number": words.number,
        "range": range,
        "version": __version__,
    }
    return env
