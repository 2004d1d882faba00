"""Values that are made by the thousand: dataclasses that mypy holds to be frozen.

At run time nothing guards them, as going round the guard of a frozen class takes two thirds of the time that
making a value takes, and a sentence makes some forty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a class a dataclass with slots that is compared and hashed by its fields.

    Examples
    --------
    >>> @value
    ... class Pair:
    ...     first: int
    ...     second: int = 0
    >>> Pair(1), Pair(1) in {Pair(1, 0)}
    (Pair(first=1, second=0), True)
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_with_late(cls: type[T]) -> type[T]:
    """Make a class such a dataclass without slots, which may keep what it works out late."""
    return dataclass(unsafe_hash=True)(cls)
