"""The engine that needs no compiled code: Python-Markdown with the dialect's own grammar.

Python-Markdown gives the frame: its `Markdown` object, its extension, its stages and its element
tree. Its own grammar cannot be bent to CommonMark (blank lines part its blocks before lists,
quotes and code are known), so the extension here puts the dialect's block stage, inline stage and
serialiser in the places of the built-in ones.

One instance serves one thread at a time. No disk, no clock.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from kimgen.markdown_blocks import BlockParser
from kimgen.markdown_inlines import InlineParser
from kimgen.markdown_leaves import escape, escape_attribute

_LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td"))
_NUMBERED = re.compile(
    r'<sup class="footnote-reference"><a href="#([^"]*)">0</a>'
    r'|<div class="footnote-definition" id="([^"]*)"><sup class="footnote-definition-label">0</sup>'
)


class _InlineStage(Treeprocessor):
    """Turns the Markdown in the leaves of the tree into HTML."""

    def __init__(self, md: markdown.Markdown, parser: BlockParser) -> None:
        super().__init__(md)
        self._inlines = InlineParser(parser.references, parser.footnotes)

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in _LEAVES and element.text:
                element.text = self._inlines.html(element.text)


class _Dialect(Extension):
    """kimgen's Markdown as an extension of Python-Markdown."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        parser = BlockParser(md)
        md.parser = parser
        md.preprocessors = Registry()
        md.inlinePatterns = Registry()
        md.postprocessors = Registry()
        md.treeprocessors = Registry()
        md.treeprocessors.register(_InlineStage(md, parser), "inline", 20)
        md.stripTopLevelTags = False
        formats = dict.fromkeys(md.output_formats, serialise)
        setattr(md, "output_formats", formats)  # noqa: B010 - typed as the class's own


class PythonEngine:
    """Implements `markdown.Engine` with Python-Markdown."""

    name = "python-markdown"
    version = markdown.__version__

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(extensions=[_Dialect()])

    def to_html(self, text: str) -> str:
        """HTML of `text`; raises `TooDeep` for absurdly nested text."""
        html = self._markdown.convert(text.removesuffix("\n"))
        if not html:
            return ""
        return _number_notes(html) + "\n" if "footnote-" in html else html + "\n"


def _number_notes(html: str) -> str:
    """Number footnotes in the order in which they turn up."""
    numbers: dict[str, int] = {}

    def number(found: re.Match[str]) -> str:
        label = found[1] if found[1] is not None else found[2]
        value = numbers.setdefault(label, len(numbers) + 1)
        return found[0].replace(">0<", f">{value}<")

    return _NUMBERED.sub(number, html)


def serialise(root: Element) -> str:
    """The tree as HTML, one block a line."""
    out: list[str] = []
    _children(root, out, tight=False)
    return "".join(out)


def _children(parent: Element, out: list[str], tight: bool) -> None:
    for element in parent:
        _element(element, out, tight)


def _fresh_line(out: list[str]) -> None:
    if out and not out[-1].endswith("\n"):
        out.append("\n")


def _element(element: Element, out: list[str], tight: bool) -> None:
    tag = element.tag
    if tag == "p":
        if tight:
            out.append(element.text or "")
            return
        _fresh_line(out)
        out.append(f"<p>{element.text or ''}</p>\n")
    elif tag in _LEAVES:
        _fresh_line(out)
        out.append(f"<{tag}>{element.text or ''}</{tag}>\n")
    elif tag in {"ul", "ol"}:
        _fresh_line(out)
        start = element.get("start")
        out.append(f'<{tag} start="{start}">\n' if start else f"<{tag}>\n")
        for item in element:
            _item(item, out, "loose" not in element.attrib)
        out.append(f"</{tag}>\n")
    elif tag == "pre":
        _fresh_line(out)
        info = (element.get("info") or "").split(" ", 1)[0]
        language = f' class="language-{escape_attribute(info)}"' if info else ""
        out.append(f"<pre><code{language}>{escape(element.text or '')}</code></pre>\n")
    elif tag == "hr":
        _fresh_line(out)
        out.append("<hr />\n")
    elif tag == "blockquote":
        _fresh_line(out)
        out.append("<blockquote>\n")
        _children(element, out, tight=False)
        _fresh_line(out)
        out.append("</blockquote>\n")
    elif tag == "table":
        _table(element, out)
    elif tag == "footnote":
        _fresh_line(out)
        label = escape_attribute(element.get("label") or "")
        out.append(
            f'<div class="footnote-definition" id="{label}">'
            '<sup class="footnote-definition-label">0</sup>'
        )
        _children(element, out, tight=False)
        out.append("</div>\n")


def _item(item: Element, out: list[str], tight: bool) -> None:
    _fresh_line(out)
    out.append("<li>")
    task = item.get("task")
    if task is not None:
        checked = ' checked=""' if task else ""
        box = f'<input disabled="" type="checkbox"{checked}/>\n'
        first = item[0] if len(item) else None
        if first is not None and first.tag == "p" and not tight:
            first.text = box + (first.text or "")
        else:
            out.append(box)
    _children(item, out, tight)
    out.append("</li>\n")


def _table(table: Element, out: list[str]) -> None:
    out.append("<table><thead>")
    for row in table[0]:
        _row(row, out)
    out.append("</thead><tbody>\n")
    for row in table[1]:
        _row(row, out)
        out.append("\n")
    out.append("</tbody></table>\n")


def _row(row: Element, out: list[str]) -> None:
    out.append("<tr>")
    for cell in row:
        align = cell.get("align")
        style = f' style="text-align: {align}"' if align else ""
        out.append(f"<{cell.tag}{style}>{cell.text or ''}</{cell.tag}>")
    out.append("</tr>")
