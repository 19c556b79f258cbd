"""Fixtures for all tests: the built sample, a server for it, a browser, checkers.

The sample is built once for a whole run, also when several workers share it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page

from tests.support import checkers, sample, server
from tests.support.chromium import launch


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What kimgen keeps in the user's cache folder lies in one of the run's own."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    os.environ["XDG_CACHE_HOME"] = str(shared / "cache")


Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Do something costly once for all workers: once(name, work) calls work(folder).

    Returns the folder. The first worker that asks does the work, the others wait for it.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def run(name: str, work: Callable[[Path], object]) -> Path:
        folder, done, failed = (shared / f"{name}{end}" for end in ("", ".done", ".failed"))
        with FileLock(shared / f"{name}.lock"):
            if failed.exists():
                pytest.fail(failed.read_text(encoding="utf-8"))
            if not done.exists():
                folder.mkdir()
                try:
                    work(folder)
                except Exception as error:
                    # Said again to every test that needs it, rather than tried again by each.
                    failed.write_text(str(error), encoding="utf-8")
                    raise
                done.touch()
        return folder

    return run


@pytest.fixture(scope="session")
def sample_output(once: Once) -> sample.Sample:
    """The sample nation, built as it is in content/."""
    folder = once("sample", lambda folder: sample.build(folder / "output"))
    return sample.Sample(folder / "output")


@pytest.fixture(scope="session")
def themed_output(once: Once) -> Callable[[str], sample.Sample]:
    """themed_output(theme): the sample nation with every site in that theme."""

    def build(theme: str) -> sample.Sample:
        folder = once(
            f"sample-{theme}",
            lambda folder: sample.build(folder / "output", sample.with_theme(theme, folder)),
        )
        return sample.Sample(folder / "output")

    return build


@pytest.fixture(scope="session")
def site_server(sample_output: sample.Sample) -> Iterator[server.SiteServer]:
    """The sample nation on loopback: site_server.url(path of a page)."""
    with server.serve(sample_output) as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium. Playwright keeps an event loop in this thread: a test that calls
    asyncio.run itself has to do so in a thread of its own."""
    with launch() as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, as wide as a small laptop's."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="id-ID")
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture(scope="session")
def vnu() -> Callable[[Iterable[Path]], list[checkers.Message]]:
    """vnu(paths): what the Nu HTML checker says of HTML, CSS and SVG files, in one run."""
    return checkers.vnu


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """axe(page): what axe finds on an open page."""
    return checkers.axe
