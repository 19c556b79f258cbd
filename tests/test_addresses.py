"""Addresses that people write into fields: only those of the web, mail and phones are linked."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kimgen.build import Settings, build
from kimgen.fieldtypes import Bad, social, url
from kimgen.markdown_links import is_web, web_address
from tests.support import nation
from tests.support.payloads import LINKS, OWN, of_others

ODD = (
    *LINKS,
    "javascript://contoh.example/%0aalert(1)",
    "javascript:https://contoh.example/",
    "blob:https://contoh.example/x",
    "https://[",
    "https://[::1",
    "https://",
    "https:///jahat.example",
    "https:\\\\jahat.example",
    "https://bank.example@jahat.example/",
    "https://a b.example/",
    "http://jahat.example:99999/",
    "mailto:javascript:alert(1)",
    "tel:javascript:alert(1)",
    "MAILTO:a@b.example?body=x",
    "ftp://contoh.example/",
    "file:///etc/passwd",
    "intent://x#Intent;scheme=http;end",
    "//jahat.example/x",
    "\\\\jahat.example/x",
    "/\\jahat.example",
    "https://contoh.example/\u202ekaku",
    "https://contoh.example/a b\"'<>`",
)
GOOD = {
    "https://contoh.example/a?b=1&c=2#d": "https://contoh.example/a?b=1&c=2#d",
    "HTTP://Contoh.example": "HTTP://Contoh.example",
    "https://contoh.example/é(1)": "https://contoh.example/%C3%A9(1)",
}


class _Anchors(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, frozenset[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a" and "href" in values:
            rel = frozenset((values.get("rel") or "").split())
            self.found.append((values["href"] or "", rel))


def anchors(folder: Path) -> Iterator[tuple[Path, str, frozenset[str]]]:
    for page in sorted(folder.rglob("*.html")):
        for href, rel in _Anchors(page.read_text(encoding="utf-8")).found:
            yield page, href, rel


@pytest.mark.parametrize("text", GOOD)
def test_an_address_of_the_web_is_kept(text: str) -> None:
    assert url(text, 0) == social(text, 0) == web_address(text) == GOOD[text]


@pytest.mark.parametrize("text", ODD)
def test_any_other_is_refused(text: str) -> None:
    for reader in (url, social):
        result = reader(text, 0)
        assert isinstance(result, Bad) or is_web(str(result))


def test_no_payload_is_an_address_that_runs() -> None:
    for text in (*OWN, *of_others()):
        for result in (url(text, 0), social(text, 0)):
            assert isinstance(result, Bad) or is_web(str(result)) or ":" not in str(result)


def test_no_field_makes_a_link_that_runs(tmp_path: Path) -> None:
    """A menu, sources, references, links of the village, social media: every page of all of it."""
    root = nation.write_nation(tmp_path, 2, 0)
    record = (
        'nama: KIM Uji\nnomor_induk: "640206100501"\nstatus: terdaftar\n'
        f'sk: {{nomor: "1/2025", tanggal: 2025-03-01}}\nmenu:\n{_yaml(ODD, "judul", "tujuan")}'
        'medsos: {facebook: "javascript://x.example/%0aalert(1)", x: "https://[x", '
        'instagram: "https://ig.example/a"}\n'
        'kontak: {email: "a@b.example?subject=x", whatsapp: "javascript:1"}\n'
    )
    folder = nation.folder(0)
    nation.write(root, f"{folder}/kim.yaml", record)
    village = Path(folder).parent.as_posix()
    nation.write(root, f"{village}/desa.yaml", f"tautan:\n{_yaml(ODD, 'judul', 'alamat')}")
    for number, text in enumerate(ODD):
        post = f"judul: T {number}\njenis: klarifikasi\nklaim: x\nputusan: salah\n"
        post += f"sumber: {_quoted(text)}\nrujukan:\n"
        post += "".join(f"- {_quoted(each)}\n" for each in (text, "https://contoh.example/"))
        nation.write(root, f"{folder}/posts/2026-11-01-t-{number}.md", f"---\n{post}---\nIsi.\n")
    report = build(Settings(root / "content", root / "output", executor="serial"))
    assert not [item for item in report.found if item.severity.word == "error"]
    found = list(anchors(root / "output"))
    assert any(href == "https://contoh.example/" for _, href, _ in found)
    for page, href, rel in found:
        where = urlsplit(href)
        assert where.scheme in {"", "http", "https", "mailto", "tel", "geo"}, (page, href)
        assert not href.startswith(("//", "\\", "/\\")), (page, href)
        host = where.hostname or "kim.id"
        ours = host == "kim.id" or host.endswith(".kim.id")
        assert ours or {"nofollow", "ugc", "noopener"} <= rel, (page, href)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("\t", " ").replace("\n", " ") + "'"


def _yaml(texts: tuple[str, ...], title: str, address: str) -> str:
    return "".join(
        f"- {title}: T {number}\n  {address}: {_quoted(text)}\n"
        for number, text in enumerate(texts)
    )
