"""What kind of text an article is: a report tells what happened, a speech or a comment talks of it."""

from __future__ import annotations

import re
from functools import lru_cache

from geoincidents.incidents.lowered import HEAD, first_words, lowered
from geoincidents.incidents.whole_words import count_words

_PER_WORDS = 100.0
_FIRST_PERSON = ("I", "We", "we", "Our", "our", "us", "My", "my")
_REPORTING = (
    "police", "hospital", "witnesses", "sources", "reported", "reports", "unidentified", "residents",
    "authorities", "responsibility", "officials",
)  # fmt: skip
_ACCORDING = re.compile(r"according(?<!\waccording)\s+to\b")
_MOST_FIRST_PERSON, _MOST_REPORTING, _MOST_SHOUTS = 6.0, 5.0, 0.2
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")


@lru_cache(maxsize=4)
def genre_of(text: str) -> tuple[tuple[str, float], ...]:
    """Return features of the whole article, each between 0 and 1.

    Examples
    --------
    >>> dict(genre_of("We will go on with our struggle!"))["article_first_person"]
    1.0
    """
    held, lower, text = first_words(text), lowered(text)[:HEAD], text[:HEAD]
    words = max(1, len(text.split())) / _PER_WORDS
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    first_person = count_words(text, *(word for word in _FIRST_PERSON if word.lower() in held))
    reporting = count_words(lower, *(word for word in _REPORTING if word in held))
    reporting += len(_ACCORDING.findall(lower)) if "according" in held else 0
    return (
        ("article_first_person", min(first_person / words / _MOST_FIRST_PERSON, 1.0)),
        ("article_reporting", min(reporting / words / _MOST_REPORTING, 1.0)),
        ("article_shouts", min(text.count("!") / sentences / _MOST_SHOUTS, 1.0)),
    )
