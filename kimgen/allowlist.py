"""What the HTML of an article may hold, and the fallback that escapes all else.

One table of elements, attributes and values; `sanitiser` gives it to nh3 where that is
installed, and `escape_rest` here holds it in pure Python where it is not. Nothing here repairs:
what is not on the list becomes text that readers can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kimgen.markdown_types import ROOT

REL = "nofollow ugc noopener"
"""`rel` of links that lead out of the site; it stands first in the tag, where it is easily
counted."""

ID_PREFIXES = ("b-", "catatan-", "rujukan-")
"""How every id in an article begins. The hyphen keeps them from taking the place of a property
of `document` or `window` that a script reads, and no theme gives its own elements such ids."""

SCHEMES = ("http", "https", "mailto", "tel")
"""Of links; all others are relative."""

VOID = frozenset(("br", "hr", "img"))
"""Elements that are never closed."""

_TEXT = re.compile(r"[^<>]*")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ID = re.compile(f"(?:{'|'.join(ID_PREFIXES)})[A-Za-z0-9\\-]+")
_LANGUAGE = re.compile(r"language-[A-Za-z0-9+#_.\-]+")
_HREF = re.compile(f"(?:{ROOT}|#|https?://[^/]|mailto:|tel:)[^<> ]*", re.I)
_SRC = re.compile(f"{ROOT}[^<> ]*")
_SRCSET = re.compile(f"{ROOT}[^<>, ]+ [0-9]+w(?:, {ROOT}[^<>, ]+ [0-9]+w)*")


def _words(*values: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, values)))


_ALIGNED = _words("left", "right", "center")
_DIR = {"dir": _words("auto")}

ELEMENTS: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {"rel": _words(REL), "href": _HREF, "title": _TEXT, "id": _ID, "aria-label": _TEXT,
          "role": _words("doc-noteref", "doc-backlink"), "download": _words("")},
    "blockquote": _DIR,
    "br": {},
    "code": {"class": _LANGUAGE},
    "del": {},
    "div": {"class": _words("table-scroll"), "tabindex": _words("0"), "role": _words("region"),
            "aria-label": _TEXT},
    "em": {},
    "figcaption": _DIR,
    "figure": {},
    **{f"h{level}": {"id": _ID, **_DIR} for level in range(2, 7)},
    "hr": {},
    "img": {"src": _SRC, "srcset": _SRCSET, "sizes": _TEXT, "width": _NUMBER, "height": _NUMBER,
            "alt": _TEXT, "title": _TEXT, "loading": _words("lazy"), "decoding": _words("async")},
    "li": {"id": _ID, "class": _words("task"), **_DIR},
    "ol": {"start": _NUMBER},
    "p": _DIR,
    "pre": {"tabindex": _words("0")},
    "section": {"class": _words("footnotes"), "role": _words("doc-endnotes"),
                "aria-label": _TEXT},
    "span": {"class": _words("check"), "role": _words("img"), "aria-label": _TEXT},
    "strong": {},
    "sup": {},
    "table": {},
    "tbody": {},
    "td": {"class": _ALIGNED, **_DIR},
    "th": {"class": _ALIGNED, "scope": _words("col"), **_DIR},
    "thead": {},
    "tr": {},
    "ul": {},
}  # fmt: skip
"""Element -> attribute -> what its value, escaped as it stands there, has to be from start to
end. Nothing else may be in an article."""

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_OUTSIDE = re.compile("https?:", re.IGNORECASE)
_USUAL = (
    r"<(?:a (?!(?:rel="
    rf'"{REL}" href="[^"]*"|href="(?:{ROOT}|#|mailto:|tel:)[^"]*"(?: id="rujukan-[0-9\-]+")?)'
    r'(?: title="[^"]*")?(?: download="")?(?: role="[^"]*" aria-label="[^"]*")?>)'
    r'|h[2-6] (?!(?:dir="auto" )?id="b-[a-z0-9\-]+">)'
    r'|li (?!(?:dir="auto"|class="task"|id="catatan-[0-9]+"| )+>)'
    rf'|img(?! src="(?:{ROOT}|HOSTS)[^"]*"'
    rf'(?: srcset="(?:{ROOT}[^", ]+ [0-9]+w(?:, )?)+" sizes="[^"]*")?'
    r'(?: width="[0-9]+" height="[0-9]+")? alt="[^"]*" loading="lazy" decoding="async"'
    r'(?: title="[^"]*")?>))'
)
"""Finds a link, a heading, an item or a picture that is not as the pass over HTML writes it."""


@lru_cache(maxsize=16)
def _unusual(hosts: frozenset[str]) -> re.Pattern[str]:
    served = "|".join(f"https://{re.escape(host)}/" for host in sorted(hosts))
    return re.compile(_USUAL.replace("HOSTS", served or "(?!)"))


def keeps(html: str, hosts: frozenset[str] = frozenset()) -> bool:
    """Whether ids, links and pictures of sanitised HTML are what they have to be, which an
    allow-list of elements and attributes does not say.

    No for all that is written in another way than the pass does: `escape_rest` looks at it.
    """
    return _unusual(hosts).search(html) is None


def escape_rest(html: str, hosts: Iterable[str] = ()) -> str:
    """`html` with every tag that is not on the list, or closes nothing, made text.

    What is open at the end is closed, so that nothing of the page around it ends up inside.
    """
    allowed = frozenset(hosts)
    open_: list[str] = []
    parts: list[str] = []
    last = 0
    at = html.find("<")
    while at >= 0:
        found = _TAG.match(html, at)
        if found and _allowed(found, open_, allowed):
            at = html.find("<", found.end())
            continue
        parts += (html[last:at], "&lt;")
        last = at + 1
        at = html.find("<", last)
    parts.append(html[last:])
    parts.extend(f"</{name}>" for name in reversed(open_))
    return "".join(parts)


def _allowed(tag: re.Match[str], open_: list[str], hosts: frozenset[str]) -> bool:
    """Whether `tag` may stand there; `open_` is kept up with it."""
    slash, name, given = tag.groups()
    known = ELEMENTS.get(name)
    if known is None:
        return False
    if slash:
        if given or not open_ or open_[-1] != name:
            return False
        open_.pop()
        return True
    pairs: list[tuple[str, str]] = _ATTRIBUTE.findall(given) if given else []
    if len(dict(pairs)) != len(pairs) or not all(_fits(known, *pair, hosts) for pair in pairs):
        return False
    if name == "a" and ("rel", REL) not in pairs and _OUTSIDE.match(dict(pairs).get("href", "")):
        return False
    if name not in VOID:
        open_.append(name)
    return True


def _fits(
    known: Mapping[str, re.Pattern[str]], name: str, value: str, hosts: frozenset[str]
) -> bool:
    pattern = known.get(name)
    if pattern is None:
        return False
    if pattern.fullmatch(value):
        return True
    return pattern is _SRC and any(value.startswith(f"https://{host}/") for host in hosts)
