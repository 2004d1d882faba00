"""Words of a sentence with their offsets in the article."""

from __future__ import annotations

import re
from typing import NamedTuple

from geoincidents.incidents.lowered import straightened

TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|d)?(?!\w|-[A-Za-z]|[.,]\d)|\w+(?:[-'’.]\w+)*|[^\w\s]")


class Token(NamedTuple):
    """One word or mark.

    Attributes
    ----------
    start, end : int
        Offsets in the article's text.
    text : str
        As written.
    lower : str
        In lower case, curly apostrophes straightened.
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """True unless it is a punctuation mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """True where the first letter is a capital."""
        return self.text[0].isupper()


class Tokens(tuple[Token, ...]):
    """The tokens of a stretch of text, in order.

    Attributes
    ----------
    words : list of str
        What each is in lower case, for look-ups of all of them at once.
    """

    words: list[str]

    def within(self, start: int, end: int) -> Tokens:
        """Return those that begin in a part of the text."""
        return _tokens([token for token in self if start <= token.start < end])


def _tokens(tokens: list[Token], words: list[str] | None = None) -> Tokens:
    made = Tokens(tokens)
    made.words = [token.lower for token in tokens] if words is None else words
    return made


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Return the tokens of ``text[start:end]``; offsets are into `text`."""
    stop = len(text) if end is None else end
    lower = straightened(text)
    spans = list(map(re.Match.span, TOKEN.finditer(text, start, stop)))
    words = [lower[a:b] for a, b in spans]
    # What `Token(…)` does, without the call of a function for each of an article's words.
    made = [tuple.__new__(Token, (a, b, text[a:b], word)) for (a, b), word in zip(spans, words, strict=True)]
    return _tokens(made, words)
