"""The index of a site's search: it says what pages say, and how much it may weigh."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest

from benchmarks import words as prose
from kimgen.search_index import FULL, MOST, Entry, index
from kimgen.search_words import STOP_WORDS, words

HUNDRED = 45 * 1024
"""Bytes of the index of a hundred posts, compressed, at most."""
KINDS = (("berita/", "Berita"),)
BEFORE = ("", "me", "di", "ber", "ter", "pe", "ke", "se", "mem", "per", "peng")
AFTER = ("", "kan", "an", "i", "nya", "annya")


def _roots() -> list[str]:
    """The words of the benchmarks' sentences."""
    lines = [*prose.COMMON, *prose.OPENERS, *prose.ITEMS, *prose.TITLES]
    lines += [line for subject in prose.SUBJECTS for line in subject.sentences]
    return sorted({word for word in words(" ".join(lines)) if word.isalpha() and len(word) > 2})


@cache
def _forms() -> list[str]:
    """Words with what Indonesian puts before and after them."""
    forms = {b + root + a for b, root, a in product(BEFORE, _roots(), AFTER)}
    return sorted(forms - STOP_WORDS)


def _vocabulary(random: Random) -> list[str]:
    """Ten thousand words, in no order."""
    return random.sample(_forms(), 10_000)


def _entry(number: int, said: list[str], long: int = 24) -> Entry:
    """A page that says these words; the first ones are its excerpt, too."""
    title = " ".join(said[3:9])
    return Entry(
        kind=0,
        name=title.replace(" ", "-"),
        title=title.capitalize(),
        day=20261124 - number,
        excerpt=" ".join(said[:long]).capitalize(),
        tags=", ".join(said[30:33]),
        html=f"<p>{' '.join(said)}.</p>",
    )


def _dense(pages: int, length: int, slope: float, seed: str = "padat") -> list[Entry]:
    """Pages of `length` words, of which common ones come as often as in any language (`slope` 1,
    Zipf) or no oftener than others (0); each has some that it uses more than others do."""
    random = Random(seed)
    vocabulary = [*sorted(STOP_WORDS), *_vocabulary(random)]
    weights = [1 / (place + 3) ** slope for place in range(len(vocabulary))]
    entries = []
    for number in range(pages):
        said = random.choices(vocabulary, weights, k=length)
        own = random.choices(vocabulary, k=30)
        said = [random.choice(own) if random.random() < 0.15 else word for word in said]
        entries.append(_entry(number, said))
    return entries


def _read(script: bytes) -> dict[str, Any]:
    found = json.loads(script.removeprefix(b"self.cariIndeks="))
    assert isinstance(found, dict)
    return found


def _bodies(script: bytes) -> dict[int, set[str]]:
    """Number of a page -> the words that the index has of its body: as cari.js reads them."""
    signs = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    found = _read(script)
    bodies: dict[int, set[str]] = {number: set() for number in range(len(found["pages"]))}
    word = ""
    parts = re.findall("[A-Z][^A-Z]*", found["words"])
    for part, steps in zip(parts, filter(None, found["lists"].split(".")), strict=True):
        word = word[: ord(part[0]) - 65] + part[1:]
        number, at = -1, 0
        while at < len(steps):
            step = signs.index(steps[at])
            if step > 47:
                at += 1
                step = (step - 47) * 48 + signs.index(steps[at])
            at += 1
            number += step + 1
            bodies[number].add(word)
    return bodies


def _weight(script: bytes) -> int:
    return len(gzip.compress(script, 6, mtime=0))


@pytest.mark.parametrize("length", [300, 600, 1500])
@pytest.mark.parametrize("slope", [1.0, 0.8, 0.0])
def test_an_index_of_a_hundred_dense_posts_is_light(length: int, slope: float) -> None:
    script = index(KINDS, _dense(100, length, slope))
    assert _weight(script) <= HUNDRED
    # and what there is room for is in it
    assert _weight(script) > 0.6 * HUNDRED


@pytest.mark.parametrize("pages", [1, 10, 30])
def test_an_index_of_fewer_pages_is_no_heavier(pages: int) -> None:
    assert _weight(index(KINDS, _dense(pages, 4000, 0.9))) <= HUNDRED


def test_an_index_of_more_grows_with_their_number() -> None:
    script = index(KINDS, _dense(FULL, 500, 0.9))
    assert _weight(script) <= HUNDRED * FULL // 100


def test_what_no_room_is_needed_for_is_there_in_full() -> None:
    entries = _dense(40, 300, 1.0)
    for number, said in _bodies(index(KINDS, entries)).items():
        entry = entries[number]
        shown = {*words(f"{entry.title} {entry.tags} {entry.excerpt}")}
        wanted = {w for w in words(entry.html) if w not in STOP_WORDS and len(w) > 1}
        assert said == wanted - shown


def test_what_is_said_twice_or_early_outlives_what_is_not() -> None:
    random = Random("dua kali")
    vocabulary = _vocabulary(random)
    texts = [random.sample(vocabulary, 900) for _ in range(100)]
    topics = [[f"pokok{number}" for number in range(n, n + 5)] for n in range(100)]
    entries = [
        _entry(number, [*text, *topic, *topic])
        for number, (text, topic) in enumerate(zip(texts, topics, strict=True))
    ]
    bodies = _bodies(index(KINDS, entries))
    for number, said in bodies.items():
        assert said >= set(topics[number])
        assert len(said) < 800
        assert sum(word in said for word in texts[number][33:60]) > 20


def test_the_longest_give_first() -> None:
    random = Random("panjang")
    vocabulary = _vocabulary(random)
    short = [_entry(n, random.sample(vocabulary, 60)) for n in range(50)]
    long = [_entry(n, random.sample(vocabulary, 2000)) for n in range(50)]
    script = index(KINDS, [*short, *long])
    bodies = _bodies(script)
    whole = _bodies(index(KINDS, short))
    assert [bodies[n] for n in range(50)] == [whole[n] for n in range(50)]
    assert _weight(script) <= HUNDRED


def test_titles_alone_may_be_too_much() -> None:
    """Nothing is left then but they; the index is still one that can be read."""
    random = Random("judul")
    vocabulary = _vocabulary(random)
    entries = [_entry(n, random.sample(vocabulary, 300), long=300) for n in range(60)]
    script = index(KINDS, entries)
    assert not any(_bodies(script).values())
    assert len(_read(script)["pages"]) == 60


def test_older_pages_have_titles_and_the_oldest_are_left_out() -> None:
    texts = (f"Kabar hari {n} dari dusun nomor{n} di tepi sungai lama" for n in range(2100))
    script = index(KINDS, [_entry(n, text.split(), long=3) for n, text in enumerate(texts)])
    found = _read(script)
    assert len(found["pages"]) == MOST
    assert found["full"] == FULL
    assert [bool(row[4]) for row in found["pages"]] == [n < FULL for n in range(MOST)]
    assert [bool(said) for said in _bodies(script).values()] == [n < FULL for n in range(MOST)]


def test_what_may_end_a_script_is_none() -> None:
    entry = _entry(0, ["</script>", "\u2028", "kabar", "\u2029", "*/"])
    script = index(KINDS, [entry]).decode()
    assert not {"\u2028", "\u2029"} & set(script)
    assert _read(script.encode())["pages"][0][4].lower() == entry.excerpt.lower()
