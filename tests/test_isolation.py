"""Three hundred KIMs, thirty of which mean harm: the others are what they would be without them.

And the same files give the same bytes: from another folder, in another zone and locale, whatever
order the system lists folders in, by any number of processes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.nation import published, write
from tests.support.saboteurs import SABOTEURS, Place

GOOD = 270
TODAY = "2026-11-24"
VILLAGES = (
    "13.04-tanah-datar/13.04.09.2005-pariangan",
    "64.02-kutai-kartanegara/64.02.06.1005-melayu",
    "51.03-badung/51.03.01.1003-kedonganan",
    "64.02-kutai-kartanegara/64.02.06.1001-jahab",
)
BAD = "64.02-kutai-kartanegara/64.02.06.1001-jahab"
"""Where the saboteur of a village's record lives."""


def label(number: int) -> str:
    return f"kim-uji-{number:03}"


def folder(number: int) -> str:
    return f"content/{VILLAGES[number % 3]}/{label(number)}"


def write_good(root: Path, number: int) -> None:
    base = folder(number)
    write(
        root,
        f"{base}/kim.yaml",
        f"nama: KIM Uji {number}\nnomor_induk: '13040920{number:04}'\nstatus: terdaftar\n"
        "sk: {nomor: 1/2025, tanggal: 2025-03-01}\nbidang: [pertanian]\n",
    )
    for day in (1, 2):
        text = f"---\njudul: Kabar {day}\ntag: [padi]\n---\nIsi **kabar** {day} dari {number}.\n"
        write(root, f"{base}/posts/2026-11-{day:02}-kabar-{day}.md", text)


def sabotage(root: Path) -> None:
    for number, harm in enumerate(SABOTEURS):
        village = BAD if harm.__name__ == "broken_village" else VILLAGES[number % 3]
        victim = folder((number * 7 + 1) % GOOD)
        harm(Place(root, f"content/{village}", f"kim-nakal-{number}", victim))


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good, built as `clean`; then the bad beside them, built as `mixed`."""
    root = tmp_path_factory.mktemp("nation")
    write(root, "content/portal.yaml", "judul: Uji\ncontoh: ya\n")
    for number in range(GOOD):
        write_good(root, number)
    assert run(root, "clean").returncode == 0
    sabotage(root)
    done = run(root, "mixed")
    assert done.returncode == 1, done.stderr[-2000:]
    (root / "mixed.json").write_text(done.stdout, encoding="utf-8")
    return root


def run(
    root: Path, output: str, *more: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kimgen", "build", "--today", TODAY, "--format", "json"]
    return subprocess.run(
        [*command, "--output", output, *more],
        cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, text=True,
        capture_output=True, check=False,
    )  # fmt: skip


def sites(output: Path) -> dict[str, str]:
    """path -> digest of the files of the good KIMs."""
    hosts = {f"{label(number)}.kim.id" for number in range(GOOD)}
    return {path: made for path, made in published(output).items() if path.split("/")[0] in hosts}


def digest(output: Path) -> str:
    """One hash of everything that is published."""
    rows = (f"{made}  {path}\n" for path, made in sorted(published(output).items()))
    return hashlib.sha256("".join(rows).encode("utf-8", "surrogateescape")).hexdigest()


def test_the_others_are_what_they_would_be_without_them(nation: Path) -> None:
    clean, mixed = sites(nation / "clean"), sites(nation / "mixed")
    assert len({path.split("/")[0] for path in clean}) == GOOD
    assert mixed == clean


def test_each_message_is_about_who_did_it(nation: Path) -> None:
    """Or about two that want one name, and then it names both."""
    report = json.loads((nation / "mixed.json").read_text("utf-8"))
    good = {folder(number) for number in range(GOOD)}
    wrong = [
        item
        for item in report["diagnostics"]
        if "/".join((item["path"]).split("/")[:4]) in good and not item["code"].startswith("label")
    ]
    assert wrong == []


def test_they_change_nothing_on_top_of_a_build_either(nation: Path) -> None:
    """And when they are gone, it is as if they had not been."""
    output = nation / "again"
    shutil.copytree(nation / "clean", output)
    before = {path: (output / path).stat().st_ino for path in sites(output)}
    assert run(nation, "again").returncode == 1
    assert sites(output) == sites(nation / "clean")
    assert {path: (output / path).stat().st_ino for path in sites(output)} == before
    assert digest(output) == digest(nation / "mixed")


def copy(source: str, target: str) -> None:
    """A pipe cannot be copied, but it can be made."""
    if Path(source).is_fifo():
        os.mkfifo(target)
    else:
        shutil.copyfile(source, target)


SHUFFLED = '''
"""Lists folders in an order of its own; every process that starts imports this."""
import os, random
order = random.Random(int(os.environ["ORDER"]))
def shuffled(function):
    class Entries(list):
        def __enter__(self): return self
        def __exit__(self, *_): pass
        def close(self): pass
    def listed(*arguments):
        found = Entries(function(*arguments))
        order.shuffle(found)
        return found
    return listed
os.listdir, os.scandir = shuffled(os.listdir), shuffled(os.scandir)
'''


@pytest.mark.parametrize(
    ("jobs", "zone", "locale", "order"),
    [("1", "Asia/Jayapura", "C", "3"), ("3", "America/St_Johns", "tr_TR.UTF-8", "8")],
)
def test_one_hash_wherever_it_is_built(
    nation: Path, tmp_path: Path, jobs: str, zone: str, locale: str, order: str
) -> None:
    elsewhere = tmp_path / "folder lain" / "é"
    shutil.copytree(nation / "content", elsewhere / "content", symlinks=True, copy_function=copy)
    write(tmp_path, "order/sitecustomize.py", SHUFFLED)
    done = run(
        elsewhere, "output", "--jobs", jobs, TZ=zone, LANG=locale, LC_ALL=locale, ORDER=order,
        PYTHONHASHSEED=order, PYTHONPATH=f"{tmp_path / 'order'}{os.pathsep}{ROOT}",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr[-2000:]
    assert digest(elsewhere / "output") == digest(nation / "mixed")
    said = json.loads((nation / "mixed.json").read_text("utf-8"))["diagnostics"]
    assert json.loads(done.stdout)["diagnostics"] == said
