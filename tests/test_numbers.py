"""Numbers: prices as volunteers write them, amounts and sizes as readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimgen.numbers import (
    HIGHEST_PRICE,
    PRICE_REASONS,
    Price,
    PriceProblem,
    format_number,
    format_rupiah,
    format_size,
    parse_price,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("35000", 35_000, ""),
        ("35.000", 35_000, ""),
        ("35,000", 35_000, ""),
        ("Rp35.000,-", 35_000, ""),
        ("Rp. 35.000,00", 35_000, ""),
        ("Rp 35 000", 35_000, ""),
        ("IDR 35000", 35_000, ""),
        ("35.000 rupiah", 35_000, ""),
        ("35 ribu", 35_000, ""),
        ("35rb", 35_000, ""),
        ("35k", 35_000, ""),
        ("1,5 juta", 1_500_000, ""),
        ("1.5jt", 1_500_000, ""),
        ("1,25 Juta", 1_250_000, ""),
        ("1.250.000", 1_250_000, ""),
        ("1,250,000.00", 1_250_000, ""),
        ("1.500 ribu", 1_500_000, ""),
        ("2 miliar", 2_000_000_000, ""),
        ("12.500/kg", 12_500, "kg"),
        ("12.500 per kg", 12_500, "kg"),
        ("15.000 (per kg)", 15_000, "kg"),
        ("@ 15.000,-/bungkus", 15_000, "bungkus"),
        ("Rp 15.000 per 100 gram", 15_000, "100 gram"),
        ("٣٥٠٠٠", 35_000, ""),
        ("Gratis", 0, ""),
        ("0", 0, ""),
        ("350", 350, ""),
    ],
)
def test_prices(text: str, value: int, unit: str) -> None:
    assert parse_price(text) == Price(value, unit)


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("", "empty", ""),
        ("nego", "unreadable", ""),
        ("hubungi penjual", "unreadable", ""),
        ("10.000-15.000", "range", ""),
        ("10rb s.d. 15rb", "range", ""),
        ("35.00", "ambiguous", "35000"),
        ("35.0", "ambiguous", ""),
        ("12.34.56", "ambiguous", ""),
        ("Rp 12.500,50", "fraction", ""),
        ("1,2345678 juta", "fraction", ""),
        ("-5000", "negative", "5000"),
        ("99999999999999", "too-large", ""),
        ("9" * 5000, "unreadable", ""),
        ("<b>5000</b>", "unreadable", ""),
    ],
)
def test_what_is_not_a_price(text: str, reason: str, suggestion: str) -> None:
    assert parse_price(text) == PriceProblem(reason, suggestion)
    assert reason in PRICE_REASONS


@given(st.text(max_size=70) | st.text("0123456789.,-/ rRpPjutaibkg@=()", max_size=40))
def test_no_text_raises(text: str) -> None:
    found = parse_price(text)
    if isinstance(found, Price):
        assert 0 <= found.value <= HIGHEST_PRICE
    else:
        assert found.reason in PRICE_REASONS


@given(st.integers(0, HIGHEST_PRICE))
def test_what_is_written_is_read_back(value: int) -> None:
    for lang in ("id", "en"):
        assert parse_price(format_rupiah(value, lang)) == Price(value)
    assert parse_price(f"{format_number(value)},-/kg") == Price(value, "kg")


def test_amounts() -> None:
    assert format_rupiah(1_250_000) == "Rp 1.250.000"
    assert format_rupiah(-5000) == "-Rp 5.000"
    assert format_rupiah(1_250_000, "en") == "Rp 1,250,000"
    assert format_number(83_762) == "83.762"
    assert format_number(1.5, decimals=1) == "1,5"
    assert format_number(2.0, decimals=1) == "2"
    assert format_number(1234.56, "en", 1) == "1,234.6"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (512, "512 B"),
        (1000, "1 KB"),
        (84_400, "84 KB"),
        (999_499, "999 KB"),
        (999_999, "1 MB"),
        (1_234_567, "1,2 MB"),
        (9_960_000, "10 MB"),
        (12_345_678, "12 MB"),
        (3_000_000_000, "3 GB"),
        (5 * 10**15, "5.000 TB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert format_size(size) == text
