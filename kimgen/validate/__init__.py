"""Fields with places -> model values and findings, driven by `schema.py`.

A module a kind of file: `portal`, `places` (folders and desa.yaml), `kim`,
`post` (posts and pages). `fields` is the engine that they share.
"""

from __future__ import annotations

from kimgen.validate.kim import validate_kim
from kimgen.validate.places import regency_folder, village, village_folder
from kimgen.validate.portal import validate_portal
from kimgen.validate.post import Read, read_post, validate_page, validate_post

__all__ = [
    "Read",
    "read_post",
    "regency_folder",
    "validate_kim",
    "validate_page",
    "validate_portal",
    "validate_post",
    "village",
    "village_folder",
]
