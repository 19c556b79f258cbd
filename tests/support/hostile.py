"""Texts that break careless writers of XML, JSON, iCalendar and addresses."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = (
    "",
    "Panen Raya",
    "a" * 200,
    "kata " * 60,
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "]]> & &amp; &#0; < > \" ' `",
    "<b>tebal</b>",
    "nol \x00 bel \x07 tegak \x0b lari \x1b hapus \x7f",
    "c1 \x80 \x85 \x9f bukan-tanda \ufdd0 \ufffe \uffff \U0001fffe",
    "garis \u2028 alinea \u2029",
    "baris\nbaris\r\nbaris\rbaris",
    "\tlekuk",
    'titik; koma, garis\\miring: "kutip" \\n',
    "🎉🏽 👩‍👩‍👧‍👦 🇮🇩",
    "é" * 80,
    "ꦢꦺꦱꦏꦩꦸ" * 12,
    "بريتا دسا كامڤوڠ",
    "\u202eterbalik\u202c \u200f",
    "setengah \ud83d pasangan \ude00",
    "{{ 7 * 7 }} {% raw %} ${x} %00 %s",
)
"""Each on its own a trap for at least one format."""

ANY_TEXT = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(codec=None), max_size=200))
"""Any text at all, lone surrogates included."""
