"""Short ways through front matter agree with the long ones: same tree, same places, same split."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kimgen.decoding import decode
from kimgen.frontmatter import parse_post
from kimgen.yamlplain import plain_mapping
from kimgen.yamltree import Mapping, Source, TreeError, compose

SOURCE = Source("posts/a.md", 2)

# What phones, people and YAML itself put into a line, thick with what means something to YAML.
_pieces = st.sampled_from("abz019 _-.:,#'\"[]{}&*!|>?%@`~\\/=<\t\né世😀\u0301²") | st.sampled_from(
    ": ;\u00a0;\u0085;\u2028;\ufeff; #;- ;---;...;null;yes;12:30;  ".split(";")
)
_texts = st.lists(_pieces, max_size=12).map("".join) | st.text(max_size=12)
_words = st.text(st.sampled_from("abz09 .-_/é"), max_size=8)
_odd = st.tuples(_words, st.just("") | _pieces, _words).map("".join)  # one odd piece at most
_values = st.one_of(
    _texts,
    _odd,
    _odd.map(lambda text: f"a{text}"),
    st.lists(_odd, max_size=4).map(lambda words: f"[{','.join(words)}]"),
    st.lists(_odd.map(lambda text: f"a{text}"), max_size=3).map(
        lambda words: f"[{', '.join(words)}]"
    ),
    _odd.map(lambda text: f'"{text}"'),
    _odd.map(lambda text: f"'{text}'"),
)
_keys = st.sampled_from(["judul", "tag", "draf", "kata_kunci", "é", "no", "a b", "a-b", "1", "_"])
_lines = st.one_of(
    st.tuples(_keys | _texts, st.sampled_from([": ", ":", " : ", ":  "]), _values).map("".join),
    _texts,
    st.just(""),
)
_yaml = st.lists(_lines, max_size=6).map("\n".join)


def _asked(text: str) -> tuple[object, object] | None:
    try:
        return compose(text, SOURCE)
    except (TreeError, yaml.YAMLError):
        return None


@given(_yaml)
def test_a_plain_text_has_the_tree_that_yaml_gives_it(text: str) -> None:
    tree = plain_mapping(text, SOURCE)
    if tree is not None:
        # by their words: two kinds of values with the same contents are equal as tuples
        assert repr((tree, ())) == repr(_asked(text))


_plain_words = st.sampled_from(["ab", "a b", "12:30", '"a: b"', "[a, -6.2]", "{a: b, c: d (e)}"])
_names = st.sampled_from("abcdef")
_trees = st.recursive(
    _plain_words | _values,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(_names, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
_Tree = str | list["_Tree"] | dict[str, "_Tree"]


def _rows(tree: _Tree, indents: list[int], depth: int = 0) -> list[str]:
    """`tree` as lines: each level as far to the right of the last as `indents` says."""
    if isinstance(tree, str):
        return [tree]
    step = " " * indents[depth % len(indents)]
    lines: list[str] = []
    if isinstance(tree, list):
        for item in tree:
            first, *others = _rows(item, indents, depth + 1)
            lines += [f"- {first}", *(f"  {line}" for line in others)]
        return lines
    for key, item in tree.items():
        inner = _rows(item, indents, depth + 1)
        if isinstance(item, str):
            lines.append(f"{key}: {inner[0]}")
        else:
            lines += [f"{key}:", *(f"{step}{line}" for line in inner)]
    return lines


@given(
    st.dictionaries(_names, _trees, min_size=1, max_size=4),
    st.lists(st.integers(0, 4), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["", "  ", "# a", "   # b: c", "  a"]))),
)
def test_nested_lines_have_the_tree_that_yaml_gives_them(
    tree: dict[str, _Tree], indents: list[int], between: list[tuple[int, str]]
) -> None:
    lines = _rows(tree, indents)
    for index, line in between:
        lines.insert(index, line)
    text = "\n".join(lines)
    found = plain_mapping(text, SOURCE)
    if found is not None:
        assert repr((found, ())) == repr(_asked(text))


_contents = [
    "a: b",
    "b: c d",
    "c:",
    "d:",
    "e: [a, b]",
    "f",
    "-",
    "'x'",
    "#x",
    "g: {a: b}",
    "h: i: j",
]
_any_rows = st.tuples(
    st.sampled_from(["", "  ", "    ", " ", "   "]),
    st.sampled_from(["", "- ", "-  ", "- - "]),
    st.sampled_from(_contents),
).map("".join)


@given(st.lists(_any_rows, min_size=2, max_size=6))
def test_lines_in_any_order_have_the_tree_that_yaml_gives_them(lines: list[str]) -> None:
    text = "\n".join(["z:", *lines])
    found = plain_mapping(text, SOURCE)
    if found is not None:
        assert repr((found, ())) == repr(_asked(text))


def test_what_people_write_is_plain() -> None:
    text = (
        'judul: Jum\'at, 33.10 & "no" [x]\ntanggal: 2026-11-24 08:30  \n\n'
        "tag: [padi, gotong royong,  a/b-c]\nwa: \"0812\"\nharga: '1'\n"
        "# tentang\nsk:\n  nomor: 1/X\n\n  tanggal: 2025-01-01\nfoto:\n- a.jpg\n- berkas: b.jpg\n"
        "  keterangan: Panen (raya)\npengurus:\n  - {jabatan: Ketua, nama: Melati (contoh)}"
    )
    tree = plain_mapping(text, SOURCE)
    assert isinstance(tree, Mapping)
    assert [name.text for name, _ in tree.pairs] == [
        "judul", "tanggal", "tag", "wa", "harga", "sk", "foto", "pengurus",
    ]  # fmt: skip
    assert repr((tree, ())) == repr(_asked(text))


_NOT_PLAIN = (
    *("", "a", "a:", "a: ", "a: b: c", "a: b #c", "a: b:", "a: #", "- a: b", "a: {b}"),
    *("a: [b", "a: [b, ]", "a: [b: c]", "a: &b c", "a: *b", "a: !b c", "a: |", "a: 'b''c'"),
    *("a: b\n  c", "a: b\na: c", "a:\n  b", "a:\nb: c", "a: b\n...", "---\na: b", "a: b\tc"),
    *("a:\n  b: c\n d: e", "a:\n- b\nc", "a:\n  - b\n - c", "a: {b: c, b: d}", "a:\n- b\n  c"),
    *('a: "b\\n"', 'a: "b" c', "a: b\u00a0", "a: \ufeffb", "a: b\u2028c: d"),
)


@pytest.mark.parametrize("text", _NOT_PLAIN)
def test_what_means_something_to_yaml_is_not_plain(text: str) -> None:
    assert plain_mapping(text, SOURCE) is None


_FENCE = re.compile(r"[ \t]*[-‐‑‒–—―−]{1,8}[ \t]*")
_fences = st.sampled_from(["---", "--", "-", "—", "—-", "--- ", "\t---", "---x", "- -", "-" * 9])


@given(st.lists(_fences | st.sampled_from(["a: b", "", "x"]), min_size=1, max_size=8))
def test_front_matter_ends_at_the_first_row_of_dashes(lines: list[str]) -> None:
    text = "---\n" + "\n".join(lines) + "\nz"
    rows = text.split("\n")
    last = next(
        (i for i, row in enumerate(rows) if i and _FENCE.fullmatch(row) and row.strip() != "-"),
        None,
    )
    document = parse_post(text.encode(), "posts/a.md")
    if last is None:
        assert [item.code for item in document.found] == ["front-matter-open"]
    else:
        assert document.body == "\n".join(rows[last + 1 :])
        assert document.body_line == last + 2
        dashes = [item for item in document.found if item.code == "front-matter-dashes"]
        assert [item.location.line for item in dashes] == [last + 1] * (
            rows[last].rstrip() != "---"
        )
    assert [document.excerpt(number) for number in (0, 1, len(rows), len(rows) + 1)] == [
        "", "---", "z", "",
    ]  # fmt: skip


@given(st.text(st.characters(max_codepoint=0x9F) | st.sampled_from("é\u2028\u202e\ue000 \r\n")))
def test_control_characters_are_taken_out_and_said(text: str) -> None:
    unwanted = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e\ue000]")
    if text.count("\0") * 10 > len(text.encode()):
        return
    clean, found = decode(text.encode(), "posts/a.md")
    assert clean == unwanted.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert [item.code for item in found] == ["control-character"] * bool(unwanted.search(text))
