"""The policies of pages and the headers that hosts have to send."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from kimgen import headers
from kimgen.build import Settings, build
from kimgen.theme_environment import environment
from tests.support import nation
from tests.support.html import read
from tests.support.preview import POST, serving, write, write_nation
from tests.support.sample import Sample
from tests.test_themecheck import child

PHOTOS = ("foto.contoh.example",)


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("hosts", [(), PHOTOS])
def test_the_policy_lets_nothing_run_but_the_sites_own_files(hosts: tuple[str, ...]) -> None:
    for policy in (headers.page_policy(hosts), dict(headers.rules(hosts)[0].headers)[
        "Content-Security-Policy"
    ]):  # fmt: skip
        known = directives(policy)
        assert known["default-src"] == ["'none'"]
        assert known["script-src"][0] == "'self'"
        assert set(known["script-src"]) <= {"'self'", "file:"}
        assert set(known["style-src"]) <= {"'self'", "file:"}
        for word in ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "*", "http:", "https: "):
            assert word not in policy
        assert "data:" not in known["script-src"]
        assert known["base-uri"] == known["form-action"] == ["'none'"]
        assert known["require-trusted-types-for"] == ["'script'"]
        assert [item for item in known["img-src"] if "://" in item] == [
            f"https://{host}" for host in hosts
        ]


def test_headers_say_what_a_page_cannot() -> None:
    sent = dict(headers.rules()[0].headers)
    assert directives(sent["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]
    assert "file:" not in sent["Content-Security-Policy"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "same-origin"
    assert "camera=()" in sent["Permissions-Policy"]
    # a rule of a page must not lack in the header, or the other way round
    page = directives(headers.page_policy())
    header = directives(sent["Content-Security-Policy"])
    assert set(header) - set(page) == {"frame-ancestors"}


def test_what_is_downloaded_is_sent_as_a_download() -> None:
    known = headers.rules()
    assert dict(headers.headers_for("/berkas/perdes.1234.pdf", known))[
        "Content-Disposition"
    ] == "attachment"  # fmt: skip
    for path in ("/index.html", "/media/foto.webp", "/berkas.html"):
        assert "Content-Disposition" not in dict(headers.headers_for(path, known))


def test_the_file_is_read_as_it_was_meant() -> None:
    assert headers.parse(headers.headers_file(PHOTOS).decode()) == headers.rules(PHOTOS)
    # the hosts that read this form take no line of more than 2,000 characters
    assert max(map(len, headers.headers_file(PHOTOS).decode().splitlines())) < 2000


def test_no_value_can_begin_a_header_of_its_own() -> None:
    odd = headers.headers_file(("a.example\r\n  X-Jahat: 1\n/*",)).decode()
    assert [rule.path for rule in headers.parse(odd)] == ["/*", "/berkas/*", "/sw.js"]
    assert "X-Jahat" not in dict(headers.parse(odd)[0].headers)


def test_a_theme_cannot_forget_the_policy() -> None:
    """A theme that writes its own head has it; it comes before anything that could be loaded."""
    own = "<!DOCTYPE html><html><HEAD lang='id'><title>x</title></HEAD><body></body></html>"
    env = environment(child(**{"base.html": own, "404.html": '{% extends "base.html" %}'}))
    page = env.get_template("404.html").render(site={"policy": 'default-src "x"'}, page=None)
    assert page.startswith(
        "<!DOCTYPE html><html><HEAD lang='id'>"
        '<meta http-equiv="Content-Security-Policy" content="default-src &#34;x&#34;">'
        '<meta name="referrer" content="same-origin"><title>'
    )


def test_every_page_of_the_sample_begins_with_its_policy(sample_output: Sample) -> None:
    assert sample_output.pages
    policy = headers.page_policy().replace("'", "&#39;")
    wanted = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
    for page in sample_output.pages:
        text = page.read_text(encoding="utf-8")
        assert text.count("<head>") == text.count(wanted) == 1, page
        assert not read(page).inline, page
    for host in sample_output.hosts:
        found = (sample_output.root / host / headers.HEADERS).read_bytes()
        assert found == headers.headers_file()


def test_documents_have_a_folder_and_links_that_download(tmp_path: Path) -> None:
    root = nation.write_nation(tmp_path, 1, 0)
    folder = root / nation.folder(0)
    nation.write(root, f"{nation.folder(0)}/media/a.txt", "isi")
    text = "---\njudul: Aturan\njenis: dokumen\nberkas: media/a.txt\n---\n[unduh](media/a.txt)\n"
    nation.write(root, f"{nation.folder(0)}/posts/2026-11-01-aturan.md", text)
    assert folder.is_dir()
    report = build(Settings(root / "content", root / "output", executor="serial"))
    assert report.exit_code == 0, report.found
    site = root / "output" / f"{nation.label(0)}.kim.id"
    (file,) = (site / "berkas").iterdir()
    page = (site / "dokumen" / "aturan.html").read_text(encoding="utf-8")
    assert f'<a href="../berkas/{file.name}" download="">unduh</a>' in page
    assert f'href="../berkas/{file.name}" download>' in page


def test_pictures_of_hosts_that_the_office_allows(tmp_path: Path) -> None:
    root = nation.write_nation(tmp_path, 1, 0)
    nation.write(root, "content/portal.yaml", "judul: Uji\ngambar_dari: [foto.contoh.example]\n")
    text = (
        "---\njudul: Foto\n---\n![a](https://foto.contoh.example/a.jpg) ![b](https://b.id/b.jpg)\n"
    )
    nation.write(root, f"{nation.folder(0)}/posts/2026-11-01-foto.md", text)
    report = build(Settings(root / "content", root / "output", executor="serial"))
    assert [item.code for item in report.found] == ["picture-elsewhere"]
    site = root / "output" / f"{nation.label(0)}.kim.id"
    page = (site / "berita" / "foto.html").read_text(encoding="utf-8")
    assert '<img src="https://foto.contoh.example/a.jpg" alt="a"' in page
    assert page.partition("</article>")[0].count("<img") == 1
    assert "img-src &#39;self&#39; file: data: https://foto.contoh.example;" in page
    # taken back: the site is built anew
    nation.write(root, "content/portal.yaml", "judul: Uji\n")
    report = build(Settings(root / "content", root / "output", executor="serial"))
    assert report.built == [nation.label(0)]
    page = (site / "berita" / "foto.html").read_text(encoding="utf-8")
    assert "<img" not in page.partition("</article>")[0]


@pytest.mark.parametrize(
    "host", ["https://foto.example", "foto.example:8443", "*.example", "*", "localhost",
             "foto.example; script-src *", "a.example/x", "Foto.example", "data:", "1.2.3.4"]
)  # fmt: skip
def test_a_host_that_is_none_stops_the_build(tmp_path: Path, host: str) -> None:
    root = nation.write_nation(tmp_path, 1, 0)
    nation.write(root, "content/portal.yaml", f'judul: Uji\ngambar_dari: ["{host}"]\n')
    report = build(Settings(root / "content", root / "output", executor="serial"))
    assert report.fatal
    assert [item.code for item in report.found] == ["value-invalid"]


def test_the_preview_sends_what_a_host_would(tmp_path: Path) -> None:
    root = write_nation(tmp_path)
    write(root, f"{Path(POST).parent.parent.as_posix()}/media/a.txt", "isi")
    write(root, POST, "---\njudul: A\njenis: dokumen\nberkas: media/a.txt\n---\n")
    with serving(root) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port)

        def ask(path: str) -> dict[str, str]:
            connection.request("GET", path, headers={"Host": f"kim-satu.localhost:{served.port}"})
            answer = connection.getresponse()
            page = answer.read().decode("utf-8", "replace")
            return {**dict(answer.getheaders()), "page": page}

        wanted = dict(headers.rules()[0].headers)
        for path in ("/", "/tidak-ada.html", "/feed.xml", "/__kimgen/live.js"):
            answer = ask(path)
            assert {name: answer[name] for name in wanted} == wanted, path
            assert "Content-Disposition" not in answer
        page = ask("/dokumen/index.html")["page"]
        assert page
        name = ask("/dokumen/" + Path(POST).stem[11:] + ".html")["page"]
        inner = name.partition("../berkas/")[2].partition('"')[0]
        for path in (f"/berkas/{inner}", f"/%62erkas/{inner}", f"//berkas//{inner}"):
            answer = ask(path)
            assert answer["page"] == "isi", path
            assert answer["Content-Disposition"] == "attachment", path
