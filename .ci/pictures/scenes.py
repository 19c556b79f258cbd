"""Loads every module of scenes, so that they are registered in a fixed order."""

from __future__ import annotations

from importlib import import_module

MODULES = ("scenes_mahakam", "scenes_sumatra", "scenes_java", "scenes_east", "logos")


def load() -> None:
    for name in MODULES:
        import_module(f"pictures.{name}")
