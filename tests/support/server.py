"""A tiny web server for tests: many hosts, one port, loopback only.

Serves output/<label>.kim.id/ as http://<label>.localhost:PORT/ and output/kim.id/ as
http://localhost:PORT/. Does what a plain host would do and no more: no rewriting, no compression.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tests.support.sample import BASE_DOMAIN, Sample

_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".geojson": "application/geo+json",
    ".avif": "image/avif",
    ".webp": "image/webp",
}


@dataclass(frozen=True)
class SiteServer:
    sample: Sample
    port: int

    def url(self, page: Path) -> str:
        """The address of a file of the output."""
        host, path = self.sample.place(page)
        return f"{self.origin(host)}/{quote(path)}"

    def origin(self, host: str) -> str:
        label = host.removesuffix(BASE_DOMAIN)  # '' for the portal, 'kim-x.' for a KIM
        return f"http://{label}localhost:{self.port}"


@contextmanager
def running(server: ThreadingHTTPServer) -> Iterator[int]:
    """Let a server answer meanwhile; its port."""
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve(
    sample: Sample, before: Callable[[str], None] = lambda path: None, *, short: bool = False
) -> Iterator[SiteServer]:
    """`before` is called with the path of each request, and may take its time. `short`: send from
    /berita/a.html to /berita/a, and from index.html to its folder, as some hosts do."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name = (self.headers["Host"] or "").partition(":")[0]
            folder = sample.root / (name.removesuffix("localhost") + BASE_DOMAIN)
            path = unquote(urlsplit(self.path).path)
            before(path)
            found = (folder / path.lstrip("/")).resolve()
            if short and path.endswith(".html"):
                self.send_response(308)
                target = path.removesuffix(".html").removesuffix("index")
                self.send_header("Location", quote(target))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if short and not found.exists():
                found = found.with_name(f"{found.name}.html")
            if found.is_dir():
                found /= "index.html"
            if found.is_relative_to(folder) and found.is_file():
                self._answer(200, found)
            else:
                self._answer(404, folder / "404.html")

        def _answer(self, status: int, file: Path) -> None:
            body = file.read_bytes() if file.is_file() else b""
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
            kind = kind or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", kind + "; charset=utf-8" * (kind[:5] == "text/"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet: pytest shows what failed."""

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield SiteServer(sample, port)
