"""The publisher's own place: the town in an outlet's name or address, the country of its top-level domain.

"theparisnews.com" holds "paris", "www.oxfordmail.co.uk" holds "oxford" and is British. Which Paris or
Oxford is left to the article.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.wordlists import outlet_words
from geoincidents.types import Article

MIN_TOWN_LETTERS = 4
"""Shorter pieces of an address are more often other words ("ajc", "sun")."""

_GENERIC_DOMAINS = frozenset(
    {"co", "tv", "me", "io", "ai", "fm", "cc", "ws", "to", "ly", "am", "gg", "eu", "su"}
)
"""Country domains that outlets elsewhere use for their look, and those of no one country."""


def publisher_country(article: Article) -> str | None:
    """Return the ISO 3166-1 code that the outlet's top-level domain stands for."""
    ending = _host(article).rsplit(".", 1)[-1]
    if len(ending) != 2 or not ending.isalpha() or ending in _GENERIC_DOMAINS:
        return None
    return "GB" if ending == "uk" else ending.upper()


def is_american(article: Article) -> bool:
    """Tell whether the address ends in .com or .net, as most in the United States and fewer elsewhere."""
    return _host(article).rsplit(".", 1)[-1] in {"com", "net"}


def publisher_names(article: Article, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the names of places within the outlet's name or address, the longest first."""
    found: list[str] = []
    if article.publisher and "." not in article.publisher:
        found.extend(_names_in(article.publisher.split(), gazetteer))
    labels = _host(article).split(".")[:-1]
    for label in labels:
        words = [word for word in re.split(r"[-_]", label) if word]
        found.extend(_names_in(words, gazetteer))
        for word in words:
            found.extend(_names_run_together(word, gazetteer))
    return tuple(sorted(dict.fromkeys(found), key=lambda name: (-len(name), name)))[:3]


def _host(article: Article) -> str:
    for source in (article.url, article.publisher):
        if source and "." in source:
            address = source if "//" in source else f"//{source}"
            try:
                host = urlsplit(address).hostname or ""
            except ValueError:
                continue
            if "." in host:
                return host.lower().removeprefix("www.")
    return ""


def _names_in(words: list[str], gazetteer: Gazetteer) -> list[str]:
    """Return the longest runs of words, newspaper words apart, that name a place."""
    kept = [word for word in words if word.casefold().strip(".,") not in outlet_words()]
    for length in range(len(kept), 0, -1):
        for start in range(len(kept) - length + 1):
            name = " ".join(kept[start : start + length])
            if len(name) >= MIN_TOWN_LETTERS and gazetteer.has_name(name):
                return [name]
    return []


def _names_run_together(word: str, gazetteer: Gazetteer) -> list[str]:
    """Return the town in "theparisnews": what is left without newspaper words at both ends."""
    words = outlet_words()
    stripped = word
    for small in ("the", "my", "this", "is"):
        if stripped.startswith(small) and len(stripped) - len(small) >= MIN_TOWN_LETTERS + 3:
            stripped = stripped.removeprefix(small)
            break
    for end in range(len(stripped) - 1, MIN_TOWN_LETTERS - 1, -1):
        if _made_of(stripped[end:], words) and gazetteer.has_name(stripped[:end]):
            return [stripped[:end]]
    for start in range(1, len(stripped) - MIN_TOWN_LETTERS + 1):
        if _made_of(stripped[:start], words) and gazetteer.has_name(stripped[start:]):
            return [stripped[start:]]
    return []


def _made_of(text: str, words: frozenset[str]) -> bool:
    """Tell whether a text is newspaper words run together, at most three."""
    ends = {0}
    for _ in range(3):
        ends |= {end + len(word) for end in ends for word in words if text.startswith(word, end)}
        if len(text) in ends:
            return True
    return False
