"""The corpus: N KIMs of M posts, the same ones on every machine and in every run.

Pure: numbers in, values out. Each post draws from a random generator of its own, seeded by
text (so that no hash seed matters), and KIM number i depends on nothing but the seed, i and M:
a corpus of N KIMs is the beginning of the corpus of 2N. What a file looks like on disk is a
matter of `layouts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from benchmarks import pictures, prose, words
from benchmarks.words import SUBJECTS, Subject
from kimgen import wilayah
from kimgen.slugs import slugify
from kimgen.wilayah.tables import villages

SEED = "kimgen"
TODAY = date(2026, 11, 24)
"""The day on which every generator builds; the newest posts are of the day before."""

KINDS = {
    "berita": 62,
    "pengumuman": 10,
    "agenda": 8,
    "usulan": 6,
    "lapak": 6,
    "klarifikasi": 3,
    "galeri": 3,
    "dokumen": 2,
}
"""jenis -> how many of a hundred posts."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post, before anybody's front matter."""

    day: date
    hour: str
    """`08.30`"""
    slug: str
    kind: str
    title: str
    subject: Subject
    tags: tuple[str, ...]
    reporter: str
    summary: str
    """`''` where readers get the first sentences."""
    picture: str
    """Name in the media folder, or `''`."""
    place: str
    fields: tuple[str, ...]
    """Lines of YAML that only its jenis has."""
    body: str
    """Markdown; `](@media/NAME)` and `](@post)` are for the layout to fill."""
    linked: str
    """Name of the post that the body links to (see `name`), or `''`."""

    @property
    def name(self) -> str:
        """Of its file, without ending: `2026-11-24-panen-raya-7`."""
        return f"{self.day.isoformat()}-{self.slug}"


@dataclass(frozen=True, slots=True)
class Kim:
    """A KIM with everything that it has written."""

    number: int
    label: str
    folder: str
    """Below content/: regency, village, label."""
    code: str
    """Of its village."""
    name: str
    subjects: tuple[Subject, ...]
    colour: str
    posts: tuple[Post, ...]
    """Newest first."""
    media: tuple[str, ...]
    """Names of its pictures; each KIM has `pictures.DOCUMENT_NAME`, too."""


def nation(kims: int, posts: int, first: int = 0, seed: str = SEED) -> Iterator[Kim]:
    """KIM number `first` and those after it, `kims` of them, one at a time."""
    for number in range(first, first + kims):
        yield kim(number, posts, seed)


def kim(number: int, posts: int, seed: str = SEED) -> Kim:
    """One KIM with `posts` posts."""
    random = Random(f"{seed} {number}")
    code = _code(number, seed)
    village = wilayah.locality(code)
    assert village is not None
    label = f"kim-{slugify(village.name, 40)}-{number + 1}"
    name = f"KIM {village.name} {random.choice(words.NAMES)}"
    colour = "#" + "".join(f"{random.randrange(20, 100):02x}" for _ in range(3))
    subjects = tuple(random.sample(SUBJECTS, random.randrange(3, 6)))
    album = pictures.album(number, posts)
    made = _posts(number, posts, subjects, album, f"Tim {name}", seed)
    folder = f"{wilayah.folder_name(code[:5])}/{wilayah.folder_name(code)}/{label}"
    return Kim(number, label, folder, code, name, subjects, colour, made, album)


@dataclass(frozen=True, slots=True)
class _Head:
    """What one post may know of another."""

    name: str
    slug: str
    title: str
    topic: str
    subject: Subject
    kind: str
    day: date


def _posts(
    number: int,
    count: int,
    subjects: tuple[Subject, ...],
    album: tuple[str, ...],
    reporter: str,
    seed: str,
) -> tuple[Post, ...]:
    # a young site has posts of a year, an old one of five
    span = min(1825, max(365, count // 2))
    randoms = [Random(f"{seed} {number} {place}") for place in range(count)]
    heads = [
        _head(random, place, TODAY - timedelta(days=1 + place * span // max(count, 1)), subjects)
        for place, random in enumerate(randoms)
    ]
    return tuple(
        _post(random, head, older, album, reporter)
        for random, head, older in zip(randoms, heads, [*heads[1:], None], strict=True)
    )


def _head(random: Random, place: int, day: date, subjects: tuple[Subject, ...]) -> _Head:
    subject = random.choice(subjects if random.random() < 0.8 else SUBJECTS)
    topic = random.choice(subject.topics)
    title = prose.sentence(random, words.TITLES, topic)
    kind = random.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    slug = f"{slugify(title, 60)}-{place + 1}"
    return _Head(f"{day.isoformat()}-{slug}", slug, title, topic, subject, kind, day)


def _post(
    random: Random, head: _Head, older: _Head | None, album: tuple[str, ...], reporter: str
) -> Post:
    picture = ""
    if head.kind == "galeri" or random.random() < 0.3:
        picture = random.choice(album)
    linked = older if random.random() < 0.2 else None
    inside = picture if random.random() < 0.4 else ""
    return Post(
        day=head.day,
        hour=f"{random.randrange(6, 21):02}.{random.randrange(0, 60, 5):02}",
        slug=head.slug,
        kind=head.kind,
        title=head.title,
        subject=head.subject,
        tags=tuple(random.sample(head.subject.tags, random.choice((0, 1, 1, 2, 2, 3)))),
        reporter=reporter if random.random() < 0.7 else "",
        summary=prose.sentence(random, words.COMMON, head.topic).translate(_PLAIN)
        if random.random() < 0.25
        else "",
        picture=picture,
        place=random.choice(words.DUSUN) if random.random() < 0.4 else "",
        fields=_fields(random, head, album),
        body=prose.body(random, head.subject, head.topic, inside, linked.title if linked else ""),
        linked=linked.name if linked else "",
    )


_PLAIN = str.maketrans("", "", '*`"[]')


def _fields(random: Random, head: _Head, album: tuple[str, ...]) -> tuple[str, ...]:
    """What only a post of this jenis says, as kimgen writes it."""
    after = head.day + timedelta(days=random.randrange(3, 40))
    hour = random.randrange(7, 16)
    match head.kind:
        case "pengumuman":
            return (f"sampai: {after}",)
        case "agenda":
            return (
                f"mulai: {after} {hour:02}.00",
                f"selesai: {after} {hour + 3:02}.00",
                f"tempat: {random.choice(words.TEMPAT).capitalize()}",
            )
        case "usulan":
            return (
                "status: diteruskan",
                "instansi: Dinas Pekerjaan Umum kabupaten",
                "riwayat:",
                f"  - {{tanggal: {head.day}, status: masuk, keterangan: Disampaikan warga.}}",
                f"  - {{tanggal: {after}, status: diteruskan, keterangan: Surat dikirim.}}",
            )
        case "klarifikasi":
            verdict = random.choice(("salah", "menyesatkan", "benar", "belum terbukti"))
            return (
                f"klaim: Benarkah {head.topic} akan dihentikan mulai bulan depan?",
                f"putusan: {verdict}",
                'rujukan: ["https://papan-informasi.example/penjelasan"]',
            )
        case "lapak":
            return (
                f"harga: {random.randrange(5, 90)}000",
                f"satuan: {random.choice(('bungkus', 'kilogram', 'lembar', 'botol'))}",
                f"stok: {random.randrange(3, 60)} buah",
                'whatsapp: "6280000000009"',
            )
        case "galeri":
            rows = ["foto:"]
            for place, name in enumerate(random.sample(album, 3), 1):
                rows += [f"  - berkas: media/{name}", f"    keterangan: Suasana ke-{place}."]
            return tuple(rows)
        case "dokumen":
            return (f"berkas: media/{pictures.DOCUMENT_NAME}",)
        case _:
            return ()


def _code(number: int, seed: str) -> str:
    """The village of a KIM: another one each, but every tenth KIM is its village's second."""
    codes = _codes(seed)
    return codes[(number - number % 10 // 9) % len(codes)]


@cache
def _codes(seed: str) -> tuple[str, ...]:
    """All villages of the country, shuffled."""
    codes = sorted(villages())
    Random(seed).shuffle(codes)
    return tuple(codes)
