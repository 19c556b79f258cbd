"""Builds that are killed, starved, locked out and lied to: a short form of `make torture`.

What is live is one whole release, code 0 says that it is the new one, and the next plain build
gives what a clean one gives: `tests/torture/lab.py` judges that. Needs neither root nor strace:
harm at system calls is done here at what the interpreter is about to do.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support import missing
from tests.torture import harm
from tests.torture.lab import Lab, Verdict, set_up

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and forks of Unix")

Tries = Callable[[Lab], Iterator[Verdict]]
TRIES: dict[str, Tries] = {
    "killed-at-random": lambda lab: harm.killed_at_random(lab, 8, os.getpid()),
    "harmed-at-what-it-does": lambda lab: harm.killed_at_events(lab, 90, os.getpid()),
    "worker-killed": lambda lab: harm.a_worker_killed(lab, 2, os.getpid()),
    "largest-file": lambda lab: harm.largest_file(lab, (0, 20_000)),
    "not-ours": lambda lab: harm.not_ours(lab, (".", "kim.id", ".kimgen", ".kimgen/state.sqlite")),
    "vanishing": lambda lab: harm.vanishing(lab, 6, os.getpid()),
    "at-once": lambda lab: harm.many_at_once(lab, 4),
    "clock": harm.wrong_clock,
    "broken-state": lambda lab: harm.broken_state(lab, 2, os.getpid()),
}


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    root = Path(tempfile.mkdtemp(prefix="kimgen-faults-")).resolve()
    try:
        made = set_up(root, kims=1, posts=2)
        with made.nursery:
            yield made
    finally:
        shutil.rmtree(root, ignore_errors=True)


@pytest.mark.parametrize("tries", TRIES.values(), ids=TRIES)
def test_what_is_live_is_whole_and_the_next_build_mends_the_rest(lab: Lab, tries: Tries) -> None:
    try:
        verdicts = list(tries(lab))
    except harm.NotHere as lack:
        missing(str(lack))
    assert verdicts
    assert not [verdict for verdict in verdicts if verdict.wrong]


def test_the_judge_sees_what_is_wrong(lab: Lab) -> None:
    """A site that is neither old nor new, and a code that lies, are found."""
    lab.reset()
    assert lab.state() == "old"
    assert lab.judge("nothing was built", 0, mend=False).wrong
    page = lab.output / "kim.id" / "index.html"
    page.write_text("half")
    verdict = lab.judge("half a page", 2, mend=False)
    assert verdict.state == "mixed"
    assert len(verdict.wrong) == 2
