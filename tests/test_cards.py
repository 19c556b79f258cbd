"""Cards of posts: what is on them, that they fit, and that each is drawn once."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kimgen import cardpress, site_media
from kimgen.build import Settings, build
from kimgen.cardpress import drawn, recipe
from kimgen.cards import ARABIC, EXTENDED, HEIGHT, LATIN, MOST, WIDTH, Card, drawable, visual
from tests.support import missing
from tests.support.hostile import ANY_TEXT
from tests.support.nation import folder, label, write_nation

_CARD = re.compile(r'"og:image" content="([^"]+)"')
JAWI = "ڤنن ڤادي دناݢاري ڤرياڠن"


@pytest.fixture(autouse=True)
def fonts() -> None:
    if not recipe():
        missing("fonts for cards, or Pillow with raqm (make vendor)")


def card(title: str, **fields: object) -> Card:
    values: dict[str, object] = {
        "title": drawable(title), "rtl": False, "kind": "Berita · 24 Nov 2026", "name": "KIM Uji",
        "place": "Kelurahan Melayu", "colour": "#0f5f73", "photo": "",
    }  # fmt: skip
    return Card(**{**values, **fields})  # type: ignore[arg-type]


def opened(data: bytes) -> Image.Image:
    assert len(data) <= MOST
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
    return image.convert("L")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many bright pixels there are."""
    return sum(image.crop(box).histogram()[200:])


@pytest.mark.parametrize(
    "title",
    [
        "Rapat",
        "Pasar subuh pindah ke halaman bawah: lebih lapang, lebih terang",
        "kata " * 40,
        "Mempertanggungjawabkankeseluruhanpelaksanaanpembangunan" * 4,
        "Ḥaji Sa‘īd & “Panen” – é … 24 × 7",
    ],
)
def test_a_title_stays_between_the_edges(title: str) -> None:
    image = opened(drawn(card(title)))
    assert ink(image, (72, 130, 1128, 520)) > 500
    assert ink(image, (0, 0, 60, HEIGHT)) == 0, "over the left edge"
    assert ink(image, (1132, 0, WIDTH, HEIGHT)) == 0, "over the right edge"
    assert ink(image, (72, 96, 1128, 120)) == 0, "into the name above"


def test_jawi_runs_from_the_right() -> None:
    image = opened(drawn(card(JAWI, rtl=True)))
    assert ink(image, (900, 150, 1128, 500)) > 200
    assert ink(image, (72, 150, 300, 500)) == 0


def test_letters_join_and_words_of_two_scripts_keep_their_order() -> None:
    line = drawable(f"{JAWI[:3]} 24 RT 6 {JAWI[4:8]}")
    assert [piece for _, piece in visual(line, True) if piece.strip()] == [
        JAWI[4:8], "24", "RT", "6", JAWI[:3],
    ]  # fmt: skip
    assert [font for font, _ in visual("Ḥaji", False)] == [EXTENDED, LATIN]
    joined = cardpress._advance(ARABIC, 60, "ڤادي")
    assert joined < 0.95 * sum(cardpress._advance(ARABIC, 60, sign) for sign in "ڤادي")


def test_what_no_font_has_is_left_out_or_there_is_no_card() -> None:
    assert drawable("Panen 🌾 raya") == "Panen raya"
    assert drawable("ꦥꦤꦺꦤ꧀ ꦫꦪ") == ""
    assert drawable("🌾") == ""


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT, st.booleans())
def test_any_title_can_be_drawn(title: str, rtl: bool) -> None:
    kept = drawable(title)
    if kept:
        made = card(title, rtl=rtl)
        assert len("".join(piece for _, piece in visual(kept, rtl))) == len(kept)
        opened(drawn(made))


def test_the_same_card_has_the_same_bytes_and_another_one_another_name() -> None:
    first = card("Panen")
    assert drawn(first) == drawn(card("Panen"))
    names = {first.key, card("Panen raya").key, card("Panen", colour="#7a2e1d").key}
    names |= {card("Panen", photo="media/a.1.jpg").key, card("Panen", rtl=True).key}
    assert len(names) == 5


def test_a_noisy_photo_fits_too(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    Image.effect_noise((1200, 900), 120).convert("RGB").save(photo, quality=95)
    image = opened(drawn(card("Panen raya di sawah", photo="x"), str(photo)))
    assert image.crop((900, 0, WIDTH, HEIGHT)).getextrema() != (80, 80)
    assert ink(image, (72, 130, 680, 520)) > 500


def test_a_picture_that_is_gone_costs_the_picture_alone(tmp_path: Path) -> None:
    opened(drawn(card("Panen", photo="x"), str(tmp_path / "none.jpg")))


# --- in a build -------------------------------------------------------------------------


@pytest.fixture
def nation(tmp_path: Path) -> Path:
    return write_nation(tmp_path / "n", 1, 3)


def run(root: Path) -> Path:
    import datetime as dt

    output = root / "output"
    settings_ = Settings(root / "content", output, executor="serial", today=dt.date(2026, 11, 24))
    report = build(settings_)
    assert report.exit_code == 0, report.found
    return output / f"{label(0)}.kim.id"


def shown(site: Path) -> dict[str, str]:
    """Page of a post -> the address that it gives of its card."""
    return {
        page.name: "".join(_CARD.findall(page.read_text("utf-8")))
        for page in (site / "berita").glob("kabar*.html")
    }


def test_each_post_has_its_card_and_an_unchanged_one_is_not_drawn_again(nation: Path) -> None:
    def kept() -> dict[str, int]:
        files = (nation / "output/.kimgen/media/cards").rglob("*.jpg")
        return {path.name: path.stat().st_mtime_ns for path in files}

    site = run(nation)
    cards = shown(site)
    assert len(set(cards.values())) == 3
    for address in cards.values():
        assert address.startswith(f"https://{label(0)}.kim.id/kartu/")
        opened((site / "kartu" / address.rpartition("/")[2]).read_bytes())
    first = kept()
    assert len(first) == 3
    post = nation / folder(0) / "posts/2026-11-02-kabar-2.md"
    post.write_text(post.read_text("utf-8").replace("Kabar 2", "Berubah"), encoding="utf-8")
    after = shown(run(nation))
    second = kept()
    assert len(second) == 4
    assert first.items() <= second.items(), "drawn again"
    assert len({*cards.values()} & {*after.values()}) == 2
    assert len(list((site / "kartu").iterdir())) == 3, "the old one is gone"


def test_a_nation_may_do_without(nation: Path) -> None:
    portal = nation / "content/portal.yaml"
    portal.write_text(portal.read_text("utf-8") + "kartu: tidak\n", encoding="utf-8")
    site = run(nation)
    assert not (site / "kartu").exists()
    assert not any(shown(site).values())


def test_without_fonts_or_pillow_nothing_is_said(
    nation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_media, "recipe", lambda: "")
    site = run(nation)
    assert not (site / "kartu").exists()
    assert not any("kartu/" in address for address in shown(site).values())
