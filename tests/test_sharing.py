"""Links into other applications: what they carry arrives as it was."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen.sharing import (
    GROUP_LENGTH,
    X_LENGTH,
    geo,
    group_text,
    product_chat,
    share,
    whatsapp_chat,
)
from tests.support.hostile import ANY_TEXT

URL = "https://kim-contoh.kim.id/berita/panen-raya.html"


def query(url: str) -> dict[str, list[str]]:
    assert url.isascii()
    assert urlsplit(url).scheme == "https"
    return parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)


def whole(text: str) -> str:
    """Without lone surrogates, which are no characters."""
    return "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")


@given(ANY_TEXT)
def test_every_way_carries_title_and_address(title: str) -> None:
    view = share(title, URL)
    assert query(view.whatsapp) == {"text": [whole(group_text(title, URL))]}
    assert query(view.facebook) == {"u": [URL]}
    assert query(view.telegram) == {"url": [URL], "text": [whole(title)]}
    posted = query(view.x)
    assert posted["url"] == [URL]
    assert len(posted["text"][0]) <= X_LENGTH
    assert (view.url, view.text) == (URL, title)


def test_the_addresses_are_the_services_own() -> None:
    view = share("Panen & raya", URL)
    coded = "https%3A%2F%2Fkim-contoh.kim.id%2Fberita%2Fpanen-raya.html"
    assert view.whatsapp == f"https://wa.me/?text=%2APanen%20%26%20raya%2A%0A{coded}"
    assert view.facebook == f"https://www.facebook.com/sharer/sharer.php?u={coded}"
    assert view.x == f"https://x.com/intent/post?text=Panen%20%26%20raya&url={coded}"
    assert view.telegram == f"https://t.me/share/url?url={coded}&text=Panen%20%26%20raya"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_a_group_gets_a_short_text_that_ends_with_the_address(
    title: str, summary: str, fact: str
) -> None:
    text = group_text(title, URL, summary * 40, (fact, fact * 30))
    *lines, last = text.split("\n")
    assert last == URL
    assert len(text) <= GROUP_LENGTH + len(URL) + 1
    assert all(line.strip() for line in lines)
    assert len(text.splitlines()) >= len(lines)
    if title.replace("*", "").strip():
        assert lines[0].startswith("*")
        assert lines[0].endswith("*")
        assert lines[0].count("*") == 2
        assert not lines[0][1:-1].startswith(" ")


def test_what_a_group_gets_of_an_event() -> None:
    facts = ("Sabtu, 5 Desember 2026, 08.00–11.00 WITA", "Balai desa")
    assert group_text("Lomba *besar*", URL, "Anak-anak\nmewarnai.", facts) == (
        f"*Lomba besar*\nSabtu, 5 Desember 2026, 08.00–11.00 WITA\nBalai desa\n"
        f"Anak-anak mewarnai.\n{URL}"
    )


def test_a_long_title_is_cut_for_x_alone() -> None:
    title = "Panen raya " * 40
    view = share(title, URL)
    shown = query(view.x)["text"][0]
    assert shown.endswith("…")
    assert title.startswith(shown[:-1])
    assert query(view.telegram)["text"] == [title]


@pytest.mark.parametrize(
    ("price", "unit", "cost"),
    [
        ("", "", ""),
        ("Rp 35.000", "", " (Rp 35.000)"),
        ("Rp 35.000", "botol", " (Rp 35.000 per botol)"),
        ("", "botol", ""),
    ],
)
def test_a_buyer_asks_in_a_sentence(price: str, unit: str, cost: str) -> None:
    chat = product_chat("6280000000000", "Madu #1 & lilin", URL, price, unit)
    assert urlsplit(chat).path == "/6280000000000"
    said = f"Halo, saya tertarik dengan Madu #1 & lilin{cost}. Apakah masih ada?\n{URL}"
    assert query(chat)["text"] == [said]


def test_a_chat_needs_no_text() -> None:
    assert whatsapp_chat("6280000000000") == "https://wa.me/6280000000000"


def test_geo() -> None:
    assert geo(-0.5, 117.0) == "geo:-0.5,117"
    assert geo(-0.00000001, 117.1234567) == "geo:0,117.123457"
    assert geo(-8.25, 115.5, "Balai (baru)") == "geo:-8.25,115.5?q=-8.25,115.5(Balai%20%28baru%29)"


@given(st.floats(-11.5, 6.5), st.floats(94.5, 141.5))
def test_geo_gives_the_place_back(latitude: float, longitude: float) -> None:
    north, east = map(float, geo(latitude, longitude).removeprefix("geo:").split(","))
    assert north == pytest.approx(latitude, abs=1e-6)
    assert east == pytest.approx(longitude, abs=1e-6)
