"""Known names in scripts without capitals, by rules that know no language.

A word of a spaced script (Arabic, Hebrew, Devanagari …) has to be a known name of some weight as a whole, or
after one joined particle; runs of unspaced scripts (Han, Kana, Thai …) are searched from left to right for
the longest one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from geoincidents.mentions.lexicon import Entry, Lexicon
from geoincidents.mentions.names import kind_of
from geoincidents.mentions.tokens import Token
from geoincidents.types import Mention

# One-letter particles that Arabic and Hebrew write onto the next word ("in", "and", "to", "from").
_JOINED = frozenset("وفبلكבולמהש")
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
_LONGEST_RUN = 12  # letters: 民主コンゴ共和国 has eight
_LONGEST_WORDS = 4
_WEIGHTY = frozenset({"country", "admin1", "city", "region", "demonym"})
_SCORE = 0.7


def caseless_matches(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions in scripts without capitals, in the order of the text."""
    mentions = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not is_caseless(token.text):
            index += 1
            continue
        if _script(token.text[0]).startswith(_UNSPACED):
            mentions += _in_run(text, token, lexicon)
            index += 1
            continue
        found = _spaced(text, tokens, index, lexicon)
        if found is None:
            index += 1
        else:
            index, mention = found
            mentions.append(mention)
    return mentions


def is_caseless(word: str) -> bool:
    """Tell whether a word is of letters without upper and lower case."""
    first = word[0]
    return first.isalpha() and not first.isascii() and first.lower() == first == first.upper()


def _spaced(text: str, tokens: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[int, Mention] | None:
    starts = [tokens[first].start]
    if tokens[first].text[0] in _JOINED and len(tokens[first].text) > 3:
        starts.append(tokens[first].start + 1)
    for start in starts:
        best = None
        for last in range(first, min(first + _LONGEST_WORDS, len(tokens))):
            name = text[start : tokens[last].end]
            if "\n" in name:
                break
            entry = lexicon.entry(name)
            if entry is not None and _is_weighty(name, entry, several=last > first):
                best = last + 1, _mention(text, start, tokens[last].end, entry)
            if not lexicon.begins(name):
                break
        if best is not None:
            return best
    return None


def _is_weighty(name: str, entry: Entry, *, several: bool) -> bool:
    if len(name) < 3:
        return False
    return several or entry.name_class in _WEIGHTY or (entry.name_class == "town" and len(name) > 3)


def _in_run(text: str, token: Token, lexicon: Lexicon) -> list[Mention]:
    mentions = []
    start = token.start
    while start < token.end - 1:
        for end in range(min(start + _LONGEST_RUN, token.end), start + 1, -1):
            entry = lexicon.entry(text[start:end])
            if entry is not None and (entry.name_class in _WEIGHTY or end - start > 3):
                mentions.append(_mention(text, start, end, entry))
                start = end
                break
        else:
            start += 1
    return mentions


def _mention(text: str, start: int, end: int, entry: Entry) -> Mention:
    written = text[start:end]
    return Mention(
        span=(start, end),
        text=written,
        kind=kind_of(written, entry),
        recognizer="scan",
        score=_SCORE,
        name=written,
    )


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "")
