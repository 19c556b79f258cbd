"""Nothing that anybody writes runs in a reader's browser, by two defences that each suffice.

With the policy switched off nothing runs, because it is sanitised and escaped; with the sanitiser
taken away nothing runs, because the policy forbids it. Each page is looked at by the browser that
parsed it: what would only run on a click is seen all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Frame,
    Page,
    Request,
)

from kimgen.build import Settings, build
from tests.support import attack
from tests.support.payloads import OWN
from tests.support.sample import BASE_DOMAIN, Sample
from tests.support.server import serve

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIGN = "RAN"
TOGETHER = 30
"""Pages that are open at once."""

_LISTEN = f"""
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = () => console.log('{SIGN} ' + name + ' in ' + location.href)
"""
"""Before anything in a page: whatever it calls is told, and nothing waits for an answer."""

_LOOK = """base => {
  const found = [], say = (e, what) => found.push(`${what}: ${e.outerHTML.slice(0, 160)}`)
  const drawing = ['svg', 'g', 'a', 'title', 'path', 'circle', 'text']
  const refused = ['iframe', 'object', 'embed', 'base', 'form', 'frame', 'frameset', 'style',
    'template', 'noscript', 'audio', 'video', 'marquee', 'input', 'select', 'textarea', 'applet']
  const prefixes = /^(b-|catatan-|rujukan-)/
  for (const e of document.querySelectorAll('*')) {
    const tag = e.localName, html = e.namespaceURI === 'http://www.w3.org/1999/xhtml'
    if (refused.includes(tag) || !html && !drawing.includes(tag)) say(e, 'element')
    if (tag === 'script') {
      if (e.type === 'application/ld+json') {
        try { JSON.parse(e.textContent) } catch { say(e, 'JSON-LD') }
      } else if (!/\\/aset\\/[a-z.-]+\\.[0-9a-f]{10}\\.js$/.test(e.src)) say(e, 'script')
    }
    if (tag === 'meta' && e.httpEquiv && e.httpEquiv !== 'Content-Security-Policy') say(e, 'meta')
    if (e.id && e.closest('.prose') && !prefixes.test(e.id)) say(e, 'id')
    if (e.hasAttribute('name') && tag !== 'meta') say(e, 'name')
    for (const {name, value} of e.attributes) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc') say(e, 'attribute')
      if (!/^(href|src|action|formaction|xlink:href|data|poster|background)$/.test(name)) continue
      let url
      try { url = new URL(value, location.href) } catch { say(e, 'address'); continue }
      if (!/^(https?|mailto|tel|geo):$/.test(url.protocol)) say(e, 'scheme')
      const ours = url.hostname === base || url.hostname.endsWith('.' + base)
        || url.origin === location.origin
      if (tag === 'a' && /^http/.test(url.protocol) && !ours
        && !['nofollow', 'ugc', 'noopener'].every(word => e.relList.contains(word))) say(e, 'rel')
      if (!['a', 'link'].includes(tag) && url.origin !== location.origin) say(e, 'elsewhere')
    }
  }
  return found
}"""


@dataclass
class Watch:
    """What happened in the pages that were opened."""

    page: Page
    own: str
    ran: list[str] = field(default_factory=list)
    wanted: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.ran.append(f"popup: {popup.url}"))
        self.page.on("download", lambda load: self.ran.append(f"download: {load.url}"))
        self.page.on("request", self._request)
        self.page.on("framenavigated", self._navigated)

    def _console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(SIGN):
            self.ran.append(message.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.ran.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        url = request.url
        if not url.startswith(("data:", "about:")) and "localhost:" not in url.split("/")[2]:
            self.ran.append(f"request: {url[:200]}")

    def _navigated(self, frame: Frame) -> None:
        if frame.url != "about:blank" and frame.url not in self.wanted:
            self.ran.append(f"navigation: {frame.url[:200]}")

    def open(self, urls: Iterable[str]) -> Iterator[Frame]:
        """Each page in a frame of its own, several at once, when all of them have loaded."""
        waiting = list(urls)
        for at in range(0, len(waiting), TOGETHER):
            part = waiting[at : at + TOGETHER]
            self.wanted = set(part)
            self.page.set_content("".join(f'<iframe src="{url}"></iframe>' for url in part))
            yield from self.page.frames[1:]


@contextmanager
def watching(chromium: Browser, own: str, policy: bool) -> Iterator[Watch]:
    context: BrowserContext = chromium.new_context(bypass_csp=not policy)
    context.add_init_script(_LISTEN)
    try:
        yield Watch(context.new_page(), own)
    finally:
        context.close()


class _Words(HTMLParser):
    """All text and all values of attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts += [value or "" for _, value in attrs]


def build_nation(root: Path) -> Sample:
    report = build(Settings(root / "content", root / "output", executor="serial"))
    bugs = [item for item in report.found if item.code in {"build-bug", "template-error"}]
    assert not bugs, bugs
    assert not report.failed
    return Sample(root / "output")


def look(sample: Sample, chromium: Browser) -> list[str]:
    """What ran in the pages of a nation, the policy switched off, and what could."""
    found: list[str] = []
    with serve(sample) as server, watching(chromium, "", policy=False) as watch:
        for frame in watch.open(server.url(page) for page in sample.pages):
            found += [f"{frame.url}: {what}" for what in frame.evaluate(_LOOK, BASE_DOMAIN)]
        found += watch.ran
    return found


def attack_with(texts: tuple[str, ...], root: Path, chromium: Browser) -> None:
    attack.write_nation(root, texts)
    sample = build_nation(root)
    found = look(sample, chromium)
    assert not found, "\n".join(found[:30])
    for nation in attack.write_portals(root, texts):
        found = look(build_nation(nation), chromium)
        assert not found, "\n".join(found[:30])
    # a nation that refused the texts would be quiet, too
    words = " ".join(
        part
        for page in sample.pages
        for part in _Words(page.read_text(encoding="utf-8")).parts
    )
    words = " ".join(words.split())
    plain = [text for text in texts if text.isprintable() and text == " ".join(text.split())]
    shown = sum(text in words for text in plain)
    assert shown > 0.98 * len(plain), f"{shown} of {len(plain)} are to be seen"


def test_nothing_of_ours_runs_without_the_policy(chromium: Browser, tmp_path: Path) -> None:
    attack_with(OWN, tmp_path, chromium)
