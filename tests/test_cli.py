"""The command line: every option tried, every wrong one answered, every way to leave."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kimgen.cli import LazyGroup, group
from tests.support import of_kimgen

VILLAGE = "content/13.04-tanah-datar/13.04.09.2005-pariangan"
LABELS = ("kim-dua", "kim-satu", "kim-tiga")


SLOWED = (
    "import os, sys, time, kimgen.site\nbuild = kimgen.site.plan_site\n{slow}"
    "kimgen.site.plan_site = slow\nfrom kimgen.cli import main\n"
    "main(['build', '--today', '2026-11-24', *sys.argv[1:]])\n"
)
"""A program that builds with `slow` in the place of what plans the pages of a site."""


def write(root: Path, path: str, text: str) -> Path:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    """Three KIMs of a village, each with a post of today."""
    write(tmp_path, "content/portal.yaml", "judul: Portal\ncontoh: ya\n")
    for label in LABELS:
        write(
            tmp_path,
            f"{VILLAGE}/{label}/kim.yaml",
            f'nama: KIM {label[4:].title()}\nnomor_induk: "130409200501"\nstatus: terdaftar\n'
            'sk: {nomor: "1/2025", tanggal: 2025-03-01}\n',
        )
        posts = f"{VILLAGE}/{label}/posts"
        write(tmp_path, f"{posts}/2026-11-24-kabar.md", "---\njudul: Kabar\n---\nIsi.\n")
    return tmp_path


def kimgen(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a user's command does, output piped."""
    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "kimgen", *arguments],
        cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    done.stderr = of_kimgen(done.stderr)
    return done


def python(root: Path, program: str) -> subprocess.CompletedProcess[str]:
    """What a command does where the machine, or kimgen itself, is broken by `program`."""
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )


def build(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kimgen(root, "build", "--today", "2026-11-24", *arguments)


def hosts(output: Path) -> list[str]:
    return sorted(path.parent.name for path in output.glob("*/index.html"))


def add_hidden(root: Path) -> None:
    """A post of tomorrow and a draft."""
    posts = f"{VILLAGE}/kim-satu/posts"
    write(root, f"{posts}/2026-11-25-besok.md", "---\njudul: Besok\n---\nIsi.\n")
    write(root, f"{posts}/2026-11-20-draf.md", "---\njudul: D\ndraf: ya\n---\nIsi.\n")


def break_post(root: Path, label: str = "kim-satu") -> None:
    text = "---\njudul: X\ntanggal: 2026-02-30\n---\nIsi.\n"
    write(root, f"{VILLAGE}/{label}/posts/2026-11-21-x.md", text)


# --- options of build --------------------------------------------------------------------------


def test_build_writes_into_output_and_says_what_it_did(nation: Path) -> None:
    done = build(nation)
    assert (done.returncode, done.stderr) == (0, "")
    assert hosts(nation / "output") == [f"{label}.kim.id" for label in LABELS] + ["kim.id"]
    lines = done.stdout.splitlines()
    assert lines[0] == "3 situs dibangun, 0 tetap, 0 gagal"
    assert re.fullmatch(r"3 tulisan, \d+ halaman, \d+(,\d)? detik", lines[1])
    assert lines[-1] == "Hasilnya di output/ - lihat dengan: kimgen serve"
    again = build(nation).stdout.splitlines()
    assert again[0] == "0 situs dibangun, 3 tetap, 0 gagal"
    assert again[1].startswith("3 tulisan, ")


def test_content_and_output_may_lie_elsewhere(nation: Path, tmp_path: Path) -> None:
    (nation / "content").rename(nation / "isi")
    done = build(nation, "--content", "isi", "--output", str(tmp_path / "a" / "b"))
    assert done.returncode == 0, done.stderr
    assert "kim-satu.kim.id" in hosts(tmp_path / "a" / "b")
    assert not (nation / "output").exists()


def test_themes_may_lie_elsewhere(nation: Path) -> None:
    write(
        nation,
        "tema/milik/theme.toml",
        'judul = "Milik"\ncontract = 1\nparent = "lontar"\n',
    )
    write(nation, "tema/milik/templates/404.html", "<!doctype html><title>x</title>Milik kami\n")
    write(nation, "content/portal.yaml", "contoh: ya\ntema: milik\n")
    missing = build(nation)
    assert missing.returncode == 2
    assert "theme-missing" in missing.stderr
    done = build(nation, "--themes", "tema")
    assert done.returncode == 0, done.stderr
    assert "Milik kami" in (nation / "output/kim-satu.kim.id/404.html").read_text("utf-8")


@pytest.mark.parametrize("jobs", ["0", "1", "3"])
def test_jobs_change_nothing_but_time(nation: Path, jobs: str) -> None:
    assert build(nation, "--jobs", jobs).returncode == 0
    assert len(hosts(nation / "output")) == 4


@pytest.mark.parametrize(
    "only",
    [
        ["--only", "kim-satu", "--only", "kim-tiga"],
        ["--only", "kim-satu,kim-tiga"],
        ["--only=kim-tiga, kim-satu"],
    ],
)
def test_only_builds_these(nation: Path, only: list[str]) -> None:
    done = build(nation, *only)
    assert done.returncode == 0, done.stderr
    assert hosts(nation / "output") == ["kim-satu.kim.id", "kim-tiga.kim.id"]


def test_an_only_that_is_unknown_is_named_with_what_is_near(nation: Path) -> None:
    done = build(nation, "--only", "kim-sato")
    assert done.returncode == 2
    assert "kim-sato" in done.stderr
    assert "kim-satu" in done.stderr
    assert "only-unknown" in done.stderr


def test_drafts_shows_drafts_and_what_is_to_come(nation: Path) -> None:
    add_hidden(nation)
    build(nation)
    news = nation / "output/kim-satu.kim.id/berita"
    assert {path.name for path in news.glob("[a-z]*.html")} == {"index.html", "kabar.html"}
    assert build(nation, "--drafts").returncode == 0
    assert {"besok.html", "draf.html"} <= {path.name for path in news.glob("[a-z]*.html")}


@pytest.mark.parametrize("today", ["2026-11-25", "25-11-2026", "25 November 2026"])
def test_today_is_a_day_as_content_writes_it(nation: Path, today: str) -> None:
    add_hidden(nation)
    assert kimgen(nation, "build", "--today", today).returncode == 0
    assert (nation / "output/kim-satu.kim.id/berita/besok.html").is_file()


def test_base_domain_replaces_kim_id(nation: Path) -> None:
    done = build(nation, "--base-domain", "contoh.desa.id")
    assert done.returncode == 0, done.stderr
    assert hosts(nation / "output")[0] == "contoh.desa.id"
    page = nation / "output/kim-satu.contoh.desa.id/index.html"
    assert "https://kim-satu.contoh.desa.id/" in page.read_text(encoding="utf-8")


def test_format_json_is_one_object(nation: Path) -> None:
    break_post(nation)
    done = build(nation, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    data = json.loads(done.stdout)
    assert [row["code"] for row in data["diagnostics"]] == ["date-invalid"]
    summary = data["summary"]
    assert {key: summary[key] for key in ("built", "kept", "failed", "errors", "exit_code")} == {
        "built": 3, "kept": 0, "failed": [], "errors": 1, "exit_code": 1,
    }  # fmt: skip
    assert {"posts", "pages", "seconds", "files_written"} <= set(summary)


def test_format_github_marks_lines(nation: Path) -> None:
    break_post(nation)
    done = build(nation, "--format", "github")
    assert done.returncode == 1
    assert done.stdout.startswith(
        f"::error file={VILLAGE}/kim-satu/posts/2026-11-21-x.md,title=date-invalid,line=3,col=10::"
    )
    assert "3 situs dibangun" in done.stdout


def test_format_text_says_findings_apart_from_the_summary(nation: Path) -> None:
    break_post(nation)
    done = build(nation, "--format", "text")
    assert done.returncode == 1
    path = f"{VILLAGE}/kim-satu/posts/2026-11-21-x.md"
    assert done.stderr.startswith(f"{path}:3:10: error: ")
    assert "[date-invalid]" in done.stderr
    assert "1 kesalahan, 0 peringatan" in done.stdout
    assert "kimgen explain KODE" in done.stdout


def test_lang_en_speaks_english(nation: Path) -> None:
    break_post(nation)
    done = build(nation, "--lang", "en")
    assert done.stdout.startswith("3 sites built, 0 kept, 0 failed\n3 posts, ")
    assert "1 error, 0 warnings" in done.stdout
    assert "The result is in output/" in done.stdout
    assert "cannot be used: that month has no such day" in done.stderr


def test_explain_says_why_a_site_is_built(nation: Path) -> None:
    assert "kim-satu: " in build(nation, "--explain").stdout
    assert "kim-satu: " not in build(nation, "--explain").stdout


def test_every_option_has_its_help() -> None:
    context = click.Context(group)
    commands = [group.get_command(context, name) for name in group.list_commands(context)]
    while commands:
        command = commands.pop()
        assert command is not None
        assert command.help
        if isinstance(command, click.Group):
            commands += command.commands.values()
        for param in command.params:
            assert not isinstance(param, click.Option) or param.help, param.name


# --- check --budget ----------------------------------------------------------------------------


def check_budget(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return kimgen(root, "check", "--budget", "--today", "2026-11-24", *arguments)


def test_pages_are_weighed_and_nothing_is_left_behind(nation: Path) -> None:
    before = sorted(nation.rglob("*"))
    done = check_budget(nation)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(nation.rglob("*")) == before
    lines = done.stdout.splitlines()
    assert lines[0] == "3 situs diperiksa, 0 gagal"
    assert [line.partition(":")[0] for line in lines[2:]] == [
        "Terberat, beranda",
        "Terberat, tulisan (selain teksnya)",
        "Terberat, daftar",
        "Terberat, halaman lain",
        "Terberat, portal",
    ]
    assert re.search(r": kim-\w+\.kim\.id/index\.html, \d\.\d{3} byte dari 14\.336$", lines[2])
    assert lines[2:] != kimgen(nation, "check", "--today", "2026-11-24").stdout.splitlines()[2:]


def test_a_heavy_theme_of_the_nation_is_told_of_the_sites_that_wear_it(nation: Path) -> None:
    write(nation, "themes/berat/theme.toml", 'judul = "Berat"\ncontract = 1\nparent = "lontar"\n')
    noise = " ".join(f"{n * n * 7919 % 1000003:x}" for n in range(3000))
    style = f'{{% include "lontar/style.css" %}}\n.x::before {{ content: "{noise}"; }}\n'
    write(nation, "themes/berat/templates/style.css", style)
    kim = nation / VILLAGE / "kim-satu" / "kim.yaml"
    kim.write_text(kim.read_text(encoding="utf-8") + "tema: berat\n", encoding="utf-8")
    done = check_budget(nation, "--format", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {(item["code"], item["path"]) for item in told["diagnostics"]} == {
        ("budget-page", f"{VILLAGE}/kim-satu")
    }
    heaviest = {page["kind"]: page for page in told["summary"]["heaviest"]}
    assert heaviest["home"]["page"] == "kim-satu.kim.id/index.html"
    assert heaviest["home"]["size"] > heaviest["home"]["limit"] == 14 << 10
    done = check_budget(nation, "--only", "kim-dua,kim-tiga", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Heaviest, home: kim-" in done.stdout
    assert "portal" not in done.stdout


# --- what is wrong with a command line --------------------------------------------------------

WRONG = [
    (["--jobs", "x"], "--jobs: tulis bilangan bulat dari 0, x tidak bisa dipakai", "'--jobs'"),
    (["--jobs", "-1"], "--jobs: tulis bilangan bulat dari 0, -1 tidak bisa dipakai", "'--jobs'"),
    (["--format", "xml"], "--format: tidak ada xml. Pilihannya: text, json, github", "'--format'"),
    (["--today", "kemarin"], "--today: kemarin bukan tanggal", "kemarin is no date"),
    (["--today", "2026-02-30"], "--today: 2026-02-30 bukan tanggal", "2026-02-30 is no date"),
    (["--themes", "nihil"], "--themes: folder nihil tidak ada", "there is no folder nihil"),
    (["--content", "x.txt"], "--content: x.txt bukan folder", "'x.txt' is a file"),
    (["--output", "x.txt"], "--output: x.txt bukan folder", "'x.txt' is a file"),
    (["--output", "content/x"], "ada di dalam folder isi", "lies inside the content folder"),
    (["--output", "."], "ada di dalam folder hasil .", "content lies inside the output folder ."),
    (["--only", ","], "--only: nama KIM belum ditulis", "the name of a KIM is missing"),
    (["--base-domain", "../x"], "--base-domain: ../x bukan nama domain", "../x is no domain"),
    (["--base-domain", ""], "--base-domain:  bukan nama domain", " is no domain"),
    (["--today"], "--today: nilainya belum ditulis", "'--today' requires an argument"),
    (["--jbos", "1"], "Tidak ada pilihan --jbos. Mungkin maksudnya --jobs", "'--jbos'"),
    (["apa"], "Tidak dimengerti: apa", "unexpected extra argument (apa)"),
]


@pytest.mark.parametrize(("arguments", "indonesian", "english"), WRONG)
def test_a_wrong_value_is_one_clear_message(
    nation: Path, arguments: list[str], indonesian: str, english: str
) -> None:
    write(nation, "x.txt", "")
    for lang, said in (("id", indonesian), ("en", english)):
        done = kimgen(nation, "build", "--lang", lang, *arguments)
        assert done.returncode == 2
        # what a narrow terminal wraps is one sentence all the same
        assert said in " ".join(done.stderr.split(" ")).replace("\n", " ")
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) <= 3
    assert not (nation / "output").exists()
    assert not (nation / "content" / "x").exists()


def test_the_language_is_known_before_the_rest(nation: Path) -> None:
    for arguments in (["--jbos", "--lang", "en"], ["--jbos", "--lang=en"]):
        assert "No such option" in kimgen(nation, "build", *arguments).stderr
    assert "Pilihannya: id, en" in kimgen(nation, "build", "--lang", "de").stderr


def test_a_wrong_command_is_answered_with_the_nearest(nation: Path) -> None:
    done = kimgen(nation, "biuld")
    assert done.returncode == 2
    assert "Tidak ada perintah biuld. Mungkin maksudnya build." in done.stderr
    assert kimgen(nation, "new", "post").stderr.startswith("Belum disebut: LABEL\n")


def test_no_command_is_a_call_for_help(nation: Path) -> None:
    done = kimgen(nation)
    assert done.returncode == 2
    for name in LazyGroup.commands_by_name:
        assert name in done.stderr
    assert kimgen(nation, "--help").returncode == 0
    assert kimgen(nation, "build", "-h").returncode == 0


def test_content_that_is_missing_is_told_in_the_language(tmp_path: Path) -> None:
    done = kimgen(tmp_path, "build")
    assert done.returncode == 2
    assert "Folder isi “content” tidak ada" in done.stderr
    assert "There is no content folder" in kimgen(tmp_path, "check", "--lang", "en").stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.skipif(os.name == "nt", reason="/dev/null is a file of Unix")
def test_output_that_cannot_be_written_is_no_bug(nation: Path) -> None:
    write(nation, "penuh", "")
    done = build(nation, "--output", "penuh/output")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "penuh" in done.stderr


def test_a_machine_that_refuses_is_no_bug(nation: Path) -> None:
    """Whatever command it is, and whatever it was about to use."""
    program = (
        "import kimgen.commands.theme, errno\n"
        "from kimgen import load_theme\n"
        "def broken(*_): raise OSError(errno.EMFILE, 'Too many open files', 'themes/x')\n"
        "load_theme.known_themes = load_theme.load_theme = broken\n"
        "from kimgen.cli import main\nmain(['theme', 'check'])\n"
    )
    done = python(nation, program)
    assert done.returncode == 2
    assert of_kimgen(done.stderr) == "Tidak bisa memakai themes/x: Too many open files.\n"


# --- exit codes -------------------------------------------------------------------------------


def test_0_is_clean_and_1_built_with_errors(nation: Path) -> None:
    assert build(nation).returncode == 0
    break_post(nation)
    assert build(nation).returncode == 1
    assert kimgen(nation, "check", "--today", "2026-11-24").returncode == 1


def test_2_is_nothing_built(nation: Path) -> None:
    write(nation, "content/portal.yaml", "contoh: barangkali\n")
    done = build(nation)
    assert done.returncode == 2
    assert "Hasilnya" not in done.stdout


def test_a_kim_that_cannot_be_built_is_named(nation: Path) -> None:
    write(nation, f"{VILLAGE}/kim-dua/kim.yaml", "nama: [\n")
    done = build(nation)
    assert done.returncode == 1
    assert done.stdout.startswith("2 situs dibangun, 0 tetap, 1 gagal\n")
    assert "Gagal: kim-dua. Yang sudah terbit tetap terbit." in done.stdout


def test_3_is_a_bug_with_a_report_to_paste(nation: Path) -> None:
    program = (
        "import sys, kimgen.build\n"
        "def broken(*_): raise RuntimeError('rusak di dalam')\n"
        "kimgen.build.build = broken\n"
        "from kimgen.cli import main\nmain(['build'])\n"
    )
    done = python(nation, program)
    assert done.returncode == 3
    assert "RuntimeError: rusak di dalam" in done.stderr
    assert "bukan di isi Anda" in done.stderr
    assert "Python 3." in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_130_is_interrupted_without_a_traceback(nation: Path, jobs: str) -> None:
    """Ctrl-C reaches the workers, too: a terminal sends it to the whole group."""
    slow = "def slow(*_): os.write(1, b'mulai\\n'); time.sleep(3); return build(*_)\n"
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWED.format(slow=slow), "--jobs", jobs], cwd=nation, text=True,
        start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "mulai\n"
    os.killpg(process.pid, signal.SIGINT)
    said, wrong = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in wrong
    assert "dibangun" not in said


@pytest.mark.skipif(os.name == "nt", reason="pipes of Unix")
def test_a_reader_that_leaves_gets_no_traceback(nation: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kimgen", "explain"], cwd=nation, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) in (0, 1)
    assert "Traceback" not in said
    assert "Exception ignored" not in said


# --- the progress bar -------------------------------------------------------------------------

SLOW = SLOWED.format(slow="def slow(*_): time.sleep(0.6); return build(*_)\n")
"""A build that takes longer than the second after which progress is shown."""


def on_terminal(command: list[str], cwd: Path) -> tuple[int, str]:
    """Exit code and what a terminal shows of a command."""
    import pty

    parent, child = pty.openpty()
    process = subprocess.Popen(
        command, cwd=cwd, stdin=child, stdout=child, stderr=child, close_fds=True,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(child)
    shown = b""
    while True:
        try:
            part = os.read(parent, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(parent)
    return process.wait(60), shown.decode("utf-8", "replace")


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
def test_progress_is_shown_on_a_terminal_alone(nation: Path) -> None:
    code, shown = on_terminal([sys.executable, "-c", SLOW, "--jobs", "1"], nation)
    assert code == 0
    assert "Membangun" in shown
    assert "100%" in shown
    assert shown.rstrip().endswith("kimgen serve")
    (nation / "output").rename(nation / "old")
    piped = subprocess.run(
        [sys.executable, "-c", SLOW, "--jobs", "1"],
        cwd=nation,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (piped.returncode, of_kimgen(piped.stderr)) == (0, "")
    assert "Membangun" not in piped.stdout
    (nation / "output").rename(nation / "older")
    _, shown = on_terminal([sys.executable, "-c", SLOW, "--jobs", "1", "--format", "json"], nation)
    assert "Membangun" not in shown
    json.loads(shown)


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
def test_colours_are_for_terminals_that_want_them(nation: Path) -> None:
    break_post(nation)
    command = [sys.executable, "-m", "kimgen", "build", "--today", "2026-11-24"]
    _, shown = on_terminal(command, nation)
    assert "\x1b[31m" in shown
    _, shown = on_terminal(["env", "NO_COLOR=1", *command], nation)
    assert "\x1b[31m" not in shown
