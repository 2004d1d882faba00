"""A phrase that means people: how many, of which group, known or not."""

from __future__ import annotations

from functools import lru_cache

from geoincidents.incidents.value import value
from geoincidents.types import Count


@value
class People:
    """A phrase that means people.

    Attributes
    ----------
    first, last : int
        Token indices, half-open.
    count : Count or None
        How many; None for an uncounted plural ("the villagers").
    group : str or None
        "civilians", "soldiers" and so on; None where the words do not tell.
    name : str or None
        The name of a named person, its words in lower case joined by "_".
    definite : bool
        "the man", "his wife": somebody told of before.
    others : bool
        "seven others", "another man": besides those told of before.
    bare : bool
        A number without a noun ("three of them").
    owned : bool
        Told by whose they are: "his wife", "their two children".
    anonymous : bool
        A noun without determiner and number ("magistrate", "villagers").
    subset : bool
        A part of the people told of just before ("including two children").
    with_role : bool
        A name that an apposition tells the role of ("Juan Perez, a farmer").
    """

    first: int
    last: int
    count: Count | None
    group: str | None
    name: str | None = None
    definite: bool = False
    others: bool = False
    bare: bool = False
    owned: bool = False
    anonymous: bool = False
    subset: bool = False
    with_role: bool = False


@lru_cache(maxsize=1024)
def exactly(number: int) -> Count:
    """Return the count of a plain figure."""
    return Count(low=number, best=number, high=number)
