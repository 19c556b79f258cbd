"""A KIM of the sample as readers get it: built as a real one in each theme, and served compressed.

The sample says of each page that it is made up, and asks search engines to leave it out; a real KIM
does neither, so here it does not, either.
"""

from __future__ import annotations

import contextlib
import gzip
import mimetypes
import re
import socket
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from kimgen.build import Settings, build
from kimgen.headers import HEADERS, headers_for, parse
from kimgen.weight import kind_of
from tests.support import sample
from tests.support.server import running

THEMES = ("lontar", "pesisir", "balai")
KIM = "kim-melayu-berkarya"
"""The fullest of the sample."""
KINDS = ("home", "post", "list")
TODAY = date.fromisoformat(sample.TODAY)
_PACKED = re.compile(r"text/|json|javascript|xml")
_TYPES = {".webmanifest": "application/manifest+json", ".avif": "image/avif"}


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def build_site(theme: str, work: Path, port: int) -> Path:
    """The folder of the site `KIM` in `theme`, built below `work` for `port` of this machine."""
    content = sample.with_theme(theme, work / theme)
    portal = content / "portal.yaml"
    text = re.sub(r"(?m)^contoh:.*\n", "", portal.read_text(encoding="utf-8"))
    portal.write_text(text, encoding="utf-8")
    output = work / f"output-{theme}"
    settings = Settings(
        content, output, sample.THEMES, only=(KIM,), today=TODAY, scheme="http",
        base_domain=f"localhost:{port}", cache=work / "cache",
    )  # fmt: skip
    report = build(settings)
    if report.built != [KIM]:
        raise SystemExit(f"{KIM} could not be built in {theme}: {report.found}")
    return output / f"{KIM}.localhost"


def pages(site: Path) -> dict[str, str]:
    """Kind -> path of the page of that kind that has the most to show."""
    found: dict[str, Path] = {}
    for page in sorted(site.rglob("*.html"), key=lambda page: page.stat().st_size):
        found[kind_of(page.relative_to(site).as_posix())] = page
    return {kind: found[kind].relative_to(site).as_posix() for kind in KINDS}


@contextlib.contextmanager
def serve(site: Path, port: int) -> Iterator[str]:
    """The site as a plain host serves it: compressed, with the headers that it asks for. Gives the
    address that it has on this machine."""
    rules = parse((site / HEADERS).read_text(encoding="utf-8"))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = (site / path.lstrip("/")).resolve()
            file = file / "index.html" if file.is_dir() else file
            there = file.is_relative_to(site.resolve()) and file.is_file()
            data = file.read_bytes() if there else b""
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "text/plain"
            self.send_response(200 if there else 404)
            if kind.startswith("text/"):
                kind += "; charset=utf-8"
            self.send_header("Content-Type", kind)
            for name, value in headers_for(path, rules):
                self.send_header(name, value)
            if "/aset/" in path or "/media/" in path:  # their names tell what is in them
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            if _PACKED.search(kind):
                data = gzip.compress(data, compresslevel=6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that leaves is no error."""

    with running(Server(("127.0.0.1", port), Handler)):
        yield f"http://{KIM}.localhost:{port}"


def address(origin: str, path: str) -> str:
    """Of a page; the home page has the one that people type."""
    return f"{origin}/{quote(path.removesuffix('index.html'))}"
