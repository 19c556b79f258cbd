"""Templates as Python code: jinja2's generator, with short ways for what templates do most.

A page reads some hundred attributes and prints as many texts. So an attribute of
a view is read without the detour through the sandbox, which looks at each type of
view once (`ThemeEnvironment.getattr`), and pieces are collected in one list in
place of being yielded through every level of inheritance.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

SHARED = "_shared_"
"""How the names begin that `{% shared %}` sets."""


class Generator(CodeGenerator):
    """Python code for a template, with `text` in the place of `escape`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("text(")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """The field itself where the value is a view that is known to have it."""
        if node.attr.startswith("_") or keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write(f"(it.{node.attr} if type(it := ")
        self.visit(node.node, frame)
        self.write(f") in environment.views[{node.attr!r}]")
        self.write(f" else environment.getattr(it, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call without the variables of its block and loop, which jinja2 hands to functions
        that ask for the context: ours only look for `site` there."""
        if isinstance(node.node, nodes.ExtensionAttribute):  # ours, and safe to call
            self.visit(node.node, frame)
            self.write("(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")
            return
        loop, block = frame.loop_frame, frame.block_frame
        frame.loop_frame = frame.block_frame = False
        super().visit_Call(node, frame, forward_caller=forward_caller)
        frame.loop_frame, frame.block_frame = loop, block

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """A part that only prints needs no context of its own."""
        name = getattr(node.template, "value", None)
        if (
            isinstance(name, str)
            and node.with_context
            and not node.ignore_missing
            and frame.buffer is None
            and self.dump_local_context(frame) == "{}"
            and _only_prints(self.environment, name)
        ):
            part = f"environment.get_template({name!r}, {self.name!r})"
            self.writeline(f"yield from {part}.root_render_func(context)", node)
        else:
            super().visit_Include(node, frame)


def _only_prints(environment: jinja2.Environment, name: str) -> bool:
    """Whether the template `name` sets nothing that whoever includes it could see."""
    assert environment.loader is not None
    try:
        source, filename, _ = environment.loader.get_source(environment, name)
        tree = environment._parse(source, name, filename)
    except jinja2.TemplateError:  # which the include itself will report
        return False
    heavy = (nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block, nodes.Macro)
    if next(tree.find_all(heavy), None) is not None:
        return False
    stored = {item.name for item in tree.find_all(nodes.Name) if item.ctx == "store"}
    loops = {
        item.name
        for loop in tree.find_all(nodes.For)
        for item in (loop.target, *loop.target.find_all(nodes.Name))
        if isinstance(item, nodes.Name)
    }
    return all(name.startswith(SHARED) for name in stored - loops)


_GENERATOR = re.compile(r"^def (\w+)\(context, ")
_FILTER = re.compile(r"^ *def \w+\(fiter\):$")
_YIELD = re.compile(r"^( *)yield (from )?(.+)$")


def collecting(code: str) -> str:
    """Generated code that hands its pieces to `put` and `put_all` in place of yielding them
    through every level of inheritance. Lines stay where they are: errors name them."""
    lines = code.split("\n")
    inside = -1  # how deep the condition of a loop stands, which goes on yielding
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip(" "))
        if line and depth <= inside:
            inside = -1
        if _FILTER.match(line):
            inside = depth
        elif line == "    if 0: yield None":
            lines[number] = "    text = environment.text"
        elif inside < 0 and (found := _YIELD.match(line)):
            put = "put_all" if found[2] else "put"
            lines[number] = f"{found[1]}{put}({found[3]})"
        else:
            lines[number] = _GENERATOR.sub(r"def \1(context, put, put_all, ", line)
    return "\n".join(lines)


class _Pieces(list[str]):
    """Pieces of a page; an include closes what it took them from."""

    __slots__ = ()

    def close(self) -> None:
        """There is nothing to close."""


def _collected(render: Callable[..., None]) -> Callable[[Context], _Pieces]:
    """What jinja2 calls for a generator: the pieces of a template or of a block."""

    def pieces(context: Context) -> _Pieces:
        made = _Pieces()
        render(context, made.append, made.extend)
        return made

    return pieces


class Template(jinja2.Template):
    """A template whose functions collect."""

    _whole: dict[str, Any] | None = None
    """The globals in one dict: jinja2 keeps them in layers, which it flattens for each page."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],
    ) -> jinja2.Template:
        namespace["root"] = _collected(namespace["root"])
        for name, block in namespace["blocks"].items():
            # under its own name too, by which super() finds its place among the blocks
            namespace["blocks"][name] = namespace[block.__name__] = _collected(block)
        return super()._from_namespace(environment, namespace, globals)

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        if shared or locals:
            return super().new_context(vars, shared, locals)
        if self._whole is None:
            self._whole = dict(self.globals)
        known = {**self._whole, **(vars or {})}
        return Context(self.environment, known, self.name, self.blocks, self._whole)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Macros to import: the same for every page, since no page brings globals of its own."""
        if self._module is None:
            self._module = self.make_module()
        return self._module
