"""Random numbers -> the Markdown of a post: 300 to 600 words, with what real posts have.

Pure. Pictures are written as `](@media/NAME)` and the link to another post as `](@post)`; a
layout puts its own addresses there.
"""

from __future__ import annotations

from random import Random

from benchmarks import words
from benchmarks.words import Subject


class Slots(dict[str, str]):
    """A value for each slot of a sentence, drawn when the sentence has that slot."""

    def __init__(self, random: Random, topic: str) -> None:
        super().__init__(topik=topic, Topik=topic[0].upper() + topic[1:])
        self.random = random

    def __missing__(self, key: str) -> str:
        random = self.random
        if key == "n":
            return str(random.randrange(2, 10))
        if key == "m":
            return str(random.randrange(11, 480))
        if key == "jam":
            return f"{random.randrange(6, 21):02}.{random.choice(('00', '15', '30', '45'))}"
        if key == "rp":
            return f"Rp{random.randrange(2, 900)}.{random.choice(('000', '500', '250'))}"
        if key == "nama":
            return "".join(random.choices(words.SYLLABLES, k=random.choice((2, 3, 3)))).title()
        return random.choice(words.SLOTS[key])


def sentence(random: Random, lines: tuple[str, ...], topic: str) -> str:
    """One of `lines`, filled, beginning with a capital letter."""
    text = random.choice(lines).format_map(Slots(random, topic))
    return text[0].upper() + text[1:]


def body(random: Random, subject: Subject, topic: str, picture: str, linked: str) -> str:
    """The text of a post. `picture` is a name of its media folder or `''`; `linked` the title
    of the post that it links to, or `''`."""
    target = random.randrange(315, 530)
    blocks = [_paragraph(random, words.OPENERS, subject, topic)]
    extras = [make(random, topic) for share, make in _EXTRAS if random.random() < share]
    if picture:
        extras.append(f"![Suasana {topic} (ilustrasi).](@media/{picture})")
    if linked:
        extras.append(f"Baca juga kabar sebelumnya: [{linked}](@post).")
    random.shuffle(extras)
    count = len(blocks[0].split()) + sum(len(block.split()) for block in extras)
    paragraphs = []
    while count < target:
        paragraph = _paragraph(random, words.COMMON, subject, topic)
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    # the extras go between paragraphs, so that every heading has a text below it
    for number, paragraph in enumerate(paragraphs):
        if number and extras:
            blocks.append(extras.pop())
        blocks.append(paragraph)
    blocks += [block for block in extras if not block.startswith("#")]
    return "\n\n".join(blocks) + "\n"


def _paragraph(random: Random, first: tuple[str, ...], subject: Subject, topic: str) -> str:
    lines = [sentence(random, first, topic)]
    for _ in range(random.randrange(2, 5)):
        source = subject.sentences if random.random() < 0.4 else words.COMMON
        line = sentence(random, source, topic)
        if line not in lines:
            lines.append(line)
    return " ".join(lines)


def _list(random: Random, topic: str) -> str:
    items = (sentence(random, words.ITEMS, topic) for _ in range(random.randrange(3, 7)))
    return "\n".join(f"- {item}" for item in items)


def _numbered(random: Random, topic: str) -> str:
    items = (sentence(random, words.ITEMS, topic) for _ in range(random.randrange(3, 6)))
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))


def _table(random: Random, topic: str) -> str:
    first, second, third = random.choice(words.COLUMNS)
    rows = [f"| {first} | {second} | {third} |", "| --- | ---: | --- |"]
    value = Slots(random, topic)
    for _ in range(random.randrange(3, 8)):
        rows.append("| {dusun} | {m} | {tempat}, {hari} |".format_map(value))
    return "\n".join(rows)


def _quote(random: Random, topic: str) -> str:
    return f"> {sentence(random, words.COMMON, topic)}"


def _heading(random: Random, topic: str) -> str:
    return f"## {random.choice(words.HEADINGS)}"


_EXTRAS = (
    (0.22, _table),
    (0.45, _list),
    (0.12, _numbered),
    (0.10, _quote),
    (0.60, _heading),
    (0.30, _heading),
)
"""Share of posts that have it, and how it is made."""
