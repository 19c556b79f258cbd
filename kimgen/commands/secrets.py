"""`kimgen check --secrets`: the scanner of others, beside our own detectors."""

from __future__ import annotations

from kimgen.build import Report
from kimgen.commands.speech import Refusal
from kimgen.order import Settings

_WORDS = {
    "id": {
        "absent": "Pemindai kunci rahasia tidak terpasang.\n"
        "Pasang dengan: pip install 'kimgen[secrets]', atau periksa tanpa --secrets.",
        "failed": "Pemindai kunci rahasia gagal: {reason}\n"
        "Yang lain sudah diperiksa; ulangi, atau periksa tanpa --secrets.",
    },
    "en": {
        "absent": "The scanner for secret keys is not installed.\n"
        "Install it with: pip install 'kimgen[secrets]', or check without --secrets.",
        "failed": "The scanner for secret keys failed: {reason}\n"
        "The rest was checked; try again, or check without --secrets.",
    },
}


def find_scanner(lang: str) -> str:
    """The program to look for secrets with. Raises `Refusal` where there is none."""
    from kimgen.secretscan import program

    scanner = program()
    if not scanner:
        raise Refusal(_WORDS[lang]["absent"])
    return scanner


def look_for_secrets(report: Report, settings: Settings, scanner: str, lang: str) -> str:
    """Add what the scanner finds, of the KIMs that were asked for. Returns why it could not look,
    '' if it could."""
    from kimgen.secretscan import ScanError, findings, scan

    content = settings.content
    try:
        found = scan(content, scanner)
    except ScanError as error:
        return _WORDS[lang]["failed"].format(reason=error)
    if settings.only:
        wanted = set(settings.only)
        found = [one for one in found if wanted.intersection(one.path.split("/"))]
    report.found.extend(findings(found, content, report.discretion, tuple(report.found)))
    report.found.sort(key=lambda item: item.sort_key)
    return ""
