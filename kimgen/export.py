"""One site to carry away: built into a folder of its own, packed for a memory card or for a server
without a network. Nothing that is live is touched.

A limit is kept by leaving out the oldest posts: the site is built without them, so that lists,
search and feeds know nothing of them.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from kimgen.build import Report, Settings, build
from kimgen.headers import HEADERS
from kimgen.load import load_site
from kimgen.model import Kim, Portal
from kimgen.validate import Read, read_post

CARD, SERVER = "kartu-memori", "server"
FORMS = (CARD, SERVER)
NOTE = "BACA-SAYA.txt"
_ONLINE = frozenset((HEADERS, "404.html", "robots.txt", "sitemap.xml"))
"""What only a server makes use of: a card has no addresses that could be wrong."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can tell: the same files give the same bytes on any day."""
_PACKED = frozenset(("html", "css", "js", "json", "xml", "svg", "txt", "ics", "webmanifest", "csv"))
"""Endings of what becomes smaller when it is packed; pictures do not."""
_HREF = re.compile(r'(<a\b[^>]*? href=")([^":#?][^":?#]*)([#"])')


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be packed, and how."""

    settings: Settings
    """Of the build, for this KIM alone; its output counts for nothing."""
    kim: Kim
    portal: Portal
    form: str = CARD
    limit: int = 0
    """Bytes that the packed site may have; 0 for any number."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What became of it."""

    report: Report
    """Of the build."""
    size: int = 0
    """Bytes; 0 where the site could not be built."""
    files: int = 0
    posts: int = 0
    left_out: tuple[str, ...] = ()
    """Titles of posts that there was no room for, newest first."""
    smallest: int = 0
    """Where even one post is too much: how many bytes that would be."""


def export(wish: Wish, target: Path, *, zipped: bool) -> Packed:
    """Build the site and put it at `target`: a zip file, or a folder. Raises `OSError`,
    and `lock.BusyError`; then nothing is there that was not there before."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".kimgen-", dir=target.parent) as folder:
        packer = _Packer(wish, Path(folder), zipped)
        packed, result = packer.run()
        if result is not None:
            result.replace(target)
    return packed


class _Packer:
    def __init__(self, wish: Wish, folder: Path, zipped: bool) -> None:
        self.wish, self.folder, self.zipped = wish, folder, zipped
        self.host = ""
        self._posts: tuple[Read, ...] | None = None

    def run(self) -> tuple[Packed, Path | None]:
        wish = self.wish
        report, result, files = self._made(wish.settings.content, "")
        if result is None:
            return Packed(report), None
        size, total = _size(result), report.posts
        kept = total
        if wish.limit and size > wish.limit:
            smallest, kept, low, high = size, 0, 1, len(self.posts) - 1
            while low <= high:  # the most that fit; each is built, for nobody knows what it takes
                count = (low + high) // 2
                left = self.posts[count:]
                content = self._subset(count)
                _, other, found = self._made(content, self._left_words(left))
                shutil.rmtree(content)
                if other is None:
                    break
                smallest = min(smallest, _size(other))
                if _size(other) <= wish.limit:
                    kept, low = count, count + 1
                    _remove(result)
                    result, files, size = other, found, _size(other)
                else:
                    high = count - 1
                    _remove(other)
            if not kept:
                return Packed(report, smallest=smallest), None
        left_out = tuple(read.post.title for read in self.posts[kept:] if read.post)
        if kept == total:
            left_out = ()
        return Packed(report, size, files, kept, left_out), result

    @property
    def posts(self) -> tuple[Read, ...]:
        """The posts that the whole site shows, newest first."""
        if self._posts is None:
            settings, kim, portal = self.wish.settings, self.wish.kim, self.wish.portal
            files = load_site(settings.content, kim, limits=portal.limits)
            reads = (read_post(document, kim, portal) for document in files.posts)
            shown = [read for read in reads if read.post and self._is_shown(read)]
            shown.sort(key=_newest_first)
            self._posts = tuple(shown)
        return self._posts

    def _is_shown(self, read: Read) -> bool:
        assert read.post is not None
        return (self.folder / "output" / self.host / read.post.permalink).is_file()

    def _made(self, content: Path, left: str) -> tuple[Report, Path | None, int]:
        """(report, what was packed, its files) of the site of `content`."""
        output = self.folder / "output"  # one for all: what was prepared once is there
        label = self.wish.kim.label
        settings = replace(
            self.wish.settings, content=content, output=output, only=(label,), jobs=1, cards=False
        )
        report = build(settings)
        if label not in (*report.built, *report.kept):
            return report, None, 0
        self.host = next(p.name for p in output.iterdir() if p.name.startswith(f"{label}."))
        files = portable(output / self.host, self.wish.form)
        files[NOTE] = note(self.wish, report.posts, left).encode()
        prefix = f"{label}/" if self.wish.form == CARD and self.zipped else ""
        target = self.folder / f"{'part' if left else 'all'}-{report.posts}"
        _remove(target)
        if self.zipped:
            pack(target, {prefix + path: data for path, data in files.items()})
        else:
            spread(target, files)
        return report, target, len(files)

    def _subset(self, count: int) -> Path:
        """Content that has the newest `count` posts alone, and the media that they mention."""
        content, kim = self.wish.settings.content, self.wish.kim
        target = self.folder / "content"
        shutil.rmtree(target, ignore_errors=True)
        base, there = content / kim.folder, target / kim.folder
        dropped = {
            read.post.path.removeprefix(f"content/{kim.folder}/")
            for read in self.posts[count:]
            if read.post
        }
        for source in (content / "portal.yaml", base.parent / "desa.yaml"):
            if source.is_file():
                _copy(source, target / source.relative_to(content))
        texts, media = [], []
        for path in sorted(base.rglob("*")):
            name = path.relative_to(base).as_posix()
            if path.is_symlink() or not path.is_file() or name in dropped:
                continue
            if name.startswith("media/"):
                media.append(path)
                continue
            texts.append(unquote(path.read_bytes().decode("utf-8", "replace")).casefold())
            _copy(path, there / name)
        said = "\n".join(texts)
        for path in media:
            if path.stem.casefold() in said:
                _copy(path, there / path.relative_to(base))
        return target

    def _left_words(self, left: Iterable[Read]) -> str:
        posts = [read.post for read in left if read.post]
        newest = posts[0].when.date.isoformat() if posts else ""
        return (
            f"{len(posts)} tulisan lama tidak ikut karena batas ukuran (dari {newest} ke belakang)."
        )


def _newest_first(read: Read) -> tuple[int, bool, str]:
    assert read.post is not None
    instant, timed, _ = read.post.when.sort_key
    return (-instant, not timed, read.post.path)


def portable(site: Path, form: str) -> dict[str, bytes]:
    """Path -> content of what goes along of the built `site`. No page leads to another that is not
    there: a menu may name a jenis all of whose posts were left out."""
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    kept = [path for path in paths if form == SERVER or path not in _ONLINE]
    there = frozenset(kept)
    files = {}
    for path in kept:
        data = (site / path).read_bytes()
        if path.endswith(".html") and path != "404.html":
            data = _alive(data.decode("utf-8"), path, there).encode()
        files[path] = data
    return files


def _alive(page: str, path: str, there: frozenset[str]) -> str:
    """`page` with the front page in place of what its links do not find."""
    folder = posixpath.dirname(path)

    def mended(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, unquote(link[2])))
        if target in there or link[2].startswith("/"):
            return link[0]
        return f"{link[1]}{posixpath.relpath('index.html', folder or '.')}{link[3]}"

    return _HREF.sub(mended, page)


def pack(target: Path, files: dict[str, bytes]) -> None:
    """A zip file of `files`: its bytes tell nothing but them."""
    with zipfile.ZipFile(target, "x") as archive:
        for path, data in sorted(files.items()):
            info = zipfile.ZipInfo(path, _EARLIEST)
            info.create_system = 3  # else it says what machine it was made on
            info.external_attr = 0o100644 << 16
            packed = path.rpartition(".")[2] in _PACKED
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, data, compresslevel=zlib.Z_BEST_COMPRESSION)


def spread(target: Path, files: dict[str, bytes]) -> None:
    """The same in a folder."""
    for path, data in sorted(files.items()):
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)  # with its time: the cache of pictures knows it then


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    return sum(_sizes(path)) if path.is_dir() else path.stat().st_size


def _sizes(folder: Path) -> Iterator[int]:
    return (path.stat().st_size for path in folder.rglob("*") if path.is_file())


_HOW = {
    CARD: """Cara membuka
1. Salin folder ini ke ponsel, komputer, atau kartu memori.
2. Buka index.html dengan peramban (Chrome, Firefox, dan lain-lain).
Tidak perlu jaringan. Pencarian ada di cari.html, tayangan untuk layar di papan/index.html,
buletin untuk dicetak di cetak/index.html.
""",
    SERVER: """Cara memasang di server Wi-Fi tanpa internet
1. Salin semua berkas ini ke folder situs server (misalnya /var/www/html).
   Untuk mencoba di komputer: python -m http.server 80 (di dalam folder ini).
2. Di router, arahkan satu nama ke server itu, misalnya desa.lan. Dengan dnsmasq:
   address=/desa.lan/192.168.4.1
3. Supaya halaman ini terbuka sendiri ketika warga masuk ke Wi-Fi, arahkan semua nama
   ke server (address=/#/192.168.4.1) dan jawab alamat yang tidak ada dengan
   pengalihan 302 ke http://desa.lan/. Warga tetap bisa menutup jendela itu dan
   membuka http://desa.lan/ di peramban.
4. Berkas _headers berisi header yang sebaiknya ikut dikirim; 404.html adalah
   halaman untuk alamat yang salah.
""",
}


def note(wish: Wish, posts: int, left: str) -> str:
    """What the folder says of itself."""
    kim = wish.kim
    lines = [kim.name, f"{kim.village.full_name}, {kim.village.district}, {kim.village.regency}"]
    lines += ["", f"Situs ini memuat {posts} tulisan.", *([left] if left else [])]
    return "\r\n".join([*lines, "", *_HOW[wish.form].splitlines()]) + "\r\n"
