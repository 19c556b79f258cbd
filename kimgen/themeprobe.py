"""Content that would show itself where a template lets it become markup or an address.

`templatescan` reads the source; this looks at what came of it: a text that a template hands
through a macro, or puts whole into `href`, is seen only there. Pure.
"""

from __future__ import annotations

from html.parser import HTMLParser

MARK = "k4n4ri"
PROBE = f"javascript:{MARK} {MARK}={MARK} '\"><{MARK}>"
"""A text as nobody writes it: as an address it runs, without quotes or escaping it adds an
attribute or an element."""

_ADDRESSES = frozenset(("href", "src", "action", "formaction", "data", "poster"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, None] = {}
        self.has_policy = False
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if MARK in tag or any(MARK in name for name in values):
            self.found["template-unquoted"] = None
        for name, value in values.items():
            if MARK not in value:
                continue
            if name.startswith("on"):
                self.found["template-handler"] = None
            elif name in {"style", "srcdoc"}:
                self.found["template-script"] = None
            elif name in _ADDRESSES and value.strip().startswith("javascript:"):
                self.found["template-url"] = None
        kind = values.get("http-equiv", "").lower()
        self.has_policy = self.has_policy or kind == "content-security-policy"
        is_data = tag == "script" and "json" in values.get("type", "")
        self._inside = tag if tag in {"script", "style"} and not is_data else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and MARK in data:
            self.found["template-script"] = None


def leaks(page: str) -> tuple[str, ...]:
    """Codes of what is wrong with a page that was made from `PROBE`, or with any page: one
    without a policy."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if not reader.has_policy:
        reader.found["template-policy"] = None
    return tuple(reader.found)
