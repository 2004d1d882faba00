"""Give stretches in capitals the case that running text would have, letter for letter.

Headlines and cables in capitals hide what a capital tells. Words known to be everyday ones become small, all
others get one capital; offsets stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geoincidents.mentions.context import is_common, is_heading
from geoincidents.mentions.tokens import Token


def recased(
    text: str, tokens: Sequence[Token], bounds: Sequence[tuple[int, int]]
) -> tuple[str, Sequence[Token]]:
    """Return text and tokens with ordinary case where a sentence is in capitals.

    A word that the rest of the text writes in small letters is small; one with a capital there keeps it.
    """
    headings: list[tuple[int, int, Callable[[str, set[str]], str]]] = []
    for first, last in bounds:
        if is_heading(tokens[first:last]):
            headings.append((first, last, _ordinary))
        elif (end := _dateline(tokens, first, last)) > first:
            headings.append((first, end, _as_name))
    if not headings:
        return text, tokens
    written = {token.text for token in tokens if not token.text.isupper()}
    changed = list(tokens)
    for first, last, ordinary in headings:
        for index in range(first, last):
            token = tokens[index]
            new = ordinary(token.text, written)
            if len(new) == len(token.text):
                changed[index] = Token(new, token.start, token.end)
    parts: list[str] = []
    end = 0
    for old, new_token in zip(tokens, changed, strict=True):
        if new_token.text != old.text:
            parts += (text[end : old.start], new_token.text)
            end = old.end
    parts.append(text[end:])
    return "".join(parts), changed


def _dateline(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the end of the words in capitals that open a report, "WEST PLAINS, Mo. (AP) —"; else `first`."""
    end = first
    while end < last and (tokens[end].text.isupper() or tokens[end].text in {"-", "'"}):
        end += 1
    letters = sum(len(token.text) for token in tokens[first:end] if token.text.isalpha())
    mark = tokens[end].text if end < last else ""
    return end if letters >= _DATELINE and mark in {",", "(", "-", "–", "—", "/"} else first


_DATELINE = 4  # letters; shorter words are acronyms


def _as_name(word: str, _written: set[str]) -> str:
    """Return a dateline's word, which is part of a name."""
    return word if "." in word else word.title() if "'" in word else word.capitalize()


def _ordinary(word: str, written: set[str]) -> str:
    if not word.isupper() or len(word) < 2 or "." in word:
        return word.lower() if word == "A" else word
    low, title = word.lower(), word.title() if "'" in word else word.capitalize()
    if title in written and low not in written:
        return title
    return low if low in written or is_common(word) else title
