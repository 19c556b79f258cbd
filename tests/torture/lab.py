"""A nation in two versions, and what a build that was to lead from one to the other left of it.

What is promised is judged here: each site, and the portal, is wholly the old or wholly the new
one; code 0 says that all are new, and no other code does; the next plain build leads to the very
bytes that a clean build gives, and leaves nothing lying about.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.support.nation import folder, write
from tests.torture.nursery import Nursery, Order, Run

TODAY = "2026-11-24"
Site = dict[str, str]
"""Path -> digest of a file."""
Sites = dict[str, Site]
"""Host -> what readers get there."""


def png(shade: int) -> bytes:
    """A picture of four by three points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)

    rows = (b"\x00" + bytes((shade, 60, 90)) * 4) * 3
    head = struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def write_version(root: Path, new: bool, kims: int, posts: int) -> None:
    """`content/` below `root`: in the new version each post is another, one is gone, one came,
    the picture is another, and there is one more KIM."""
    write(root, "content/portal.yaml", f"judul: Portal {'baru' if new else 'lama'}\ncontoh: ya\n")
    for number in range(kims + new):
        record = (
            f'nama: KIM Uji {number}\nnomor_induk: "13040920{number:04}"\nstatus: terdaftar\n'
            'sk: {nomor: "1/2025", tanggal: 2025-03-01}\nbidang: [pertanian]\n'
        )
        write(root, f"{folder(number)}/kim.yaml", record)
        picture = root / folder(number) / "media/foto.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(png(200 if new else 20))
        for each in range(new, posts + new):
            day, month = each % 28 + 1, each // 28 % 10 + 1
            text = (
                f"---\njudul: Kabar {each}{' lagi' * new}\ntag: [padi]\ngambar: media/foto.png\n"
                f"keterangan_gambar: Foto\n---\nIsi **{'baru' if new else 'lama'}** {each}.\n"
            )
            write(root, f"{folder(number)}/posts/2026-{month:02}-{day:02}-kabar-{each}.md", text)


def read_sites(output: Path) -> Sites:
    """What readers get. Files beside the folders of hosts are in the host ''."""
    found: Sites = {}
    for path in sorted(output.rglob("*")):
        inner = path.relative_to(output)
        if path.is_file() and inner.parts[0] != ".kimgen":
            host = inner.parts[0] if len(inner.parts) > 1 else ""
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.setdefault(host, {})["/".join(inner.parts[1:]) or inner.name] = digest
    return found


@dataclass
class Verdict:
    """What became of one try."""

    name: str
    status: int
    """Exit code of the build, minus a signal."""
    state: str
    """`old`, `new`, `between` (each site whole, some old, some new), or `mixed`."""
    wrong: tuple[str, ...] = ()
    """Promises that were broken."""


@dataclass
class Lab:
    """Both versions, the old one as it was built, and room for tries."""

    root: Path
    nursery: Nursery
    old: Sites
    new: Sites

    @property
    def output(self) -> Path:
        """Of the try at hand."""
        return self.root / "try"

    @property
    def said(self) -> str:
        """What the last build said."""
        return (self.root / "said").read_text("utf-8", "replace")

    def order(self, *more: str, version: str = "new", **harm: Any) -> Order:
        """A build of a version over the output."""
        content = str(self.root / version / "content")
        said = str(self.root / "said")
        arguments = ("build", "--content", content, "--output", str(self.output), *more)
        if not harm.get("year"):
            arguments = (*arguments, "--today", TODAY)
        return Order(arguments, str(self.root), said, **harm)

    def begin(self, order: Order) -> Run:
        """Start a build; see `Nursery.begin`."""
        return self.nursery.begin(order)

    def build(self, *more: str, **harm: Any) -> int:
        """Exit code of a build over the output."""
        return self.begin(self.order(*more, **harm)).wait()

    def reset(self) -> None:
        """Have the old version live."""
        remove(self.output)
        shutil.copytree(self.root / "base", self.output, symlinks=True)

    def state(self, live: Sites | None = None) -> str:
        """See `Verdict.state`."""
        live = read_sites(self.output) if live is None else live
        if live == self.old:
            return "old"
        if live == self.new:
            return "new"
        for host in live.keys() | self.old.keys() | self.new.keys():
            site = live.get(host, {})
            if site not in (self.old.get(host, {}), self.new.get(host, {})):
                return "mixed"
        return "between"

    def judge(self, name: str, status: int, mend: bool = True, killed: bool = False) -> Verdict:
        """What a build that was harmed left, and whether a plain one mends it. `killed`: it
        could not say how it ended."""
        wrong = []
        live = read_sites(self.output)
        state = self.state(live)
        said = self.said
        if state == "mixed":
            wrong.append("a site is neither old nor new")
        portal = live.get("kim.id", {})
        if state == "between" and portal == self.new["kim.id"] != self.old["kim.id"]:
            wrong.append("the portal is new before all sites are")
        if not killed:
            if status == 0 and state != "new":
                wrong.append(f"code 0, though {state} is live")
            if status != 0 and state != "old":
                wrong.append(f"code {status}, though {state} is live")
            if status in (3, 70):
                wrong.append("a bug: " + said[-2000:])
        if _cleaning(said):
            wrong.append("somebody is told to clean")
        if mend:
            wrong += self.mend()
        return Verdict(name, status, state, tuple(wrong))

    def mend(self) -> list[str]:
        """What is wrong after the next plain build."""
        status = self.build()
        wrong = []
        if status:
            wrong.append(f"the next build ends with code {status}: {self.said[-1500:]}")
        live = read_sites(self.output)
        if live != self.new:
            other = sorted(
                f"{host}/{path}"
                for host in live.keys() | self.new.keys()
                for path in live.get(host, {}).keys() | self.new.get(host, {}).keys()
                if live.get(host, {}).get(path) != self.new.get(host, {}).get(path)
            )
            wrong.append(f"the next build does not give what a clean one does: {other[:4]}")
        left = [path.name for path in (self.output / ".kimgen/next").glob("*")]
        if left:
            wrong.append(f"left lying about: {left[:3]}")
        if _cleaning(self.said):
            wrong.append("somebody is told to clean")
        return wrong


def _cleaning(said: str) -> bool:
    return any(word in said.lower() for word in ("hapus folder", "bersihkan", "rm -", "clean "))


def set_up(root: Path, kims: int = 2, posts: int = 3) -> Lab:
    """A lab in `root`; its nursery has to be closed."""
    for version in ("old", "new"):
        write_version(root / version, version == "new", kims, posts)
    nursery = Nursery(root / "old" / "content", root)
    lab = Lab(root, nursery, {}, {})
    sites = []
    for version in ("new", "old"):
        remove(lab.output)
        status = lab.begin(lab.order(version=version)).wait()
        assert status == 0, lab.said
        sites.append(read_sites(lab.output))
    lab.output.rename(root / "base")
    return replace(lab, new=sites[0], old=sites[1])


def remove(folder: Path) -> None:
    """Remove a folder, whatever was done to it."""
    if os.path.lexists(folder):
        shutil.rmtree(folder, ignore_errors=False)
