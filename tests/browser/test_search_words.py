"""The words of searches: taken apart alike where the index is made and where it is asked, and known
by their roots and old spellings."""

from __future__ import annotations

from html import escape
from random import Random

import pytest
from playwright.sync_api import Page

from kimgen.search_words import STOP_WORDS, best_words, body_words, telling, words
from tests.support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXTS = (
    "Kupu-kupu, anak2 & sayur-mayur; layang²an.",
    "Jum'at, Jum’at, Jumʼat dan Ma`ruf: Qur´an \u2018ulama\u2019",
    "Rp1.250.000,- pukul 08.30 (RT 03/RW 05), 2026 atau ٢٠٢٦, ½ kg, 3²",
    "ÉCOLE naïve Straße İzmir ﬁnal ΟΔΟΣ e\u0301toile Ǆ Ⅻ ①",
    "جاوي: كبر كامڤوڠ، سوڠاي ماهكم. كــابر أَبْجَد",
    "ꦲꦏ꧀ꦱꦫ ꦗꦮ꧈ ꦥꦱꦂ ꦒꦼꦝꦺ꧉ ꧑꧒꧓",
    "ᮃᮊ᮪ᮞᮛ ᮞᮥᮔ᮪ᮓ ᬅᬓ᭄ᬱᬭ ᬩᬮᬶ ᨒᨚᨈᨑ ᯅᯖᯂ᯲",
    "perpus\u00adtakaan satu\u00a0dua\u2003tiga\u2028empat nol\u200bspasi sambung\u200dan",
    "snake_case a.b.c http://contoh.example/a?b=c#d nama@contoh.example 😀👍🏽 x̄",
    "<b>&amp; &lt;i&gt;</b> A&B \x07 \x1f \x85 tab\tbaris\nbaru",
)
"""Unseen by the index: what could be taken apart in two ways."""
ALPHABET = (
    "aAbjZzéÉİıßǆσς'’ʼ`´-_.,;:/&<>\"()0123²½Ⅻ٣ \t\n\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff"
    "\u0301\u0308ـابجڤڠَّꦲꦏ꧀ꦫꦮ꧈ꦺ꧑ᮃᮊ᮪ᬅᬓ᭄ᨒᨚ😀文字かな한"
)

ROOTS = """
    membaca baca, memfoto foto, memproses proses, mempunyai punya, memukul pukul, memakai pakai,
    menulis tulis, mencari cari, menyapu sapu, menyanyi nyanyi, mengambil ambil, mengirim kirim,
    menggali gali, mengkaji kaji, mengecat cat, mengebom bom, mengetik ketik, melihat lihat,
    merawat rawat, mewarnai warna, meyakinkan yakin, memerintah perintah, menaati taat,
    menyukseskan sukses, mengkhawatirkan khawatir, mengubah ubah, menghitung hitung,
    menjahit jahit, memfasilitasi fasilitas, mengimbau imbau, mengemas kemas, mengemas emas,
    memasak masak, memasak pasak, menari tari, petani tani, pedagang dagang, pelaut laut,
    perawat rawat, pewarna warna, pemuda muda, penyanyi nyanyi, pengusaha usaha, peserta serta,
    pekerja kerja, pelari lari, penanaman tanam, penyiraman siram, pembangunan bangun,
    pemilihan pilih, perikanan ikan, pertanian tani, perumahan rumah, peternakan ternak,
    pengairan air, pengecatan cat, penyuluhan suluh, pengelolaan kelola, penerimaan terima,
    pemakaman makam, pengobatan obat, kebersihan bersih, kesehatan sehat, keamanan aman,
    kemerdekaan merdeka, berlari lari, berenang renang, bekerja kerja, belajar ajar,
    bersepeda sepeda, beternak ternak, berjualan jual, terbakar bakar, terendam rendam,
    terasa rasa, ditanam tanam, dibersihkan bersih, diambil ambil, sekampung kampung,
    bersihkan bersih, tanami tanam, kunjungi kunjung, makanan makan, tarian tari, jalanan jalan,
    rumahnya rumah, bukumu buku, bacalah baca, pekerjaannya kerja, dibersihkannya bersih,
    mempelajari ajar, memperbaiki baik, diperbaiki baik, memberdayakan daya, pemberdayaan daya,
    keberhasilan hasil, keberangkatan angkat, diberlakukan laku, dipersiapkan siap,
    pembelajaran ajar, keterampilan terampil, mengesampingkan samping, memperingati ingat,
    menyelenggarakan selenggara, vaksinasi vaksin, digitalisasi digital, anak2 anak,
    sayur2an sayur, kupinjam pinjam
"""
"""A word, and what it is made from."""
OLD = """
    djalan jalan, tjepat cepat, njanji nyanyi, sjarat syarat, achir akhir, chusus khusus,
    boekoe buku, rakjat rakyat, Soerabaja surabaya, moesjawarah musyawarah,
    masjarakat masyarakat, oedjian ujian, djaja jaya, tjahaja cahaya, pertoendjoekan tunjuk
"""


@pytest.fixture
def kata(page: Page) -> Page:
    """A page that has the words of the search, and nothing else of it."""
    script = ROOT / "themes/lontar/static/search/kata.js"
    page.add_script_tag(content=script.read_text(encoding="utf-8"))
    return page


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(word.split()[0].lower(), word.split()[1]) for word in text.split(",")]


def _random_texts() -> list[str]:
    random = Random("kata")
    return ["".join(random.choices(ALPHABET, k=random.randrange(1, 40))) for _ in range(2000)]


def test_both_sides_take_texts_apart_alike(kata: Page) -> None:
    texts = [*TEXTS, *_random_texts()]
    theirs: list[list[str]] = kata.evaluate("texts => texts.map(kata.tokens)", texts)
    differ = {
        text: (ours, other)
        for text, other in zip(texts, theirs, strict=True)
        if (ours := words(text)) != other
    }
    assert not differ
    assert theirs[0] == ["kupu", "kupu", "anak2", "sayur", "mayur", "layang2an"]
    assert theirs[1][:4] == ["jumat", "jumat", "jumat", "dan"]
    assert len(theirs[4]) == 7  # Jawi
    assert len(theirs[5]) == 5  # Javanese


def test_words_of_bodies_are_those_of_queries(kata: Page) -> None:
    """But for the ones that are never asked for alone."""
    texts = [*TEXTS, *_random_texts()]
    theirs: list[list[str]] = kata.evaluate("texts => texts.map(kata.tokens)", texts)
    for text, other in zip(texts, theirs, strict=True):
        wanted = {
            word
            for word in other
            if word not in STOP_WORDS
            and not (len(word) == 1 and word.isascii())
            and (not "0" <= word[0] <= "9" or len(word) == 4)
        }
        assert set(filter(telling, body_words(f"<p>{escape(text)}</p>"))) == wanted, text
        assert set(best_words(f"<p>{escape(text)}</p>")) == wanted, text


def test_words_are_known_by_what_they_are_made_from(kata: Page) -> None:
    pairs = _pairs(ROOTS)
    assert len(pairs) > 100
    kin: list[list[str]] = kata.evaluate("words => words.map(kata.kin)", [w for w, _ in pairs])
    missed = {
        word: known for (word, root), known in zip(pairs, kin, strict=True) if root not in known
    }
    assert not missed


def test_old_spellings_are_known_by_todays(kata: Page) -> None:
    pairs = _pairs(OLD)
    kin: list[list[str]] = kata.evaluate("words => words.map(kata.kin)", [w for w, _ in pairs])
    missed = {
        word: known for (word, now), known in zip(pairs, kin, strict=True) if now not in known
    }
    assert not missed


def test_what_is_short_or_foreign_stays_whole(kata: Page) -> None:
    kin: list[list[str]] = kata.evaluate(
        "words => words.map(kata.kin)", ["desa", "padi", "2026", "كبر"]
    )
    assert kin == [[], [], [], []]
