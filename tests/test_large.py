"""A large site is what a small one would be: the same bytes and findings, by however many
processes, and on top of whatever the last build left.
"""

from __future__ import annotations

import os
import pickle
import shutil
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from kimgen import gather, large, ledger, press
from kimgen.build import Report, build
from kimgen.executors import HERE
from kimgen.ledger import Ledger
from kimgen.model import Album, Attachment, Detail
from kimgen.pages.promise import Promise, media_of
from kimgen.portions import can_fork
from kimgen.render import Rendering
from kimgen.site import SitePlan
from kimgen.theme import Theme
from tests.test_incremental import Nation, contents, files

FOLDER = "content/51.03-badung/51.03.01.1003-kedonganan/kim-tiga"
HANDS = [1, 2, 3] if can_fork() else [1]
POSTS = 60
KINDS = (
    "jenis: berita\n",
    "jenis: pengumuman\nsampai: 2026-11-26\n",
    "jenis: pengumuman\nsampai: 2026-11-20\n",
    "jenis: agenda\nmulai: 2026-11-25 08.00\ntempat: Balai\n",
    "jenis: agenda\nmulai: 2026-10-01\n",
    "jenis: usulan\nstatus: masuk\nriwayat:\n- {tanggal: 2026-10-01, status: masuk}\n",
    "jenis: klarifikasi\nklaim: Kabar\nputusan: salah\nrujukan: [https://contoh.example/a]\n",
    "jenis: lapak\nharga: 15000\n",
    "jenis: galeri\nfoto:\n- {berkas: media/foto.png, keterangan: Satu}\n",
    "jenis: dokumen\nberkas: media/daftar.csv\n",
)


@pytest.fixture
def nation(tmp_path: Path) -> Nation:
    """One KIM with posts of every kind, and most of what can be wrong with one."""
    # in this process: what a test replaces there is seen, and what it counts
    made = Nation(tmp_path, large=1, executor=HERE)
    for folder in (made.folder(0), made.folder(1)):
        shutil.rmtree(tmp_path / folder)
    write = made.write
    made.write(f"{FOLDER}/media/daftar.csv", "a,b\n1,2\n")
    for number in range(POSTS):
        day = date(2026, 9 + number % 3, 1 + number % 20).isoformat()
        link = f"[lain]({day}-tidak-ada.md)" if number % 9 == 0 else "[profil](profil.html)"
        picture = "![Foto](media/foto.png)" if number % 4 == 0 else ""
        text = f"---\njudul: Judul {number:02}\n{KINDS[number % len(KINDS)]}"
        text += f"kategori: bidang{number % 4}\ntag: [padi, air{number % 3}]\n"
        text += "gambar: media/foto.png\n" if number % 3 == 0 else ""
        text += f"---\n{link}\n\n{picture}\nIsi.\n"
        write(f"{FOLDER}/posts/{day}-tulisan-{number}.md", text)
    wrong = {
        "2026-11-01-rusak": "---\njudul: Salah\ntanggal: 2026-02-30\n---\nIsi.\n",
        "2026-11-02-tanpa": "Tidak ada apa-apa.\n",
        "2026-11-03-draf": "---\njudul: Draf\ndraf: ya\n---\nIsi.\n",
        "2026-12-24-nanti": "---\njudul: Nanti\n---\nIsi.\n",
        "2026-11-04-sama": "---\njudul: Sama\nslug: kembar\n---\nIsi.\n",
        "2026-11-05-sama": "---\njudul: Sama lagi\nslug: kembar\n---\nIsi.\n",
        "2026-11-06-berkas": "---\njudul: B\njenis: dokumen\nberkas: media/hilang.pdf\n---\nIsi.\n",
        "2026-11-07-gambar": "---\njudul: G\ngambar: media/foto.pmg\n---\n![](media/foto.pmg)\n",
        "2026-11-08-hari": "---\njudul: H\ntanggal: Senin, 8 November 2026\n---\nIsi.\n",
        "2026-11-10-nik": "---\njudul: N\n---\nNIK 6402065203900003 milik warga.\n",
        "tanpa-tanggal": "---\njudul: T\n---\nIsi.\n",
    }
    for name, text in wrong.items():
        write(f"{FOLDER}/posts/{name}.md", text)
    (tmp_path / FOLDER / "posts/2026-11-09-pranala.md").symlink_to("tanpa-tanggal.md")
    write(f"{FOLDER}/pages/sejarah.md", "---\njudul: Sejarah\n---\nIsi.\n")
    return made


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many processes share the work of each site."""

    def share(count: int) -> None:
        shared = lambda records, *_: [(record, count) for record in records]  # noqa: E731
        monkeypatch.setattr(large, "shares", shared)

    return share


def said(report: Report) -> list[object]:
    """What was found; a bug is no finding of the content."""
    assert report.exit_code != 3, report.found
    return [item for item in report.found if item.code != "post-gone"]


@pytest.mark.parametrize("count", HANDS)
@pytest.mark.parametrize("drafts", [False, True])
def test_a_large_site_is_what_a_small_one_would_be(
    nation: Nation, hands: Callable[[int], None], count: int, drafts: bool
) -> None:
    hands(count)
    settings = replace(nation.settings("output"), drafts=drafts, executor="processes")
    clean = build(replace(nation.settings("clean"), drafts=drafts))
    made = build(settings)
    assert contents(nation.root / "output") == contents(nation.root / "clean")
    assert (made.posts, made.pages, said(made)) == (clean.posts, clean.pages, said(clean))
    assert len({item.code for item in clean.found}) > 8, "not much to be wrong about"


@pytest.mark.parametrize("count", HANDS)
def test_a_check_says_the_same(nation: Nation, hands: Callable[[int], None], count: int) -> None:
    hands(count)
    settings = replace(nation.settings("output"), output=None)
    small = build(replace(settings, large=10_000))
    assert said(build(settings)) == said(small)
    assert not (nation.root / "output").exists()


@pytest.mark.parametrize("count", HANDS)
def test_one_broken_line_gives_one_message_about_the_first_page(
    nation: Nation, hands: Callable[[int], None], count: int
) -> None:
    hands(count)
    nation.write("themes/kecil/templates/list.html", "{{ page.title }}\n{{ page.salah }}\n")
    clean, made = nation.build("clean"), nation.build("output")
    assert said(made) == said(clean)
    assert [item.code for item in made.found].count("template-error") == 1
    assert contents(nation.root / "output") == contents(nation.root / "clean")


def test_a_second_build_takes_from_the_ledger_what_did_not_change(
    nation: Nation, hands: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands(1)
    nation.build("output")
    before = files(nation.root / "output")
    read = Counted(monkeypatch, gather, "read_post")
    rendered = Counted(monkeypatch, gather, "render_markdown_of")
    made = Counted(monkeypatch, press, "made")
    nation.write(
        f"{FOLDER}/posts/2026-11-11-baru.md", "---\njudul: Baru\nkategori: lain\n---\nIsi.\n"
    )
    nation.build("output")
    assert (len(read.calls), len(rendered.calls)) == (1, 1)
    promised = [item.path for (item,) in made.calls if isinstance(item, Promise)]
    assert "berita/baru.html" in promised
    assert len(promised) < len(before) / 2
    nation.build("clean")
    assert contents(nation.root / "output") == contents(nation.root / "clean")


class Counted:
    """Stands in for a function of a module, and notes with what it was called."""

    def __init__(self, patch: pytest.MonkeyPatch, module: object, name: str) -> None:
        self.function = getattr(module, name)
        self.calls: list[tuple[Any, ...]] = []
        patch.setattr(module, name, self)

    def __call__(self, *arguments: Any) -> Any:
        self.calls.append(arguments)
        return self.function(*arguments)


def test_a_link_is_looked_at_again_when_its_target_comes(
    nation: Nation, hands: Callable[[int], None]
) -> None:
    hands(2)
    nation.build("output")
    nation.write(f"{FOLDER}/posts/2026-09-01-tidak-ada.md", "---\njudul: Ada\n---\nIsi.\n")
    made, clean = nation.build("output"), nation.build("clean")
    assert contents(nation.root / "output") == contents(nation.root / "clean")
    assert said(made) == said(clean)


# --- a helper that dies ---------------------------------------------------------------------


@pytest.mark.skipif(not can_fork(), reason="no helpers can be forked here")
@pytest.mark.parametrize("place", ["read_post", "render_markdown_of", "made"])
def test_without_its_helper_a_site_is_built_all_the_same(
    nation: Nation, hands: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    hands(2)
    module: Any = press if place == "made" else gather
    here, mark, came = os.getpid(), nation.root / "died", nation.root / "came"
    function: Any = getattr(module, place)
    read: Any = getattr(gather, "read_post")  # noqa: B009  (it is not exported)

    def wait_for(sign: Path) -> None:
        until = time.monotonic() + 60
        while not sign.exists():
            assert time.monotonic() < until, "no helper came"
            time.sleep(0.001)

    def shared(*arguments: Any) -> Any:
        """Whoever takes no piece in the first step gets none in the second."""
        wait_for(came) if os.getpid() == here else came.touch()
        return read(*arguments)

    def die(*arguments: Any) -> Any:
        if os.getpid() != here:
            mark.touch()
            os._exit(1)
        wait_for(mark)  # the helper takes its part
        return function(*arguments)

    if place == "render_markdown_of":
        monkeypatch.setattr(gather, "read_post", shared)
    monkeypatch.setattr(module, place, die)
    made, clean = nation.build("output"), nation.build("clean")
    assert mark.exists()
    assert said(made) == said(clean)
    assert contents(nation.root / "output") == contents(nation.root / "clean")
    assert not list((nation.root / "output/.kimgen/next").glob("*"))


# --- the ledger -----------------------------------------------------------------------------


def stored(nation: Nation, ending: str) -> Path:
    return nation.root / f"output/.kimgen/ledgers/kim-tiga.kim.id.{ending}"


@pytest.fixture
def built(nation: Nation, hands: Callable[[int], None]) -> Nation:
    """It was built by two processes."""
    hands(2)
    nation.build("output")
    return nation


def loaded(nation: Nation, *more: str) -> Ledger:
    """A copy of its ledger, read as the next build would."""
    copy = nation.root / "copy"
    for ending in ("posts", *more):
        shutil.copy(stored(nation, ending), f"{copy}.{ending}")
    made = stored(nation, "posts").read_bytes().split(b"\n")[1].decode()
    return Ledger(str(copy), made)


def test_everything_is_in_the_ledger(built: Nation) -> None:
    known = loaded(built)
    posts = len(list((built.root / FOLDER / "posts").glob("*.md"))) - 1  # a link is not read
    assert len(known.reads) == posts
    assert len(known.articles) == posts - 6, "all but what is not published"
    details = {type(entry.read.post.detail) for entry in known.reads.values() if entry.read.post}
    assert details == {type(None), *get_args(Detail)}


def damage_start(data: bytes) -> bytes:
    return b"x" + data[1:]


def damage_middle(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\xff" + data[len(data) // 2 + 1 :]


def damage_end(data: bytes) -> bytes:
    return data[:-7]


def nothing(data: bytes) -> bytes:
    return b""


def harmful(data: bytes) -> bytes:
    """A frame that would make a file, were it unpickled by anybody who does not mind."""
    head = b"\n".join(data.split(b"\n")[:2]) + b"\n"
    frame = pickle.dumps(Harm())
    return head + ledger._HEAD.pack(b"R", zlib.crc32(frame), len(frame)) + frame


class Harm:
    def __reduce__(self) -> tuple[object, ...]:
        return (Path("harm-was-done").touch, ())


@pytest.mark.parametrize("ending", ["posts", "pages"])
@pytest.mark.parametrize("damage", [damage_start, damage_middle, damage_end, nothing, harmful])
def test_a_ledger_that_is_damaged_costs_time_and_nothing_else(
    built: Nation,
    damage: Callable[[bytes], bytes],
    ending: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(built.root)
    place = stored(built, ending)
    place.write_bytes(damage(place.read_bytes()))
    built.write(f"{FOLDER}/posts/2026-11-11-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    built.build("output")
    built.build("clean")
    assert contents(built.root / "output") == contents(built.root / "clean")
    assert not (built.root / "harm-was-done").exists()
    known = loaded(built)
    assert len(known.reads) > POSTS, "it is whole again"


def test_a_ledger_does_not_grow_for_ever(built: Nation) -> None:
    size = stored(built, "posts").stat().st_size
    for number in range(20):
        for post in built.posts():
            if "tulisan" in post.name:
                post.write_text(post.read_text("utf-8") + f"\n{number}\n", "utf-8")
        built.build("output")
        assert stored(built, "posts").stat().st_size < 4 * size


def test_another_kimgen_begins_anew(
    built: Nation, hands: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kimgen.job.program", lambda _: "another one")
    built.write(f"{FOLDER}/posts/2026-11-11-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    read = Counted(monkeypatch, gather, "read_post")
    hands(1)
    built.build("output")
    assert len(read.calls) > POSTS


# --- pages ----------------------------------------------------------------------------------


def test_a_page_that_somebody_changed_comes_back(built: Nation) -> None:
    page = built.root / "output/kim-tiga.kim.id/berita/tulisan-0.html"
    page.write_bytes(b"x" * page.stat().st_size)
    gone = built.root / "output/kim-tiga.kim.id/berita/tulisan-20.html"
    gone.unlink()
    built.write(f"{FOLDER}/posts/2026-11-11-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    built.build("output")
    built.build("clean")
    assert contents(built.root / "output") == contents(built.root / "clean")


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_was_made_and_never_published_is_no_reason_to_keep_a_page(
    built: Nation, monkeypatch: pytest.MonkeyPatch, taken_back: bool
) -> None:
    """A build that is interrupted leaves marks of pages that never became live; they are as long
    as those that are."""
    post = next(post for post in built.posts() if post.name.endswith("tulisan-0.md"))
    text = post.read_text("utf-8")
    post.write_text(text.replace("Isi.", "Ini."), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("kimgen.release.Release.publish", interrupted)
        with pytest.raises(KeyboardInterrupt):
            built.build("output")
    shutil.rmtree(built.root / "output/.kimgen/next")
    if taken_back:
        post.write_text(text, "utf-8")
    built.build("output")
    built.build("clean")
    assert contents(built.root / "output") == contents(built.root / "clean")


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


class Poison:
    """Part of a site that no page of its own may read: its key does not stand for it."""

    def __init__(self, of: object = None, *, bar: tuple[str, ...] = ()) -> None:
        self._of, self._bar = of, bar

    def __getattr__(self, name: str) -> Any:
        if self._of is None or name in self._bar:
            raise AssertionError(f"a promised page read {name}, of which its key does not know")
        return getattr(self._of, name)

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("a promised page looked at what its key does not know")

    def __getitem__(self, name: object) -> Any:
        raise AssertionError(f"a promised page looked for {name}, of which its key does not know")

    get = __getitem__


class Noted(dict[str, Any]):
    """Media, and which of them were asked for."""

    def __init__(self, media: dict[str, Any]) -> None:
        super().__init__(media)
        self.asked: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize("theme", ["lontar", "balai", "pesisir", "ranting"])
def test_a_page_is_made_from_what_its_key_knows_and_nothing_else(
    nation: Nation, hands: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    """While it is made and rendered, all else of its site is out of reach."""
    hands(1)
    nation.write("content/portal.yaml", f"judul: Portal\ncontoh: ya\ntema: {theme}\n")
    seen: list[str] = []
    original = press.press_large

    def watched(plan: SitePlan, chosen: Theme, *rest: Any) -> Any:
        context = plan.context
        site, media, by_kind = context.site, Noted(context.media), context.by_kind
        bar = ("posts", "pages", "media", "changes")
        rendering = Rendering(chosen, plan.lang)
        for item in plan.plans:
            if not isinstance(item, Promise):
                continue
            media.asked.clear()
            context.media = media
            context.by_kind = Poison()  # type: ignore[assignment]
            context.site = Poison(site, bar=bar)  # type: ignore[assignment]
            try:
                assert rendering(item.make()) is not None, rendering.found
            finally:
                context.site = site
            late = item.late[1]() if item.late else []
            posts = [post for post in (*item.posts, *late) if post]
            named = {name for post in posts for name in media_of(post)}
            assert media.asked <= {*named, site.kim.logo, ""}, item.path
            seen.append(item.path)
        context.by_kind, context.media = by_kind, dict(media)
        return original(plan, chosen, *rest)

    monkeypatch.setattr(large, "press_large", watched)
    assert nation.build("output").exit_code != 3
    assert len(seen) > 100


def test_media_of_a_post_are_those_of_its_fields() -> None:
    """What `media_of` lists follows the model: a new kind of detail with files has to join it."""
    with_files = {
        kind
        for kind in get_args(Detail)
        if {"photos", "name"} & {field.name for field in fields(kind)}
    }
    assert with_files == {Album, Attachment}


@pytest.mark.parametrize(("shown", "ending"), [("{{ page.related|length }}", True), ("", False)])
def test_kin_count_only_where_the_theme_shows_them(
    nation: Nation, hands: Callable[[int], None], shown: str, ending: bool
) -> None:
    hands(1)
    nation.write("themes/kecil/templates/post.html", f"{{{{ page.card.title }}}} {shown}\n")
    nation.build("output")
    marks = loaded(nation, "pages").marks().pages
    assert marks["berita/tulisan-0.html"].key.endswith("+") is ending
    assert not marks["berita/index.html"].key.endswith("+")


def test_keys_tell_apart_what_looks_alike(built: Nation) -> None:
    """The same text under two names is two posts."""
    one = next(post for post in built.posts() if post.name.endswith("tulisan-0.md"))
    one.rename(one.with_name("2026-11-12-lain-sama-sekali.md"))
    built.build("output")
    built.build("clean")
    assert contents(built.root / "output") == contents(built.root / "clean")
