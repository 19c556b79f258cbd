"""What each jenis adds to a post: the details of notices, events, proposals and the rest.

Plain, frozen values like those of `model.py`, which hands them on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kimgen.dates import When

PROPOSAL_STATIONS = ("masuk", "diteruskan", "ditindaklanjuti", "selesai", "ditolak")
"""The states of a usulan; the last two are alternative ends."""


@dataclass(frozen=True, slots=True)
class Notice:
    """pengumuman"""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """agenda"""

    start: When
    end: When | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a proposal's history."""

    status: str
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """usulan"""

    status: str
    agency: str = ""
    history: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class FactCheck:
    """klarifikasi"""

    claim: str
    verdict: str
    """benar, salah, menyesatkan or belum terbukti."""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """lapak"""

    price: int | None = None
    """Rupiah."""
    unit: str = ""
    whatsapp: str = ""
    """International digits without plus: `628123456789`."""
    stock: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of an album: its name and caption."""

    name: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """galeri"""

    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """dokumen"""

    name: str
    """`media/perdes.pdf`."""


Detail = Notice | Event | Proposal | FactCheck | Product | Album | Attachment
