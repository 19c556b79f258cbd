"""Hostile YAML, in front matter, kim.yaml and portal.yaml: a value or a clean finding, in time."""

from __future__ import annotations

import json
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kimgen import messages, yamltree
from kimgen.codec import encode
from kimgen.codes import LONGEST_EXCERPT, SEVERITY
from kimgen.decoding import UNWANTED
from kimgen.diagnostics import Diagnostic, Severity
from kimgen.enough import OF_FILE, enough
from kimgen.frontmatter import Document, parse_post, parse_yaml
from kimgen.model import Portal
from kimgen.validate import validate_kim, validate_page, validate_portal, validate_post, village
from kimgen.yamlplain import plain_mapping
from kimgen.yamltree import MAX_DEPTH, MAX_ROWS, Mapping, Scalar, Sequence, Source, Value
from tests.support import yamls
from tests.support.payloads import HOSTILE

MELAYU, _ = village("64.02.06.1005", None)
PORTAL = Portal(categories=("pertanian", "umkm"))
POST = "content/a/b/kim-uji/posts/2026-11-24-a.md"
STUCK = 2.0
"""Seconds of CPU after which an input counts as one that never ends. Not the promise, which is
50 ms: `python -m benchmarks.yamls` measures that."""


def _post(data: bytes) -> tuple[Document, object, tuple[Diagnostic, ...]]:
    document = parse_post(data, POST)
    read = validate_post(document, MELAYU, PORTAL)
    page = validate_page(parse_post(data, "content/a/b/kim-uji/pages/a.md"))
    return document, (read.post, page[0]), (*read.found, *page[2])


def _kim(data: bytes) -> tuple[Document, object, tuple[Diagnostic, ...]]:
    document = parse_yaml(data, "content/a/b/kim-uji/kim.yaml")
    kim, found = validate_kim(document, "a/b/kim-uji", MELAYU, PORTAL)
    return document, kim, found


def _village(data: bytes) -> tuple[Document, object, tuple[Diagnostic, ...]]:
    document = parse_yaml(data, "content/a/b/desa.yaml")
    return document, *village("64.02.06.1005", document)


def _portal(data: bytes) -> tuple[Document, object, tuple[Diagnostic, ...]]:
    document = parse_yaml(data, "content/portal.yaml")
    return document, *validate_portal(document)


Reader = Callable[[bytes], tuple[Document, object, tuple[Diagnostic, ...]]]
READERS: tuple[Reader, ...] = (_post, _kim, _village, _portal)


class StuckError(Exception):
    """An input took so long that it may never end."""


@contextmanager
def _no_end(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise StuckError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _check(read: Reader, data: bytes) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Read `data`, and hold what every reader has to give: a value, or findings that can be
    shown, kept and pointed at."""
    document, value, found = read(data)
    assert value is not None or any(item.severity is Severity.ERROR for item in found)
    assert len(found) <= 2 * OF_FILE + 4
    last = document.text.count("\n") + 1
    for item in found:
        assert item.code in SEVERITY
        assert item.location.line <= max(last, data.count(b"\n") + 1)
        assert len(item.excerpt) <= LONGEST_EXCERPT
        for lang in messages.LANGUAGES:
            message, _ = messages.text(item, lang)
            assert message
    # both go into the state, and the values into pages
    json.dumps(encode(found), ensure_ascii=False).encode()
    json.dumps(encode(value), ensure_ascii=False).encode()
    for scalar in _scalars(document.fields):
        assert not UNWANTED.search(scalar.text)
    return document, found


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _scalars(item)
    else:
        for key, item in value.pairs:
            yield key
            yield from _scalars(item)


def _fenced(data: bytes) -> bytes:
    return b"---\n" + data + b"\n---\nIsi tulisan.\n"


def _hold(data: bytes) -> None:
    for read in READERS:
        with _no_end(STUCK):
            _check(read, _fenced(data) if read is _post else data)


@pytest.fixture(scope="module")
def suite() -> list[dict[str, object]]:
    path = HOSTILE / "yaml_test_suite.json"
    if not path.is_file():
        pytest.skip("yaml-test-suite is no part of the project (KIMGEN_HOSTILE)")
    found: list[dict[str, object]] = json.loads(path.read_text("utf-8"))
    return found


# --- the corpora --------------------------------------------------------------------------


def test_the_yaml_test_suite_gives_values_or_findings(suite: list[dict[str, object]]) -> None:
    assert len(suite) == 406
    for case in suite:
        _hold(str(case["yaml"]).encode("utf-8", "surrogatepass"))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(6))
def test_generated_inputs_give_values_or_findings(part: int) -> None:
    inputs = list(yamls.inputs())
    assert len(inputs) == yamls.COUNT
    for name, data in inputs[part::6]:
        try:
            _hold(data)
        except StuckError:
            pytest.fail(f"{name} does not end")


def test_families_hold_at_their_edges_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones have PyYAML without libyaml: another scanner, with other mistakes."""
    monkeypatch.setattr(yamltree, "Loader", yaml.SafeLoader)
    for name, make in yamls.FAMILIES.items():
        made = make(700, random.Random(name))
        data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
        for read in READERS:
            _check(read, _fenced(data) if read is _post else data)


def test_short_and_long_way_agree_on_every_corpus(suite: list[dict[str, object]]) -> None:
    source = Source("kim.yaml")
    texts = [str(case["yaml"]) for case in suite]
    texts += [data.decode("utf-8", "replace") for _, data in yamls.inputs() if len(data) < 10_000]
    texts += yamls.VALID
    both = 0
    for text in texts:
        plain = plain_mapping(text, source)
        if plain is not None:
            both += 1
            assert repr((plain, ())) == repr(yamltree.compose(text, source))
    assert both > 50


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    _hold(data)


_values = st.sampled_from([*yamls.MARKS, *yamls.ODD, "a", "2026-02-30", "0812", " "])
_lines = st.tuples(
    st.sampled_from(yamls.KEYS),
    st.sampled_from([": ", ":", ":\n  - ", ":\n  ", " : "]),
    st.lists(_values, max_size=6).map("".join),
).map("".join)


@given(st.lists(_lines, max_size=8).map("\n".join))
def test_any_fields(text: str) -> None:
    _hold(text.encode("utf-8", "surrogatepass"))


# --- what is refused, and how --------------------------------------------------------------


def _codes(data: str | bytes) -> list[str]:
    data = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return [item.code for item in parse_yaml(data, "kim.yaml").found]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a: &a [x]\nb: *a", ["yaml-mended"] * 2),  # `b: *a` may be a title
        ("a: &a\n  - x\nb: 1", ["yaml-syntax"]),
        ("a: {b: &c d}", ["yaml-mended"]),
        ("a:\n  b:\n    &c d: e", ["yaml-alias"]),
        ("<<: {a: b}", ["yaml-alias"]),
        ("a:\n  <<: {a: b}", ["yaml-alias"]),
        ("a:\n  - !!binary x", ["yaml-tag"]),
        ("a:\n  - !!python/object/apply:os.system [x]", ["yaml-tag"]),
        ("a: 1\na: 2", ["duplicate-key"]),
        ("a: {b: 1, b: 2}", ["duplicate-key"]),
        ("[a]: b", ["yaml-key"]),
        ("{a: b}: c", ["yaml-key"]),
        ("---\na: b\n---\nc: d", ["yaml-syntax"]),
        ("%YAML 9.9\n---\na: b", ["yaml-syntax"]),
        ("- a\n- b", ["yaml-not-fields"]),
        ("a: nol di\0 sini", ["control-character"]),
        ("a: b\x85", ["control-character"]),
        ("a: b\ufffe", ["control-character"]),
        ("a: b\u202ec", ["control-character"]),
        ("a: \ud800", ["control-character"]),
        ('a: "\\u202e\\0"', ["control-character"]),
        ('"\\u202e": a', ["control-character"]),
        ('a: "\\ud800"', ["yaml-syntax"]),
        (b"a: caf\xe9", ["encoding"]),
        ("a: b".encode("utf-16"), ["encoding"]),
        ("a: b".encode("utf-16-le"), ["file-broken"]),
        ("\ufeffa: b", []),
        ("a: b\r\nc: d\r", []),
        ("content: a\nhandler: b\nmetadata: c", []),
        (f"a: {'9' * 5_000}", []),
        ("a: 2026-02-30", []),
    ],
)
def test_each_construct_has_its_finding(text: str | bytes, codes: list[str]) -> None:
    assert _codes(text) == codes


def test_a_surrogate_pair_of_java_is_one_character() -> None:
    document = parse_yaml(b"a: x\xed\xa0\xbd\xed\xb8\x80", "kim.yaml")
    assert [value for _, value in document.fields.pairs] == [
        Scalar("x\U0001f600", "kim.yaml", 1, 4)
    ]
    assert document.found == ()


def test_old_bytes_among_new_ones_are_read_one_by_one() -> None:
    document = parse_yaml("a: “Désa”\nb: caf".encode() + b"\xe9", "kim.yaml")
    assert [value.text for _, value in document.fields.pairs if isinstance(value, Scalar)] == [
        "“Désa”",
        "café",
    ]
    (found,) = document.found
    assert (found.location.line, found.location.column) == (2, 7)


def test_escapes_bring_nothing_back() -> None:
    document, found = _check(_kim, b'nama: "KIM \\u202eUji\\x00\\ue000"\n')
    assert [item.code for item in found] == ["control-character"]
    assert [value.text for _, value in document.fields.pairs if isinstance(value, Scalar)] == [
        "KIM Uji"
    ]


def test_a_real_picture_of_depth_is_taken() -> None:
    """Brackets that close, in text and in comments, do not count as depth; those that do, do."""
    for inner in ("[x]", "['[']", "['[[[[[[[[[[[[[[[[[[[[[[[']"):
        assert _codes(f"a: [{', '.join([inner] * 50)}]") == []
    assert _codes(f"a: {'[' * (MAX_DEPTH - 1)}{']' * (MAX_DEPTH - 1)}") == []
    for text in (
        "a:\n  " + "[" * 20_000,
        "a:\n" + f"  {'[' * 15} #{']' * 15}\n" * 900,
        "a:\n  " + "[']'," * 900,
        "- " * 30_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(30)) + f"{' ' * 30}b",
    ):
        assert _codes(text) == ["yaml-too-deep"]


def test_so_many_rows_and_no_more() -> None:
    rows = [f"k{number}: v" for number in range(MAX_ROWS)]
    assert _codes("\n".join(rows)) == []
    assert _codes("\n".join([*rows, "k: v", "l: v"])) == ["yaml-too-many"]
    assert _codes(f"a: [{'x,' * MAX_ROWS}x]") == []
    assert _codes(f"a: [{'x,' * (MAX_ROWS + 1)}x]") == ["yaml-too-many"]


# --- how much is said ----------------------------------------------------------------------


def test_the_worst_findings_are_kept() -> None:
    text = "".join(f"salah{number}: x\n" for number in range(300)) + "judul: a\njudul: b\n"
    found = validate_post(parse_post(_fenced(text.encode()), POST), MELAYU, PORTAL).found
    assert [item.code for item in found] == ["duplicate-key"]
    text = "".join(f"salah{number}: x\n" for number in range(300)) + "jenis: apa\n"
    found = validate_post(parse_post(_fenced(text.encode()), POST), MELAYU, PORTAL).found
    assert len(found) == OF_FILE + 1
    assert {item.code for item in found} == {"field-unknown", "choice-unknown", "findings-more"}
    (more,) = [item for item in found if item.code == "findings-more"]
    assert dict(more.params) == {"count": "202"}  # the title was guessed, too


def test_few_findings_are_left_alone() -> None:
    assert enough((), "a") == ()
    found = parse_yaml(b"a: 1\na: 2", "kim.yaml").found
    assert enough(found, "a") is found


def test_no_finding_carries_a_long_line() -> None:
    data = f"judul: a\n{'x' * 900}: b\nharga: {'9' * 60_000}\njenis: lapak\n".encode()
    _, found = _check(_post, _fenced(data))
    assert "field-unknown" in {item.code for item in found}
    assert len(repr(found)) < 20_000


def test_doubled_tags_cost_no_time_squared() -> None:
    text = f"judul: a\ntag: [{','.join(f'k{number}' for number in range(900))}]\n"
    document = parse_post(_fenced(text.encode()), POST)
    assert isinstance(document.fields, Mapping)
    read = validate_post(document, MELAYU, PORTAL)
    assert read.post is not None
    assert len(read.post.tags) == 50
    assert [item.code for item in read.found] == ["field-many"]
