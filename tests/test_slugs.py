"""Slugs: any text to the readable part of an address."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen.slugs import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Panen Raya di Sawah", "panen-raya-di-sawah"),
        ("Salat Jum'at", "salat-jumat"),
        ("Salat Jum’at", "salat-jumat"),
        ("Regapu’u", "regapuu"),
        ("  Gotong-royong!!!  ", "gotong-royong"),
        ("Café Désa", "cafe-desa"),
        ("Ｆｕｌｌ", "full"),
        ("1.000 bibit", "1-000-bibit"),
        ("ꦢꦺꦱ", ""),
        ("بريتا دسا", ""),
        ("بريتا 2026", "2026"),
        ("🎉 Pesta 🎉", "pesta"),
        ("Con", "con-1"),
        ("COM1", "com1-1"),
        ("Console", "console"),
        ("", ""),
        ("---", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert slugify("panen raya di sawah", 12) == "panen-raya"
    assert slugify("panen raya di sawah", 10) == "panen-raya"
    assert slugify("p" + "a" * 30, 12) == "p" + "a" * 11
    assert slugify("di " + "a" * 30, 12) == "di-" + "a" * 9  # half of it would be lost
    assert len(slugify("kata " * 60, 0)) == 60 * 5 - 1


@given(st.text(max_size=200), st.integers(1, 90))
def test_any_text_gives_a_clean_slug(text: str, length: int) -> None:
    slug = slugify(text, length)
    assert len(slug) <= length
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert slugify(slug, length) == slug
