"""Whose name it is: labels that go to somebody else, look-alikes of labels, every village."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kimgen.build import Report, Settings, build
from kimgen.commands.new import new
from kimgen.diagnostics import Severity
from kimgen.filenames import name_trouble
from kimgen.frontmatter import parse_yaml
from kimgen.labels import check_label, skeleton, suggest_labels
from kimgen.lookalikes import foreign_letter, similar
from kimgen.merge import merge
from kimgen.model import Kim, Portal, Transfer
from kimgen.owners import Move, moved
from kimgen.parts import Shard, read_part
from kimgen.scaffold import kim_text
from kimgen.validate import validate_kim, village
from kimgen.wilayah import folder_name, locality, tables
from tests.support.nation import published, write
from tests.support.payloads import HOSTILE

MELAYU, JAHAB = (village(code, None)[0] for code in ("64.02.06.1005", "64.02.06.1001"))
REGENCY = "content/64.02-kutai-kartanegara"
HERE, THERE = f"{REGENCY}/64.02.06.1005-melayu", f"{REGENCY}/64.02.06.1001-jahab"


def record(number: str, name: str = "KIM Melayu", status: str = "terdaftar") -> str:
    decree = 'sk: {nomor: "1/2025"}\n'
    return f'nama: {name}\nnomor_induk: "{number}"\nstatus: {status}\n{decree}'


def make(root: Path, output: str = "output", **more: object) -> Report:
    values = {"today": date(2026, 11, 24), "jobs": 1, "executor": "serial", **more}
    return build(Settings(root / "content", root / output, **values))  # type: ignore[arg-type]


def enrol(root: Path, folder: str, text: str) -> None:
    write(root, f"{folder}/kim.yaml", text)
    write(root, f"{folder}/posts/2026-11-20-kabar.md", "---\njudul: Kabar\n---\nIsi.\n")


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    write(tmp_path, "content/portal.yaml", "judul: Uji\n")
    enrol(tmp_path, f"{HERE}/kim-melayu", record("640206100501"))
    enrol(tmp_path, f"{THERE}/kim-jahab", record("640206100101", "KIM Jahab"))
    assert make(tmp_path).exit_code == 0
    return tmp_path


def page(root: Path, label: str) -> str:
    return (root / "output" / f"{label}.kim.id" / "index.html").read_text("utf-8")


def move_to(root: Path, place: str, text: str) -> None:
    shutil.rmtree(root / HERE / "kim-melayu")
    enrol(root, f"{place}/kim-melayu", text)


# --- a label and its owner ---------------------------------------------------------------


KIM = Kim(label="kim-melayu", folder="a/b/kim-melayu", village=MELAYU, name="KIM", number="1")


@pytest.mark.parametrize(
    ("change", "move"),
    [
        ({}, None),
        ({"name": "KIM Lain", "folder": "c/d/kim-melayu"}, None),
        ({"number": ""}, None),
        ({"number": "2"}, Move("1", "2")),
        ({"village": JAHAB}, Move("64.02.06.1005", "64.02.06.1001")),
        ({"village": JAHAB, "number": "2"}, Move("64.02.06.1005", "64.02.06.1001")),
    ],
)
def test_who_is_another_owner(change: dict[str, object], move: Move | None) -> None:
    after = replace(KIM, **change)  # type: ignore[arg-type]
    assert moved(KIM, after, ()) == move
    if move:
        told = Transfer("kim-melayu", move.before, move.after)
        assert moved(KIM, after, (told,)) is None
        for wrong in (
            replace(told, label="kim-lain"),
            replace(told, before=move.after, after=move.before),
            replace(told, after="64.02.06.1002"),
        ):
            assert moved(KIM, after, (wrong,)) == move


def test_a_number_that_comes_is_no_other_owner() -> None:
    assert moved(replace(KIM, number=""), KIM, ()) is None


def test_a_label_does_not_go_to_another_village_without_a_record(nation: Path) -> None:
    before = page(nation, "kim-melayu")
    move_to(nation, THERE, record("640206100102", "KIM Penyamar"))
    for _ in range(2):  # nor in the next build
        report = make(nation)
        assert [item.code for item in report.found] == ["label-moved"]
        assert report.failed == ["kim-melayu"]
        assert report.exit_code == 1
        assert page(nation, "kim-melayu") == before
    entry = "{nama: kim-melayu, dari: 64.02.06.1005, ke: 64.02.06.1001}"
    write(nation, "content/portal.yaml", f"judul: Uji\nlabel:\n  pindah:\n    - {entry}\n")
    report = make(nation)
    assert report.exit_code == 0
    assert report.built == ["kim-melayu"], "the others are as they were"
    assert "KIM Penyamar" in page(nation, "kim-melayu")
    write(nation, "content/portal.yaml", "judul: Uji\n")  # it is done
    assert make(nation).exit_code == 0


def test_a_label_does_not_go_to_another_number(nation: Path) -> None:
    write(nation, f"{HERE}/kim-melayu/kim.yaml", record("640206100502"))
    assert [item.code for item in make(nation).found] == ["label-moved"]
    text = "label: {transfers: [{label: kim-melayu, dari: 640206100501, ke: 640206100502}]}\n"
    write(nation, "content/portal.yaml", f"judul: Uji\n{text}")
    assert make(nation).exit_code == 0


def test_a_folder_may_be_named_anew(nation: Path) -> None:
    (nation / REGENCY).rename(nation / "content" / "64.02-kab-kutai-kartanegara")
    assert make(nation).exit_code == 0
    village = nation / "content" / "64.02-kab-kutai-kartanegara"
    (village / "64.02.06.1005-melayu").rename(village / "64.02.06.1005-kelurahan-melayu")
    assert make(nation).exit_code == 0


def test_who_was_not_registered_may_go(nation: Path) -> None:
    write(nation, f"{HERE}/kim-baru/kim.yaml", record("640206100503", status="menunggu"))
    assert make(nation).exit_code == 0
    (nation / HERE / "kim-baru").rename(nation / THERE / "kim-baru")
    assert make(nation).exit_code == 0


def test_who_has_a_label_keeps_it_against_others(nation: Path) -> None:
    before = page(nation, "kim-melayu")
    enrol(nation, f"{THERE}/kim-melayu", record("640206100102", "KIM Penyamar"))
    report = make(nation)
    assert {item.code for item in report.found} == {"label-taken"}
    assert page(nation, "kim-melayu") == before


def test_parts_bring_no_other_owner(nation: Path, tmp_path: Path) -> None:
    before = published(nation / "output")
    move_to(nation, THERE, record("640206100102", "KIM Penyamar"))
    for number in (1, 2):
        make(nation, f"bagian-{number}", shard=Shard(number, 2))
    parts = [read_part(nation / f"bagian-{number}") for number in (1, 2)]
    settings = Settings(nation / "content", nation / "output", today=date(2026, 11, 24))
    report = merge(parts, settings)
    assert "label-moved" in {item.code for item in report.found}
    assert "kim-melayu" in report.failed
    after = published(nation / "output")
    mine = {path for path in before if path.startswith("kim-melayu")}
    assert {path: before[path] for path in mine} == {path: after[path] for path in mine}


# --- look-alikes ---------------------------------------------------------------------------


def test_labels_that_look_alike_are_told(nation: Path) -> None:
    enrol(nation, f"{THERE}/kim-me1ayu", record("640206100102", "KIM Melayu"))
    for _ in range(2):
        report = make(nation)
        assert {item.code for item in report.found} == {"label-similar"}
        assert sorted(dict(item.params)["like"] for item in report.found) == [
            "kim-me1ayu", "kim-melayu",
        ]  # fmt: skip
        assert report.exit_code == 0
    (nation / THERE / "kim-me1ayu").rename(nation / THERE / "kim-lain")
    assert make(nation).found == []


@pytest.mark.parametrize(
    "label",
    "kim-me1ayu kim-meiayu kirn-melayu kimmelayu kim-mellayu kim-mela-yu k1m-melayu".split(),
)
def test_a_new_kim_does_not_look_like_one_that_is_there(nation: Path, label: str) -> None:
    assert check_label(label) is None
    assert similar(["kim-melayu", label, "kim-lain"]) == tuple(
        sorted([(label, "kim-melayu"), ("kim-melayu", label)])
    )
    words = ["kim", "--village", THERE[-19:-6], "--label", label, "--yes", "--content"]
    result = CliRunner().invoke(new, [*words, str(nation / "content")])
    assert result.exit_code == 2
    assert "mirip" in " ".join(result.stderr.split())


def test_what_is_offered_is_like_none_that_is_taken(nation: Path) -> None:
    enrol(nation, f"{THERE}/kim-sido-mulyo", record("640206100102"))
    place = next(code for code, name in tables.villages().items() if name == "Sidomulyo")
    words = ["kim", "--village", place, "--yes", "--content", str(nation / "content")]
    assert CliRunner().invoke(new, words).exit_code == 0
    assert "label-similar" not in {item.code for item in make(nation).found}


def test_no_label_is_like_itself() -> None:
    assert similar(["kim-a", "kim-a", "kim-b"]) == ()
    assert similar(["kim-aa", "kim-a", "kim-aaa"]) == (
        ("kim-a", "kim-aa"), ("kim-aa", "kim-a"), ("kim-aaa", "kim-a"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("KIM Melayu", ""),
        ("KIM Café — “Jum'at” №1", ""),
        ("KIM Cafe\u0301 ★ Maju", ""),
        ("KIM Sukaraja 🌾", ""),
        ("كيم ملايو", ""),
        ("KIM ملايو", ""),
        ("ꦏꦶꦩ꧀ ꦩꦭꦪꦸ", ""),
        ("KIM Tōkyō 東京", ""),
        ("KIM Melаyu", "а"),
        ("КІМ", "К"),
        ("KΙM", "Ι"),
        ("ＫＩＭ", "Ｋ"),
        ("𝐊IM", "𝐊"),
        ("KIM Meᴌayu", "ᴌ"),
        ("KIM Mela∪u", "∪"),
        ("KIM Bاru", "ا"),
        ("KIM Sukaraja ①", "①"),
        ("KIM ١", ""),
        ("KIMا", "ا"),
    ],
)
def test_letters_that_pass_for_others(name: str, sign: str) -> None:
    found = foreign_letter(name)
    assert (found[0] if found else "") == sign


def test_confusables_of_unicode_are_told() -> None:
    path = HOSTILE / "confusables_ascii.json"
    if not path.is_file():
        pytest.skip("confusables_ascii.json is no part of the project")
    table = json.loads(path.read_text("utf-8"))
    missed = [
        sign
        for letter, signs in table.items()
        for sign in signs
        if letter.isalnum() and not sign.isascii() and not foreign_letter(f"KIM ma{sign}ju")
    ]
    assert missed == []
    for signs in table.values():  # and a label takes none of them
        for sign in signs:
            assert sign.isascii() or check_label(f"kim-ma{sign}ju") is not None


@given(st.text(max_size=60))
def test_any_name_is_looked_at(name: str) -> None:
    found = foreign_letter(name)
    assert found is None or found[0] in name


@given(st.lists(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,9}[a-z0-9])?", fullmatch=True), max_size=20))
def test_similar_is_of_one_mind(labels: list[str]) -> None:
    pairs = dict(similar(labels))
    assert all(skeleton(one) == skeleton(other) and one != other for one, other in pairs.items())
    lone = set(labels) - set(pairs)
    assert len({skeleton(label) for label in lone}) == len(lone)


# --- every village ---------------------------------------------------------------------------


def test_villages_named_like_parts_of_the_portal_work(tmp_path: Path) -> None:
    write(tmp_path, "content/portal.yaml", "judul: Uji\n")
    codes = [code for code, name in tables.villages().items() if name in ("Peta", "Data", "Go")]
    assert len(codes) >= 3
    for code in codes:
        words = ["kim", "--village", code, "--yes", "--number", code.replace(".", "") + "01"]
        words += ["--decree", "1/2025", "--content", str(tmp_path / "content")]
        result = CliRunner().invoke(new, words)
        assert result.exit_code == 0, result.output
    report = make(tmp_path)
    assert report.exit_code == 0, report.found
    assert len(report.built) == len(codes)
    assert {path.name for path in (tmp_path / "output").glob("kim-*.kim.id")} >= {
        "kim-peta.kim.id", "kim-data.kim.id", "kim-go.kim.id",
    }  # fmt: skip
    directory = (tmp_path / "output" / "kim.id" / "index.html").read_text("utf-8")
    assert "kim-go.kim.id" in "".join(
        path.read_text("utf-8") for path in (tmp_path / "output" / "kim.id").rglob("*.html")
    )
    assert directory


@pytest.mark.slow
def test_new_kim_in_every_village_of_the_nation() -> None:
    """What `new kim --yes` does, for all of them in one nation: a free label that is none of
    others and looks like none, a folder that every system can have, a record without a finding."""
    taken: dict[str, str] = {}
    portal = Portal()
    kinds: set[str] = set()

    class Taken:
        def __contains__(self, label: object) -> bool:
            return skeleton(str(label)) in taken

    codes = tables.villages()
    for number, code in enumerate(codes):
        place = locality(code)
        assert place is not None
        name = f"KIM {place.name}"
        (label,) = suggest_labels(place, name, Taken(), (), limit=1)
        assert check_label(label) is None, label
        taken[skeleton(label)] = label
        folder = f"{folder_name(place.regency.code)}/{folder_name(code)}/{label}"
        assert not any(name_trouble(part) for part in folder.split("/")), folder
        if number % 10 == 0 or place.unit not in kinds:  # a tenth of them, and each kind of village
            kinds.add(place.unit)
            document = parse_yaml(kim_text(name).encode(), f"content/{folder}/kim.yaml")
            kim, found = validate_kim(document, folder, village(code, None)[0], portal)
            assert kim is not None
            assert kim.name == name
            assert [item for item in found if item.severity is not Severity.INFO] == []
    assert len(taken) == len(codes) > 83_000
