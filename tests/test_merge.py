"""A build in parts and a merge give what one build gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kimgen.cli import group
from kimgen.merge import merge
from kimgen.parts import Part, PartError, Shard, parse_shard, read_part
from tests.test_build import TODAY, VILLAGE, codes, make, tree, write
from tests.test_executors import SITES, many  # noqa: F401  (a fixture)


def _parts(root: Path, count: int = 3) -> list[Part]:
    """The nation built in `count` parts, each into a folder of its own."""
    parts = []
    for number in range(1, count + 1):
        output = root / f"part-{number}"
        report = make(root, output=output, shard=Shard(number, count))
        assert report.exit_code == 0
        assert not (output / "kim.id").exists(), "the portal is left to the merge"
        parts.append(read_part(output))
    return parts


def _merge(root: Path, parts: list[Part], **changes: object):  # type: ignore[no-untyped-def]
    from kimgen.build import Settings

    values = {"content": root / "content", "output": root / "merged", "today": TODAY, **changes}
    return merge(parts, Settings(**values))  # type: ignore[arg-type]


def test_three_parts_and_a_merge_are_one_build(many: Path) -> None:  # noqa: F811
    parts = _parts(many)
    report = _merge(many, parts)
    assert (report.exit_code, codes(report)) == (0, [])
    assert sorted(report.built) == [f"kim-nomor-{n:02}" for n in range(SITES)]
    make(many)
    assert tree(many / "merged") == tree(many / "output")
    assert make(many, output=many / "merged").built == [], "the state came along"


def test_a_part_may_come_without_its_sites(many: Path) -> None:  # noqa: F811
    """Its sites were published from where they were built; the portal needs what is known."""
    parts = _parts(many)
    states = []
    for number, part in enumerate(parts):
        target = many / f"state-{number}"
        shutil.copytree(part.file.parent, target / ".kimgen")
        states.append(read_part(target / ".kimgen"))
    report = _merge(many, states)
    assert codes(report) == []
    make(many)
    assert tree(many / "merged") == {
        path: digest for path, digest in tree(many / "output").items() if path.startswith("kim.id/")
    }


def test_a_part_that_is_not_given_is_named(many: Path) -> None:  # noqa: F811
    report = _merge(many, _parts(many)[:2])
    (finding,) = report.found
    assert finding.code == "shard-missing"
    assert dict(finding.params)["shards"] == "3/3"


def test_a_part_of_another_commit_is_told(many: Path) -> None:  # noqa: F811
    parts = _parts(many)
    write(many, f"{VILLAGE}/kim-nomor-05/posts/2026-11-09-baru.md", "---\njudul: Baru\n---\nIsi.\n")
    report = _merge(many, parts)
    assert codes(report) == ["shard-differs"]
    assert "kim-nomor-05" in dict(report.found[0].params)["labels"]


def test_every_kim_is_in_one_part() -> None:
    labels = [f"kim-{number}" for number in range(500)]
    for count in (1, 3, 8):
        shards = [Shard(number, count) for number in range(1, count + 1)]
        sizes = [sum(shard.has(label) for label in labels) for shard in shards]
        assert sum(sizes) == len(labels)
        assert min(sizes) > len(labels) / count * 0.6


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "1/0", "a/b", "1", "-1/3", "1/3/5", "１/３"])
def test_what_is_no_shard(text: str) -> None:
    assert parse_shard(text) is None


def test_what_is_no_part(tmp_path: Path) -> None:
    with pytest.raises(PartError) as absent:
        read_part(tmp_path)
    assert absent.value.reason == "absent"
    write(tmp_path, ".kimgen/state.sqlite", "no database")
    with pytest.raises(PartError) as broken:
        read_part(tmp_path)
    assert broken.value.reason == "broken"


def test_the_command_line(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.chdir(many)
    run = CliRunner().invoke
    for number in (1, 2):
        done = run(group, ["build", "--shard", f"{number}/2", "--output", f"p{number}",
                          "--today", "2026-11-24"])  # fmt: skip
        assert done.exit_code == 0, done.output
    done = run(group, ["merge", "p1", "p2", "--output", "all", "--today", "2026-11-24"])
    assert done.exit_code == 0, done.output
    assert (many / "all" / "kim.id" / "index.html").is_file()
    assert run(group, ["build", "--shard", "3/2"]).exit_code == 2
    assert run(group, ["build", "--shard", "1/2", "--only", "kim-nomor-01"]).exit_code == 2
    refused = run(group, ["merge", "nothing", "--output", "all", "--lang", "en"])
    assert refused.exit_code == 2
    assert "kimgen build" in refused.output
