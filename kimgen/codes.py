"""Every diagnostic code with its severity: the one list.

The words of a code are in `data/messages.*.toml`, its explanation is in
`data/explain/`. A code is stable once released. To add one, see CONTRIBUTING.md.
"""

from __future__ import annotations

from kimgen.diagnostics import Diagnostic, Location, Severity

_ERRORS = """
front-matter-open front-matter-missing yaml-syntax yaml-not-fields yaml-too-long yaml-too-deep
yaml-too-many yaml-alias yaml-tag yaml-key duplicate-key
field-missing field-shape date-invalid choice-unknown
label-invalid label-reserved label-lookalike label-taken label-moved
region-unknown region-malformed region-level region-undotted region-elsewhere
post-duplicate attachment-missing path-collision
theme-missing theme-invalid template-error
template-safe template-unquoted template-script template-handler template-url template-policy
content-missing portal-invalid map-file-invalid
file-unreadable file-too-large file-broken name-unusable markdown-limit file-limit site-limit
worker-lost executor-missing checkout-differs shard-missing shard-differs build-bug only-unknown
clock-wrong budget-page budget-script budget-font budget-elsewhere
""".split()

_WARNINGS = """
findings-more encoding control-character front-matter-dashes yaml-mended yaml-hash
field-unknown field-elsewhere field-twice field-long field-many field-missing-inner
value-invalid price-invalid number-format-unusual region-name kim-yaml-missing
folder-unexpected file-unexpected
name-not-everywhere name-twins name-lookalike label-similar
file-name-date slug-changed weekday-mismatch
title-guessed category-unknown field-of-work-unknown language-unknown
picture-missing picture-without-alt picture-elsewhere picture-broken picture-small
picture-too-large link-broken
raw-html unsafe-link picture-position
private-nik private-family-card private-tax-number private-account private-phone private-secret
theme-incomplete
kim-not-live kim-empty event-backwards
map-row-skipped post-gone
""".split()

_INFOS = """
post-future post-draft picture-stilled document-unread
""".split()

SEVERITY: dict[str, Severity] = {
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_WARNINGS, Severity.WARNING),
    **dict.fromkeys(_INFOS, Severity.INFO),
}
"""code -> severity, every code there is."""


LONGEST_EXCERPT = 2_000
"""Characters of a line that a finding carries; no report shows more."""
_TRACE = "detail"
"""The one parameter that may be long: a traceback."""


def problem(code: str, location: Location, excerpt: str = "", /, **params: str) -> Diagnostic:
    """Make the finding `code` at `location`.

    `excerpt` is the offending line; `params` fill the placeholders of the
    message. What is too long for a report is cut. An unknown code is a bug and
    raises `KeyError`.
    """
    if len(excerpt) > LONGEST_EXCERPT:
        excerpt = excerpt[:LONGEST_EXCERPT]
    for name, value in params.items():
        if len(value) > LONGEST_EXCERPT and name != _TRACE:
            params[name] = value[: LONGEST_EXCERPT - 1] + "…"
    return Diagnostic(location, code, SEVERITY[code], tuple(sorted(params.items())), excerpt)
