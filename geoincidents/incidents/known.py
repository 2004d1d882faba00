"""What a word is, worked out once: a look-up for each word of an article, not the call of a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_MOST = 16_384
"""Words known at once; English news holds fewer that are not rare."""


class Known(dict[str, T]):
    """What a function tells of each word, as a dictionary that fills itself.

    Parameters
    ----------
    work_out : callable
        Tells it of a word that is not known yet.

    Examples
    --------
    >>> @Known
    ... def letters(word: str) -> int:
    ...     return len(word)
    >>> letters["Ardel"]
    5
    """

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> T:
        """Work it out; where too many are known, forget them all."""
        if len(self) >= _MOST:
            self.clear()
        told = self[word] = self._work_out(word)
        return told
