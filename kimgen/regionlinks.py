"""Where the portal's pages are: region or field of activity -> path on the portal.

Microsites link to these pages and the portal makes them, so both take the path
from here. Paths are relative to the portal's root and always name a file.
"""

from __future__ import annotations

from functools import lru_cache

from kimgen.slugs import slugify

FOLDERS = {2: "provinsi", 5: "kabupaten", 8: "kecamatan", 13: "desa"}
"""Length of a dotted code -> folder of its pages."""

HOME = "index.html"
NEWS = "kabar.html"
ABOUT = "tentang.html"
ACCESSIBILITY = "aksesibilitas.html"
NOT_FOUND = "404.html"
DIRECTORY = "kim/index.html"
FIELDS = "bidang/index.html"


def region_page(code: str) -> str:
    """Page of a province, regency, district or village by its dotted code:
    `kabupaten/64.02.html`. Raises KeyError for a code of another length."""
    return f"{FOLDERS[len(code)]}/{code}.html"


def province_page(code: str) -> str:
    """Page of the province that `code`, of any level, lies in: `provinsi/64.html`."""
    return region_page(code[:2])


def regency_page(code: str) -> str:
    """Page of the regency or city that `code` lies in: `kabupaten/64.02.html`."""
    return region_page(code[:5])


def district_page(code: str) -> str:
    """Page of the district that `code` lies in: `kecamatan/64.02.06.html`."""
    return region_page(code[:8])


def village_page(code: str) -> str:
    """Page of a village: `desa/64.02.06.1005.html`."""
    return region_page(code[:13])


def province_feed(code: str) -> str:
    """Atom feed of a province: `provinsi/64.xml`."""
    return f"provinsi/{code[:2]}.xml"


@lru_cache(maxsize=1024)
def field_page(code: str) -> str:
    """Page of a bidang: `bidang/pertanian.html`.

    A code without an ASCII letter or digit has none and gives `''`; the code
    `index` would take the place of the list of all.
    """
    slug = slugify(code)
    if not slug:
        return ""
    return f"bidang/{'bidang-index' if slug == 'index' else slug}.html"


def directory_page(number: int) -> str:
    """Page `number`, from 1, of the list of all KIMs: `kim/index.2.html`."""
    return DIRECTORY if number == 1 else f"kim/index.{number}.html"
