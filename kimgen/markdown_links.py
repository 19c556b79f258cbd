"""Small text work of the pass over HTML: outside addresses, plain text, names of footnotes.

Which outside addresses an article, or a field, may link to is decided here. Text in, text out.
"""

from __future__ import annotations

import re
from html import escape, unescape

from kimgen.allowlist import REL
from kimgen.headers import DOWNLOADS
from kimgen.markdown_types import ROOT

_WEB = re.compile(
    r"https?://([A-Za-z0-9](?:[A-Za-z0-9.\-_]*[A-Za-z0-9])?\.?)(?::(\d{1,5}))?(?=[/?#]|$)", re.I
)
_BARE_END = re.compile(r"&lt;|&gt;|[\"\u201d\u2019]")
_ENTITY_END = re.compile(r"&(?:[a-z]+|#39);\Z")
_TAG = re.compile(r"<[^>]*>")
_ENDS = frozenset(".,:;!?'*_~\u2026")
_DOWNLOAD = ROOT + DOWNLOADS
_LAST_PORT = 65_535
_URL_ODD = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def clean_url(url: str) -> str:
    """`url` with every character that no URL may hold percent-encoded."""
    head, mark, fragment = url.partition("#")
    return (
        _URL_ODD.sub(_percent, head) + mark + _URL_ODD.sub(_percent, fragment).replace("#", "%23")
    )


def host_of(url: str) -> str:
    """The host of an http(s) address, in lower case; '' without a real one or with a user name."""
    found = _WEB.match(url)
    if not found or ".." in found[1] or int(found[2] or 0) > _LAST_PORT:
        return ""
    return found[1].casefold()


def hosted(url: str, hosts: frozenset[str]) -> str:
    """`url` by https where one of `hosts` serves it at the usual port, else ''."""
    found = _WEB.match(url)
    host = host_of(url)
    if not found or found[2] or host not in hosts:
        return ""
    rest = url[found.end() :]
    return f"https://{host}{rest if rest.startswith('/') else '/' + rest}"


def is_web(url: str) -> bool:
    """Whether `url` is an http(s) address of a real host, without a user name in it."""
    return bool(host_of(url))


def web_address(text: str) -> str:
    """`text` as an address to link to where it is one of the web, else ''."""
    return clean_url(text) if is_web(text) else ""


def link_start(href: str, title: str = "") -> str:
    """The tag that begins a link to `href`; `title` is escaped already."""
    rel = f'rel="{REL}" ' if is_web(href) else ""
    shown = f' title="{title}"' if title else ""
    if href.startswith(_DOWNLOAD):
        shown += ' download=""'
    return f'<a {rel}href="{escape(href)}"{shown}>'


def trim_bare(shown: str) -> str:
    """A bare address in escaped text without what ends its sentence or its brackets."""
    found = _BARE_END.search(shown)
    end = found.start() if found else len(shown)
    surplus = shown.count(")", 0, end) - shown.count("(", 0, end)
    while end:
        last = shown[end - 1]
        if last == ")" and surplus > 0:
            surplus -= 1
        elif last == ";" and (entity := _ENTITY_END.search(shown[max(0, end - 8) : end])):
            end -= len(entity[0]) - 1
        elif last not in _ENDS:
            break
        end -= 1
    return shown[:end]


def without_tags(html: str) -> str:
    """The text of `html` with its character references."""
    return _TAG.sub("", html) if "<" in html else html


def strip_tags(html: str) -> str:
    """The text of `html`."""
    text = without_tags(html)
    return unescape(text) if "&" in text else text


def note_name(label: str) -> str:
    """The form in which names of footnotes are compared."""
    return " ".join(unescape(label).split()).casefold()
