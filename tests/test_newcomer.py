"""The first hour of somebody new: the commands of README, in their order, as they are typed."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kimgen.model import POST_KINDS
from tests.support import ROOT, of_kimgen

PATIENCE = 60.0
KIMGEN = (sys.executable, "-m", "kimgen")
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": "80"}


def run(folder: Path, *arguments: str) -> str:
    """What a command prints; it has to end well and have nothing to complain of."""
    done = subprocess.run(
        [*KIMGEN, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    assert of_kimgen(done.stderr) == ""
    return done.stdout


def typed(folder: Path, arguments: Sequence[str], answers: Sequence[tuple[str, str]]) -> str:
    """What a terminal shows of a command whose questions are answered: (question, answer)..."""
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        [*KIMGEN, *arguments], cwd=folder, env=ENVIRONMENT, stdin=child, stdout=child, stderr=child
    )
    os.close(child)
    shown = ""
    waiting = list(answers)
    latest = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < latest:
            if waiting and waiting[0][0] in shown.rpartition("\x00")[2]:
                os.write(parent, waiting.pop(0)[1].encode() + b"\n")
                shown += "\x00"  # what comes now is asked after this answer
            if not select.select([parent], [], [], 0.1)[0]:
                continue
            try:
                part = os.read(parent, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not part:
                break
            shown += part.decode("utf-8", "replace")
    finally:
        os.close(parent)
        code = process.wait(PATIENCE)
    shown = shown.replace("\x00", "").replace("\r\n", "\n")
    assert not waiting, f"not asked: {waiting}\n{shown}"
    assert code == 0, shown
    return shown


def pages(folder: Path, host: str) -> set[str]:
    site = folder / "output" / host
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def test_a_nation_from_nothing(tmp_path: Path) -> None:
    """init, new kim, a post of each jenis, check, build: no step needs an editor."""
    run(tmp_path, "init", "negeri")
    folder = tmp_path / "negeri"
    said = run(
        folder, "new", "kim", "--village", "51.03.01.1003", "--name", "KIM Segara Asih",
        "--label", "kim-segara-asih", "--number", "510301100301", "--decree", "12/2026",
    )  # fmt: skip
    assert 'kimgen new post kim-segara-asih --title "..."' in said
    kim = folder / "content/51.03-badung/51.03.01.1003-kedonganan/kim-segara-asih"
    assert (kim / "kim.yaml").is_file()
    shutil.copy(next((ROOT / "content").rglob("kakao.jpg")), kim / "media" / "foto.jpg")
    shutil.copy(next((ROOT / "content").rglob("*.pdf")), kim / "media" / "berkas.pdf")
    own = {
        "galeri": ["--set", "foto=media/foto.jpg"],
        "dokumen": ["--set", "berkas=media/berkas.pdf"],
    }
    for kind in POST_KINDS:
        title = f"Tulisan {kind}"
        said = run(
            folder, "new", "post", "kim-segara-asih", "--kind", kind, "--title", title,
            *own.get(kind, ()),
        )  # fmt: skip
        assert f"tulisan-{kind}.md" in said
    assert len(list((kim / "posts").glob("*.md"))) == len(POST_KINDS)
    assert " 0 gagal" in run(folder, "check")
    assert "2 situs dibangun" in run(folder, "build")
    made = pages(folder, "kim-segara-asih.kim.id")
    missing = [kind for kind in POST_KINDS if f"{kind}/tulisan-{kind}.html" not in made]
    # nothing of a photo or a file that is there is left a draft
    assert not missing
    assert {"index.html", "profil.html", "kontak.html", "404.html"} <= made
    assert "desa/51.03.01.1003.html" in pages(folder, "kim.id")


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
def test_what_readme_says_works_as_it_is_typed(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Your own nation")[2].partition("\n## ")[0]
    block = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)[0]
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    commands = [part.strip() for line in lines for part in line.split("&&")]
    commands = [command for command in commands if command and not command.startswith("pip")]
    assert commands[1].startswith("cd ")
    assert [command.split()[1] for command in commands if command.startswith("kimgen")] == [
        "init", "new", "new", "check", "check", "build",
    ]  # fmt: skip
    folder = tmp_path
    label = ""
    for command in commands:
        first, *rest = shlex.split(command.replace("kim-...", label))
        if first == "cd":
            folder /= rest[0]
        elif rest == ["new", "kim"]:
            shown = typed(
                folder,
                rest,
                [
                    ("Desa atau kelurahan mana", "Kedonganan"),
                    ("Nama KIM [KIM Kedonganan]", ""),
                    ("Nomor, atau nama lain [1]", "1"),
                ],
            )
            label = re.findall(r"kimgen new post (\S+) --title", shown)[0]
        else:
            assert first == "kimgen"
            run(folder, *rest)
    assert pages(folder, f"{label}.kim.id") >= {"index.html", "berita/panen-raya.html"}
    assert "index.html" in pages(folder, "kim.id")


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
def test_questions_are_asked_again_until_they_are_answered(tmp_path: Path) -> None:
    run(tmp_path, "init", "n")
    shown = typed(
        tmp_path / "n",
        ["new", "kim"],
        [
            ("Desa atau kelurahan mana", "Sidomulyo"),
            ("Nomor berapa", "seratus"),
            ("Tulis angka 1 sampai", "2"),
            ("Nama KIM [KIM Sidomulyo]", "KIM Sido Makmur"),
            ("Nomor, atau nama lain [1]", "www"),
            ("Nomor, atau nama lain [1]", "kim-sido-makmur"),
        ],
    )
    assert "kimgen new post kim-sido-makmur" in shown
    assert len(list((tmp_path / "n").rglob("kim-sido-makmur/kim.yaml"))) == 1
    shown = typed(
        tmp_path / "n", ["new", "post", "kim-sido-makmur"], [("Judul tulisan", "Kabar: pagi")]
    )
    assert "kabar-pagi.md" in shown
    run(tmp_path / "n", "check")


def test_every_step_tells_the_next(tmp_path: Path) -> None:
    said = run(tmp_path, "init", "n")
    assert "kimgen build" in said
    assert "kimgen serve" in run(tmp_path / "n", "build")
    readme = (tmp_path / "n" / "README.md").read_text(encoding="utf-8")
    known = {"init", "new", "check", "build", "serve", "theme", "explain"}
    named = re.findall(r"kimgen (\w+)", readme)
    assert named
    assert set(named) <= known


@pytest.mark.parametrize("where", ["README.md", "docs/id/panduan-relawan.md", "docs/themes.md"])
def test_commands_in_the_documentation_exist(where: str) -> None:
    """Each `kimgen ...` line of a code block is one that the command line can read."""
    import click

    from kimgen.cli import group

    text = (ROOT / where).read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    found = [
        part.partition("#")[0].strip().removeprefix("$ ")
        for block in blocks
        for line in block.splitlines()
        for part in line.split("&&")
        if part.strip().removeprefix("$ ").startswith("kimgen ")
    ]
    assert found
    for line in found:
        words = shlex.split(line)[1:]
        command: click.Command | None = group
        context = click.Context(group)
        while isinstance(command, click.Group):
            name = words.pop(0)
            command = command.get_command(context, name)
            assert command is not None, line
        assert command is not None
        options = {name for param in command.params for name in param.opts} | {"--help"}
        named = [word.partition("=")[0] for word in words if word.startswith("-")]
        assert set(named) <= options, line
