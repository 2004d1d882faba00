"""Text → tokens with their offsets: words, numbers, single marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"  # 1,420  3.5
    r"|[½⅓⅔¼¾⅛⅜⅝⅞]"
    r"|[^\W\d_]+(?:['’ʼ`´ʻ‘][^\W\d_]+)*['’]?"  # hour's, hours', Xi'an
    r"|[^\w\s]|_"
)
APOSTROPHES = str.maketrans("’ʼ`´ʻ‘", "''''''")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text as parallel lists.

    Attributes
    ----------
    text : str
        The text.
    words : list of str
        Each token in lower case with plain apostrophes.
    starts, ends : list of int
        Offsets of each token.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, index: int) -> str:
        """Return the token there, "" outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def raw(self, index: int) -> str:
        """Return the token there as written, "" outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def joined(self, index: int) -> bool:
        """Tell whether a token follows the one before it without a space."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def slice(self, first: int, after: int) -> str:
        """Return the text of the tokens first <= i < after."""
        return self.text[self.starts[first] : self.ends[after - 1]]


def tokenize(text: str) -> Tokens:
    """Split a text into tokens.

    Examples
    --------
    >>> tokenize("5km N. of Xi'an").words
    ['5', 'km', 'n', '.', 'of', "xi'an"]
    """
    spans = [match.span() for match in _TOKEN.finditer(text)]
    plain = text.translate(APOSTROPHES)
    words = [plain[start:end].lower() for start, end in spans]
    return Tokens(text, words, [start for start, _ in spans], [end for _, end in spans])
