"""The words of a text as search knows them: small letters, without marks, stop words left out.

`themes/lontar/static/search/cari.js` takes queries apart in the same way; a test holds the two
together. What a word is made from (memasak: masak) is found there, of queries and of
the index alike: so the rules stand once, and an index carries no word twice. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import unescape

STOP_WORDS = frozenset(
    # of 100 words of village news 35 are these
    "ada adalah agar akan aku anda antara apa apabila apakah atas atau bagi bahwa baru bawah "
    "begitu belum beberapa berada berbagai bila bisa boleh bukan cukup dalam dan dapat dari "
    "daripada dengan demikian depan di dia dilakukan dua hal hanya harus hingga ia ialah ikut "
    "ini itu jadi jangan jika juga kalau kali kami kamu karena ke kembali kemudian kepada "
    "ketika kini kita lagi lain lalu lebih masih maka mana masing melakukan melalui memang "
    "membuat memiliki menjadi mereka merupakan misalnya mulai namun nanti oleh orang pada "
    "paling para per pernah pula pun saat saja saling sampai sangat satu saya sebagai sebelum "
    "sebelumnya sebuah secara sedang sehingga sejak sejumlah sekitar selain selama seluruh "
    "semua sendiri seorang seperti serta sesuai setelah setiap sering siapa sudah supaya tapi "
    "telah tempat tentang terhadap termasuk terlalu tersebut tetap tetapi tiap tidak tiga "
    "tinggal untuk walau walaupun yaitu yakni yang about after all also an and are as at be "
    "been but by can for from had has have he her his if in into is it its more not of on or "
    "our out she so than that the their them then there these they this to up was we were what "
    "when which who will with would you your".split()
)
"""Words that say nothing of what a text is about, Indonesian and English."""

_WORD = re.compile(r"[^\W_]+")
_TEXT = re.compile(r">([^<]+)")
_SMALL = bytes.maketrans(
    bytes(range(128)),
    bytes([n if chr(n).isalnum() else 32 for n in "".join(map(chr, range(128))).lower().encode()]),
)
"""Signs -> spaces, capitals -> small letters."""
_WITHIN = re.compile("['\u2019\u2018\u02bc\u02bb`\u00b4\u00ad\u0640\u200c\u200d\u2060]")
"""What may stand within a word and is none of it: Jum'at is Jumat."""
_LEFT_OUT = frozenset("abcdefghijklmnopqrstuvwxyz") | STOP_WORDS


def words(text: str) -> list[str]:
    """All words of a text, in their order: small letters without marks and apostrophes."""
    if text.isascii():
        return text.encode().translate(_SMALL, b"'`").decode().split()
    text = unicodedata.normalize("NFKD", _WITHIN.sub("", text)).lower()
    kept = [char for char in text if char < "\u0300" or unicodedata.category(char)[0] != "M"]
    return _WORD.findall("".join(kept))


def _all_words(html: str) -> list[str]:
    """Those of an article, as `words` finds them."""
    text = " ".join(_TEXT.findall(html))
    if "&" in text:
        text = unescape(text)
    rough = text.encode().translate(_SMALL, b"'`").decode().split()
    if text.isascii():
        return rough
    # few words have such letters, or quotes of print beside them
    fine = [(word,) if word.isascii() else words(word) for word in rough]
    return [part for parts in fine for part in parts]


def body_words(html: str, said: Iterable[str] = ()) -> set[str]:
    """The different words of an article that say something, without what is `said` elsewhere.
    Those that are not `telling` are for the caller to leave out, once for all articles."""
    return set(_all_words(html)).difference(_LEFT_OUT, said)


def telling(word: str) -> bool:
    """Whether one of `body_words` counts. What begins with a figure does where it may be a year."""
    return word > ":" or len(word) == 4


def best_words(html: str, said: Iterable[str] = ()) -> list[str]:
    """`body_words` that are `telling`: those that are used twice, then the others, as they come."""
    counts = Counter(_all_words(html))
    kept = set(counts).difference(_LEFT_OUT, said)
    found = [word for word in counts if word in kept and telling(word)]
    return sorted(found, key=lambda word: counts[word] < 2)
