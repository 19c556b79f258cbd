"""Names, links, pipes and devices: nothing outside content/ is read, nothing outside output/ is
written, nothing hangs, and every file that is left out is told."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import pytest

from kimgen import contained, load, release
from kimgen.build import Report, Settings, build
from kimgen.contained import list_folder, open_file, refuse_links
from kimgen.filenames import LONGEST, NAME_REASONS, UNUSABLE, name_trouble, shown, twins
from kimgen.load_theme import ThemeError, bundled_themes, load_theme
from tests.support import ROOT
from tests.support.nation import folder, label, published, write, write_kim, write_nation
from tests.support.payloads import HOSTILE
from tests.test_sources import commit, git

TODAY = date(2026, 11, 24)
CANARY = "KENARI-7f3a"
"""Stands in files outside of content/, and nowhere else."""
POST = "---\njudul: Kabar\ntanggal: 2026-11-20\n---\nIsi.\n"


def make(root: Path, **more: object) -> Report:
    values = {"today": TODAY, "jobs": 1, "executor": "serial", **more}
    with _end():
        return build(Settings(root / "content", root / "output", **values))  # type: ignore[arg-type]


@contextmanager
def _end(seconds: int = 60) -> Iterator[None]:
    """Whoever waits for the other end of a pipe waits for ever: an alarm wakes him."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def codes(report: Report) -> set[str]:
    return {item.code for item in report.found}


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Three KIMs, and files outside of their content."""
    root = write_nation(tmp_path / "bangsa", 3)
    outside = tmp_path / "luar"
    for name in ("rahasia.md", "kim.yaml", "desa.yaml", "portal.yaml", "rahasia.txt", "a.geojson"):
        write(outside, name, f"---\njudul: {CANARY}\nnama: {CANARY}\n---\n{CANARY}\n")
    for name in ("posts", "pages", "media"):
        write(outside, f"kim/{name}/2026-11-20-rahasia.md", POST.replace("Kabar", CANARY))
    write(outside, "kim/kim.yaml", f"nama: {CANARY}\nstatus: terdaftar\n")
    return root


def leaked(root: Path) -> list[str]:
    return [
        str(path.relative_to(root))
        for path in (root / "output").rglob("*")
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]


# --- what is no file ------------------------------------------------------------------------


def _pipe(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, outside: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


def _device(path: Path, outside: Path) -> None:
    try:
        os.mknod(path, 0o666 | 0o020000, os.makedev(1, 5))  # zeros without end
    except OSError:
        pytest.skip("only root makes devices")


def _link_to_device(path: Path, outside: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_file(path: Path, outside: Path) -> None:
    path.symlink_to(outside / f"rahasia{path.suffix or '.md'}")


def _link_to_own_name(path: Path, outside: Path) -> None:
    path.symlink_to(outside / path.name)


def _link_to_folder(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "kim")


def _link_to_nothing(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "tidak-ada")


def _link_to_itself(path: Path, outside: Path) -> None:
    path.symlink_to(path.name)


def _folder(path: Path, outside: Path) -> None:
    path.mkdir()


def _file(path: Path, outside: Path) -> None:
    path.write_text("x\n", "utf-8")


def _drop(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


Make = Callable[[Path, Path], None]
KINDS: tuple[Make, ...] = (
    _pipe, _socket, _device, _link_to_device, _link_to_file, _link_to_own_name, _link_to_folder,
    _link_to_nothing, _link_to_itself, _folder,
)  # fmt: skip
KIM = folder(0)
PLACES = (
    "content/64.03-berau",
    "content/asing.txt",
    f"{KIM.rpartition('/')[0]}/desa.yaml",
    f"{KIM.rpartition('/')[0]}/kim-lain",
    f"{KIM}/posts/2026-11-20-a.md",
    f"{KIM}/pages/a.md",
    f"{KIM}/media/foto.jpg",
    f"{KIM}/media/daftar.txt",
    f"{KIM}/asing",
    f"{folder(1)}/kim.yaml",
    f"{folder(2)}/posts",
    f"{folder(2)}/pages",
    f"{folder(2)}/media",
)
FOLDERS = ("64.03-berau", "posts", "pages", "media")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_told_and_not_opened(nation: Path, kind: Make) -> None:
    outside = nation.parent / "luar"
    for place in PLACES:
        target = nation / place
        _drop(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        kind(target, outside)
    write_kim(nation, 3)
    report = make(nation)
    assert "build-bug" not in codes(report)
    told = {item.location.path: item.code for item in report.found}
    for place in PLACES:
        if kind is not _folder or place.rpartition("/")[2] not in FOLDERS:
            assert place in told
        if kind is not _folder and place.startswith((f"{KIM}/posts/", f"{KIM}/media/")):
            assert told[place] == "file-unreadable", "what looks like a post says why it is none"
    assert leaked(nation) == []
    # whose posts cannot be read is left as it is; who has none has an empty site
    lost = [label(1)] if kind is _folder else [label(1), label(2)]
    assert sorted(report.failed) == lost
    assert {label(0), label(3)} <= set(report.built)
    assert label(3) not in make(nation).built
    # and the portal's own file
    target = nation / "content" / "portal.yaml"
    _drop(target)
    kind(target, outside)
    report = make(nation)
    assert report.fatal
    assert [item.code for item in report.found] == ["file-unreadable"]


def test_a_file_in_place_of_a_folder(nation: Path) -> None:
    for name in ("posts", "pages", "media"):
        shutil.rmtree(nation / KIM / name, ignore_errors=True)
        (nation / KIM / name).write_text("x", "utf-8")
    report = make(nation)
    told = {item.location.path: item.code for item in report.found}
    for name in ("posts", "pages", "media"):
        assert told[f"{KIM}/{name}"] == "file-unreadable"


def test_folders_without_end(nation: Path) -> None:
    deep = nation / KIM / "media"
    deep.mkdir(exist_ok=True)
    handle = os.open(deep, os.O_RDONLY)
    for _ in range(1_500):  # more than a recursion goes down
        os.mkdir("a", dir_fd=handle)
        inner = os.open("a", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    try:
        report = make(nation)
        assert report.exit_code == 0
        assert codes(report) == {"file-unexpected"}
        assert make(nation).exit_code == 0
    finally:  # Python does not get down there
        subprocess.run(("rm", "-rf", str(deep)), check=True)


# --- names ----------------------------------------------------------------------------------


_LONG = "a" * 252
NAMES = [
    "CON", "con", "nul.md", "LPT1", "com9", "a" * LONGEST, _LONG, "é" * 120, "Rapat", "rapat",
    "a b", "a\xa0b", "a\u202egpj", "\u200b", "a\ufeffb", "a.", "a ", " a", "a:b", "a?b", "a*b",
    "a|b", "a<b", "a>b", 'a"b', "a\\b", "a%2e%2e%2fb", "%2e%2e", "..a", "C:", "a\nb", "a\rb",
    "a\tb", "\x7f", "\x1b[2J", "ß", "ss", "İ", "i", "ﬁ", "fi", "Å", "A\u030a", "\u212b", "Ω",
    "\u2126", "😀", "١٢٣", "-rf", "--help", "_headers", "index", "sw", "CNAME",
    "<script>alert(1)<script>", "{{7*7}}", "$(id)", "`id`", ";id",
]  # fmt: skip


_NO_PLACE = (errno.ENAMETOOLONG, errno.EEXIST, errno.EISDIR, errno.ENOTDIR, errno.ENOENT)
"""The name is too long, or another is there already."""


def _lay(folder: Path, name: bytes, content: bytes) -> None:
    _make_place(os.fsencode(folder))
    try:
        with open(os.fsencode(folder) + b"/" + name, "xb") as file:  # noqa: PTH123
            file.write(content)
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise


def _make_place(place: bytes) -> None:
    """Make a folder whose names may be too long for one."""
    try:
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise


def _named_nation(root: Path, names: list[bytes]) -> None:
    for number, name in enumerate(names):
        post = POST.replace("Kabar", f"Kabar {number}").encode()
        _lay(root / KIM / "posts", name + b".md", post)
        _lay(root / KIM / "pages", name + b".md", f"---\njudul: X {number}\n---\nIsi.\n".encode())
        for ending in (b"", b".txt", b".csv", b".jpg"):
            _lay(root / KIM / "media", name + ending, b"halo\n")
        _lay(root / KIM, name, b"x")
        _lay((root / KIM).parent, name, b"x")
        _lay(root / "content", name, b"x")
        village = (root / KIM).parent
        region, last = os.fsencode(village.parent), b"%d" % number
        for place in (  # a KIM, a village and a region of that name
            os.fsencode(village) + b"/kim-" + name,
            region + b"/64.02.06.1006-" + name + b"/kim-lain-" + last,
            region + b"/" + name + b"/kim-desa-" + last,
            os.fsencode(root / "content") + b"/64.03-" + name + b"/64.03.05.2001-x/kim-j-" + last,
        ):
            _make_place(place)
            _lay(Path(os.fsdecode(place)), b"kim.yaml", b"nama: KIM Aneh\n")


def _hold_names(root: Path, names: list[bytes]) -> Report:
    before = published(root / "output") if make(root).exit_code == 0 else {}
    assert before
    _named_nation(root, names)
    report = make(root)
    assert report.exit_code == 1
    assert "build-bug" not in codes(report)
    after = published(root / "output")
    for host in (label(1), label(2)):
        mine = {path: stamp for path, stamp in before.items() if path.startswith(host)}
        assert mine == {path: stamp for path, stamp in after.items() if path.startswith(host)}
    for path in after:  # and all of it can be written anywhere
        assert all(name_trouble(part) == "" for part in path.split("/")[1:]), path
    for item in report.found:
        json.dumps(item.location.path, ensure_ascii=False).encode()
    assert make(root).built == [], "what was found was not kept"
    return report


def test_names_that_systems_do_not_agree_on(nation: Path) -> None:
    report = _hold_names(
        nation, [*(name.encode() for name in NAMES), b"\xff\xfe", b"a\xed\xa0\x80"]
    )
    assert {"name-unusable", "name-not-everywhere", "name-twins"} <= codes(report)
    told = {item.location.path for item in report.found if item.code == "name-unusable"}
    assert f"{KIM}/posts/\\xff\\xfe.md" in told
    assert f"{KIM}/posts/a\nb.md" in told
    assert f"{KIM}/posts/{_LONG}.md" in told


def test_twins_at_one_address_are_one_mistake(nation: Path) -> None:
    """And what is said is that one of them is not published."""
    if (nation / KIM / "KIM.YAML").exists():
        pytest.skip("this system takes both names for one")
    for name in ("2026-11-09-Rapat.md", "2026-11-09-rapat.md"):
        write(nation, f"{KIM}/posts/{name}", POST)
    for name in ("Daftar.txt", "daftar.txt"):
        write(nation, f"{KIM}/media/{name}", "halo\n")
    found = [(item.code, item.location.path) for item in make(nation).found]
    assert sorted(found) == [
        ("name-twins", f"{KIM}/media/daftar.txt"),
        ("post-duplicate", f"{KIM}/posts/2026-11-09-rapat.md"),
    ]


def test_hostile_names_of_others(nation: Path) -> None:
    path = HOSTILE / "hostile_names.json"
    if not path.is_file():
        pytest.skip("hostile_names.json is no part of the project")
    names = [name.encode("utf-8", "surrogatepass") for name in json.loads(path.read_text("utf-8"))]
    _hold_names(nation, [name for name in names if name and b"\0" not in name and b"/" not in name])


def test_a_name_in_two_forms_is_one_on_some_systems() -> None:
    composed = "é.md"
    apart = unicodedata.normalize("NFD", composed)
    assert twins([composed, apart]) == {apart: composed}
    assert twins(["Foto.jpg", "foto.jpg", "lain.jpg"]) == {"foto.jpg": "Foto.jpg"}
    assert twins(["foto.jpg", "foto.png"]) == {}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2026-11-24-panen-raya.md", ""),
        ("Panen Raya (1).jpg", ""),
        ("كيم.md", ""),
        ("ꦏꦶꦩ꧀.md", ""),
        ("a\u200cb.md", ""),
        ("con.md", "device"),
        ("CON .md", "device"),
        ("console.md", ""),
        ("com1.jpg", "device"),
        ("a\ud800.md", "not-utf-8"),
        ("a\x00", "control"),
        ("a\u2028b", "control"),
        ("a\u202eb", "turning"),
        ("é" * 101, "long"),
        ("a:b", "sign"),
        ("a.", "end"),
        ("a\u200bb", "hidden"),
    ],
)
def test_what_is_wrong_with_a_name(name: str, reason: str) -> None:
    assert name_trouble(name) == reason
    assert reason in NAME_REASONS or not reason
    shown(name).encode()
    assert set(NAME_REASONS) >= UNUSABLE


# --- references -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../../../../luar/rahasia.txt", "media/../../../../../luar/rahasia.txt", "/etc/passwd",
        "media//etc/passwd", "..\\..\\luar\\rahasia.txt", "file:///etc/passwd", "%2e%2e/%2e%2e/l",
        "media/./../kim.yaml", "media/\\..\\kim.yaml", "C:\\rahasia.txt", "//luar/rahasia.txt",
    ],
)  # fmt: skip
def test_no_reference_leads_out(nation: Path, name: str) -> None:
    quoted = json.dumps(name)
    text = (
        f"---\njudul: Rujukan\ntanggal: 2026-11-20\ngambar: {quoted}\n---\n\n"
        f"![foto](<{name}>) [berkas](<{name}>)\n"
    )
    write(nation, f"{KIM}/posts/2026-11-20-rujukan.md", text)
    document = (
        f"---\njudul: Berkas\ntanggal: 2026-11-20\njenis: dokumen\nberkas: {quoted}\n---\nx\n"
    )
    write(nation, f"{KIM}/posts/2026-11-20-berkas.md", document)
    write(nation, "content/portal.yaml", f"peta: {{titik: {quoted}, provinsi: {quoted}}}\n")
    with (nation / KIM / "kim.yaml").open("a", encoding="utf-8") as file:
        file.write(f"logo: {quoted}\ntema: {quoted}\n")
    assert "build-bug" not in codes(make(nation))
    assert leaked(nation) == []


# --- between looking and reading ------------------------------------------------------------


def test_a_folder_that_becomes_a_link_is_not_followed(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = nation / KIM / "posts"
    outside = nation.parent / "luar" / "kim" / "posts"
    for path in posts.iterdir():
        shutil.copy(outside / "2026-11-20-rahasia.md", outside / path.name)

    def swap(root: str, name: str) -> list[contained.Entry]:
        found = list_folder(root, name)
        if name == f"{KIM.removeprefix('content/')}/posts":
            posts.rename(posts.with_name("dulu"))
            posts.symlink_to(outside)
        return found

    monkeypatch.setattr(load, "list_folder", swap)
    report = make(nation)
    assert leaked(nation) == []
    assert report.failed == [label(0)], "a folder that changes is read in the next build"
    assert "file-unreadable" in codes(report)


@pytest.mark.parametrize("proc", [True, False])
def test_no_component_may_be_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proc: bool
) -> None:
    """Where the system does not tell where a file lies, the folders are looked at again."""
    if not proc:
        monkeypatch.setattr(contained, "_HANDLES", "/tidak-ada")
    write(tmp_path, "isi/a/b/c.md", "isi")
    write(tmp_path, "luar/b/c.md", "luar")
    (tmp_path / "pintasan").symlink_to(tmp_path / "isi")
    (tmp_path / "isi/d").symlink_to(tmp_path / "luar")
    (tmp_path / "isi/a/e.md").symlink_to("b/c.md")
    (tmp_path / "isi/dalam").symlink_to("a")
    for root in ("isi", "pintasan"):
        handle, _ = open_file(str(tmp_path / root), "a/b/c.md")
        os.close(handle)
        for name in ("d/b/c.md", "a/e.md", "dalam/b/c.md"):
            with pytest.raises(OSError, match="link") as caught:
                open_file(str(tmp_path / root), name)
            assert caught.value.errno == errno.ELOOP
        for name in ("d", "d/b", "dalam", "dalam/b"):
            with pytest.raises(OSError, match=r"link|Not a dir") as caught:
                list_folder(str(tmp_path / root), name)
            assert caught.value.errno in (errno.ELOOP, errno.ENOTDIR)
    assert [entry.kind for entry in list_folder(str(tmp_path), "isi/a/b")] == ["file"]


# --- themes and maps -------------------------------------------------------------------------


def _theme(root: Path) -> Path:
    base = root / "themes" / "uji"
    write(base, "theme.toml", 'contract = 1\nparent = "ranting"\n')
    write(base, "static/a.txt", "a")
    text = (bundled_themes() / "ranting" / "theme.toml").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("contract")]
    write(base, "theme.toml", f'{line}\nparent = "ranting"\n')
    return base


@pytest.mark.parametrize("name", ["static/b.txt", "static/b", "templates/b.html", "static"])
@pytest.mark.parametrize("kind", [_pipe, _link_to_file, _link_to_folder, _link_to_device])
def test_a_theme_lies_within_itself(nation: Path, name: str, kind: Make) -> None:
    base = _theme(nation)
    folders = (nation / "themes", bundled_themes())
    assert load_theme("uji", folders).static == (("a.txt", b"a"),)
    if name == "static":
        shutil.rmtree(base / name)
    (base / name).parent.mkdir(exist_ok=True)
    kind(base / name, nation.parent / "luar")
    with _end(), pytest.raises(ThemeError) as caught:
        load_theme("uji", folders)
    assert caught.value.diagnostic.code == "theme-invalid"


@pytest.mark.parametrize(
    "parent", ["../../luar", "/etc", "..", "uji/../uji", "a\\b", "a" * 300, "é" * 150]
)
def test_a_theme_has_no_parent_elsewhere(nation: Path, parent: str) -> None:
    base = _theme(nation)
    text = (base / "theme.toml").read_text("utf-8").replace('"ranting"', f"'{parent}'")
    write(base, "theme.toml", text)
    with pytest.raises(ThemeError) as caught:
        load_theme("uji", (nation / "themes", bundled_themes()))
    assert caught.value.diagnostic.code == "theme-missing"


# --- output ----------------------------------------------------------------------------------


def _state(path: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(file.relative_to(path)): (file.lstat().st_mtime_ns, file.read_bytes())
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


PLANTED = (
    ".kimgen", ".kimgen/media", ".kimgen/media/objects", ".kimgen/media/seen", ".kimgen/manifests",
    ".kimgen/next", ".kimgen/state.sqlite", ".kimgen/lock",
)  # fmt: skip


@pytest.mark.parametrize("place", PLANTED)
@pytest.mark.parametrize("there", [True, False])
def test_links_in_place_of_the_state_are_refused(nation: Path, place: str, there: bool) -> None:
    outside = nation.parent / "luar"
    target = nation / "output" / place
    if there:
        assert make(nation).exit_code == 0
        _drop(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.symlink_to(outside / ("rahasia.md" if "." in target.name[1:] else "kim"))
    before = _state(outside)
    with pytest.raises(OSError, match="link") as caught:
        make(nation)
    assert caught.value.errno == errno.ELOOP
    assert caught.value.filename == str(target)
    assert _state(outside) == before
    target.unlink()
    assert make(nation).exit_code == 0


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("inner", ["", "berita", "media", "index.html"])
def test_links_within_a_site_are_replaced(
    nation: Path, inner: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not whole:
        monkeypatch.setattr(release, "can_exchange", lambda folder: False)
    assert make(nation).exit_code == 0
    wanted = published(nation / "output")
    outside = nation.parent / "luar" / "situs"
    live = nation / "output" / f"{label(0)}.kim.id"
    target = live / inner if inner else live
    if target.exists():
        (shutil.move if target.is_dir() else shutil.copy)(target, outside)
        _drop(target)
    else:
        outside.mkdir()
    target.symlink_to(outside)
    before = _state(outside.parent)
    post = write(nation, f"{KIM}/posts/2026-11-20-baru.md", POST)
    assert make(nation).exit_code == 0
    post.unlink()
    assert make(nation).exit_code == 0
    assert _state(outside.parent) == before
    assert not target.is_symlink() or inner == "media"
    assert published(nation / "output") == wanted


def test_refusing_links_looks_at_few_names(tmp_path: Path) -> None:
    refuse_links(str(tmp_path / "none"))
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / "a").symlink_to("b")
    refuse_links(str(tmp_path), ("manifests",))
    with pytest.raises(OSError, match="link"):
        refuse_links(str(tmp_path))


# --- git -------------------------------------------------------------------------------------


def test_no_program_of_a_repository_runs(nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(nation, "init", "--quiet")
    write(nation, "content/.gitattributes", "*.md filter=jahat\n*.yaml filter=a=b diff=jahat\n")
    inner = nation / KIM / "media" / "dalam"
    write(inner, "a.txt", "x")
    git(inner, "init", "--quiet")
    git(inner, "add", "a.txt")
    git(inner, "commit", "--quiet", "-m", "a")
    commit(nation)
    ran = nation.parent / "dijalankan"
    program = write(nation.parent, "jahat.sh", f'#!/bin/sh\necho "$0" >>{ran}\ncat\n')
    program.chmod(0o755)
    for base in (nation, inner):
        hooks = base / ".git" / "hooks"
        for name in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
            shutil.copy(program, hooks / name)
        for key in (
            "core.fsmonitor", "filter.jahat.clean", "filter.jahat.process", "filter.a=b.clean",
            "diff.jahat.textconv", "diff.external", "core.sshCommand", "core.pager", "core.editor",
            "core.askPass", "core.alternateRefsCommand", "credential.helper", "alias.status",
        ):  # fmt: skip
            git(base, "config", key, f"!{program}" if key.startswith("alias") else str(program))
        git(base, "config", "filter.jahat.required", "true")
        git(base, "config", "status.submoduleSummary", "true")
    shutil.copy(program, nation / ".git" / "hooks" / "pre-commit")
    for path in (nation / "content").rglob("*"):
        if path.is_file():
            os.utime(path, (1, 1))  # so that git looks at what is in it
    write(inner, "a.txt", "lain")
    monkeypatch.setenv("GIT_DIR", str(inner / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(nation.parent / "indeks"))
    before = _state(nation / ".git")
    first = make(nation)
    assert len(first.built) == 3
    assert make(nation).built == []
    assert not ran.exists()
    assert _state(nation / ".git") == before


@pytest.mark.parametrize("planted", ["file", "loop", "pipe", "bare", "link"])
def test_a_repository_of_somebody_else_is_not_needed(nation: Path, planted: str) -> None:
    ran = nation.parent / "dijalankan"
    program = write(nation.parent, "jahat.sh", f'#!/bin/sh\necho "$0" >>{ran}\n')
    program.chmod(0o755)
    elsewhere = nation.parent / "lain"
    elsewhere.mkdir()
    git(elsewhere, "init", "--quiet")
    git(elsewhere, "config", "core.fsmonitor", str(program))
    here = nation / "content"
    match planted:
        case "file":
            write(here, ".git", f"gitdir: {elsewhere}/.git\n")
        case "loop":
            write(here, ".git", "gitdir: .git\n")
        case "pipe":
            os.mkfifo(here / ".git")
        case "bare":
            for name in ("HEAD", "config", "objects", "refs"):
                place = elsewhere / ".git" / name
                (shutil.copytree if place.is_dir() else shutil.copy)(place, here / name)
        case "link":
            (here / ".git").symlink_to(elsewhere / ".git")
    assert len(make(nation).built) == 3
    assert make(nation).built == []
    assert not ran.exists()


def test_a_folder_of_somebody_else_is_read_from_the_disk(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(nation, "init", "--quiet")
    commit(nation)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("HOME", str(nation))
    from kimgen.sources import committed

    assert committed(nation / "content") is None
    assert len(make(nation).built) == 3


# --- all of it, as the interpreter sees it ----------------------------------------------------


def test_what_is_opened_is_content_and_what_is_changed_is_output(nation: Path) -> None:
    outside = nation.parent / "luar"
    for place in PLACES:
        if place.startswith((KIM.rpartition("/")[0], "content/asing")):
            for number, kind in enumerate(KINDS[3:9]):
                target = nation / place
                target = target.with_name(f"{target.stem}-{number}{target.suffix}")
                target.parent.mkdir(parents=True, exist_ok=True)
                kind(target, outside)
    (nation / folder(1) / "pages").symlink_to(outside / "kim" / "pages")
    (nation / folder(2) / "kim.yaml").unlink()
    (nation / folder(2) / "kim.yaml").symlink_to(outside / "kim.yaml")
    write(nation, f"{KIM}/media/daftar.txt", "isi\n")
    before = _state(outside)
    log = nation.parent / "dibuka.json"
    cache = nation.parent / "cache"
    words = ("build", "--content", str(nation / "content"), "--output", str(nation / "output"))
    done = subprocess.run(
        (sys.executable, "-m", "tests.support.audited", str(log), *words, "--executor", "serial"),
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    rows = sorted(map(json.loads, log.read_text("utf-8").splitlines()))
    own = (nation / "content", nation / "output", cache, ROOT / "kimgen", ROOT / "themes")
    python = {os.path.realpath(place) for place in (sys.prefix, sys.base_prefix, *sys.path[1:])}
    allowed = {*map(os.path.realpath, own), *python, "/proc", "/dev", "/etc", "/usr", "/sys"}
    allowed.add(os.path.realpath(ROOT / "tests" / "support"))
    changed = {os.path.realpath(place) for place in (nation / "output", cache)}
    odd = []
    for kind, path in rows:
        if "/" not in path:  # a name in a folder that is open: `rmtree` works so
            continue
        places = changed | {"/dev/null"} if kind == "write" else allowed
        if not any(path == place or path.startswith(f"{place}/") for place in places):
            odd.append((kind, path))
    assert odd == []
    assert [row for row in rows if row[1].startswith(os.path.realpath(outside))] == []
    assert any(path.endswith(".md") for _, path in rows), "nothing was written down"
    assert leaked(nation) == []
    assert _state(outside) == before
