"""`@value`: a dataclass that nobody may change, built as fast as one that anybody may.

A frozen dataclass sets each of its fields through a call, which makes it five
times as slow to build; a page is made of forty of them. Here the type checker
sees to it that nobody changes one, and the sandbox of the templates, which are
not checked. Only for what is built by the thousand: else use a frozen dataclass.

A field declared with `late()` may be given a promise in place of its value,
`later(make, ...)`: what no theme shows is never made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, dataclass_transform

T = TypeVar("T")
P = ParamSpec("P")

_LATE = "late"


def late() -> Any:
    """Declares a field of a value that may be promised: `related: tuple[Card, ...] = late()`."""
    return field(metadata={_LATE: True})


@dataclass_transform(frozen_default=True, field_specifiers=(field, late))
def value(cls: type[T]) -> type[T]:
    """Make `cls` a value: slots, comparable, hashable."""
    made = dataclass(slots=True, unsafe_hash=True)(cls)
    for item in fields(made):  # type: ignore[arg-type]  # it is a dataclass now
        if _LATE in item.metadata:
            setattr(made, item.name, _Late(getattr(made, item.name)))
    return made


if TYPE_CHECKING:

    def later(make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """A promise of `make(*args, **kwargs)`, kept when the field is read for the first time.
        For fields declared with `late()`, and for pure functions, whatever is read and when."""

else:
    later = partial


def is_late(instance: object, name: str) -> bool:
    """Whether the field `name` holds a promise that nobody has asked for yet."""
    field_of = vars(type(instance)).get(name)
    return isinstance(field_of, _Late) and field_of.waits(instance)


class _Late:
    """The place of a field that may hold a promise."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, instance: object, owner: type) -> Any:
        held = self._slot.__get__(instance, owner)
        if type(held) is partial:
            held = held()
            self._slot.__set__(instance, held)
        return held

    def __set__(self, instance: object, held: object) -> None:
        self._slot.__set__(instance, held)

    def waits(self, instance: object) -> bool:
        return type(self._slot.__get__(instance)) is partial
