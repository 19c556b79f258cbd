"""Whatever is edited, and in whatever order: a build on top of earlier ones equals a clean one.

Each example is a nation of three KIMs and a list of edits. After each edit the nation is built
into the same folder; at the end it is built into an empty one, too, and both have to hold the
same bytes. What did not change keeps its inode and its time, so that a copy to a server sends
only what is new. `kimgen serve` builds again and again in one process, and is told what was saved:
the same has to hold of it, even where it is told of some of it late. And it has to hold of large
sites, which are built page by page and by several processes; here, a site of one post is large.

`KIMGEN_EXAMPLES=500 pytest tests/test_incremental.py` searches longer, and elsewhere each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kimgen import large
from kimgen.build import Report, Settings, build
from kimgen.diagnostics import Diagnostic
from kimgen.rebuild import Again, Hint, kim_of, rebuild

VILLAGES = (
    "13.04-tanah-datar/13.04.09.2005-pariangan",
    "13.04-tanah-datar/13.04.09.2005-pariangan",
    "51.03-badung/51.03.01.1003-kedonganan",
)
LABELS = ("kim-satu", "kim-dua", "kim-tiga")
TODAY = date(2026, 11, 24)
KINDS = {
    "berita": "",
    "pengumuman": "sampai: 2026-11-26\n",
    "agenda": "mulai: 2026-11-25 08.00\n",
    "usulan": "status: masuk\n",
    "lapak": "harga: 15000\n",
}


def png(shade: int) -> bytes:
    """A picture of four by three points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = (b"\x00" + bytes((shade, 60, 90)) * 4) * 3
    head = struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@dataclass
class Nation:
    """A nation on disk, and the day on which it is built."""

    root: Path
    today: date = TODAY
    large: int = 0
    """Posts of a large site, in what is not clean."""
    executor: str = "processes"

    def __post_init__(self) -> None:
        self.write("content/portal.yaml", "judul: Portal\ncontoh: ya\ntema: kecil\n")
        self.write("themes/kecil/theme.toml", 'judul = "Kecil"\ncontract = 1\nparent = "lontar"\n')
        self.write("themes/kecil/templates/404.html", page("awal"))
        for number, label in enumerate(LABELS):
            self.record(number)
            self.write_bytes(f"{self.folder(number)}/media/foto.png", png(number))
            for day in (1, 2):
                post(self, number, f"2026-11-0{day}-kabar-{label}-{day}", "berita", day)
        # what days change: a post of tomorrow, a notice and an event that pass
        post(self, 0, "2026-11-25-besok", "berita", 3)
        post(self, 1, "2026-11-20-sementara", "pengumuman", 4)
        post(self, 2, "2026-11-20-acara", "agenda", 5)

    def write(self, path: str, text: str) -> None:
        self.write_bytes(path, text.encode())

    def write_bytes(self, path: str, content: bytes) -> None:
        """In place, as an editor on a phone does it: the file keeps its inode."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def folder(self, number: int) -> str:
        return f"content/{VILLAGES[number % 3]}/{LABELS[number % 3]}"

    def record(
        self, number: int, name: str = "", status: str = "terdaftar", more: str = ""
    ) -> None:
        """Write the kim.yaml of a KIM."""
        label = LABELS[number % 3]
        text = (
            f"nama: KIM {name or label}\nnomor_induk: '130409200501'\nstatus: {status}\n"
            f"sk: {{nomor: 1/2025, tanggal: 2025-03-01}}\n{more}"
        )
        self.write(f"{self.folder(number)}/kim.yaml", text)

    def posts(self) -> list[Path]:
        return sorted((self.root / "content").glob("*/*/*/posts/*.md"))

    def pick(self, number: int) -> Path | None:
        """One of the posts, as long as there are some."""
        found = self.posts()
        return found[number % len(found)] if found else None

    def mend(self) -> None:
        """Put right what keeps a whole site, or all, from being built: what is live then stays
        live, which a clean build cannot know."""
        portal = self.root / "content/portal.yaml"
        if "barangkali" in portal.read_text("utf-8"):
            self.write("content/portal.yaml", "judul: Portal\ncontoh: ya\ntema: kecil\n")
        template = self.root / "themes/kecil/templates/404.html"
        if "{% if" in template.read_text("utf-8"):
            self.write("themes/kecil/templates/404.html", page("mend"))
        for number in range(3):
            if "nama: [" in (self.root / self.folder(number) / "kim.yaml").read_text("utf-8"):
                self.record(number)

    def settings(self, output: str, jobs: int = 1) -> Settings:
        return Settings(
            content=self.root / "content",
            output=self.root / output,
            themes=self.root / "themes",
            today=self.today,
            jobs=jobs,
            large=0 if output == "clean" else self.large,
            executor=self.executor,
        )

    def build(self, output: str, jobs: int = 1) -> Report:
        return build(self.settings(output, jobs))


def page(word: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="id"><title>{word}</title><body>{{{{ site.name }}}}</body>\n'
    )


def post(nation: Nation, number: int, name: str, kind: str, value: int) -> None:
    """Write a post; its length does not depend on `value`."""
    short = f"{value % 1000:03}"
    text = (
        f"---\njudul: Judul {short}\njenis: {kind}\n{KINDS[kind]}kategori: bidang{value % 3}\n"
        "tag: [padi]\ngambar: media/foto.png\nketerangan_gambar: Foto\n"
        f"---\nIsi {short}.\n"
    )
    nation.write(f"{nation.folder(number)}/posts/{name}.md", text)


# --- edits: each takes the nation and a number that stands for all its choices -----------------


def add_post(nation: Nation, number: int) -> None:
    kind = list(KINDS)[number // 3 % len(KINDS)]
    # some of them tomorrow's
    post(nation, number, f"2026-11-{20 + number % 8:02}-baru-{number % 50}", kind, number)


def change_post(nation: Nation, number: int) -> None:
    """In place and to the same length: a stamp of size and time alone could miss it."""
    if found := nation.pick(number):
        text = found.read_bytes()
        at = text.rindex(b"Isi ") if b"Isi " in text else len(text) - 4
        found.write_bytes(text[: at + 4] + b"%03d" % (number % 1000) + text[at + 7 :])


def rewrite_post(nation: Nation, number: int) -> None:
    """The same bytes again, at another time."""
    if found := nation.pick(number):
        content = found.read_bytes()
        found.unlink()
        found.write_bytes(content)


def rename_post(nation: Nation, number: int) -> None:
    if found := nation.pick(number):
        found.rename(found.with_name(f"2026-11-{1 + number % 20:02}-nama-{number % 50}.md"))


def delete_post(nation: Nation, number: int) -> None:
    if found := nation.pick(number):
        found.unlink()


def move_post(nation: Nation, number: int) -> None:
    if found := nation.pick(number):
        target = nation.root / nation.folder(number // 7) / "posts" / found.name
        target.parent.mkdir(parents=True, exist_ok=True)
        found.replace(target)


def break_post(nation: Nation, number: int) -> None:
    if found := nation.pick(number):
        found.write_text("---\njudul: Salah\ntanggal: 2026-02-30\n---\nIsi 000.\n", "utf-8")


def mend_post(nation: Nation, number: int) -> None:
    for found in nation.posts():
        if "2026-02-30" in found.read_text("utf-8"):
            found.write_text(f"---\njudul: Benar\n---\nIsi {number % 1000:03}.\n", "utf-8")


def change_template(nation: Nation, number: int) -> None:
    nation.write("themes/kecil/templates/404.html", page(f"kata {number % 100:02}"))


def break_template(nation: Nation, number: int) -> None:
    nation.write("themes/kecil/templates/404.html", "{% if rusak %}")


def change_static(nation: Nation, number: int) -> None:
    nation.write("themes/kecil/static/tambahan.css", f"a {{ top: {number % 100:02}px }}\n")


def remove_static(nation: Nation, number: int) -> None:
    (nation.root / "themes/kecil/static/tambahan.css").unlink(missing_ok=True)


def change_portal(nation: Nation, number: int) -> None:
    lines = (
        f"judul: Portal {number % 10}",
        f"contoh: {'ya' if number & 1 else 'tidak'}",
        f"tema: {'kecil' if number & 2 else 'ranting'}",
        f"kepanjangan: {'Kelompok' if number & 4 else 'Komunitas'} Informasi Masyarakat",
    )
    nation.write("content/portal.yaml", "\n".join(lines) + "\n")


def break_portal(nation: Nation, number: int) -> None:
    nation.write("content/portal.yaml", "contoh: barangkali\n")


def change_day(nation: Nation, number: int) -> None:
    nation.today = TODAY + timedelta(days=number % 9 - 3)


def change_record(nation: Nation, number: int) -> None:
    more = ("", "deskripsi: Kami menulis.\n", "tema: ranting\n", "bidang: [pertanian]\n")
    nation.record(number, f"Nama {number % 5}", more=more[number // 3 % 4])


def change_status(nation: Nation, number: int) -> None:
    status = ("dicabut", "nonaktif", "menunggu", "terdaftar")[number // 3 % 4]
    nation.record(number, status=status)


def break_record(nation: Nation, number: int) -> None:
    nation.write(f"{nation.folder(number)}/kim.yaml", "nama: [\n")


def change_media(nation: Nation, number: int) -> None:
    nation.write_bytes(f"{nation.folder(number)}/media/foto.png", png(number % 256))


def add_media(nation: Nation, number: int) -> None:
    name = f"tambahan-{number % 4}.png"
    nation.write_bytes(f"{nation.folder(number)}/media/{name}", png(number // 4 % 256))
    text = f"---\njudul: Bergambar\n---\n![Sawah](media/{name})\n\nIsi 000.\n"
    nation.write(f"{nation.folder(number)}/posts/2026-11-10-bergambar-{number % 4}.md", text)


def remove_media(nation: Nation, number: int) -> None:
    found = sorted((nation.root / "content").glob("*/*/*/media/*.png"))
    if found:
        found[number % len(found)].unlink()


def change_village(nation: Nation, number: int) -> None:
    nation.write(
        f"content/{VILLAGES[number % 3]}/desa.yaml",
        f"sebutan: {('nagari', 'desa', 'kampung')[number // 3 % 3]}\n",
    )


EDITS: tuple[Callable[[Nation, int], None], ...] = (
    add_post, change_post, rewrite_post, rename_post, delete_post, move_post, break_post, mend_post,
    change_template, break_template, change_static, remove_static, change_portal, break_portal,
    change_day, change_record, change_status, break_record, change_media, add_media, remove_media,
    change_village,
)  # fmt: skip

Edit = tuple[Callable[[Nation, int], None], int]
Files = dict[str, tuple[str, int, int]]
"""path -> (digest, inode, time) of every published file."""


def files(folder: Path) -> Files:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".kimgen" not in path.relative_to(folder).parts:
            state = path.stat()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[path.relative_to(folder).as_posix()] = (digest, state.st_ino, state.st_mtime_ns)
    return found


def contents(folder: Path) -> dict[str, str]:
    return {path: digest for path, (digest, _, _) in files(folder).items()}


def play(edits: list[Edit], folder: Path, large: int = 0) -> None:
    """Edit and build, edit and build; at the end compare with a clean build."""
    nation = Nation(folder, large=large)
    nation.build("output")
    before = files(folder / "output")
    for edit, number in edits:
        edit(nation, number)
        report = nation.build("output")
        assert report.exit_code != 3, report.found
        after = files(folder / "output")
        same = [path for path in before if path in after and after[path][0] == before[path][0]]
        touched = [path for path in same if after[path] != before[path]]
        assert not touched, f"{edit.__name__}: written again though the same: {touched[:5]}"
        before = after
    nation.mend()
    last = nation.build("output")
    clean = nation.build("clean")
    assert contents(folder / "output") == contents(folder / "clean"), [e.__name__ for e, _ in edits]
    # what is wrong is said of what was kept, too; what was live and is gone, of what was built
    said = [item.code for item in last.found if item.code != "post-gone"]
    assert said == [item.code for item in clean.found]
    again = nation.build("output")
    assert again.built == []
    assert again.files_written == 0


@dataclass
class Session:
    """One process that builds a nation again and again, and the saves that it is told of."""

    nation: Nation
    again: Again = field(default_factory=Again)
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def changed(self) -> list[str | None]:
        """What a watcher would tell of the saves since the last call: folders of KIMs, None for
        all else, in the order of their paths."""
        before, self.seen = self.seen, {}
        for path in sorted(self.nation.root.glob("[ct]*/**/*")):  # content/, themes/
            state = path.lstat()
            name = path.relative_to(self.nation.root).as_posix()
            if path.is_file():
                self.seen[name] = (
                    state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns
                )  # fmt: skip
        names = sorted(before.keys() | self.seen.keys())
        names = [name for name in names if before.get(name) != self.seen.get(name)]
        return [
            kim_of(name.removeprefix("content/")) if name.startswith("content/") else None
            for name in names
        ]

    def build(self, changed: list[str | None], number: int) -> Report:
        folders = [folder for folder in changed if folder is not None]
        shown = frozenset((LABELS[number % 3],))
        hint = Hint(
            frozenset(folders) if len(folders) == len(changed) else None, shown,
            shown if number % 2 else frozenset(),
        )  # fmt: skip
        self.told.clear()

        def told(label: str, _: list[Diagnostic]) -> None:
            self.told.append(label)

        return rebuild(self.nation.settings("output"), self.again, hint, told)


def replay(edits: list[Edit], folder: Path) -> None:
    """The same in one process; some edits go together, and some are told of bit by bit."""
    nation = Nation(folder)
    session = Session(nation)
    session.changed()
    session.build([None], 0)
    before = files(folder / "output")
    for edit, number in edits:
        edit(nation, number)
        if number % 4 == 3:  # the next one follows before a build begins
            continue
        changed = session.changed()
        some = len(changed) * (number % 3) // 3
        for part in (changed[:some], changed[some:]):
            report = session.build(part, number)
            assert report.exit_code != 3, report.found
            after = files(folder / "output")
            new = [path for path in after if before.get(path, "")[:1] != after[path][:1]]
            touched = [path for path in after if before.get(path) != after[path]]
            assert new == touched, f"{edit.__name__}: written again though the same"
            hosts = {path.partition("/")[0] for path in (*new, *(before.keys() - after.keys()))}
            assert hosts == {f"{label}.kim.id" if label else "kim.id" for label in session.told}
            before = after
    nation.mend()
    last = session.build(session.changed(), 0)
    clean = nation.build("clean")
    assert contents(folder / "output") == contents(folder / "clean"), [e.__name__ for e, _ in edits]
    said = [item.code for item in last.found if item.code != "post-gone"]
    assert said == [item.code for item in clean.found]
    again = nation.build("output")
    assert again.built == []
    assert again.files_written == 0


EXAMPLES = int(os.environ.get("KIMGEN_EXAMPLES", "0"))


@settings(
    max_examples=EXAMPLES or 10,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9999)), min_size=3, max_size=7))
@example([(break_post, 0), (change_post, 3), (mend_post, 5), (change_day, 8), (change_day, 0)])
@example([(change_status, 0), (add_post, 0), (change_status, 9), (move_post, 8)])
def test_any_edits_lead_to_what_a_clean_build_gives(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        play(edits, Path(folder))


@settings(
    max_examples=EXAMPLES or 10,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9999)), min_size=3, max_size=9))
@example([(change_post, 3), (change_record, 4), (change_post, 0)])
@example([(move_post, 8), (add_media, 7), (change_village, 5), (remove_media, 1), (change_day, 8)])
def test_any_saves_in_one_session_lead_to_what_a_clean_build_gives(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        replay(edits, Path(folder))


@settings(
    max_examples=EXAMPLES or 10,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9999)), min_size=3, max_size=7))
@example([(add_media, 0), (change_day, 8), (remove_media, 1), (rename_post, 3), (change_post, 2)])
@example([(change_portal, 5), (move_post, 8), (change_media, 4), (change_village, 5)])
def test_any_edits_of_large_sites_lead_there(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder, shared_out():
        play(edits, Path(folder), large=1)


@contextlib.contextmanager
def shared_out() -> Iterator[None]:
    """Two processes for each large site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large, "shares", lambda records, *_: [(record, 2) for record in records])
        yield


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit.__name__))
def test_each_edit_of_large_sites_leads_there(
    edit: Callable[[Nation, int], None], tmp_path: Path
) -> None:
    with shared_out():
        play([(edit, 0), (edit, 5)], tmp_path, large=1)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit.__name__))
def test_each_edit_leads_to_what_a_clean_build_gives(
    edit: Callable[[Nation, int], None], tmp_path: Path
) -> None:
    play([(edit, 0), (edit, 5)], tmp_path)


def test_only_what_an_edit_reaches_is_built(tmp_path: Path) -> None:
    nation = Nation(tmp_path)
    nation.build("output")
    change_post(nation, 0)
    assert len(nation.build("output").built) == 1
    change_template(nation, 1)
    assert sorted(nation.build("output").built) == sorted(LABELS)
    nation.today += timedelta(days=1)
    assert nation.build("output").built == ["kim-satu"], "a post of tomorrow"


def test_several_jobs_lead_there_too(tmp_path: Path) -> None:
    nation = Nation(tmp_path)
    nation.build("output", jobs=2)
    for edit in (add_post, change_template, remove_media):
        edit(nation, 4)
        nation.build("output", jobs=2)
    nation.build("clean", jobs=2)
    assert contents(tmp_path / "output") == contents(tmp_path / "clean")
