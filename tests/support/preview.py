"""A running `kimgen serve`: a little nation, its requests, its events, what it prints."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

VILLAGE = "content/13.04-tanah-datar/13.04.09.2005-pariangan"
POST = f"{VILLAGE}/kim-satu/posts/2026-11-01-kabar.md"
PATIENCE = 60.0
"""Seconds that a test waits for what has to come. It says nothing of how fast that is."""


def write(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def write_kim(root: Path, label: str, village: str = VILLAGE) -> None:
    write(
        root,
        f"{village}/{label}/kim.yaml",
        f'nama: KIM {label[4:].title()}\nnomor_induk: "130409200501"\nstatus: terdaftar\n'
        'sk: {nomor: "1/2025", tanggal: 2025-03-01}\n',
    )
    text = f"---\njudul: Kabar dari {label}\n---\nIsi kabar.\n"
    write(root, f"{village}/{label}/posts/2026-11-01-kabar.md", text)


def write_nation(root: Path) -> Path:
    """Two KIMs and a theme of their own that says `Tanda awal` on each page of a site."""
    write(root, "content/portal.yaml", "judul: Portal uji\ncontoh: ya\n")
    write_kim(root, "kim-satu")
    write_kim(root, "kim-dua")
    write(root, "themes/khusus/theme.toml", 'judul = "Khusus"\ncontract = 1\nparent = "lontar"\n')
    return root


@dataclass
class Events:
    """What a page would hear, in order."""

    response: http.client.HTTPResponse
    heard: queue.Queue[tuple[str, str]] = field(default_factory=queue.Queue)

    def read(self) -> None:
        name = ""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            for line in self.response:
                key, _, value = line.decode().strip().partition(": ")
                if key == "event":
                    name = value
                elif key == "data":
                    self.heard.put((name, json.loads(value)))

    def wait(self, name: str, fits: Callable[[str], bool] = lambda _: True) -> str:
        """The next event of that name that fits; others are passed over."""
        latest = time.monotonic() + PATIENCE
        passed: list[tuple[str, str]] = []
        while True:
            try:
                event, data = self.heard.get(timeout=max(0.0, latest - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no {name} came, only {passed}")
            if event == name and fits(data):
                return data
            passed.append((event, data))


@dataclass
class Served:
    """A running `kimgen serve`."""

    root: Path
    process: subprocess.Popen[str]
    port: int
    said: list[str]

    def ask(
        self, path: str, label: str = "", method: str = "GET", host: str | None = None
    ) -> tuple[http.client.HTTPResponse, str]:
        """The answer to a request, and its text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            name = f"{label}.localhost:{self.port}" if label else f"localhost:{self.port}"
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", name if host is None else host)
            connection.endheaders()
            response = connection.getresponse()
            return response, response.read().decode("utf-8", "replace")

    def raw(self, request: bytes) -> bytes:
        """All that comes back for bytes that no client library would send."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    @contextlib.contextmanager
    def listening(self, label: str = "", query: str = "") -> Iterator[Events]:
        """Events as a page of that site hears them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.connect()
        stream = connection.sock  # the connection itself gives it up once it is answered
        host = f"{label}.localhost:{self.port}" if label else f"localhost:{self.port}"
        connection.request("GET", f"/__kimgen/events{query}", headers={"Host": host})
        response = connection.getresponse()
        assert response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
        events = Events(response)
        reader = threading.Thread(target=events.read, daemon=True)
        reader.start()
        events.wait("problems")  # the first thing that is told, so the stream is heard now
        try:
            yield events
        finally:
            with contextlib.suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)
            reader.join(PATIENCE)
            connection.close()

    def built(self) -> list[str]:
        """The lines that tell of a build."""
        return [line for line in self.said if " situs dibangun dalam " in line]


def wait_for(what: Callable[[], Any]) -> Any:
    """What `what` gives as soon as it is true."""
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest:
        if found := what():
            return found
        time.sleep(0.02)
    pytest.fail("what was waited for did not come")


@contextlib.contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Served]:
    command = [sys.executable, "-u", "-m", "kimgen", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said: list[str] = []
    assert process.stdout is not None
    stream = process.stdout
    reader = threading.Thread(target=lambda: said.extend(map(str.rstrip, stream)), daemon=True)
    reader.start()

    def port() -> int:
        assert process.poll() is None, said
        # the last line: everything is up
        if not any("Ctrl-C" in line for line in said):
            return 0
        return int(re.findall(r"localhost:(\d+)/", "\n".join(said))[0])

    try:
        yield Served(root, process, wait_for(port), said)
    finally:
        process.kill()
        process.wait()
        reader.join(PATIENCE)


@contextlib.contextmanager
def serving_without_sites(root: Path) -> Iterator[Served]:
    """A preview that has no address to say: its port is chosen here."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "kimgen", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, text=True)
    running = Served(root, process, port, [])

    def is_up() -> bool:
        assert process.poll() is None
        with contextlib.suppress(OSError):
            return bool(running.ask("/")[0].status)
        return False

    try:
        wait_for(is_up)
        yield running
    finally:
        process.kill()
        process.wait()
