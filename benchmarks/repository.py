"""The corpus as people get it: a git repository, and fresh clones of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

AUTHOR = "Contoh <kim@contoh.example>"
WHEN = "1795478400 +0700"


def git(folder: Path, *arguments: str) -> str:
    """Run git in `folder`, without anybody's own settings."""
    env = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "Contoh", "GIT_AUTHOR_EMAIL": "kim@contoh.example",
        "GIT_COMMITTER_NAME": "Contoh", "GIT_COMMITTER_EMAIL": "kim@contoh.example",
    }  # fmt: skip
    done = subprocess.run(
        ("git", *arguments), cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout


def import_folder(folder: Path, repository: Path) -> None:
    """Turn `folder` into the bare repository `repository`, one commit; `folder` is removed.

    By fast-import: a million loose objects would take more room than the corpus.
    """
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet", "--bare", "--initial-branch=main")
    with subprocess.Popen(
        ("git", "fast-import", "--quiet"), cwd=repository, stdin=subprocess.PIPE
    ) as process:
        stream = process.stdin
        assert stream is not None
        message = b"Isi contoh\n"
        stream.write(f"commit refs/heads/main\ncommitter {AUTHOR} {WHEN}\n".encode())
        stream.write(b"data %d\n%s" % (len(message), message))
        for base, folders, files in os.walk(folder):
            folders.sort()
            for name in sorted(files):
                path = Path(base) / name
                content = path.read_bytes()
                inner = path.relative_to(folder).as_posix()
                stream.write(f"M 100644 inline {inner}\ndata {len(content)}\n".encode())
                stream.write(content)
                stream.write(b"\n")
        stream.write(b"done\n")
        stream.close()
    if process.returncode:
        raise RuntimeError("git fast-import failed")
    shutil.rmtree(folder)


def clone(repository: Path, target: Path) -> None:
    """A fresh clone, as a CI machine makes it: every file has a new time and inode."""
    git(repository.parent, "clone", "--quiet", str(repository), str(target))


def commit_all(clone_folder: Path, *paths: Path) -> None:
    """Commit the changes of `paths`."""
    names = [str(path.relative_to(clone_folder)) for path in paths]
    git(clone_folder, "add", "--", *names)
    git(clone_folder, "commit", "--quiet", "-m", "Satu tulisan berubah", "--", *names)
