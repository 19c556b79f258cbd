"""`@value`: a dataclass that nobody may change, built as fast as one that anybody may.

A frozen dataclass sets each of its fields through a call, which makes it five
times as slow to build; a page is made of forty of them. Here the type checker
sees to it that nobody changes one, and the sandbox of the templates, which are
not checked. Only for what is built by the thousand: else use a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make `cls` a value: slots, comparable, hashable."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
