"""Frozen dataclasses as plain JSON lists, and back.

A value becomes the list of its fields, in order; the types say how to read it
again. Only what the state keeps is known here: texts, numbers, dates, tuples
and other dataclasses.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def encode(value: object) -> object:
    """`value` as something that json can write. Raises `TypeError` for what is not known."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        kind: Any = type(value)
        return [encode(getattr(value, name)) for name in _names(kind)]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def decode(kind: type[T], data: object) -> T:
    """Inverse of `encode`. Raises `TypeError`, `ValueError` or `LookupError` for anything else."""
    wanted: Any = kind
    found: T = _reader(wanted)(data)
    return found


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """A function that reads values of the type `kind`."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        item = _reader(args[0])
        return lambda data: tuple([item(one) for one in _list(data)])
    if origin is tuple:
        readers = tuple(_reader(arg) for arg in args)
        return lambda data: tuple(
            [read(one) for read, one in zip(readers, _list(data), strict=True)]
        )
    if origin in (types.UnionType, typing.Union):
        inner = [arg for arg in args if arg is not type(None)]
        if len(inner) != 1:
            raise TypeError(f"{kind} cannot be kept")
        read = _reader(inner[0])
        return lambda data: None if data is None else read(data)
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, float, bool):
        return lambda data: data if type(data) is kind else _refuse(kind, data)
    raise TypeError(f"{kind} cannot be kept")


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = tuple(_reader(hints[name]) for name in _names(kind))
    return lambda data: kind(*[read(one) for read, one in zip(readers, _list(data), strict=True)])


def _list(data: object) -> list[Any]:
    return data if isinstance(data, list) else _refuse(list, data)


def _refuse(kind: type, data: object) -> Any:
    if kind is float and type(data) is int:
        return float(data)
    raise TypeError(f"not {kind.__name__}: {data!r:.40}")
