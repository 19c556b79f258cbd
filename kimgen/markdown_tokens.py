"""What the pass over an engine's HTML stops at, as patterns. Each group's name says what it is.

A pattern that begins with one plain character is found three times as fast as one that begins
with either of two. So there are three: most texts show neither a `<` nor a bare address.
"""

from __future__ import annotations

import re

_PLAIN = "p|em|strong|del|ul|ol|li|blockquote|tr|td|thead|tbody|code|/th|/a|/h[1-6]|/div|/sup|/pre"
# It begins with one plain character: so the scan can jump from one tag to the next. What is most
# frequent and needs nothing is ruled out at once.
_TAG = (
    r"<(?!p>(?!<img )|/p>|li>(?!(?:\n<p>)?<input )|/?(?:em|strong|ul)>|/(?:li|td)>|td>)"
    r"(?:p>(?P<lone><img [^>]*/>)</p>"
    r'|a href="(?P<href>[^"]*)"(?: title="(?P<title>[^"]*)")?>'
    r"|(?P<close>/a>)"
    r"|(?P<img>img [^>]*)/>"
    r"|(?P<code>code[^>]*>[^<]*)</code>"
    r"|(?P<slash>/?)h(?P<level>[1-6])>"
    r'|li>(?P<task>(?:\n<p>)?)<input disabled="" type="checkbox"(?P<done> checked="")?/>\n'
    r"|(?P<table>table>)<thead><tr>|(?P<rows>/tr></thead><tbody>\n)|(?P<end>/tbody></table>)"
    r'|(?P<cell>t[hd])(?: style="text-align: (?P<align>left|right|center)")?>(?P<bare></th>)?'
    r'|sup class="footnote-reference"><a href="#(?P<note>[^"]*)">\d+</a></sup>'
    r'|(?P<known>ol start="\d+"|br /|hr /|pre)>'
    rf"|(?P<odd>(?!/?(?:{_PLAIN})>)[^>]*>?))"
)
_RAW = r"|&lt;(?P<raw>/?[A-Za-z!?][A-Za-z0-9]*)"
_URL = r"|h(?P<url>ttps?://[^\s<]+)|w(?P<www>ww\.[^\s<]+\.[^\s<]+)"

TAGS = re.compile(_TAG)
"""For HTML without `&lt;` and bare addresses."""
TAGS_OR_RAW = re.compile(_TAG + _RAW)
"""With `&lt;`, where raw HTML may have been written."""
TAGS_RAW_OR_URLS = re.compile(_TAG + _RAW + _URL)
"""With addresses outside of links, too."""

NOTE_EDGE = re.compile(
    r'<div class="footnote-definition" id="([^"]*)">'
    r'<sup class="footnote-definition-label">\d+</sup>\n?|</div>\n?'
)
"""Where a footnote's text begins, with its name, and where it ends."""
NOTE_REFERENCE = re.compile(r'<sup class="footnote-reference">.*?</sup>')
"""A mention of a footnote."""
