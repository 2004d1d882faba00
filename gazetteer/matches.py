"""The places that a name may mean, of which the less important are read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import overload

from gazetteer.place import NameMatch


class Matches(Sequence[NameMatch]):
    """Places of a common name, best first: equal to the tuple of all of them, and as fixed as that.

    Parameters
    ----------
    first : tuple of NameMatch
        The best, which are there already.
    read : callable
        Returns all of them, with these at the beginning.

    Examples
    --------
    >>> from gazetteer import Gazetteer
    >>> found = Gazetteer().search("San Antonio")
    >>> found[0].place.country_code, len(found) > 100
    ('US', True)
    """

    __slots__ = ("_first", "_read")

    def __init__(self, first: tuple[NameMatch, ...], read: Callable[[], tuple[NameMatch, ...]]) -> None:
        self._first = first
        self._read: Callable[[], tuple[NameMatch, ...]] | None = read

    def _all(self) -> tuple[NameMatch, ...]:
        if self._read is not None:
            self._first, self._read = self._read(), None
        return self._first

    @overload
    def __getitem__(self, index: int) -> NameMatch: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[NameMatch, ...]: ...
    def __getitem__(self, index: int | slice) -> NameMatch | tuple[NameMatch, ...]:
        """Return one of them, or a tuple of some."""
        end = index.stop if isinstance(index, slice) else index + 1
        counted = end is not None and end > 0 and (isinstance(index, int) or (index.start or 0) >= 0)
        return self._first[index] if counted and end <= len(self._first) else self._all()[index]

    def __iter__(self) -> Iterator[NameMatch]:
        """Yield them; all are read when the first are used up."""
        first = self._first
        yield from first
        yield from islice(self._all(), len(first), None)

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Matches) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def __reduce__(self) -> tuple[type[tuple[NameMatch, ...]], tuple[tuple[NameMatch, ...]]]:
        return tuple, (self._all(),)
