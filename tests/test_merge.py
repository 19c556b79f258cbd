"""A build in parts, and their merging: the same bytes as one build in one go."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kimgen import __version__
from kimgen.build import Report, Settings, build
from kimgen.codes import problem
from kimgen.diagnostics import Location
from kimgen.load import Unreliable, load_site
from kimgen.merge import merge
from kimgen.parts import PartError, Shard, parse_shard, read_part
from tests.support.nation import folder, label, published, write, write_kim, write_nation

TODAY = date(2026, 11, 24)
KIMS = 12
COUNT = 3


def settings(root: Path, output: str, **more: Any) -> Settings:
    return Settings(root / "content", root / output, today=TODAY, jobs=1, **more)


def part(root: Path, number: int, count: int = COUNT, **more: Any) -> Report:
    return build(settings(root, f"part-{number}", shard=Shard(number, count), **more))


def join(root: Path, *numbers: int, output: str = "merged", **more: Any) -> Report:
    parts = [read_part(root / f"part-{number}") for number in numbers]
    return merge(parts, settings(root, output, **more))


def codes(report: Report) -> list[str]:
    return [item.code for item in report.found]


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Twelve KIMs, one of which has a post with a mistake and one a warning in its record."""
    write_nation(tmp_path, KIMS)
    bad = "---\njudul: X\ntanggal: 2026-02-30\n---\nIsi.\n"
    write(tmp_path, f"{folder(3)}/posts/2026-11-09-salah.md", bad)
    with (tmp_path / folder(4) / "kim.yaml").open("a", encoding="utf-8") as file:
        file.write("entah: apa\n")
    return tmp_path


@pytest.fixture
def parts(nation: Path) -> Path:
    """The nation, and its three parts beside it."""
    for number in range(1, COUNT + 1):
        assert part(nation, number).exit_code in (0, 1)
    return nation


# --- shards ------------------------------------------------------------------------------


def test_each_kim_is_in_one_part_whatever_the_others_are() -> None:
    labels = [f"kim-{number}" for number in range(3000)]
    for count in (1, 2, 7):
        shards = [Shard(number + 1, count) for number in range(count)]
        sizes = [sum(shard.has(name) for name in labels) for shard in shards]
        assert sum(sizes) == len(labels)
        assert min(sizes) > 0.8 * len(labels) / count
        assert all(sum(shard.has(name) for shard in shards) == 1 for name in labels)
    assert [Shard(1, 3).has(name) for name in labels[:9]] == [
        Shard(1, 3).has(name.upper()) for name in labels[:9]
    ]


def test_the_part_of_a_label_is_settled_for_all_time() -> None:
    """Caches of parts, in the CI of a nation, count on it."""
    assert [next(i for i in (1, 2, 3) if Shard(i, 3).has(label(n))) for n in range(6)] == SETTLED


SETTLED = [1, 3, 3, 2, 1, 1]


@pytest.mark.parametrize("text", ["", "1", "0/3", "4/3", "a/b", "1/0", "-1/3", "1/3/5", "¹/³"])
def test_what_is_no_part(text: str) -> None:
    assert parse_shard(text) is None


def test_a_part_builds_its_own_and_no_portal(parts: Path) -> None:
    hosts = [
        {path.parent.name for path in (parts / f"part-{number}").glob("*/index.html")}
        for number in range(1, COUNT + 1)
    ]
    assert all(hosts), "no part is empty"
    assert sum(map(len, hosts)) == KIMS
    assert set().union(*hosts) == {f"{label(number)}.kim.id" for number in range(KIMS)}


def test_each_finding_is_said_by_one_part(nation: Path) -> None:
    write(nation, "content/catatan.txt", "bukan di sini\n")
    write(nation, f"{folder(5)}/kim.yaml", "nama: [\n")
    whole = build(settings(nation, "whole"))
    found = [item for number in range(1, COUNT + 1) for item in part(nation, number).found]
    assert sorted(found, key=repr) == sorted(whole.found, key=repr)


def test_those_who_claim_one_label_meet_in_one_part(nation: Path) -> None:
    other = folder(1).rpartition("/")[0]
    shutil.copytree(nation / folder(0), nation / other / label(0))
    found = [codes(part(nation, number)).count("label-taken") for number in (1, 2, 3)]
    assert sorted(found) == [0, 0, 2]


# --- merging -----------------------------------------------------------------------------


def test_parts_merged_are_a_build_in_one_go(parts: Path) -> None:
    whole = build(settings(parts, "whole"))
    report = join(parts, 1, 2, 3)
    assert published(parts / "merged") == published(parts / "whole")
    assert report.found == whole.found
    assert (report.posts, report.pages) == (whole.posts, whole.pages)
    assert (report.exit_code, report.failed) == (whole.exit_code, whole.failed)
    assert len(report.built) == KIMS


def test_a_merge_is_a_state_to_go_on_from(parts: Path) -> None:
    join(parts, 1, 2, 3)
    before = published(parts / "merged")
    report = build(settings(parts, "merged"))
    assert (report.built, report.files_written) == ([], 0)
    assert published(parts / "merged") == before
    again = join(parts, 3, 2, 1)
    assert (again.built, again.files_written) == ([], 0)


def test_merging_again_takes_what_changed(parts: Path) -> None:
    join(parts, 1, 2, 3)
    write(parts, f"{folder(1)}/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    (parts / folder(2) / "posts/2026-11-02-kabar-2.md").unlink()
    write_kim(parts, KIMS)
    for number in range(1, COUNT + 1):
        part(parts, number)
    report = join(parts, 1, 2, 3)
    build(settings(parts, "whole"))
    assert published(parts / "merged") == published(parts / "whole")
    assert sorted(report.built) == sorted([label(1), label(2), label(KIMS)])


def test_a_part_stays_as_it_is(parts: Path) -> None:
    before = published(parts / "part-1")
    join(parts, 1, 2, 3)
    write(parts, f"{folder(1)}/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    build(settings(parts, "merged"))
    assert published(parts / "part-1") == before, "they share files, but no changes"


def test_states_alone_make_the_portal(parts: Path) -> None:
    """Where the sites were uploaded from the machines that built them."""
    whole = build(settings(parts, "whole"))
    read = [read_part(parts / f"part-{number}" / ".kimgen" / "state.sqlite") for number in (1, 2)]
    shutil.move(parts / "part-3" / ".kimgen", parts / "elsewhere")
    read.append(read_part(parts / "elsewhere"))
    report = merge(read, settings(parts, "merged"))
    assert report.found == whole.found
    merged, alone = published(parts / "merged"), published(parts / "whole")
    assert merged
    assert merged == {path: made for path, made in alone.items() if not path.count("kim-uji-")} | {
        path: made for path, made in alone.items() if path.startswith("kim.id/")
    }


def test_a_part_that_is_not_given_is_named(parts: Path) -> None:
    report = join(parts, 1, 3)
    (item,) = [item for item in report.found if item.code == "shard-missing"]
    params = dict(item.params)
    lost = [label(number) for number in range(KIMS) if Shard(2, COUNT).has(label(number))]
    assert params["shards"] == "2/3"
    assert params["count"] == str(len(lost))
    assert lost[0] in params["labels"]
    assert report.exit_code == 1
    assert "shard-missing" not in codes(join(parts, 2)), "the others are there from before"


def test_a_site_of_another_commit_is_told(parts: Path) -> None:
    write(parts, f"{folder(1)}/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    report = join(parts, 1, 2, 3)
    (item,) = [item for item in report.found if item.code == "shard-differs"]
    params = dict(item.params)
    assert (params["labels"], params["count"], params["reason"]) == (label(1), "1", "part-source")
    assert (parts / "merged" / f"{label(1)}.kim.id" / "index.html").is_file()


def test_other_options_are_told_once_for_a_part(parts: Path) -> None:
    report = join(parts, 1, 2, 3, drafts=True)
    found = [dict(item.params) for item in report.found if item.code == "shard-differs"]
    assert [item["reason"] for item in found] == ["part-settings"] * COUNT


def test_an_old_part_does_not_replace_what_is_newer(parts: Path) -> None:
    shutil.copytree(parts / "part-1", parts / "part-9")
    mine = next(number for number in range(KIMS) if Shard(1, COUNT).has(label(number)))
    write(parts, f"{folder(mine)}/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    part(parts, 1)
    join(parts, 1, 2, 3)
    before = published(parts / "merged")
    report = join(parts, 9)
    assert "shard-differs" not in codes(report)
    assert published(parts / "merged") == before


def test_what_a_part_could_not_build_is_said_again(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(content: Path, kim: Any, *how: Any, **more: Any) -> Any:
        if kim.label == label(6):
            at = Location(f"content/{kim.folder}/posts")
            found = problem("file-unreadable", at, name="posts", reason="EIO")
            raise Unreliable((found,), torn=False)
        return load_site(content, kim, *how, **more)

    monkeypatch.setattr("kimgen.job.load_site", unreadable)
    whole = build(settings(nation, "whole"))
    for number in range(1, COUNT + 1):
        part(nation, number)
    report = join(nation, 1, 2, 3)
    assert report.failed == whole.failed == [label(6)]
    assert report.found == whole.found
    assert published(nation / "merged") == published(nation / "whole")


def test_rows_of_an_earlier_division_are_left(parts: Path) -> None:
    """The output of a part that was another part before still knows its former KIMs."""
    write(parts, f"{folder(1)}/posts/2026-11-20-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    part(parts, 1, 2)
    part(parts, 2, 2)
    join(parts, 1, 2)
    build(settings(parts, "whole"))
    assert published(parts / "merged") == published(parts / "whole")


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_the_order_of_parts_does_not_matter(parts: Path, order: tuple[int, ...]) -> None:
    join(parts, *order)
    build(settings(parts, "whole"))
    assert published(parts / "merged") == published(parts / "whole")


# --- what is no part ----------------------------------------------------------------------


def _change(root: Path, statement: str) -> None:
    with closing(sqlite3.connect(root / "part-1" / ".kimgen" / "state.sqlite")) as db:
        db.execute(statement)
        db.commit()


def test_a_part_of_another_version_is_refused(parts: Path) -> None:
    _change(parts, "UPDATE meta SET value = 'kimgen 0.0.1, pyromark 1' WHERE name = 'program'")
    with pytest.raises(PartError, match="format"):
        read_part(parts / "part-1")
    _change(parts, f"UPDATE meta SET value = 'kimgen {__version__}, x' WHERE name = 'program'")
    read_part(parts / "part-1")
    _change(parts, "PRAGMA user_version = 99")
    with pytest.raises(PartError, match="format"):
        read_part(parts / "part-1")


def test_a_part_that_is_none_is_refused(parts: Path) -> None:
    with pytest.raises(PartError, match="absent"):
        read_part(parts / "content")
    (parts / "part-2" / ".kimgen" / "state.sqlite").write_bytes(b"no database" * 99)
    with pytest.raises(PartError, match="broken"):
        read_part(parts / "part-2")
    assert (parts / "part-2" / ".kimgen" / "state.sqlite").read_bytes()[:2] == b"no"


# --- the commands -------------------------------------------------------------------------


def kimgen(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "kimgen", *arguments],
        cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_as_it_is_typed(tmp_path: Path) -> None:
    write_nation(tmp_path, 4)
    for number in ("1", "2"):
        done = kimgen(tmp_path, "build", "--shard", f"{number}/2", "--output", f"part-{number}")
        assert done.returncode == 0, done.stderr
    done = kimgen(tmp_path, "merge", "part-1", "part-2", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["built"] == 4
    assert kimgen(tmp_path, "build", "--output", "whole").returncode == 0
    assert published(tmp_path / "output") == published(tmp_path / "whole")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--shard", "4/3"), "4/3 bukan bagian"),
        (("build", "--shard", "4/3", "--lang", "en"), "4/3 is no part"),
        (("build", "--shard", "1/3", "--only", "kim-uji-1"), "--shard dan --only"),
        (("merge",), "BAGIAN"),
        (("merge", "hilang"), "Di hilang tidak ada"),
        (("merge", "hilang", "--lang", "en"), "hilang holds nothing"),
        (("merge", "part-1", "--content", "hilang"), "hilang"),
        (("merge", "part-1", "--output", "part-1"), "folder hasil itu sendiri"),
        (("build", "--executor", "dask"), "tidak ada dask"),
        (("build", "--executor", "dask://x:y", "--lang", "en"), "there is no dask://x:y"),
    ],
)
def test_what_cannot_be_is_one_message(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    write_nation(tmp_path, 1)
    build(settings(tmp_path, "part-1", shard=Shard(1, 1)))
    done = kimgen(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
