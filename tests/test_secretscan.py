"""The scanner of others: what it knows is told like what we know, and that it failed is said."""

from __future__ import annotations

import json
import os
import stat
import string
import sys
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from kimgen import secretscan
from kimgen.cli import group
from kimgen.codes import problem
from kimgen.diagnostics import Location, Severity
from kimgen.discretion import IGNORE, REFUSE, SECRET, WARN, Discretion
from kimgen.secretscan import ScanError, Secret, findings, program, scan
from tests.support import missing
from tests.support.nation import folder, write

LETTERS = string.ascii_letters + string.digits


def made_up(seed: int, length: int, letters: str = LETTERS) -> str:
    return "".join(Random(seed).choices(letters, k=length))


def unknown_to_us() -> str:
    """A key of a service that our own detectors have no form for (Linear, as it documents it)."""
    return "lin_api_" + made_up(7, 40)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path, "content/portal.yaml", "judul: Uji\ncontoh: ya\n")
    record = 'nama: KIM Uji\nnomor_induk: "130409200000"\nstatus: terdaftar\nbidang: [pertanian]\n'
    write(tmp_path, f"{folder(0)}/kim.yaml", record)
    text = f"---\njudul: Kabar\n---\n\nlinear: {unknown_to_us()} (contoh)\n"
    write(tmp_path, f"{folder(0)}/posts/2026-11-01-kabar.md", text)
    return tmp_path / "content"


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> str:
    scanner = program()
    if not scanner:
        missing("kingfisher")
    # compiled once, not for each test
    monkeypatch.setenv("KF_RULE_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "rules"))
    return scanner


def run(content: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        group, ["check", "--content", str(content), "--today", "2026-11-24", *words]
    )
    return done.exit_code, done.output


def test_a_key_that_we_do_not_know_is_told(content: Path, installed: str) -> None:
    assert "private-secret" not in run(content)[1]
    code, said = run(content, "--secrets")
    assert code == 0
    flat = " ".join(said.split())
    assert "2026-11-01-kabar.md:5:9" in flat
    assert "Ada kata sandi atau kunci rahasia di sini: lin_••••••" in flat
    assert unknown_to_us() not in said
    assert said.count("private-secret") == 1


def test_a_key_that_we_know_is_told_once(content: Path, installed: str) -> None:
    key = "ghp_" + made_up(3, 36)
    write(
        content.parent, f"{folder(0)}/posts/2026-11-02-lain.md", f"---\njudul: Lain\n---\n{key}\n"
    )
    _, said = run(content, "--secrets")
    assert said.count("2026-11-02-lain.md:4:") == 1


def test_portal_yaml_decides(content: Path, installed: str) -> None:
    write(content.parent, "content/portal.yaml", "judul: Uji\nprivasi: {rahasia: galat}\n")
    code, said = run(content, "--secrets")
    assert code == 1
    assert "1 kesalahan" in said
    write(content.parent, "content/portal.yaml", "judul: Uji\nprivasi: {rahasia: diam}\n")
    assert run(content, "--secrets")[0] == 0


def test_only_the_kim_that_was_asked_for(content: Path, installed: str) -> None:
    record = 'nama: KIM Lain\nnomor_induk: "130409200001"\nstatus: terdaftar\n'
    write(content.parent, f"{folder(1)}/kim.yaml", record)
    label = folder(1).rpartition("/")[2]
    assert "private-secret" not in run(content, "--secrets", "--only", label)[1]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_no_link_is_followed(content: Path, tmp_path: Path, installed: str) -> None:
    outside = tmp_path / "lain"
    outside.mkdir()
    (outside / "kunci.txt").write_text(f"linear {unknown_to_us()}\n")
    (content / "tautan").symlink_to(outside)
    (content / "kunci.txt").symlink_to(outside / "kunci.txt")
    assert [one.path for one in scan(content, installed)] == [
        f"{folder(0).removeprefix('content/')}/posts/2026-11-01-kabar.md"
    ]


def test_nothing_a_file_says_hides_a_key(content: Path, installed: str) -> None:
    text = f"---\njudul: Lain\n---\n{unknown_to_us()} kingfisher:ignore gitleaks:allow\n"
    write(content.parent, f"{folder(0)}/posts/2026-11-02-lain.md", text)
    write(content.parent, "content/.gitignore", "*\n")
    write(content.parent, ".gitignore", "*.md\n")
    assert len(scan(content, installed)) == 2


def test_where_there_is_no_scanner(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secretscan, "program", lambda: "")
    code, said = run(content, "--secrets")
    assert code == 2
    assert "kimgen[secrets]" in said
    code, said = run(content, "--secrets", "--lang", "en")
    assert code == 2
    assert "is not installed" in said


def stub(path: Path, code: int, out: str) -> str:
    """A program that says `out` and ends with `code`."""
    path.write_text(f"#!{sys.executable}\nimport sys\nprint({out!r})\nsys.exit({code})\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.skipif(os.name == "nt", reason="programs of Unix")
@pytest.mark.parametrize(
    ("code", "out"),
    [(1, ""), (101, "x"), (0, "no json"), (0, '{"finding": {"line": 1}}'), (0, "1")],
)
def test_a_scanner_that_fails_is_no_clean_bill(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, out: str
) -> None:
    scanner = stub(tmp_path / "scanner", code, out)
    with pytest.raises(ScanError):
        scan(content, scanner)
    monkeypatch.setattr(secretscan, "program", lambda: scanner)
    write(content.parent, f"{folder(0)}/posts/2026-11-03-nik.md", "---\njudul: X\nx: 1\n---\n")
    status, said = run(content, "--secrets")
    assert status == 2
    assert "field-unknown" in said, "what else was found is lost"
    assert "Pemindai kunci rahasia gagal" in said


def test_a_scanner_that_is_gone(content: Path, tmp_path: Path) -> None:
    with pytest.raises(ScanError):
        scan(content, str(tmp_path / "none"))


def test_masked_bounded_and_graded(tmp_path: Path) -> None:
    key = made_up(1, 32)
    (tmp_path / "a.md").write_text("".join(f"{n}: {key} 6402061201900003\n" for n in range(9)))
    secrets = [Secret("a.md", n + 1, 4, key) for n in range(9)]
    found = list(findings(secrets, tmp_path, Discretion(), ()))
    assert len(found) == 5
    assert all(key not in item.excerpt and "6402061201900003" not in item.excerpt for item in found)
    assert dict(found[-1].params)["more"] == "4"
    assert found[0].severity is Severity.WARNING
    known = [problem("private-secret", Location("content/a.md", 1, 1), shown="", kind="", more="")]
    assert len(list(findings(secrets[:1], tmp_path, Discretion(), known))) == 0
    for answer, count in ((WARN, 1), (REFUSE, 1), (IGNORE, 0)):
        rules = Discretion(((SECRET, answer),))
        assert len(list(findings(secrets[:1], tmp_path, rules, ()))) == count
    assert json.dumps([dict(item.params) for item in found]).count(key) == 0
