"""What browsers are told about the files of a site: one content security policy, a few headers.

Each page carries the policy itself, so that it holds wherever the files are put, also on a
memory card. What a page cannot say stands in `_headers`, the form that several static hosts
read; `parse` reads it again for whoever makes settings of another server from it, and for the
preview. Pure: settings in, texts out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

HEADERS = "_headers"
"""File of each site."""
DOWNLOADS = "berkas/"
"""Folder in a site of what is downloaded, not shown."""

WORKER = "sw.js"
"""File of each site: the worker. A browser has to ask for it each time."""
POLICY = "luring"
"""Name of the one trusted types policy, which gives the address of `WORKER` and nothing else."""

REFERRER = "same-origin"
"""A site that a reader goes to is not told from where."""

_OFF = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""What no page asks for, and nothing that gets into one may."""

_FILE = " file:"
"""For pages opened from a folder: there some browsers take 'self' for nothing at all. A page that
came over the network can load nothing from `file:`, whatever its policy says."""


class Rule(NamedTuple):
    """Headers of all files below a path."""

    path: str
    """`/*` for all, a folder (`/berkas/*`) or a file (`/sw.js`)."""
    headers: tuple[tuple[str, str], ...]


def policy(picture_hosts: Iterable[str] = (), local: str = "") -> str:
    """The content security policy: nothing runs but the scripts of the theme, nothing is loaded
    but from the site itself, and pictures from `picture_hosts`.

    `data:` pictures are the ornaments of style sheets. No script may make markup from text.
    """
    pictures = " ".join(("data:", *(f"https://{host}" for host in picture_hosts)))
    own = f"'self'{local}"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own}",
            f"style-src {own}",
            f"img-src {own} {pictures}",
            f"font-src {own}",
            f"media-src {own}",
            f"manifest-src {own}",
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            f"trusted-types {POLICY}",
        )
    )


@lru_cache(maxsize=16)
def page_policy(picture_hosts: tuple[str, ...] = ()) -> str:
    """The policy as it stands in each page."""
    return policy(picture_hosts, _FILE)


@lru_cache(maxsize=16)
def rules(picture_hosts: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """What hosts have to send. All that fit a file count."""
    return (
        Rule(
            "/*",
            (
                ("Content-Security-Policy", f"{policy(picture_hosts)}; frame-ancestors 'none'"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Permissions-Policy", ", ".join(f"{name}=()" for name in _OFF)),
                ("Referrer-Policy", REFERRER),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
            ),
        ),
        Rule(f"/{DOWNLOADS}*", (("Content-Disposition", "attachment"),)),
        Rule(f"/{WORKER}", (("Cache-Control", "no-cache"),)),
    )


@lru_cache(maxsize=16)
def headers_file(picture_hosts: tuple[str, ...] = ()) -> bytes:
    """`_headers`: a path, and below it, indented, what to send."""
    lines = []
    for rule in rules(picture_hosts):
        lines.append(rule.path)
        lines += [f"  {name}: {' '.join(value.split())}" for name, value in rule.headers]
    return ("\n".join(lines) + "\n").encode()


def parse(text: str) -> tuple[Rule, ...]:
    """The rules of a `_headers` file of ours."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line.strip(), []))
        elif found and ":" in line:
            name, _, value = line.partition(":")
            found[-1][1].append((name.strip(), value.strip()))
    return tuple(Rule(path, tuple(headers)) for path, headers in found)


def headers_for(path: str, known: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
    """The headers that `known` rules give the file at `path`, which begins with a slash."""
    return tuple(header for rule in known if _fits(path, rule.path) for header in rule.headers)


def _fits(path: str, rule: str) -> bool:
    return path.startswith(rule[:-1]) if rule.endswith("*") else path == rule
