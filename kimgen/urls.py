"""Addresses: slugs."""

from __future__ import annotations

from kimgen.slugs import slugify

__all__ = ["slugify"]
