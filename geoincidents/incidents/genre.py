"""What kind of text an article is: a report tells what happened, a speech or a comment talks of it."""

from __future__ import annotations

import re
from functools import lru_cache

from geoincidents.incidents.whole_words import count_words

_READ = 6000
"""Characters that are read: an article's manner shows in its first thousand words."""
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
    text = text[:_READ]
    words = max(1, len(text.split())) / _PER_WORDS
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    lower = text.lower()
    reporting = count_words(lower, *_REPORTING) + len(_ACCORDING.findall(lower))
    return (
        ("article_first_person", min(count_words(text, *_FIRST_PERSON) / words / _MOST_FIRST_PERSON, 1.0)),
        ("article_reporting", min(reporting / words / _MOST_REPORTING, 1.0)),
        ("article_shouts", min(text.count("!") / sentences / _MOST_SHOUTS, 1.0)),
    )
