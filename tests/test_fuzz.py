"""What `make fuzz` looks for, in short, and what it once found."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS

EXAMPLES = int(os.environ.get("KIMGEN_EXAMPLES", "40"))
WORDS = Path(__file__).parent / "fuzz" / "words.txt"


def _words() -> list[bytes]:
    """The dictionary of `make fuzz`."""
    rows = re.findall(r'^"(.*)"$', WORDS.read_text("utf-8"), re.MULTILINE)
    hexadecimal = re.compile(rb"\\x([0-9a-f]{2})")
    return [hexadecimal.sub(lambda m: bytes([int(m[1], 16)]), row.encode()) for row in rows]


PIECES = st.one_of(
    st.sampled_from(_words()),
    st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=6),
    st.sampled_from([b"\n", b" ", b": ", b"  - ", b"#", b"\t", b"\r\n"]),
)
TEXTS = st.lists(PIECES, max_size=24).map(b"".join)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=TEXTS)
@example(data=b"")
@example(data=b"---\n---\n")
@example(data=b"---\njudul: [\n---\n")
@example(data=b"content: x\n")
@example(data=b"tanggal: 2026-02-30\n")
@example(data=b"9" * 5000)
@example(data=b"---")
@example(data=b"--- ...")
def test_promises_hold_for_any_text(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_the_dictionary_is_read() -> None:
    assert b"---\n" in _words()
    assert len(_words()) > 25
