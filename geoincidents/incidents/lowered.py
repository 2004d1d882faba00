"""An article's text in lower case, which the patterns of words are matched against.

Matching one case takes a third of the time that ignoring case does.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """Return a text in lower case, every character at its own offset.

    Examples
    --------
    >>> lowered("İZMİR Bombed")
    'izmir bombed'
    """
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(character.lower()[0] for character in text)
