"""Labels: DNS rules, reserved names, look-alikes, proposals for every village."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen import wilayah
from kimgen.labels import LABEL_REASONS, LabelProblem, check_label, skeleton, suggest_labels
from kimgen.labelwords import RESERVED, RESERVED_REASONS
from kimgen.slugs import slugify
from kimgen.wilayah import tables


@pytest.mark.parametrize(
    "label",
    [
        "kim-melayu",
        "kim-peta",  # villages called Peta, Data and Go exist
        "kim-data",
        "kim-go",
        "kim-kim",
        "melayu",
        "a",
        "a1",
        "1a",
        "goo",
        "dataran",
        "petani",
        "koran",
        "kominform",
        "kim-" + "a" * 59,
    ],
)
def test_good_labels(label: str) -> None:
    assert check_label(label) is None


@pytest.mark.parametrize(
    ("label", "reason", "suggestion"),
    [
        ("", "empty", ""),
        ("KIM_Melayu", "bad-character", "kim-melayu"),
        ("KIM-Melayu", "upper-case", "kim-melayu"),
        ("kim melayu", "bad-character", "kim-melayu"),
        ("kim.melayu", "bad-character", "kim-melayu"),
        ("kim-jum'at", "bad-character", "kim-jumat"),
        ("kim-mélayu", "bad-character", "kim-melayu"),
        ("kim-melаyu", "bad-character", "kim-mel-yu"),  # a Cyrillic a
        ("كيم", "bad-character", ""),
        ("-kim", "edge-hyphen", ""),  # `kim` alone is reserved
        ("kim-melayu-", "edge-hyphen", "kim-melayu"),
        ("-", "edge-hyphen", ""),
        ("kim-" + "a" * 60, "too-long", "kim-" + "a" * 59),
        ("2026", "all-digits", "kim-2026"),
        ("20-26", "all-digits", "kim-20-26"),
        ("xn--kim", "punycode", "xn-kim"),
        ("ab--cd", "punycode", "ab-cd"),
        ("peta", "reserved", "kim-peta"),
        ("go", "reserved", "kim-go"),
        ("kim", "reserved", ""),
        ("kominfo", "reserved", "kim-kominfo"),
    ],
)
def test_bad_labels_and_what_to_take_instead(label: str, reason: str, suggestion: str) -> None:
    problem = check_label(label)
    assert problem is not None
    assert problem.reason == reason
    assert problem.suggestion == suggestion


@pytest.mark.parametrize(
    ("label", "like"),
    [
        ("w-w-w", "www"),
        ("vvvvvv", "www"),
        ("wvvw", "www"),
        ("adm1n", "admin"),
        ("adrnin", "admin"),
        ("admln", "admin"),
        ("aadmin", "admin"),
        ("kom1nfo", "kominfo"),
        ("kominf0", "kominfo"),
        ("kominfo0", "kominfo"),
        ("komminfo", "kominfo"),
        ("kom-info", "kominfo"),
        ("korninfo", "kominfo"),
        ("kemenk0minfo", "kemenkominfo"),
        ("p3merint4h", "pemerintah"),
        ("pemer1ntah", "pemerintah"),
        ("pre5iden", "presiden"),
        ("g0", "go"),
        ("ma1l", "mail"),
        ("rnail", "mail"),
        ("nsl", "ns1"),
        ("k1m", "kim"),
        ("p0lri", "polri"),
        ("bawas1u", "bawaslu"),
    ],
)
def test_lookalikes_are_refused(label: str, like: str) -> None:
    problem = check_label(label)
    assert problem is not None
    assert (problem.reason, problem.like) == ("lookalike", like)
    assert problem.suggestion == ""


def test_an_office_may_reserve_more() -> None:
    assert check_label("kim-dinas") is None
    own = ("kim-dinas",)
    assert check_label("kim-dinas", own) == LabelProblem("reserved", "", "kim-dinas", "custom")
    problem = check_label("kim-d1nas", own)
    assert problem is not None
    assert (problem.reason, problem.like, problem.why) == ("lookalike", "kim-dinas", "custom")


def test_reserved_names_are_labels_and_refused() -> None:
    for name, why in RESERVED.items():
        assert re.fullmatch(r"[a-z0-9-]{1,63}", name), name
        problem = check_label(name)
        assert problem is not None
        assert (problem.reason, problem.like, problem.why) == ("reserved", name, why)
        assert why in RESERVED_REASONS
    assert {"www", "mail", "admin", "api", "ns1", "ns9", "kelola", "peta", "kominfo"} <= set(
        RESERVED
    )


@given(st.text(max_size=80))
def test_no_text_raises_and_suggestions_pass(text: str) -> None:
    problem = check_label(text)
    skeleton(text)
    if problem is None:
        assert re.fullmatch(r"[a-z0-9-]{1,63}", text)
    else:
        assert problem.reason in LABEL_REASONS
        assert not problem.suggestion or check_label(problem.suggestion) is None


@given(st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True))
def test_what_passes_is_a_dns_label(label: str) -> None:
    if check_label(label) is None:
        assert label == label.lower()
        assert 1 <= len(label) <= 63
        assert label[2:4] != "--"
        assert not label.isdigit()


def test_every_village_gets_labels_that_pass() -> None:
    for code in tables.villages():
        village = wilayah.locality(code)
        assert village is not None
        labels = suggest_labels(village, limit=2)
        assert len(labels) == 2, code
        for label in labels:
            assert label.startswith("kim-")
            assert check_label(label) is None


def test_ordinary_names_raise_no_false_alarm() -> None:
    """Of all villages' bare names only whole reserved words are refused, and one true twin."""
    found = Counter[tuple[str, str]]()
    for name in set(tables.villages().values()):
        slug = slugify(name, 63)
        problem = check_label(slug)
        if problem is not None:
            found[problem.reason, slug] += 1
            assert problem.reason != "reserved" or slug in RESERVED
        assert check_label(f"kim-{slug}"[:63].strip("-")) is None
    assert [slug for reason, slug in found if reason != "reserved"] == ["kejaksan"]
    assert len(found) < 25


def test_proposals_are_in_order_and_leave_out_what_is_taken() -> None:
    village = wilayah.locality("64.02.06.1005")
    assert village is not None
    plain = (
        "kim-melayu",
        "kim-melayu-tenggarong",
        "kim-melayu-kutai-kartanegara",
        "kim-melayu-tenggarong-kutai-kartanegara",
        "kim-melayu-6402061005",
    )
    assert suggest_labels(village) == plain
    assert suggest_labels(village, "KIM Melayu Berkarya")[0] == "kim-melayu-berkarya"
    assert suggest_labels(village, "Berkarya")[0] == "kim-berkarya"
    assert suggest_labels(village, "كيم ملايو") == plain
    assert suggest_labels(village, "KIM")[0] == "kim-melayu"
    assert suggest_labels(village, taken={"kim-melayu"})[0] == "kim-melayu-tenggarong"
    assert suggest_labels(village, taken=set(plain), limit=1) == ("kim-melayu-6402061005-2",)
    assert suggest_labels(village, extra_reserved=("kim-melayu",))[0] == "kim-melayu-tenggarong"


def test_forty_two_kim_in_one_village() -> None:
    village = wilayah.locality("64.02.06.1005")
    assert village is not None
    taken: set[str] = set()
    for _ in range(42):
        (label,) = suggest_labels(village, taken=taken, limit=1)
        taken.add(label)
    assert len(taken) == 42


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("kim-melayu", "kirn-melayu", True),
        ("kim-melayu", "kim-me1ayu", True),
        ("kim-melayu", "kimmelayu", True),
        ("kim-melayu", "kim-mellayu", True),
        ("kim-sukarno", "kim-sukamo", True),
        ("kim-blok-10", "kim-blok-100", False),
        ("kim-cibeber-i", "kim-cibeber-ii", False),
        ("kim-kepi", "kim-kepil", False),
        ("kim-melayu", "kim-malayu", False),
    ],
)
def test_skeletons_tell_near_duplicates(one: str, other: str, alike: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is alike
