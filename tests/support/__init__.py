"""What tests share: the built sample, a server for it, a browser, checkers.

May not import kimgen: these helpers look at the generator from outside, as a reader does.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
"""The top of the repository."""


def missing(what: str) -> NoReturn:
    """Stop a test that needs something the machine lacks.

    A skip on a contributor's machine; a failure where CI=true, so that no check is lost unseen.
    """
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"needs {what}")


def of_kimgen(text: str) -> str:
    """What kimgen said of the nation: without the line about the Python that runs the tests."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if "html.parser" not in line)
