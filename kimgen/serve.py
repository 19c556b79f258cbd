"""The preview's web server: every KIM under http://<label>.localhost, on loopback alone.

It answers only names that end in localhost, so that a page elsewhere cannot
reach it through a name of its own that leads here. Pages get one script that
listens for server-sent events; nothing of it is in the output.
"""

from __future__ import annotations

import contextlib
import html
import json
import mimetypes
import os
import re
import select
import shutil
import socket
import sys
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from queue import Empty
from socketserver import TCPServer
from typing import BinaryIO
from urllib.parse import parse_qs, quote, unquote, urlsplit

from kimgen.headers import HEADERS, WORKER, headers_for, parse, rules
from kimgen.preview import Preview
from kimgen.release import PORTAL

EVENTS = "/__kimgen/events"
SCRIPT = "/__kimgen/live.js"
LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))
"""Names of this machine that show the portal."""

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    HEADERS: "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""Types that must not depend on the tables of the machine."""

_SAID = {
    "id": {
        "none": "Situs {name} tidak ada di sini",
        "sites": "Situs yang ada:",
        "portal": "Portal",
        "foreign": "Nama {name} bukan nama pratinjau ini. Buka http://{here}/",
        "missing": "Halaman {name} tidak ada",
    },
    "en": {
        "none": "There is no site {name} here",
        "sites": "The sites that are here:",
        "portal": "Portal",
        "foreign": "{name} is no name of this preview. Open http://{here}/",
        "missing": "There is no page {name}",
    },
}
_LOOK_AGAIN = 1.0
"""Seconds between looks whether the reader of an event stream is still there."""
_IDLE = 60
"""Seconds after which a connection that asks nothing is closed."""


class Server(ThreadingHTTPServer):
    """A thread for each connection, on 127.0.0.1."""

    daemon_threads = True
    request_queue_size = 64
    # on Windows, reuse would let two servers share a port
    allow_reuse_address = os.name != "nt"

    def server_bind(self) -> None:
        # not HTTPServer's: it looks the machine's name up, which takes long without a network
        TCPServer.server_bind(self)
        self.server_name = "localhost"
        self.server_port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader who leaves in the middle of an answer is no error."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def make_server(preview: Preview, port: int) -> Server:
    """A server on loopback; port 0 takes a free one. Raises `OSError` where it is taken."""
    return Server(("127.0.0.1", port), handler_for(preview))


def label_of(name: str, domain: str = "localhost") -> str | None:
    """The site that a Host header means, `PORTAL` for the portal; None for a foreign name."""
    match = re.fullmatch(r"(\[[0-9a-f:]+\]|[^:]*)(?::\d{0,5})?", name.strip().casefold())
    host = match[1].removesuffix(".") if match else ""
    if host in LOOPBACK or host == domain:
        return PORTAL
    label = host.removesuffix(f".{domain}")
    return label if label != host and re.fullmatch(r"[a-z0-9.-]{1,253}", label) else None


def file_of(folder: Path, path: str) -> Path | None:
    """The file below `folder` that the path of an address means; None where there is none.

    Neither `..`, however written, nor a link leads out of the folder.
    """
    inner = unquote(path).lstrip("/")
    if "\0" in inner or "\\" in inner:
        return None
    # a link that leads in a circle is a RuntimeError, a name that is too long an OSError
    with contextlib.suppress(OSError, RuntimeError, ValueError):
        base = folder.resolve()
        target = (base / inner).resolve()
        if target.is_dir():
            target = (target / "index.html").resolve()
        if target.is_relative_to(base) and target.is_file():
            return target
    return None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request is about."""

    label: str
    path: str
    """As it came, percent-encoded."""
    query: str


def handler_for(preview: Preview) -> type[BaseHTTPRequestHandler]:
    """A request handler that serves `preview`."""
    said = _SAID[preview.lang]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "kimgen"
        sys_version = ""
        timeout = _IDLE
        _sent: tuple[Path, Path] | None = None
        """The file that is the answer, and the folder of its site."""

        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not worth a line."""

        def _answer(self) -> None:
            self._sent = None
            url = urlsplit(self.path)
            names = self.headers.get_all("Host") or []
            name = url.netloc or (names[0] if len(names) == 1 else "")
            label = label_of(name, preview.domain)
            if label is None:
                text = said["foreign"].format(name=name, here=preview.settings.base_domain) + "\n"
                self._send(
                    HTTPStatus.MISDIRECTED_REQUEST, "text/plain; charset=utf-8", text.encode()
                )
                return
            asked = _Asked(label, url.path, url.query)
            if asked.path == EVENTS:
                self._events(asked)
            elif asked.path == SCRIPT:
                script = resources.files("kimgen").joinpath("data", "preview", "live.js")
                self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", script.read_bytes())
            elif asked.path == f"/{WORKER}":  # a preview keeps no page of yesterday
                script = resources.files("kimgen").joinpath("data", "worker", "farewell.js")
                self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", script.read_bytes())
            else:
                self._page(asked)

        def _page(self, asked: _Asked) -> None:
            # before any file is read: what is built meanwhile is told to the page
            version = preview.version(asked.label)
            folder = preview.folder(asked.label)
            if folder is None:
                what = said["none"].format(name=asked.label or "localhost")
                self._text_page(HTTPStatus.NOT_FOUND, what, version)
                return
            file = file_of(folder, asked.path)
            if file and file.name == "index.html" and not asked.path.endswith(("/", ".html")):
                self._redirect(asked)
                return
            status = HTTPStatus.OK if file else HTTPStatus.NOT_FOUND
            file = file or file_of(folder, "404.html")
            try:
                stream = file.open("rb") if file else None
            except OSError:  # removed since
                stream, status = None, HTTPStatus.NOT_FOUND
            if stream is None or file is None:
                what = said["missing"].format(name=unquote(asked.path))
                self._text_page(status, what, version)
                return
            self._sent = (file, folder)
            with stream:
                kind = _type(file)
                if kind == "text/html; charset=utf-8":
                    self._send(status, kind, _with_script(stream.read(), version))
                else:
                    self._stream(status, kind, stream)

        def _redirect(self, asked: _Asked) -> None:
            # one slash: two at the beginning would lead to another host
            inner = quote(unquote(asked.path).strip("/"))
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{inner}/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _text_page(self, status: HTTPStatus, what: str, version: int) -> None:
            """A page of the preview itself: what is not there, and what is."""
            here = preview.settings.base_domain
            rows = [
                f'<li><a href="http://{f"{label}." * bool(label)}{here}/">'
                f"{label or said['portal']}</a>"
                for label in (PORTAL, *sorted(preview.labels))
                if preview.folder(label)
            ]
            page = (
                f'<!DOCTYPE html>\n<html lang="{preview.lang}"><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width, initial-scale=1">'
                f"<title>{html.escape(what)}</title>\n<body><main><h1>{html.escape(what)}</h1>\n"
                f"<p>{said['sites']}\n<ul>\n" + "\n".join(rows) + "\n</ul></main>\n</body></html>\n"
            )
            content = _with_script(page.encode("utf-8", "replace"), version)
            self._send(status, "text/html; charset=utf-8", content)

        def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
            self._head(status, kind, len(content))
            if self.command != "HEAD":
                self.wfile.write(content)

        def _stream(self, status: HTTPStatus, kind: str, stream: BinaryIO) -> None:
            self._head(status, kind, os.fstat(stream.fileno()).st_size)
            if self.command != "HEAD":
                shutil.copyfileobj(stream, self.wfile)

        def _head(self, status: HTTPStatus, kind: str, length: int) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
            self.send_header("Cache-Control", "no-store")
            for name, value in _headers(self._sent):
                self.send_header(name, value)
            self.end_headers()

        def _events(self, asked: _Asked) -> None:
            self.close_connection = True
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            if self.command == "HEAD":
                return
            channel = preview.listen(asked.label)
            try:
                shown = parse_qs(asked.query).get("version")
                if shown and shown[0] != str(preview.version(asked.label)):
                    channel.put(("reload", ""))
                while self._still_there():
                    with contextlib.suppress(Empty):
                        name, data = channel.get(timeout=_LOOK_AGAIN)
                        if name == "end":
                            return
                        self._event(name, data)
            except OSError:
                return
            finally:
                preview.leave(channel)

        def _event(self, name: str, data: object) -> None:
            self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())

        def _still_there(self) -> bool:
            """Whether the reader of a stream has not closed it: one sends nothing after asking."""
            try:
                readable, _, _ = select.select([self.connection], [], [], 0)
                return not readable or bool(self.connection.recv(1, socket.MSG_PEEK))
            except (OSError, ValueError):
                return False

    return Handler


def _type(file: Path) -> str:
    """The content type of a file, by its name."""
    suffix = file.suffix.casefold()
    known = _TYPES.get(suffix or file.name)
    kind = known or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return f"{kind}; charset=utf-8" if is_text else kind


def _headers(sent: tuple[Path, Path] | None) -> tuple[tuple[str, str], ...]:
    """What a host would send with a file of the site in a folder: the preview does the same.
    None stands for a page of the preview itself."""
    if sent:
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            file, folder = sent
            known = parse((folder / HEADERS).read_text(encoding="utf-8"))
            return headers_for(f"/{file.relative_to(folder.resolve()).as_posix()}", known)
    return headers_for("/", rules())


def _with_script(page: bytes, version: int) -> bytes:
    """A page with the script that reloads it."""
    tag = f'<script src="{SCRIPT}" data-version="{version}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else after + tag
