"""Chromium for tests: the one that is installed, driven by Playwright, without a network.

Never a browser that Playwright downloads. .ci/install-browser looks for the same names.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import missing

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",  # containers and root have no user namespaces to build the sandbox from
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks a third party gets no answer, on any machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost",
)


def find() -> str | None:
    """The program to start: $KIMGEN_CHROMIUM, or the first that is installed."""
    named = os.environ.get("KIMGEN_CHROMIUM")
    places = [named] if named else [*map(shutil.which, _NAMES), *_MAC]
    return next((place for place in places if place and os.access(place, os.X_OK)), None)


@contextmanager
def launch() -> Iterator[Browser]:
    program = find()
    if program is None:
        missing("Chromium (make browser; or KIMGEN_CHROMIUM=/path/to/chromium)")
    try:
        playwright = sync_playwright().start()
    except Exception as error:  # Playwright has no class of its own for this
        missing(f"Playwright, which does not start (make browser): {error}")
    try:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
    finally:
        playwright.stop()


def record_troubles(page: Page, own: str) -> list[str]:
    """A list that fills while the page lives: errors it logs, requests it should not make.

    `own` is the one origin that the page may ask: scheme, host and port, or 'file://'.
    """
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            troubles.append(f"console {message.type}: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((own, "data:", "blob:"))
            else troubles.append(f"asks another origin: {request.url}")
        ),
    )
    page.on(
        "requestfailed",
        lambda request: troubles.append(f"no answer for {request.url}: {request.failure}"),
    )
    page.on(
        "response",
        lambda response: (
            troubles.append(f"status {response.status} for {response.url}")
            if not response.ok and response.status != 304
            else None
        ),
    )
    return troubles
