"""Icons: what browsers get as the sign of a site, from a logo or from initials."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from kimgen import icons
from kimgen.colours import contrast
from kimgen.icons import PNG_ICONS, Icon, site_icons
from kimgen.imageinfo import ImageInfo, inspect
from kimgen.media import prepare
from kimgen.model import Media, Variant
from kimgen.pictures import PictureSettings

SVG = "{http://www.w3.org/2000/svg}"
RED, GREEN = (200, 30, 40), "#1b7f4b"


def opened(icon: Icon) -> Image.Image:
    with Image.open(io.BytesIO(icon.content)) as image:
        return image.convert("RGB")


def logo(tmp_path: Path, kind: str = "PNG", *, decode: bool = True) -> Media:
    """A red disc on nothing, wider than high."""
    image = Image.new("RGBA", (900, 600), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((0, 0, 899, 599), fill=(*RED, 255))
    source = tmp_path / "logo"
    (image if kind == "PNG" else image.convert("RGB")).save(source, kind)
    made, found = prepare(
        source, f"media/logo.{kind.lower()}", tmp_path / "cache", "", PictureSettings(decode=decode)
    )
    assert found == ()
    assert made is not None
    return made


@pytest.mark.parametrize("letters", ["M", "MB", "KMB", "WWW", "Ili", "", "ك", "漢字"])
def test_initials_give_all_sizes(letters: str) -> None:
    svg, *pngs = site_icons(None, letters, GREEN)
    assert (svg.path, svg.type, svg.sizes) == ("favicon.svg", "image/svg+xml", "any")
    assert [(each.path, each.sizes) for each in pngs] == [
        (path, f"{size}x{size}") for path, size, _ in PNG_ICONS
    ]
    for each, (_, size, _) in zip(pngs, PNG_ICONS, strict=True):
        assert each.type == "image/png"
        assert inspect(each.content) == ImageInfo("png", size, size)
        assert len(each.content) < 8000
        image = opened(each)
        assert image.getpixel((0, 0)) == (0x1B, 0x7F, 0x4B)
        drawn = image.point(lambda value: 255 * (value > 200)).convert("L").getbbox()
        assert drawn is not None, "nothing is drawn"
        left, top, right, bottom = drawn
        assert min(left, top, size - right, size - bottom) >= size * 0.08, "too near the edge"
        assert abs(left + right - size) <= max(4, size // 30), "not in the middle"
        assert abs(top + bottom - size) <= max(4, size // 30), "not in the middle"


def test_different_letters_are_drawn_differently() -> None:
    drawn = [site_icons(None, letters, GREEN)[-1].content for letters in ("A", "B", "AB", "")]
    assert len(set(drawn)) == 4


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#f4d03f", "#b3261e", "#123", "merah"])
def test_letters_are_readable_on_every_colour(colour: str) -> None:
    svg, *_, largest = site_icons(None, "MB", colour)
    tree = ElementTree.fromstring(svg.content)
    ground, text = tree.find(f"{SVG}rect"), tree.find(f"{SVG}text")
    assert ground is not None
    assert text is not None
    assert contrast(ground.attrib["fill"], text.attrib["fill"]) > 4
    inner = opened(largest).getcolors(100_000)
    assert inner is not None
    shown = {"#{:02x}{:02x}{:02x}".format(*pixel) for _, pixel in inner if isinstance(pixel, tuple)}
    assert {ground.attrib["fill"], text.attrib["fill"]} <= shown


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=8), st.text(max_size=9))
def test_whatever_is_written_the_svg_is_safe(letters: str, colour: str) -> None:
    (svg,) = site_icons(None, letters, colour, pillow=False)
    tree = ElementTree.fromstring(svg.content)
    assert {each.tag for each in tree.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "rect", "text", "g", "ellipse")
    }
    names = {name for each in tree.iter() for name in each.attrib}
    assert not {name for name in names if name.startswith("on") or "href" in name}
    assert len("".join(tree.itertext()).strip()) <= 3


@pytest.mark.parametrize("letters", ["<script>alert(1)</script>", '"/><x', "&#x26;", "\0\x1b]"])
def test_markup_is_no_letter(letters: str) -> None:
    svg, *_ = site_icons(None, letters, '#fff" onload="alert(1)')
    assert b"script" not in svg.content
    assert b"onload" not in svg.content
    ElementTree.fromstring(svg.content)


def test_a_logo_stands_on_white_in_its_proportions(tmp_path: Path) -> None:
    made = site_icons(logo(tmp_path), "MB", GREEN)
    assert [each.path for each in made] == [path for path, _, _ in PNG_ICONS], "no SVG beside it"
    for each, (_, size, share) in zip(made, PNG_ICONS, strict=True):
        image = opened(each)
        assert image.size == (size, size)
        assert len(each.content) < 10_000
        corner, middle = image.getpixel((0, 0)), image.getpixel((size // 2, size // 2))
        assert isinstance(corner, tuple)
        assert isinstance(middle, tuple)
        assert min(corner) > 245
        assert max(abs(a - b) for a, b in zip(middle, RED, strict=True)) < 12
        red = image.getchannel("G").point(lambda value: 255 * (value < 140)).getbbox()
        assert red is not None
        left, top, right, bottom = red
        assert right - left == pytest.approx(size * share, abs=2)
        assert bottom - top == pytest.approx(size * share * 2 / 3, abs=2)


def test_a_bad_logo_gives_way_to_initials(tmp_path: Path) -> None:
    for content in (None, b"", b"<svg>", b"\x89PNG\r\n\x1a\n"):
        source = tmp_path / "logo.webp"
        source.unlink(missing_ok=True)
        if content is not None:
            source.write_bytes(content)
        bad = Media("media/logo.png", "picture", (Variant("media/l.webp", 9, 9, str(source)),))
        for pillow in (True, False):
            expected = site_icons(None, "MB", GREEN, pillow=pillow)
            assert site_icons(bad, "MB", GREEN, tmp_path / "cache", pillow) == expected


def test_icons_of_a_logo_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, cache = logo(tmp_path), tmp_path / "cache"
    first = site_icons(made, "MB", GREEN, cache)
    assert first == site_icons(made, "MB", GREEN), "with and without cache: the same bytes"
    with monkeypatch.context() as patch:
        patch.setattr(icons, "_squares", lambda _: pytest.fail("drawn again"))
        assert site_icons(made, "XY", "#000000", cache) == first
    for path in cache.rglob("*-512.png"):
        path.write_bytes(b"")
    assert site_icons(made, "MB", GREEN, cache) == first


def test_letters_are_drawn_once_for_all_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = site_icons(None, "MB", GREEN, cache)
    assert first == site_icons(None, "MB", GREEN), "with and without cache: the same bytes"
    icons._templates.cache_clear()  # another process
    monkeypatch.setattr(icons, "_template", lambda *_: pytest.fail("drawn again"))
    assert site_icons(None, "MB", GREEN, cache) == first
    assert site_icons(None, "MB", "#8a1c2b", cache) != first


def test_the_same_bytes_every_time() -> None:
    first = site_icons(None, "MB", GREEN)
    icons._templates.cache_clear()
    assert site_icons(None, "MB", GREEN) == first


def test_without_freetype_there_is_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ImportError

    mark = site_icons(None, "", GREEN)
    icons._templates.cache_clear()
    icons._font.cache_clear()
    monkeypatch.setattr("PIL.ImageFont.load_default", missing)
    assert site_icons(None, "MB", GREEN)[1:] == mark[1:]
    icons._templates.cache_clear()


def test_without_pillow(tmp_path: Path) -> None:
    (svg,) = site_icons(None, "MB", GREEN, pillow=False)
    assert svg == site_icons(None, "MB", GREEN)[0]
    bare = logo(tmp_path, decode=False)
    (itself,) = site_icons(bare, "MB", GREEN, pillow=False)
    assert itself[0::2] == ("favicon.png", "image/png")
    assert itself.sizes == "900x600"
    assert itself.content == Path(bare.largest.source).read_bytes()
    photo = logo(tmp_path, "JPEG", decode=False)
    assert site_icons(photo, "MB", GREEN, pillow=False) == (svg,)
