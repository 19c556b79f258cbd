"""The wheel: what it carries, and that it works on its own, away from the repository."""

from __future__ import annotations

import email
import gzip
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from tests.conftest import Once
from tests.support import ROOT, missing
from tests.support.sample import THEMES

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} in {cwd}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(once: Once) -> Path:
    """The wheel, built from the checkout without a network."""
    folder = once(
        "wheel",
        lambda folder: _run(
            sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT
        ),
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_what_a_build_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    themes = {
        f"kimgen/themes/{path.relative_to(THEMES).as_posix()}"
        for path in THEMES.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "kimgen").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "kimgen/themes/lontar/theme.toml" in themes
    assert any(name.startswith("kimgen/data/") for name in sources)
    assert "kimgen/py.typed" in sources
    assert not (themes | sources) - names, "not in the wheel"


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        assert not [name for name in archive.namelist() if "__pycache__" in name]
    assert tops == {"kimgen", "kimgen-0.1.0.dist-info"}


def test_the_core_asks_for_no_compiled_code(wheel: Path) -> None:
    """A phone has no compiler, and no wheels are made for it."""
    with zipfile.ZipFile(wheel) as archive:
        raw = archive.read("kimgen-0.1.0.dist-info/METADATA").decode()
    needs = email.message_from_string(raw).get_all("Requires-Dist") or []
    assert len(needs) > len(core := [need for need in needs if "extra ==" not in need])
    compiled = ("pyromark", "nh3", "pillow", "comrak", "lxml", "orjson")
    assert not [need for need in core if need.lower().startswith(compiled)]


def test_a_fresh_environment_runs_kimgen_anywhere(wheel: Path, tmp_path: Path) -> None:
    """init, build: the newcomer's first two commands, from an installed wheel."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    _run(*pip, "--no-deps", "--no-index", wheel, cwd=tmp_path)
    # The dependencies come from the environment of the tests, so that no network is needed.
    # Its .pth files do not count there, so the checkout itself stays out of reach.
    purelib = Path(_run(python, "-c", _PURELIB, cwd=tmp_path).strip())
    (purelib / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    env = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}

    where = _run(python, "-c", "import kimgen; print(kimgen.__file__)", cwd=tmp_path, env=env)
    assert Path(where.strip()).is_relative_to(home)
    kimgen = scripts / "kimgen"
    assert "0.1.0" in _run(kimgen, "--version", cwd=tmp_path, env=env)
    _run(kimgen, "init", "negeriku", cwd=tmp_path, env=env)
    _run(kimgen, "build", cwd=tmp_path / "negeriku", env=env)
    assert (tmp_path / "negeriku" / "output" / "kim.id" / "index.html").is_file()


_PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"


@pytest.mark.parametrize("name", ["site", "dev", "node", "lock", "bench", "audit", "fuzz"])
def test_lock_files_hold_for_everybody(name: str) -> None:
    """Every version with its hashes; no registry, no place on somebody's machine."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line[:1].isalnum()]
    assert pins
    assert all("==" in pin for pin in pins)
    assert all(f"{pin}\n    --hash=sha256:" in text for pin in pins)
    assert "://" not in text
    assert "file:" not in text


def test_lock_files_hold_what_the_project_asks_for() -> None:
    """A dependency that was added without `make lock` is missing on every other machine."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    # which building on one machine does without
    cluster = [*extras.pop("dask"), *extras.pop("secrets")]
    wanted = [*project["project"]["dependencies"]]
    wanted += [need for name, needs in extras.items() if name != "all" for need in needs]
    groups = project["dependency-groups"]
    tools = [need for need in groups["dev"] if isinstance(need, str)]
    for file, needs in [
        ("site.txt", wanted + groups["build"]),
        ("dev.txt", wanted + cluster + tools),
    ]:
        text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
        locked = {line.partition("==")[0] for line in text.splitlines() if "==" in line}
        names = {_name(need) for need in needs}
        assert names <= locked, f"make lock: {file} lacks {names - locked}"


def test_both_lock_files_choose_the_same_versions() -> None:
    site, dev = (
        {
            line.split()[0]
            for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
            if "==" in line
        }
        for name in ("site.txt", "dev.txt")
    )
    assert site
    assert site <= dev


def _name(need: str) -> str:
    end = next((i for i, c in enumerate(need) if not (c.isalnum() or c in "-_.")), len(need))
    return need[:end].lower().replace("_", "-")


def test_the_wheel_carries_its_bill_of_materials(wheel: Path) -> None:
    """Where PEP 770 says, and with the very versions that `make site` installs."""
    with zipfile.ZipFile(wheel) as archive:
        bill = json.loads(archive.read("kimgen-0.1.0.dist-info/sboms/kimgen.cdx.json"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    root = bill["metadata"]["component"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (root["name"], root["version"]) == ("kimgen", project["version"])
    libraries = [item for item in bill["components"] if item["type"] == "library"]
    listed = {(i["name"], i["version"]) for i in libraries if i["purl"].startswith("pkg:pypi/")}
    text = (ROOT / "requirements" / "site.txt").read_text(encoding="utf-8")
    assert listed == set(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    hashes = {
        found["content"]
        for item in bill["components"]
        for reference in item["externalReferences"]
        for found in reference.get("hashes", ())
    }
    assert hashes >= set(re.findall(r"sha256:([0-9a-f]{64})", text))
    scripts = [item for item in libraries if item["purl"].startswith("pkg:npm/")]
    lock = json.loads((ROOT / ".ci/minisearch/package-lock.json").read_text(encoding="utf-8"))
    assert "minisearch" in {script["name"] for script in scripts}
    for script in scripts:
        pinned = lock["packages"][f"node_modules/{script['name']}"]
        assert script["version"] == pinned["version"]
        (digest,) = script["externalReferences"][0]["hashes"]
        sri = "sha512-" + b64encode(bytes.fromhex(digest["content"])).decode()
        assert pinned["integrity"] == sri
    known = {item["bom-ref"] for item in bill["components"]}
    for item in bill["dependencies"]:
        assert set(item["dependsOn"]) <= known
        assert len(item["dependsOn"]) >= 9
    for item in bill["components"]:
        for extra in item.get("properties", ()):
            if extra["name"] == "kimgen:file" and item not in scripts:
                assert (ROOT / extra["value"]).is_file()


def test_the_wheel_carries_the_search_engine_with_its_licence(wheel: Path) -> None:
    """As .ci/vendor made it: the same bytes for everybody, and no heavier than they have to be."""
    wanted = (ROOT / ".ci/minisearch/SHA256SUMS").read_text(encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        if "kimgen/data/vendor/minisearch.js" not in archive.namelist():
            missing("MiniSearch (make vendor)")
        for line in wanted.splitlines():
            digest, name = line.split()
            assert sha256(archive.read(f"kimgen/data/vendor/{name}")).hexdigest() == digest
        script = archive.read("kimgen/data/vendor/minisearch.js")
        licence = archive.read("kimgen/data/vendor/minisearch.LICENSE.txt").decode()
    assert "Permission is hereby granted" in licence
    assert b"MIT" in script.partition(b"\n")[0]
    assert len(gzip.compress(script, 9)) <= 6 * 1024


def test_the_supply_is_as_it_should_be() -> None:
    """What `make audit` checks without a network, as it checks it."""
    said = _run(sys.executable, ROOT / ".ci" / "check-supply", cwd=ROOT)
    assert said.startswith("all pinned by hash")


def test_the_build_in_ci_gets_no_credentials() -> None:
    """Who builds what volunteers wrote must hold nothing that is worth stealing."""
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        flow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert flow["permissions"] in ({"contents": "read"}, {}), path.name
        for name, job in flow["jobs"].items():
            assert "secrets." not in json.dumps(job), f"{path.name}: {name}"
            assert job.get("permissions", {"contents": "read"}) == {"contents": "read"}
            for step in job["steps"]:
                if "actions/checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False, f"{path.name}: {name}"
                if "uses" in step:
                    assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
