"""python -m benchmarks.serving: how long from saving a post until a browser has the new page.

Does what the script in a page does: it listens for events, and asks for the page again when it
is told to. The clock runs from the save to the last byte of the page. The theme is the one that
kimgen brings.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import peers as generators
from benchmarks.cases import Case, Stage
from benchmarks.process import environment

PATIENCE = 60.0
"""Seconds until a page that does not come is a failure."""


def latencies(work: Path, posts: int, rounds: int, kims: int = 1) -> list[float]:
    """Seconds of each round, for one site of `posts` posts, one of `kims` in its nation."""
    kimgen = generators.PEERS["kimgen-lontar"]
    case = Case(kims, posts, (kimgen.name,))
    stage = Stage(case, (kimgen,), work)
    stage.remove()
    try:
        stage.prepare(kimgen)
        nation = work / case.name / kimgen.name
        kim = min((nation / "content").glob("*/*/*/kim.yaml")).parent
        with _server(nation) as port:
            return [_round(kim, port, number) for number in range(rounds)]
    finally:
        stage.remove()


@contextlib.contextmanager
def _server(nation: Path) -> Iterator[int]:
    """`kimgen serve` on a free port, once it has built."""
    command = (generators.kimgen_program(), "serve", "--port", "0", "--today", generators.TODAY)
    env = {**environment(), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=nation, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert process.stdout is not None
        port = 0
        for line in process.stdout:
            found = re.search(r"http://localhost:(\d+)/", line)
            if found:
                port = int(found[1])
                break
        if not port:
            raise RuntimeError("kimgen serve did not begin to serve")
        time.sleep(2)  # it looks once more for what was saved while it built
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _round(kim: Path, port: int, number: int) -> float:
    """Save one post and wait for its page."""
    host = f"{kim.name}.localhost:{port}"
    posts = sorted((kim / "posts").glob("*.md"))
    post = posts[(number * 7919 + 11) % len(posts)]
    page = _page_of(post)
    events = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    events.request("GET", "/__kimgen/events", headers={"Host": host})
    stream = events.getresponse()
    _wait_for(stream, "problems")
    time.sleep(0.5)
    begun = time.perf_counter()
    mark = generators.edit(post, number)
    while time.perf_counter() - begun < PATIENCE:
        _wait_for(stream, "reload")
        if mark in _get(port, host, page):
            taken = time.perf_counter() - begun
            events.close()
            return taken
    raise RuntimeError(f"the page of {post.name} did not change")


def _page_of(post: Path) -> str:
    kind = re.search(r"^jenis: (\w+)$", post.read_text("utf-8"), re.MULTILINE)
    return f"/{kind[1] if kind else 'berita'}/{post.stem[11:]}.html"


def _wait_for(stream: http.client.HTTPResponse, event: str) -> None:
    for line in iter(stream.readline, b""):
        if line.strip() == b"event: " + event.encode():
            return
    raise RuntimeError("the events ended")


def _get(port: int, host: str, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": host})
    text = connection.getresponse().read().decode("utf-8")
    connection.close()
    return text


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("--kims", type=int, default=1, help="in the nation; one is edited")
    parser.add_argument("--posts", type=int, default=200, help="in each of them")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--work", type=Path, help="folder for the nation")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        taken = latencies(Path(folder), options.posts, options.rounds, options.kims)
    shown = sorted(round(seconds * 1000) for seconds in taken)
    print(f"median {median(shown):.0f} ms, longest {shown[-1]} ms, of {len(shown)}: {shown}")


if __name__ == "__main__":
    main()
