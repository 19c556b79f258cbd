"""What portal.yaml says about private data: what becomes of a file that tells some.

Only the kinds and the answers; how they are found is in `privacy`.
"""

from __future__ import annotations

from dataclasses import dataclass

WARN, REFUSE, IGNORE = "peringatan", "galat", "diam"
ANSWERS = (WARN, REFUSE, IGNORE)
"""Say it, say it and leave the file out, say nothing."""

NIK, FAMILY_CARD, TAX_NUMBER, ACCOUNT, PHONE, SECRET, POSITION = KINDS = (
    "nik", "kk", "npwp", "rekening", "telepon", "rahasia", "lokasi_foto",
)  # fmt: skip
"""A person's number, a family's, a tax number, a bank account, a phone outside of contact fields,
a password or key, the place in a photo."""

CODES = {
    NIK: "private-nik", FAMILY_CARD: "private-family-card", TAX_NUMBER: "private-tax-number",
    ACCOUNT: "private-account", PHONE: "private-phone", SECRET: "private-secret",
    POSITION: "picture-position",
}  # fmt: skip
"""Kind -> its code of a finding."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """The answer to each kind."""

    answers: tuple[tuple[str, str], ...] = ()
    """(kind, answer) where it is not `WARN`."""
    shown: tuple[str, ...] = ()
    """Kinds that somebody shows on purpose: nothing is said of them, unless they are refused."""

    def of(self, kind: str) -> str:
        """What becomes of a file that tells something of `kind`."""
        answer = dict(self.answers).get(kind, WARN)
        return IGNORE if answer == WARN and kind in self.shown else answer


WARNED = Discretion()
"""Everything is said, nothing refused."""
