"""Block structure of Markdown in pure Python, after the rules of CommonMark.

`BlockParser` takes the place of Python-Markdown's own: it gets the lines of a document and gives
an element tree whose leaves still hold Markdown (`text`), and it fills the document's link
references and footnotes. It works line by line with the containers that are open (quotes, list
items, footnotes) and at most one open leaf, so its work is the text's length times its depth.

What a table row or a link definition looks like is in `markdown_leaves.py`; inline markup in
`markdown_inlines.py`. No disk, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser as PythonMarkdownParser

from kimgen.markdown_leaves import (
    Container,
    Kind,
    Leaf,
    Line,
    List,
    alignments,
    cells,
    count_cells,
    is_rule,
    normal_label,
    take_definition,
    unescape,
)

DEPTH_LIMIT = 200
"""Containers inside one another that this stage bears; fewer are allowed."""

_CODE_INDENT = 4
_STARTERS = frozenset("#>`~=-*_+[|:0123456789")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
_MARKER = re.compile(r"(?:([*+-])|([0-9]{1,9})([.)]))(?=[ \t]|$)")
_TASK = re.compile(r"\[([ xX])\](?=[ \t]|$)")
_PIPE_START = re.compile(r" {0,3}\|")
_NOTE = re.compile(r"\[\^((?:[^\[\]\\]|\\.)+)\]:")


class TooDeep(ValueError):
    """More containers inside one another than `DEPTH_LIMIT`."""


class BlockParser(PythonMarkdownParser):
    """The block stage of the dialect, in place of Python-Markdown's."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.references: dict[str, tuple[str, str]] = {}
        self.footnotes: dict[str, str] = {}

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:
        """The tree of the document; `references` and `footnotes` are filled on the way."""
        self.references.clear()
        self.footnotes.clear()
        root = Element(self.md.doc_tag)
        self._open = [Container(Kind.ROOT, root)]
        self._leaf: Leaf | None = None
        self._blank = False
        for text in lines:
            self._feed(Line(text))
        self._close_to(0)
        return ElementTree(root)

    # -- one line ------------------------------------------------------------------------

    def _feed(self, line: Line) -> None:
        depth = self._matched(line)
        whole = depth == len(self._open)
        leaf = self._leaf
        end, indent = line.indent()
        blank = end == len(line.text)
        if leaf is not None and leaf.kind != "p":
            if whole and self._continues(leaf, line, end, indent, blank):
                return
            self._finish_leaf()
            leaf = None
        if blank:
            self._close_to(depth)
            self._finish_leaf()
            self._blank = self._open[-1].kind is not Kind.QUOTE
            return
        paragraph = leaf if whole else None
        while indent < _CODE_INDENT and line.text[end] in _STARTERS:
            if paragraph is not None and self._table_starts(paragraph, line, end):
                return
            step = self._start(line, depth, end, indent, paragraph)
            if step is None:
                break
            leaf = paragraph = None
            if not step:
                self._blank = False
                return
            depth = len(self._open)
            end, indent = line.indent()
            if end == len(line.text):
                self._blank = self._open[-1].kind is Kind.NOTE
                return
        if leaf is not None:
            leaf.lines.append(line.rest())
        elif indent >= _CODE_INDENT:
            line.advance(_CODE_INDENT)
            self._add(depth, Leaf("pre", Element("pre"))).lines.append(line.rest())
        else:
            self._add(depth, Leaf("p", Element("p"))).lines.append(line.rest())
        self._blank = False

    def _matched(self, line: Line) -> int:
        """How many of the open containers go on in `line`, whose prefix is read."""
        for index, container in enumerate(self._open):
            if container.kind is Kind.ROOT:
                continue
            end, indent = line.indent()
            blank = end == len(line.text)
            if container.kind is Kind.QUOTE:
                if blank or indent >= _CODE_INDENT or line.text[end] != ">":
                    return index
                line.advance(indent)
                self._skip_quote_mark(line)
            elif blank:
                if container.kind is Kind.ITEM and container.empty:
                    return index
                line.advance(min(indent, container.indent))
            elif indent >= container.indent:
                line.advance(container.indent)
            else:
                return index
        return len(self._open)

    def _skip_quote_mark(self, line: Line) -> None:
        line.jump(line.position + 1)
        if line.text[line.position : line.position + 1] in {" ", "\t"}:
            line.advance(1)

    def _continues(self, leaf: Leaf, line: Line, end: int, indent: int, blank: bool) -> bool:
        """Whether `line` belongs to the open code block or table; it is added then."""
        if leaf.kind == "table":
            if blank or self._interrupts(line.text[end:]):
                return False
            row = cells(line.text[end:])
            if not row:
                return False
            self._row(leaf, row, SubElement(leaf.element[1], "tr"), "td")
            return True
        if leaf.fence:
            text = line.text[end:].rstrip(" \t")
            if indent < _CODE_INDENT and text.startswith(leaf.fence) and not text.strip(text[0]):
                self._finish_leaf()
            else:
                line.advance(min(indent, leaf.indent))
                leaf.lines.append(line.rest())
            self._blank = False
            return True
        if indent < _CODE_INDENT and not blank:
            return False
        line.advance(min(indent, _CODE_INDENT))
        leaf.lines.append(line.rest())
        self._blank = blank
        return True

    @staticmethod
    def _interrupts(text: str) -> bool:
        """Whether `text` begins a block that ends a table."""
        return bool(
            text[0] == ">"
            or _HEADING.match(text)
            or _FENCE.match(text)
            or is_rule(text)
            or _NOTE.match(text)
            or _MARKER.match(text)
        )

    # -- beginnings ----------------------------------------------------------------------

    def _start(
        self, line: Line, depth: int, end: int, indent: int, paragraph: Leaf | None
    ) -> bool | None:
        """Start the block that stands at `end`, if one does.

        True: a container was opened, go on behind its mark. False: the line is used up.
        None: nothing starts here.
        """
        text = line.text[end:]
        first = text[0]
        if first == ">":
            line.advance(indent)
            self._skip_quote_mark(line)
            self._enter(depth, Container(Kind.QUOTE, Element("blockquote")))
            return True
        if first == "#" and (heading := _HEADING.match(text)):
            self._heading(depth, len(heading[1]), text[heading.end() :].strip(" \t"))
            return False
        if first in "`~" and (fence := _FENCE.match(text)):
            leaf = self._add(depth, Leaf("pre", Element("pre")))
            leaf.fence, leaf.indent = fence[1] or fence[3], indent
            leaf.element.set("info", unescape((fence[2] or fence[4] or "").strip(" \t")))
            return False
        if paragraph is not None and first in "=-" and (underline := _UNDERLINE.match(text)):
            self._take_definitions(paragraph)
            if paragraph.lines:
                self._underlined(paragraph, 1 if underline[1][0] == "=" else 2)
                return False
        if is_rule(text):
            self._place(depth, Element("hr"))
            return False
        if first == "[":
            return self._note(line, depth, end, text)
        return self._item(line, depth, end, indent, paragraph)

    def _heading(self, depth: int, level: int, text: str) -> None:
        element = Element(f"h{level}")
        bare = text.rstrip("#")
        element.text = text if bare and bare[-1] not in " \t" else bare.rstrip(" \t")
        self._place(depth, element)

    def _underlined(self, paragraph: Leaf, level: int) -> None:
        paragraph.element.tag = f"h{level}"
        self._finish_leaf()

    def _note(self, line: Line, depth: int, end: int, text: str) -> bool | None:
        note = _NOTE.match(text)
        if note is None:
            return None
        while depth > 1 and self._open[depth - 1].kind is Kind.NOTE:
            depth -= 1  # a footnote holds no footnote
        element = Element("footnote", {"label": note[1]})
        self.footnotes.setdefault(normal_label(note[1]), note[1])
        line.jump(end + note.end())
        line.column = 0
        self._enter(depth, Container(Kind.NOTE, element, _CODE_INDENT))
        after, _ = line.indent()
        if after < len(line.text):
            line.position = after
        return True

    def _item(
        self, line: Line, depth: int, end: int, indent: int, paragraph: Leaf | None
    ) -> bool | None:
        found = _MARKER.match(line.text, end)
        if found is None:
            return None
        bare = not line.text[found.end() :].strip(" \t")
        if paragraph is not None and (bare or (found[2] and int(found[2]) != 1)):
            return None
        line.advance(indent)
        width = found.end() - end
        line.jump(line.position + width)
        _, spaces = line.indent()
        if bare or spaces > _CODE_INDENT:
            spaces = 1
        line.advance(spaces)
        marker = found[1] or found[3]
        parent = self._joins(depth, marker)
        if parent is None:
            element = Element("ul" if found[1] else "ol")
            if found[2] and int(found[2]) != 1:
                element.set("start", str(int(found[2])))
            self._place(depth, element)
            parent = self._open[-1].items = List(element, marker)
        item = Container(
            Kind.ITEM, SubElement(parent.element, "li"), indent + width + spaces, parent
        )
        self._push(item)
        if not bare:
            self._task(line, item)
        return True

    def _joins(self, depth: int, marker: str) -> List | None:
        """The open list that an item with `marker` goes on, if one does."""
        self._close_to(depth)
        parent = self._open[-1].items
        if parent is None or parent.marker != marker:
            return None
        if self._blank:
            parent.element.set("loose", "")
        return parent

    def _task(self, line: Line, item: Container) -> None:
        """`[ ]` or `[x]` behind the marker; what follows it is a paragraph, whatever it holds."""
        after, indent = line.indent()
        box = _TASK.match(line.text, after) if indent < _CODE_INDENT else None
        if box is None:
            return
        item.element.set("task", "" if box[1] == " " else "x")
        rest = line.text[box.end() :]
        line.position = len(line.text)
        if rest.strip(" \t"):
            leaf = self._add(len(self._open), Leaf("p", Element("p")))
            leaf.lines.append(rest)
            leaf.is_task = True

    def _table_starts(self, paragraph: Leaf, line: Line, end: int) -> bool:
        """Whether `line` is the row of dashes under `paragraph`, which becomes a table then."""
        if line.text[end] not in "|-:" or "|" not in paragraph.lines[-1]:
            return False
        columns = alignments(line.text[end:])
        if not columns:
            return False
        self._take_definitions(paragraph)
        head = paragraph.lines[-1] if paragraph.lines else ""
        alone = len(paragraph.lines) == 1
        if count_cells(head) != len(columns) or not (alone or _PIPE_START.match(head)):
            return False
        table = Element("table")
        leaf = Leaf("table", table)
        leaf.columns = columns
        if alone:
            self._leaf = None
            self._open[-1].element.remove(paragraph.element)
        else:
            del paragraph.lines[-1]
        self._row(leaf, cells(head), SubElement(SubElement(table, "thead"), "tr"), "th")
        SubElement(table, "tbody")
        self._add(len(self._open), leaf)
        self._blank = False
        return True

    @staticmethod
    def _row(leaf: Leaf, row: Sequence[str], into: Element, tag: str) -> None:
        for index, align in enumerate(leaf.columns):
            cell = SubElement(into, tag, {"align": align} if align else {})
            cell.text = row[index] if index < len(row) else ""

    # -- the tree ------------------------------------------------------------------------

    def _place(self, depth: int, element: Element) -> None:
        """Put a new block into the container at `depth`; deeper ones are closed."""
        self._close_to(depth)
        self._finish_leaf()
        container = self._open[-1]
        if self._blank and not container.empty and container.parent_list is not None:
            container.parent_list.element.set("loose", "")
        container.empty = False
        container.items = None
        container.element.append(element)

    def _add(self, depth: int, leaf: Leaf) -> Leaf:
        self._place(depth, leaf.element)
        self._leaf = leaf
        return leaf

    def _enter(self, depth: int, container: Container) -> None:
        self._place(depth, container.element)
        self._push(container)

    def _push(self, container: Container) -> None:
        self._open.append(container)
        if len(self._open) > DEPTH_LIMIT:
            raise TooDeep

    def _close_to(self, depth: int) -> None:
        if depth < len(self._open):
            self._finish_leaf()
            del self._open[max(depth, 1) :]

    def _finish_leaf(self) -> None:
        leaf, self._leaf = self._leaf, None
        if leaf is None or leaf.kind == "table":
            return
        element = leaf.element
        if leaf.kind == "pre":
            lines = leaf.lines
            if not leaf.fence:
                while lines and not lines[-1].strip(" \t"):
                    del lines[-1]
            element.text = "".join(f"{text}\n" for text in lines)
            return
        if element.tag == "p":
            self._take_definitions(leaf)
        element.text = "\n".join(leaf.lines).strip(" \t\n")
        if not leaf.lines:
            element.tag = "nothing"

    def _take_definitions(self, paragraph: Leaf) -> None:
        """Take the link definitions at the start of `paragraph` out of it."""
        if paragraph.is_task or not paragraph.lines:
            return
        if not paragraph.lines[0].lstrip(" \t").startswith("["):
            return
        text = "\n".join(paragraph.lines)
        taken = False
        while found := take_definition(text):
            label, target, title, end = found
            self.references.setdefault(label, (target, title))
            text, taken = text[end:], True
        if taken:
            paragraph.lines[:] = text.split("\n") if text.strip(" \t\n") else []
