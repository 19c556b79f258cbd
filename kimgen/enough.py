"""Which findings are kept, and how many of one file and of one site.

Nobody reads ten thousand findings of one file, and what one volunteer breaks must not fill the
memory or the report of the whole nation. The worst are kept; one more says how many are not.
"""

from __future__ import annotations

from collections.abc import Sequence

from kimgen.codes import problem
from kimgen.diagnostics import Diagnostic, Location

OF_FILE = 100
OF_SITE = 5_000


def enough(found: Sequence[Diagnostic], path: str, most: int = OF_FILE) -> tuple[Diagnostic, ...]:
    """`found`, in their order, the worst `most` of them where there are more, and a finding about
    the file or folder `path` that tells the number of the rest."""
    if len(found) <= most:
        return tuple(found)
    order = sorted(range(len(found)), key=lambda index: -found[index].severity)
    kept = [found[index] for index in sorted(order[:most])]
    return (*kept, problem("findings-more", Location(path), count=str(len(found) - most)))


_STRONGER = {"name-twins": ("post-duplicate", "path-collision")}
"""Code -> those of the same file that come of the same mistake and ask for the same."""


def once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """`found` without what is a weaker word for another finding of the same file."""
    if not any(item.code in _STRONGER for item in found):
        return list(found)
    said = {(item.code, item.location.path) for item in found}
    return [
        item
        for item in found
        if not any((code, item.location.path) in said for code in _STRONGER.get(item.code, ()))
    ]
