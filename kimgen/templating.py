"""The jinja2 environment of themes: sandboxed, strict, and quick.

Templates are untrusted as far as a theme author may make mistakes: the sandbox
is immutable and undefined names raise. A page reads some hundred attributes,
so the checks of the sandbox are paid once for each type of view, a text is
escaped without a detour, and interface texts are translated when a template is
compiled. `{% shared %}` renders what many pages have in common only once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, MutableMapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.meta import find_undeclared_variables
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from kimgen.template_code import SHARED, Generator, Template, collecting


def text(value: object) -> str:
    """`value` as it stands in HTML; for most values that is what they are."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        plain: str = value  # type: ignore[assignment]
        if "&" in plain or "<" in plain or ">" in plain or '"' in plain or "'" in plain:
            return escape(plain)
        return plain
    return str(value) if kind is int else escape(value)


def indent(value: str, width: int = 4) -> str:
    """The filter `indent`: every line but the first moved to the right."""
    if "\n" not in value:
        return value
    moved = str.replace(value, "\n", "\n" + " " * width)
    return Markup(moved) if type(value) is Markup else moved


_LAST_TAG = re.compile(r"<(/?\w*)[^<]*\Z")
_TEXT_ALONE = frozenset(("title", "option", "textarea", "script", "style", "text"))
"""Elements in which tags are text, or no HTML."""


def is_html(name: str | None) -> bool:
    """Whether what the template `name` prints is escaped."""
    return not (name or "").endswith((".css", ".txt"))


class _Translator(NodeTransformer):
    """`_("Beranda")` becomes the text itself: the language of an environment is fixed.

    Where the text is printed between tags it is what `between` makes of it, which may hold tags.
    """

    def __init__(self, gettext: Callable[[str], str], between: Callable[[str], str]) -> None:
        self.gettext = gettext
        self.between = between
        self.tag = ""
        """The name of the last one, with its slash."""
        self.inside = False
        """In a tag, or in an element that holds no tags."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        said = _literal(node)
        return node if said is None else nodes.Const(self.gettext(said)).set_lineno(node.lineno)

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        for number, part in enumerate(node.nodes):
            said = _literal(part)
            if isinstance(part, nodes.TemplateData):
                self._pass(part.data)
            if said is not None and not self.inside:
                made: Any = nodes.Const(self.between(said)).set_lineno(part.lineno)
            else:
                made = self.visit(part)
            node.nodes[number] = made
        return node

    def _pass(self, data: str) -> None:
        """Go on over the HTML `data`."""
        found = _LAST_TAG.search(data)
        if found:
            self.tag = found[1]
        if found or ">" in data:
            self.inside = ">" not in (found[0] if found else data) or self.tag in _TEXT_ALONE


def _literal(node: nodes.Node) -> str | None:
    """The text of `_("text")`, None for anything else."""
    if isinstance(node, nodes.Call) and len(node.args) == 1:
        target, first = node.node, node.args[0]
        if isinstance(target, nodes.Name) and target.name == "_" and isinstance(first, nodes.Const):
            return first.value if isinstance(first.value, str) else None
    return None


class Shared(Extension):
    """`{% shared site %} … {% endshared %}`: rendered once for each combination
    of the named values, then taken from memory until `forget`.

    Texts are told apart by value, all else by identity: 1 and True are equal and
    print differently. Only the names given may be used inside, with what the template imports: a
    text that depends on anything else would be wrong on the second page.
    """

    tags = {"shared"}  # noqa: RUF012  (jinja2 reads it from the class)

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        self.memory: dict[tuple[object, ...], tuple[Markup, tuple[object, ...]]] = {}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        keys = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            keys.append(parser.parse_expression())
        body = parser.parse_statements(("name:endshared",), drop_needle=True)
        name = f"{SHARED}{line}"
        place = nodes.Const((parser.filename or parser.name or "", line))
        recall = nodes.Call(self.attr("recall"), [place, *keys], [], None, None)
        keep = nodes.Call(
            self.attr("keep"), [nodes.Name(name, "load"), place, *keys], [], None, None
        )
        miss = nodes.Compare(nodes.Name(name, "load"), [nodes.Operand("eq", nodes.Const(None))])
        made: list[nodes.Node] = [
            nodes.Assign(nodes.Name(name, "store"), recall),
            nodes.If(
                miss,
                [
                    nodes.AssignBlock(nodes.Name(name, "store"), None, body),
                    nodes.ExprStmt(keep),
                ],
                [],
                [],
            ),
            nodes.Output([nodes.Name(name, "load")]),
        ]
        return [node.set_lineno(line) for node in made]

    def recall(self, place: object, *values: object) -> Markup | None:
        """What is known for `values`, None where nothing is."""
        found = self.memory.get((place, *[v if type(v) is str else id(v) for v in values]))
        return found[0] if found else None

    def keep(self, made: Markup, place: object, *values: object) -> str:
        """Remember `made`; with it the values, so that no identity is used again."""
        key = (place, *[v if type(v) is str else id(v) for v in values])
        self.memory[key] = (made, values)
        return ""


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """jinja2's immutable sandbox, with short ways for what templates do most."""

    code_generator_class = Generator
    template_class = Template
    text = staticmethod(text)

    def __init__(
        self,
        gettext: Callable[[str], str],
        loader: jinja2.BaseLoader,
        between: Callable[[str], str] | None = None,
    ) -> None:
        """`gettext` translates; `between` makes HTML of what stands between tags."""
        self._gettext = gettext
        self._between = between or gettext
        self.views: defaultdict[str, set[type]] = defaultdict(set)
        """Attribute -> types of views that are known to have it: templates read it directly."""
        self._macros: dict[Macro, int] = {}
        self._loaded: dict[str, jinja2.Template] = {}
        super().__init__(
            loader=loader,
            autoescape=is_html,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[Shared],
        )
        shared = self.extensions[Shared.identifier]
        assert isinstance(shared, Shared)
        self._shared = shared

    def forget(self) -> None:
        """Drop what `{% shared %}` remembers: another site begins."""
        self._shared.memory.clear()

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """The template `name`; names do not depend on who asks, and no source changes."""
        assert isinstance(name, str)
        try:
            return self._loaded[name]
        except KeyError:
            found = self._loaded[name] = super().get_template(name)
            return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What the sandbox allows; of a view whose type has not been seen yet, too."""
        kind = type(obj)
        if attribute in _fields(kind):  # type: ignore[arg-type]  # mypy: a type is hashable
            self.views[attribute].add(kind)
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is Macro:
            lack = self._lack(obj, len(args))
            if kwargs or lack is None:
                return obj(context.eval_ctx, *args, **kwargs)
            made = obj._func(*args, *lack)
            return Markup(made) if context.eval_ctx.autoescape else made
        return super().call(context, obj, *args, **kwargs)

    def _lack(self, macro: Macro, given: int) -> tuple[object, ...] | None:
        """What stands in for arguments that are not given; None where jinja2 has to sort
        them out."""
        try:
            count = self._macros[macro]
        except KeyError:
            plain = not (macro.caller or macro.catch_kwargs or macro.catch_varargs)
            count = self._macros[macro] = len(macro.arguments) if plain else -1
        if given == count:
            return ()
        return (missing,) * (count - given) if given < count else None

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None,
        defer_init: bool = False,
    ) -> str:  # fmt: skip
        return collecting(super()._generate(source, name, filename, defer_init))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if not any(item.name == "_" and item.ctx != "load" for item in tree.find_all(nodes.Name)):
            between = self._between if is_html(name) else self._gettext
            _Translator(self._gettext, between).visit(tree)
        _check_shared(tree, frozenset(self.globals), name, filename)
        return tree


@cache
def _fields(kind: type) -> frozenset[str]:
    """Names that a template may read without a further check: the fields of our own views."""
    if not is_dataclass(kind) or not kind.__module__.startswith("kimgen."):
        return frozenset()
    return frozenset(name for name in kind.__dataclass_fields__ if not name.startswith("_"))


def _check_shared(
    tree: nodes.Template, known: frozenset[str], name: str | None, filename: str | None
) -> None:
    """Raise `TemplateSyntaxError` where a shared part depends on more than it names."""
    parts = [
        (block, recall)
        for block in tree.find_all(nodes.If)
        if (recall := _keep_call(block)) is not None
    ]
    if not parts:
        return
    outside = set(known)
    for found in tree.find_all(nodes.FromImport):
        outside.update(item if isinstance(item, str) else item[1] for item in found.names)
    outside.update(found.target for found in tree.find_all(nodes.Import))
    outside.update(found.name for found in tree.find_all(nodes.Macro))
    for block, call in parts:
        keys = {item.name for item in call.args[2:] if isinstance(item, nodes.Name)}
        body = nodes.Template(block.body[0].body)  # type: ignore[attr-defined]
        body.set_environment(tree.environment)  # type: ignore[arg-type]
        used = find_undeclared_variables(body)
        if "asset" in used:  # it looks for the page's folder in `site`
            used.add("site")
        loose = sorted(used - keys - outside)
        if loose:
            message = f"{{% shared %}} does not name {', '.join(loose)}, which it uses"
            raise jinja2.TemplateSyntaxError(message, block.lineno, name, filename)
        for kind in (nodes.Block, nodes.Include):
            if next(body.find_all(kind), None) is not None:
                message = f"{{% shared %}} must not hold {kind.__name__.lower()}"
                raise jinja2.TemplateSyntaxError(message, block.lineno, name, filename)


def _keep_call(block: nodes.If) -> nodes.Call | None:
    """The call that ends a shared part, None where `block` is an ordinary `if`."""
    last = block.body[-1] if block.body else None
    if isinstance(last, nodes.ExprStmt) and isinstance(last.node, nodes.Call):
        target = last.node.node
        if isinstance(target, nodes.ExtensionAttribute) and target.name == "keep":
            return last.node
    return None
