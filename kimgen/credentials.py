"""Passwords and keys in a text: what opens something for whoever reads it.

Forms that nothing else has, as the services document them, and passwords that
are called so. A scanner for code guesses from randomness; village news would
drown in its guesses. Text in, spans out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kimgen.discretion import SECRET
from kimgen.personal import Hit

_FORMS = {
    prefix: re.compile(pattern)
    for prefix, pattern in (
        ("-----BEGIN ", r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----"),
        *((f"A{each}A", rf"A{each}A[A-Z2-7]{{16}}\b")  # Amazon
          for each in ("KI", "SI", "BI", "CC")),
        *((f"gh{each}_", rf"gh{each}_[A-Za-z0-9]{{36,}}") for each in "pousr"),  # GitHub
        ("github_pat_", r"github_pat_\w{22,}"),
        *((f"gl{each}-", rf"gl{each}-[\w-]{{20,}}")  # GitLab
          for each in ("pat", "dt", "rt", "soat", "cbt", "ptt", "ft", "imt", "agent")),
        ("xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,}"),  # Slack
        ("hooks.slack.com/", r"hooks\.slack\.com/services/T\w{1,20}/B\w{1,20}/\w{16,}"),
        ("AIza", r"AIza[\w-]{35}"),  # Google
        ("GOCSPX-", r"GOCSPX-[\w-]{28}"),
        ("ya29.", r"ya29\.[\w-]{30,}"),
        *((f"{each}k_", rf"{each}k_(?:live|test)_[A-Za-z0-9]{{16,}}") for each in "sr"),  # Stripe
        ("whsec_", r"whsec_[A-Za-z0-9]{24,}"),
        ("sk-", r"\bsk-(?:proj-|ant-|svcacct-|or-)?(?=[a-zA-Z_-]{0,60}[0-9])[\w-]{24,}"),
        (":AA", r":AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"),  # Telegram, behind the bot's number
        ("Mid-server-", r"(?:SB-)?Mid-server-[\w-]{16,}"),
        ("xnd_", r"xnd_(?:development|production)_\w{20,}"),
        ("npm_", r"npm_[A-Za-z0-9]{36}"),
        ("pypi-AgE", r"pypi-AgE[\w-]{30,}"),
        ("SG.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
        ("key-", r"key-[0-9a-f]{32}\b"),
        ("xkeysib-", r"xkeysib-[0-9a-f]{40,}"),
        *((each, rf"\b{each}[0-9a-f]{{32}}\b") for each in ("AC", "SK")),  # Twilio
        ("api/webhooks/", r"api/webhooks/[0-9]+/[\w-]{30,}"),
        (".", r"\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}"),  # Discord
        ("-us", r"\b[0-9a-f]{32}-us[0-9]{1,2}\b"),  # Mailchimp
        ("sq0", r"\bsq0(?:atp|csp)-[\w-]{22,}"),  # Square
        ("hf_", r"\bhf_[A-Za-z0-9]{30,}"),
        ("dop_v1_", r"dop_v1_[0-9a-f]{64}"),
        ("sbp_", r"sbp_[0-9a-f]{40}"),
        ("sb_secret_", r"sb_secret_[\w-]{20,}"),
        ("EAA", r"\bEAA[A-Za-z0-9]{60,}"),  # Facebook
        ("APA91b", r"APA91b[\w-]{100,}"),
        ("AccountKey=", r"AccountKey=[A-Za-z0-9+/]{60,}={0,2}"),  # Azure
        ("eyJ", r"(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),  # a signed token
    )
}  # fmt: skip
"""What it has in it -> a key of some service, as its documentation describes it."""
_IN_ADDRESS = re.compile(r"://[^\s:/@<>\"']{0,60}:([^\s:/@<>\"']{3,80})@(?=[\w.-])")
_WORDS = ("passw", "passphrase", "sandi", "secret", "token", "key", "api")
_NAME = re.compile(
    r"pass(?:word|wd|phrase)|sandi|secret|token|(?:api|access|auth|private|secret|client|kunci)"
    r"[ _-]?(?:key|api)",
    re.I,
)
_VALUE = re.compile(
    r"(?:nya)?[\"'`*_]{0,3}(?:[ \t][\w .-]{1,40}?)?[ \t]{0,8}(?:=>|[:=]|\badalah\b)[ \t]{0,8}"
    r"[\"'`*]{0,3}([^\s\"'`,;|*<>]{6,200})",
    re.I,
)
_PLACEHOLDER = re.compile(
    r"^(?:[<${\[(%]|https?:|www\.)|contoh|example|x{3,}|\*{3,}|\.{3,}|•{3,}", re.I
)


def secrets(text: str) -> Iterator[Hit]:
    """Every password or key in `text`; one place may come twice."""
    for prefix, form in _FORMS.items():
        if prefix in text:  # a search for one word takes a tenth of a microsecond
            for match in form.finditer(text):
                yield Hit(SECRET, *match.span())
    if "@" in text:
        for match in _IN_ADDRESS.finditer(text):
            if not _PLACEHOLDER.search(match[1]):
                yield Hit(SECRET, *match.span(1))
    low = text.lower()
    if any(word in low for word in _WORDS):
        end = 0
        for name in _NAME.finditer(text):
            if name.end() < end - 1:  # within what was found, which is all masked
                continue
            value = _VALUE.match(text, name.end())
            if value and _is_password(value[1]):
                end = value.end(1)
                yield Hit(SECRET, *value.span(1))


def _is_password(word: str) -> bool:
    """Whether a word after "password:" is one, and not the next word of a sentence: letters with
    digits or signs among them."""
    word = word.rstrip(".)!?")
    if len(word) < 6 or _PLACEHOLDER.search(word):
        return False
    letters = any(char.isalpha() for char in word)
    digits = any(char.isdigit() for char in word)
    inner = any(not char.isalnum() and char not in "-/." for char in word[1:])
    return letters and (digits or inner)
