"""Preview: every KIM under http://<label>.localhost, rebuilt as files are saved.

The server binds to loopback and answers only names that it knows, so that a
page elsewhere cannot reach it through a name of its own. Pages get one line of
script that listens for server-sent events; nothing of it is in the output.
"""

from __future__ import annotations

import contextlib
import html
import json
import mimetypes
import queue
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from kimgen import messages
from kimgen.build import Report, Settings, build
from kimgen.diagnostics import Diagnostic, Severity

EVENTS = "/__kimgen/events"
SCRIPT = "/__kimgen/live.js"
QUIET = 0.15
"""Seconds of silence after a change before building; editors save in several steps."""
# watchdog reports reads too; a build reads everything, so only these count
CHANGES = frozenset(("created", "modified", "deleted", "moved"))

_LIVE = """(function () {
  var source = new EventSource("/__kimgen/events");
  source.addEventListener("reload", function () { location.reload(); });
  source.addEventListener("problems", function (event) {
    var old = document.getElementById("kimgen-overlay");
    if (old) { old.remove(); }
    var list = JSON.parse(event.data);
    if (!list.length) { return; }
    var box = document.createElement("div");
    box.id = "kimgen-overlay";
    box.setAttribute("role", "status");
    box.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;" +
      "z-index:9999;background:#2a1512;color:#fff;font:14px/1.4 monospace;" +
      "padding:12px;white-space:pre-wrap";
    box.textContent = list.join("\\n\\n");
    box.addEventListener("click", function () { box.remove(); });
    document.body.appendChild(box);
  });
})();
"""


class Preview:
    """The state that the watcher, the builder and the requests share."""

    def __init__(self, settings: Settings, lang: str, say: Callable[[str], None]) -> None:
        assert settings.output is not None
        self.settings = settings
        self.output = settings.output
        self.lang = lang
        self.say = say
        self.report = Report()
        self.domain = settings.base_domain.partition(":")[0]
        self._listeners: set[queue.Queue[tuple[str, str]]] = set()
        self._lock = threading.Lock()
        self._changed = threading.Event()
        self._stopped = threading.Event()

    def build_once(self) -> None:
        """Build what changed and tell the browsers."""
        try:
            # threads run here, and forking beside threads is unsafe: one process
            self.report = build(replace(self.settings, jobs=1))
        except Exception as error:
            self.say(f"{type(error).__name__}: {error}")
            return
        report = self.report
        self.say(
            f"{len(report.built)} situs dibangun dalam {report.seconds:.2f} detik, "
            f"{report.errors} kesalahan, {report.warnings} peringatan"
        )
        self.send("problems", json.dumps(self.problems()))
        if report.files_written or report.built:
            self.send("reload", "1")

    def problems(self) -> list[str]:
        """Findings as lines for the overlay, worst first."""
        shown = [item for item in self.report.found if item.severity is not Severity.INFO]
        shown.sort(key=lambda item: (-item.severity, item.sort_key))
        return [self._line(item) for item in shown[:20]]

    def _line(self, item: Diagnostic) -> str:
        message, hint = messages.text(item, self.lang)
        return f"{item.location}: {message}\n{hint}".strip()

    def send(self, name: str, data: str) -> None:
        """Send an event to every page that is open."""
        with self._lock:
            for listener in self._listeners:
                listener.put((name, data))

    def listen(self) -> queue.Queue[tuple[str, str]]:
        channel: queue.Queue[tuple[str, str]] = queue.Queue()
        with self._lock:
            self._listeners.add(channel)
        channel.put(("problems", json.dumps(self.problems())))
        return channel

    def leave(self, channel: queue.Queue[tuple[str, str]]) -> None:
        with self._lock:
            self._listeners.discard(channel)

    def touch(self) -> None:
        """Something was saved."""
        self._changed.set()

    def loop(self) -> None:
        """Build after each change, until `stop`."""
        while not self._stopped.is_set():
            if not self._changed.wait(0.5):
                continue
            while self._changed.is_set() and not self._stopped.is_set():
                self._changed.clear()
                self._stopped.wait(QUIET)
            if not self._stopped.is_set():
                self.build_once()

    def stop(self) -> None:
        self._stopped.set()
        self._changed.set()


class Watcher(FileSystemEventHandler):
    """Tells the preview of changes below the watched folders."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        name = Path(str(event.src_path)).name
        if event.is_directory:
            counts = event.event_type in ("deleted", "moved")
        else:
            counts = event.event_type in CHANGES and not name.startswith(".")
        if counts:
            self.preview.touch()


def handler_for(preview: Preview) -> type[BaseHTTPRequestHandler]:
    """A request handler that serves `preview`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "kimgen"

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def log_message(self, format: str, *args: object) -> None:
            """Requests are not worth a line."""

        def _answer(self, body: bool) -> None:
            name = (self.headers.get("Host") or "").partition(":")[0].casefold().rstrip(".")
            folder = folder_for(name, preview)
            path = unquote(urlsplit(self.path).path)
            if folder is None:
                self._send(404, "text/plain; charset=utf-8", b"Situs ini tidak ada.\n", body)
            elif path == EVENTS:
                self._events()
            elif path == SCRIPT:
                self._send(200, "text/javascript; charset=utf-8", _LIVE.encode(), body)
            else:
                self._file(folder, path, body)

        def _file(self, folder: Path, path: str, body: bool) -> None:
            wanted = path.lstrip("/") or "index.html"
            if wanted.endswith("/"):
                wanted += "index.html"
            target = (folder / wanted).resolve()
            status = 200
            if not target.is_relative_to(folder.resolve()) or not target.is_file():
                target, status = folder / "404.html", 404
            if not target.is_file():
                text = f"<!doctype html><title>404</title><p>{html.escape(path)}</p>"
                self._send(404, "text/html; charset=utf-8", text.encode(), body)
                return
            kind = mimetypes.guess_type(target.name)[0] or "application/octet-stream"
            if target.suffix == ".webmanifest":
                kind = "application/manifest+json"
            content = target.read_bytes()
            if kind == "text/html":
                tag = f'<script src="{SCRIPT}"></script></body>'.encode()
                content = content.replace(b"</body>", tag, 1)
            if kind.startswith("text/") or kind.endswith(("json", "xml")):
                kind += "; charset=utf-8"
            self._send(status, kind, content, body)

        def _send(self, status: int, kind: str, content: bytes, body: bool) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if body:
                self.wfile.write(content)

        def _events(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            channel = preview.listen()
            try:
                while True:
                    try:
                        name, data = channel.get(timeout=10)
                        self.wfile.write(f"event: {name}\ndata: {data}\n\n".encode())
                    except queue.Empty:
                        self.wfile.write(b": still here\n\n")
                    self.wfile.flush()
            except OSError:
                self.close_connection = True
            finally:
                preview.leave(channel)

    return Handler


def folder_for(name: str, preview: Preview) -> Path | None:
    """Folder of the host `name`; None for a name that is not ours."""
    if name in ("localhost", "127.0.0.1", "[", preview.domain):
        return preview.output / preview.domain
    label = name.removesuffix(f".{preview.domain}")
    if label == name or not label.replace("-", "").isalnum():
        return None
    folder = preview.output / f"{label}.{preview.domain}"
    return folder if folder.is_dir() else None


def make_server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on loopback; port 0 takes a free one."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler_for(preview))
    server.daemon_threads = True
    return server


def watch(preview: Preview, folders: tuple[Path, ...]) -> Callable[[], None]:
    """Watch `folders`; returns what stops it."""
    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(Watcher(preview), str(folder), recursive=True)
    observer.start()

    def stop() -> None:
        with contextlib.suppress(RuntimeError):
            observer.stop()
            observer.join(2)

    return stop
