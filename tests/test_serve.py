"""`kimgen serve` as its user has it: a real process, real sockets, files that are saved."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kimgen.build import Settings
from kimgen.preview import Preview
from kimgen.release import PORTAL
from kimgen.serve import file_of, label_of, make_server
from tests.support.preview import (
    PATIENCE,
    POST,
    VILLAGE,
    Served,
    serving,
    serving_without_sites,
    wait_for,
    write,
    write_kim,
    write_nation,
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(write_nation(tmp_path)) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A preview for tests that only ask, and save nothing."""
    with serving(write_nation(tmp_path_factory.mktemp("served"))) as running:
        yield running


# --- what is answered -------------------------------------------------------------------------


def test_each_kim_and_the_portal_have_their_names(shared: Served) -> None:
    response, text = shared.ask("/", "kim-satu")
    assert response.status == 200
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert "Kabar dari kim-satu" in text
    assert "Kabar dari kim-dua" not in text
    response, text = shared.ask("/")
    assert response.status == 200
    assert "Portal uji" in text
    assert shared.ask("/", host=f"127.0.0.1:{shared.port}")[1] == text
    assert shared.ask("/", host=f"LocalHost.:{shared.port}")[1] == text


def test_links_between_sites_lead_to_the_preview(shared: Served) -> None:
    _, portal = shared.ask("/")
    assert f"http://kim-satu.localhost:{shared.port}/" in portal
    assert "kim.id" not in portal


def test_the_addresses_are_said(shared: Served) -> None:
    said = "\n".join(shared.said)
    assert f"Portal: http://localhost:{shared.port}/" in said
    assert f"  http://kim-dua.localhost:{shared.port}/" in said
    assert "Ctrl-C" in said


@pytest.mark.parametrize("label", ["kim-tiga", "www", "a.b", "kim-satu.kim-dua"])
def test_an_unknown_site_gets_a_list_of_those_that_are_here(shared: Served, label: str) -> None:
    response, text = shared.ask("/", label)
    assert response.status == 404
    assert f"Situs {label} tidak ada di sini" in text
    for here in ("kim-satu.", "kim-dua.", ""):
        assert f'href="http://{here}localhost:{shared.port}/"' in text


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example",
        "evillocalhost", "192.168.1.10", "0.0.0.0", "kim-satu.kim.id", "", "[::2]",
        "localhost@evil.example", "evil.example#.localhost", "a b.localhost",
    ],
)  # fmt: skip
def test_a_foreign_name_is_refused(shared: Served, host: str) -> None:
    """A page elsewhere that has its own name lead here must not read drafts."""
    response, text = shared.ask("/", host=host)
    assert response.status == 421
    assert "Kabar" not in text


def test_a_request_without_one_name_is_refused(shared: Served) -> None:
    for lines in (b"", b"Host: localhost\r\nHost: evil.example\r\n"):
        answer = shared.raw(b"GET / HTTP/1.1\r\n" + lines + b"Connection: close\r\n\r\n")
        assert answer.split()[1] == b"421"
    absolute = b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert shared.raw(absolute).split()[1] == b"421"


def test_only_this_machine_is_answered(tmp_path: Path) -> None:
    server = make_server(_preview(tmp_path), 0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
        assert server.socket.family == socket.AF_INET
    finally:
        server.server_close()


@pytest.mark.parametrize(
    "path",
    [
        "/../kim-dua.localhost/index.html",
        "/%2e%2e/kim-dua.localhost/index.html",
        "/..%2fkim-dua.localhost/index.html",
        "/berita/../../kim-dua.localhost/index.html",
        "/..%5ckim-dua.localhost%5cindex.html",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/content/portal.yaml",
        "/../.kimgen/state.json",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/etc/passwd",
        "/a%00b",
        "/index.html%00.png",
        "/" + "a" * 5000,
        "/%ff%fe",
        "/%",
    ],
)
def test_no_path_leads_out_of_a_site(shared: Served, path: str) -> None:
    response, text = shared.ask(path, "kim-satu")
    assert response.status == 404
    assert "Kabar dari kim-dua" not in text
    assert "root:" not in text
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_a_link_does_not_lead_out_of_a_site(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt", "rahasia")
    site = tmp_path / "site"
    write(site, "index.html", "beranda")
    write(site, "dalam/index.html", "dalam")
    (site / "keluar").symlink_to(tmp_path)
    (site / "berkas.txt").symlink_to(tmp_path / "secret.txt")
    (site / "putaran").symlink_to(site / "putaran")
    (site / "kedalam").symlink_to(site / "dalam")
    assert file_of(site, "/keluar/secret.txt") is None
    assert file_of(site, "/berkas.txt") is None
    assert file_of(site, "/putaran") is None
    assert file_of(site, "/kedalam/") == site / "dalam" / "index.html"


def test_head_has_the_head_alone(shared: Served) -> None:
    whole, text = shared.ask("/", "kim-satu")
    head, nothing = shared.ask("/", "kim-satu", method="HEAD")
    assert head.status == 200
    assert nothing == ""
    assert head.getheader("Content-Length") == whole.getheader("Content-Length")
    assert len(text.encode()) == int(head.getheader("Content-Length") or 0)
    assert shared.ask("/__kimgen/events", method="HEAD")[1] == ""


def test_what_is_no_question_is_refused(shared: Served) -> None:
    assert shared.ask("/", "kim-satu", method="POST")[0].status == 501


def test_a_page_that_is_missing_gets_the_sites_404(shared: Served) -> None:
    response, text = shared.ask("/tidak/ada.html", "kim-satu")
    assert response.status == 404
    assert "KIM Satu" in text


def test_a_folder_shows_its_index(shared: Served) -> None:
    assert shared.ask("/berita/", "kim-satu")[0].status == 200
    response, _ = shared.ask("/berita", "kim-satu")
    assert response.status == 302
    assert response.getheader("Location") == "/berita/"
    # never to another host
    response, _ = shared.ask("//berita", "kim-satu")
    assert response.getheader("Location") in (None, "/berita/")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/index.html", "text/html; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/json; charset=utf-8"),
        ("/__kimgen/live.js", "text/javascript; charset=utf-8"),
    ],
)
def test_files_have_their_types(shared: Served, path: str, kind: str) -> None:
    response, _ = shared.ask(path, "kim-satu")
    assert (response.status, response.getheader("Content-Type")) == (200, kind)
    assert response.getheader("X-Content-Type-Options") == "nosniff"
    assert response.getheader("Cache-Control") == "no-store"


def test_every_file_has_a_type_of_its_own(shared: Served) -> None:
    site = shared.root / "output/.kimgen/preview/kim-satu.localhost"
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 10
    for file in files:
        response, _ = shared.ask("/" + file.relative_to(site).as_posix(), "kim-satu")
        assert response.status == 200
        assert response.getheader("Content-Type") != "application/octet-stream", file


def test_pages_get_the_script_and_the_output_does_not(shared: Served) -> None:
    _, text = shared.ask("/", "kim-satu")
    assert (
        len(re.findall(r'<script src="/__kimgen/live.js" data-version="\d+"></script>', text)) == 1
    )
    page = shared.root / "output/.kimgen/preview/kim-satu.localhost/index.html"
    assert "__kimgen" not in page.read_text(encoding="utf-8")
    assert "__kimgen" not in shared.ask("/feed.xml", "kim-satu")[1]


def test_drafts_are_shown(tmp_path: Path) -> None:
    write_nation(tmp_path)
    write(
        tmp_path, f"{VILLAGE}/kim-satu/posts/2026-11-02-draf.md", "---\ndraf: ya\n---\nRahasia.\n"
    )
    with serving(tmp_path) as running:
        assert running.ask("/berita/draf.html", "kim-satu")[0].status == 200


# --- what happens when something is saved ------------------------------------------------------


def test_a_saved_post_is_rebuilt_and_told(served: Served) -> None:
    with served.listening("kim-satu") as mine, served.listening("kim-dua") as other:
        write(served.root, POST, "---\njudul: Judul baru\n---\nIsi.\n")
        mine.wait("reload")
        assert "Judul baru" in served.ask("/", "kim-satu")[1]
        # the other page hears of it, and need not reload
        other.wait("problems")
        assert "reload" not in [name for name, _ in list(other.heard.queue)]
    wait_for(lambda: len(served.built()) >= 2)
    assert served.built()[1].startswith("1 situs dibangun")


def test_the_portal_is_told_of_news(served: Served) -> None:
    with served.listening() as portal:
        write(served.root, POST, "---\njudul: Judul baru\n---\nIsi.\n")
        portal.wait("reload")
        assert "Judul baru" in served.ask("/")[1]


def test_a_page_that_missed_a_build_reloads_at_once(served: Served) -> None:
    old = re.findall(r'data-version="(\d+)"', served.ask("/", "kim-satu")[1])[0]
    with served.listening("kim-satu") as page:
        write(served.root, POST, "---\njudul: Judul baru\n---\nIsi.\n")
        page.wait("reload")
    with served.listening("kim-satu", f"?version={old}") as late:
        late.wait("reload")
    new = re.findall(r'data-version="(\d+)"', served.ask("/", "kim-satu")[1])[0]
    with served.listening("kim-satu", f"?version={new}") as page:
        assert page.heard.empty()


def test_a_broken_post_shows_on_the_page_until_it_is_mended(served: Served) -> None:
    with served.listening("kim-satu") as page:
        write(served.root, POST, "---\njudul: Judul\ntanggal: 2026-02-30\n---\nIsi.\n")
        text = page.wait("problems", lambda text: "date-invalid" in text)
        assert f"{POST}:3:10: error:" in text
        wait_for(lambda: any("date-invalid" in line for line in served.said))
        write(served.root, POST, "---\njudul: Sudah benar\n---\nIsi.\n")
        page.wait("problems", lambda text: text == "")
        page.wait("reload")
    assert "Sudah benar" in served.ask("/", "kim-satu")[1]


def test_a_theme_that_changes_rebuilds_what_uses_it(served: Served) -> None:
    kim = f"{VILLAGE}/kim-satu/kim.yaml"
    text = (served.root / kim).read_text(encoding="utf-8")
    with served.listening("kim-satu") as page:
        begun = len(served.built())
        write(served.root, kim, f"{text}tema: khusus\n")
        # it looks as it did: there is nothing to reload
        begun = wait_for(lambda: len(served.built()) > begun and len(served.built()))
        template = "<!doctype html><title>x</title><body>Tanda {{ site.name }}</body>"
        write(served.root, "themes/khusus/templates/404.html", template)
        page.wait("reload")
    response, text = served.ask("/tidak-ada", "kim-satu")
    assert response.status == 404
    assert "Tanda KIM Satu" in text
    assert "Tanda" not in served.ask("/tidak-ada", "kim-dua")[1]
    wait_for(lambda: len(served.built()) > begun)
    assert not [line for line in served.built()[1:] if not line.startswith("1 situs")]


def test_broken_settings_of_the_portal_are_told_and_mended(served: Served) -> None:
    with served.listening() as page:
        write(served.root, "content/portal.yaml", "contoh: barangkali\n")
        page.wait("problems", lambda text: "value-invalid" in text)
        # what was built last stays there to be looked at
        assert "Portal uji" in served.ask("/")[1]
        assert "Kabar dari kim-dua" in served.ask("/", "kim-dua")[1]
        write(served.root, "content/portal.yaml", "judul: Portal mendingan\ncontoh: ya\n")
        page.wait("problems", lambda text: text == "")
        page.wait("reload")
    wait_for(lambda: "Portal mendingan" in served.ask("/")[1])


def test_a_preview_may_begin_broken(tmp_path: Path) -> None:
    write_nation(tmp_path)
    write(tmp_path, "content/portal.yaml", "contoh: barangkali\n")
    with serving_without_sites(tmp_path) as running:
        response, _ = running.ask("/")
        assert response.status == 404
        with running.listening() as page:
            write(tmp_path, "content/portal.yaml", "judul: Portal mendingan\n")
            page.wait("reload")
        wait_for(lambda: "Portal mendingan" in running.ask("/")[1])


def test_a_new_kim_is_served(served: Served) -> None:
    assert served.ask("/", "kim-tiga")[0].status == 404
    # the page that says so waits for it
    with served.listening("kim-tiga") as page:
        write_kim(served.root, "kim-tiga")
        page.wait("reload")
    wait_for(lambda: "Kabar dari kim-tiga" in served.ask("/", "kim-tiga")[1])


def test_a_kim_that_is_moved_in_whole_is_served(served: Served, tmp_path: Path) -> None:
    elsewhere = tmp_path / "lain"
    write_kim(elsewhere, "kim-empat")
    (elsewhere / VILLAGE / "kim-empat").rename(served.root / VILLAGE / "kim-empat")
    wait_for(lambda: "Kabar dari kim-empat" in served.ask("/", "kim-empat")[1])


def test_an_editor_that_saves_by_moving_is_heard(served: Served) -> None:
    with served.listening("kim-satu") as page:
        hidden = write(
            served.root, POST.replace("2026", ".2026") + ".swp", "---\njudul: Pindah\n---\n"
        )
        hidden.rename(served.root / POST)
        page.wait("reload")
    assert "Pindah" in served.ask("/", "kim-satu")[1]


def test_reading_is_no_change(served: Served) -> None:
    """A build reads everything; were that a change, it would never end."""
    with served.listening("kim-satu") as page:
        for path in (served.root / "content").rglob("*.md"):
            path.read_bytes()
        write(served.root, "content/.git/index", "tidak penting")
        write(served.root, POST, "---\njudul: Penutup\n---\nIsi.\n")
        page.wait("reload")
        wait_for(lambda: "Penutup" in served.ask("/", "kim-satu")[1])
        with served.listening("kim-dua"):
            # two more builds would fit into this pause
            time.sleep(1)
        assert [name for name, _ in list(page.heard.queue)].count("reload") == 0
    assert len(served.built()) == 2


def test_a_site_only_is_served_alone(tmp_path: Path) -> None:
    with serving(write_nation(tmp_path), "--only", "kim-satu") as running:
        assert "Kabar dari kim-satu" in running.ask("/", "kim-satu")[1]
        assert running.ask("/", "kim-dua")[0].status == 404
        response, text = running.ask("/")
        assert response.status == 404
        assert "kim-satu.localhost" in text


def test_a_record_that_changes_is_read(served: Served) -> None:
    kim = f"{VILLAGE}/kim-satu/kim.yaml"
    text = (served.root / kim).read_text(encoding="utf-8")
    with served.listening("kim-satu") as page:
        write(served.root, kim, text.replace("KIM Satu", "KIM Bernama Baru"))
        page.wait("reload")
        wait_for(lambda: "KIM Bernama Baru" in served.ask("/", "kim-satu")[1])
        write(served.root, f"{VILLAGE}/desa.yaml", "sebutan: kampung\n")
        wait_for(lambda: "Kampung Pariangan" in served.ask("/", "kim-satu")[1])
    wait_for(lambda: "KIM Bernama Baru" in served.ask("/")[1])


def test_a_kim_whose_folder_is_gone_is_not_shown(served: Served) -> None:
    with served.listening() as portal:
        shutil.rmtree(served.root / VILLAGE / "kim-dua")
        wait_for(lambda: served.ask("/", "kim-dua")[0].status == 404)
        portal.wait("reload")
    wait_for(lambda: "kim-dua" not in served.ask("/")[1])
    # it comes back as it was
    write_kim(served.root, "kim-dua")
    wait_for(lambda: "Kabar dari kim-dua" in served.ask("/", "kim-dua")[1])


def test_a_checkout_that_changes_much_at_once(served: Served) -> None:
    """Another branch, with other posts, another KIM and other settings; and back."""

    def git(*words: str) -> None:
        identity = ("-c", "user.name=Uji", "-c", "user.email=uji@example.org")
        command = ("git", *identity, *words)
        done = subprocess.run(command, cwd=served.root, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()

    write(served.root, ".gitignore", "output/\n")
    git("init", "-q", "-b", "pertama")
    git("add", ".")
    git("commit", "-q", "-m", "awal")
    git("checkout", "-q", "-b", "kedua")
    for number in range(60):
        text = f"---\njudul: Cabang {number}\n---\nIsi.\n"
        write(served.root, POST.replace("kabar", f"cabang-{number}"), text)
    write_kim(served.root, "kim-cabang")
    write(served.root, "content/portal.yaml", "judul: Portal cabang\ncontoh: ya\n")
    git("add", ".")
    git("commit", "-q", "-m", "cabang")
    wait_for(lambda: "Portal cabang" in served.ask("/")[1])
    wait_for(lambda: "Kabar dari kim-cabang" in served.ask("/", "kim-cabang")[1])
    git("checkout", "-q", "pertama")
    wait_for(lambda: "Portal uji" in served.ask("/")[1])
    wait_for(lambda: served.ask("/berita/cabang-7.html", "kim-satu")[0].status == 404)
    wait_for(lambda: served.ask("/", "kim-cabang")[0].status == 404)
    git("checkout", "-q", "kedua")
    wait_for(lambda: served.ask("/berita/cabang-7.html", "kim-satu")[0].status == 200)
    wait_for(lambda: "Portal cabang" in served.ask("/")[1])
    wait_for(lambda: "Kabar dari kim-cabang" in served.ask("/", "kim-cabang")[1])


def test_content_that_is_away_for_a_while_is_watched_again(served: Served) -> None:
    with served.listening("kim-satu") as page:
        (served.root / "content").rename(served.root / "simpan")
        page.wait("problems", lambda text: "content-missing" in text)
        write(served.root, "simpan/" + POST.removeprefix("content/"), "---\njudul: Kembali\n---\n")
        (served.root / "simpan").rename(served.root / "content")
        page.wait("reload")
        wait_for(lambda: "Kembali" in served.ask("/", "kim-satu")[1])
        write(served.root, POST, "---\njudul: Masih diawasi\n---\nIsi.\n")
        page.wait("reload")
    wait_for(lambda: "Masih diawasi" in served.ask("/", "kim-satu")[1])


# --- a nation that is too large to be watched as a whole -----------------------------------------

_ELSEWHERE = "content/51.03-badung/51.03.01.1003-kedonganan"


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """KIMs in two villages."""
    write_nation(tmp_path)
    write_kim(tmp_path, "kim-jauh", _ELSEWHERE)
    return tmp_path


def test_it_says_whether_it_watches_everything(large: Path, shared: Served) -> None:
    assert not [line for line in shared.said if "diawasi" in line]
    for more, words in (
        ((), "Yang diawasi: portal.yaml, tema, dan KIM yang halamannya dibuka."),
        (("--only", "kim-jauh"), "dan KIM yang dipilih dengan --only."),
        (("--lang", "en"), "and the KIMs whose pages are open."),
    ):
        with serving(large, "--most-folders", "5", *more) as running:
            assert words in running.said[-2]


def test_a_kim_is_watched_once_its_page_is_open(large: Path) -> None:
    far = f"{_ELSEWHERE}/kim-jauh/posts/2026-11-01-kabar.md"
    with (
        serving(large, "--most-folders", "5") as running,
        running.listening("kim-satu") as near,
    ):
        write(large, POST, "---\njudul: Awal\n---\nIsi.\n")
        near.wait("reload")
        # what nobody watches is not built; the one after it is
        write(large, far, "---\njudul: Belum terlihat\n---\nIsi.\n")
        time.sleep(0.5)  # were it heard, it would come first
        write(large, POST, "---\njudul: Terlihat\n---\nIsi.\n")
        near.wait("reload")
        wait_for(lambda: "Terlihat" in running.ask("/", "kim-satu")[1])
        shown = running.ask("/", "kim-jauh")[1]
        assert "Belum terlihat" not in shown
        version = re.findall(r'data-version="(\d+)"', shown)[0]
        with running.listening("kim-jauh", f"?version={version}") as page:
            page.wait("reload")
            assert "Belum terlihat" in running.ask("/", "kim-jauh")[1]
            write(large, far, "---\njudul: Sejak kini\n---\nIsi.\n")
            page.wait("reload")
            wait_for(lambda: "Sejak kini" in running.ask("/", "kim-jauh")[1])


def test_settings_and_themes_are_watched_in_any_case(large: Path) -> None:
    with serving(large, "--most-folders", "5") as running:
        with running.listening() as portal:
            write(large, "content/portal.yaml", "judul: Portal lain\ncontoh: ya\ntema: khusus\n")
            portal.wait("reload")
            wait_for(lambda: "Portal lain" in running.ask("/")[1])
        page = "<!doctype html><title>x</title><body>Tanda {{ site.name }}</body>"
        write(large, "themes/khusus/templates/404.html", page)
        wait_for(lambda: "Tanda KIM Jauh" in running.ask("/tidak-ada", "kim-jauh")[1])


def test_a_new_kim_is_found_when_its_page_is_opened(large: Path) -> None:
    with serving(large, "--most-folders", "5") as running:
        write_kim(large, "kim-baru", _ELSEWHERE)
        with running.listening("kim-baru") as page:
            page.wait("reload")
            assert "Kabar dari kim-baru" in running.ask("/", "kim-baru")[1]


def test_with_only_its_kims_are_watched_from_the_start(large: Path) -> None:
    with serving(large, "--most-folders", "5", "--only", "kim-jauh") as running:
        new = f"{_ELSEWHERE}/kim-jauh/posts/2026-11-02-baru.md"
        write(large, new, "---\njudul: Baru\n---\nIsi.\n")
        wait_for(lambda: running.ask("/berita/baru.html", "kim-jauh")[0].status == 200)


# --- beginning and end ------------------------------------------------------------------------


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kimgen", "serve", *arguments]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=PATIENCE,
        encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize(("lang", "said"), [("id", "sedang dipakai"), ("en", "is used by another")])
def test_a_port_that_is_taken_is_one_clear_message(tmp_path: Path, lang: str, said: str) -> None:
    write_nation(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _run(tmp_path, "--port", str(port), "--lang", lang)
    assert done.returncode == 2
    assert said in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    # of an old Python there is a line before it, which is none of this
    lines = [line for line in done.stderr.splitlines() if "html.parser" not in line]
    assert len(lines) == 2
    assert not (tmp_path / "output").exists(), "nothing is built before the port is had"


def test_content_that_is_missing_is_one_clear_message(tmp_path: Path) -> None:
    done = _run(tmp_path, "--port", "0", "--lang", "en")
    assert done.returncode == 2
    assert "There is no content folder" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interrupt_ends_it_quietly(served: Served) -> None:
    with served.listening("kim-satu"):
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(PATIENCE) == 0
    assert "Traceback" not in "\n".join(served.said)
    assert not [line for line in served.said if "Error" in line]


def test_a_reader_who_leaves_costs_no_thread(tmp_path: Path) -> None:
    preview = _preview(write_nation(tmp_path))
    preview.build_once()
    server = make_server(preview, 0)
    loop = threading.Thread(target=server.serve_forever, daemon=True)
    loop.start()
    try:
        before = threading.active_count()
        request = b"GET /__kimgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
        readers = [socket.create_connection(server.server_address[:2]) for _ in range(8)]  # type: ignore[arg-type]
        for reader in readers:
            reader.sendall(request)
            assert reader.recv(10)
        wait_for(lambda: threading.active_count() == before + 8)
        for reader in readers:
            reader.close()
        wait_for(lambda: threading.active_count() == before)
    finally:
        server.shutdown()
        server.server_close()


def test_the_end_of_the_preview_ends_its_streams(tmp_path: Path) -> None:
    preview = _preview(write_nation(tmp_path))
    server = make_server(preview, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with socket.create_connection(server.server_address[:2], timeout=PATIENCE) as reader:  # type: ignore[arg-type]
            reader.sendall(b"GET /__kimgen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert reader.recv(10)
            preview.stop()
            while reader.recv(4096):
                pass
    finally:
        server.shutdown()
        server.server_close()


def test_a_big_file_is_not_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = _preview(write_nation(tmp_path))
    preview.build_once()
    folder = preview.folder("kim-satu")
    assert folder is not None
    size = 40_000_000
    with (folder / "besar.bin").open("wb") as file:
        file.truncate(size)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(f"{self} was read whole"))
    server = make_server(preview, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
        connection.request("GET", "/besar.bin", headers={"Host": "kim-satu.localhost"})
        response = connection.getresponse()
        assert response.getheader("Content-Length") == str(size)
        length = 0
        while part := response.read(1 << 20):
            length += len(part)
        assert length == size
        connection.close()
    finally:
        server.shutdown()
        server.server_close()


# --- the parts --------------------------------------------------------------------------------


def _preview(root: Path) -> Preview:
    settings = Settings(
        root / "content", root / "out", drafts=True, base_domain="localhost:8000", scheme="http"
    )
    return Preview(settings, "id", lambda _: None)


def test_names_of_hosts() -> None:
    assert label_of("localhost:8000") == PORTAL
    assert label_of("[::1]:8000") == PORTAL
    assert label_of("KIM-Satu.localhost:8000") == "kim-satu"
    assert label_of("localhost:8000:9000") is None
    assert label_of("localhost:x") is None


def test_a_save_during_a_build_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = _preview(write_nation(tmp_path))
    builds: list[int] = []
    building = threading.Event()
    go_on = threading.Event()

    def build_once(**_: object) -> None:
        builds.append(1)
        building.set()
        assert go_on.wait(PATIENCE)

    monkeypatch.setattr(preview, "build_once", build_once)
    loop = threading.Thread(target=preview.loop, daemon=True)
    loop.start()
    preview.saved("")
    assert building.wait(PATIENCE)
    for _ in range(50):  # many saves while the first build runs: one more build
        preview.saved("")
    building.clear()
    go_on.set()
    assert building.wait(PATIENCE)
    preview.stop()
    loop.join(PATIENCE)
    assert not loop.is_alive()
    assert len(builds) == 2


def test_saves_without_a_pause_do_not_put_the_build_off_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = _preview(write_nation(tmp_path))
    built = threading.Event()
    monkeypatch.setattr(preview, "build_once", lambda **_: built.set())
    loop = threading.Thread(target=preview.loop, daemon=True)
    loop.start()
    latest = time.monotonic() + PATIENCE
    while not built.is_set() and time.monotonic() < latest:
        preview.saved("")
        time.sleep(0.01)
    preview.stop()
    loop.join(PATIENCE)
    assert built.is_set()


def test_a_bug_in_a_build_is_shown_and_the_preview_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = _preview(write_nation(tmp_path))
    preview.build_once()
    labels = preview.labels
    assert labels == {"kim-satu", "kim-dua"}

    def broken(*_: object) -> None:
        raise RuntimeError("rusak")

    with monkeypatch.context() as patch:
        patch.setattr("kimgen.preview.rebuild", broken)
        preview.build_once()
    assert "build-bug" in preview.problems()
    assert "RuntimeError: rusak" in preview.problems()
    assert preview.labels == labels
    preview.build_once()
    assert preview.problems() == ""


def test_each_build_asks_the_clock_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview that runs over night shows the next day."""
    seen = []
    preview = _preview(write_nation(tmp_path))

    def watched(settings: Settings, *_: object) -> None:
        seen.append(settings.now)
        raise OSError(28, "penuh", "output")

    monkeypatch.setattr("kimgen.preview.rebuild", watched)
    preview.settings = replace(preview.settings, now=preview.settings.now.replace(year=2020))
    preview.build_once()
    assert seen[0].year > 2020
    assert "file-unreadable" in preview.problems()
