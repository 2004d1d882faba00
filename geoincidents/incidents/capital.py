"""“In the capital” is the capital that the article names, in its dateline or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.options import Option

_CAPITAL = re.compile(
    r"\b((?i:in|at|outside|near|around|inside|across|throughout))\s+(?:central\s+|downtown\s+)?the\s+(?:nation['’]s\s+)?capital\b"
    r"(?!['’]|\s+(?:of|city|district|region|province|punishment|murder|gains?|market)\b|,?\s+[A-ZÀ-Þ])"
)
_SURE = 0.5
"""Least confidence of the capital's name, set by hand: at even odds it rather is the one."""


def with_capital(
    options: Sequence[Option], text: str, sentence_of: Callable[[Span], int]
) -> Sequence[Option]:
    """Return the options, the one capital among them also where the text only says "the capital".

    Parameters
    ----------
    options : sequence of Option
        The article's places.
    text : str
        The article's text.
    sentence_of : callable
        Returns the sentence of a span.
    """
    if "capital" not in text:
        return options
    capitals = [
        option
        for option in options
        if option.place is not None and option.place.feature_code == "PPLC" and not option.relative
    ]
    if len(capitals) != 1 or capitals[0].confidence < _SURE:
        return options
    (capital,) = capitals
    first = capital.occurrences[0]
    told = [
        replace(
            first, span=(match.start(1), match.end()), sentence=sentence_of(match.span()), role=None,
            cues=frozenset({"prep_" + match[1].lower()}),
        )
        for match in _CAPITAL.finditer(text)
    ]  # fmt: skip
    if not told:
        return options
    both = tuple(sorted((*capital.occurrences, *told), key=lambda occurrence: occurrence.span))
    return [replace(option, occurrences=both) if option is capital else option for option in options]
