"""Names put abroad that mean something at home.

A wire story from one country names its villages, quarters and farms bare. Where the gazetteer lacks them, or
knows a larger namesake abroad, the name was put in a country of which the story tells nothing. The dateline
tells the country; unlike the town of a dateline, a correspondent's capital tells that as well.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.features import group
from gazetteer.relations.places import place_location
from geoincidents.incidents.cues import cues_of, dateline_end, in_dateline
from geoincidents.incidents.searching import searching

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from gazetteer.relations.relation import Span
    from geoincidents.types import Parse, Resolution

_SURE = 0.5
"""Least confidence of the dateline's place."""
_KNOWN = 100_000
"""Places of so many people are named without their country abroad."""
_NEAR_SCORE = 3.0
"""A namesake at home so many log-odds behind is meant instead."""
_ELSEWHERE = frozenset({"home", "origin", "destination", "speaker", "source", "hospital"})
"""Parts of a name for which a place abroad needs no more said of it: "a farmer from A"."""
_UNITED_STATES = searching(
    r"\b[Ss]heriff['’]s (?:[Oo]ffice|[Dd]eput|[Dd]epartment)|\b[Ss]tate [Tt]roopers?\b"
    r"|\b(?:called|dialed) 911\b|\b(?:Street|Avenue|Place|Road|Drive) (?:NW|NE|SW|SE)\b"
)
_NUMBERED = re.compile(r"\d(?<!\w\d)(?:\d{1,4} block of |\d{0,2}(?:st|nd|rd|th) (?:Street|Avenue|Ave\b))")
"""Offices and addresses of American local news, which names its country nowhere: sheriff's deputies, blocks
and numbered streets. A few are found elsewhere too; a name with no like namesake in America stays."""
_AMERICAN = ("block of ", "heriff", "rooper", " 911", "Street", "Ave", "Place", "Road", "Drive")
"""Of which each of these holds one."""
_WIDE = frozenset({"country", "continent", "region", "sea", "river", "lake", "mountain", "road"})


def at_home(parse: Parse, sentences: Sequence[Span]) -> Parse:
    """Return the parse with names that stray abroad put at home, or nowhere.

    Parameters
    ----------
    parse : Parse
        The article.
    sentences : sequence of Span
        Its sentences.
    """
    told = _home_country(parse)
    home = told or ("US" if _is_american(parse.article.text) else None)
    if home is None:
        return parse
    foreign = [
        (index, resolution, resolution.place)
        for index, resolution in enumerate(parse.resolutions)
        if resolution.place is not None
        and resolution.place.country_code not in {None, home}
        and not _is_wide(resolution.place)
    ]
    if not foreign:
        return parse
    named = Counter(place.country_code for place in {place.id: place for _, _, place in foreign}.values())
    countries = [
        (r.mention.span[0], r.place.country_code)
        for r in parse.resolutions
        if r.place is not None and group(r.place.feature_class, r.place.feature_code) == "country"
    ]
    changed = {}
    for index, resolution, place in foreign:
        if named[place.country_code] > 1:
            continue
        apart = bool(_ELSEWHERE & cues_of(parse.article.text, resolution.mention.span, 0))
        if told and apart:
            continue
        start = resolution.mention.span[0]
        beside = next((s for s in sentences if s[0] <= start < s[1]), (0, 0))
        if any(code == place.country_code and beside[0] <= at < beside[1] for at, code in countries):
            continue
        other = _namesake(resolution, home)
        if other is not None or (not apart and (place.population or 0) < _KNOWN):
            changed[index] = _moved(resolution, other)
    if not changed:
        return parse
    return replace(
        parse,
        resolutions=tuple(changed.get(i, r) for i, r in enumerate(parse.resolutions)),
        relatives=tuple(r for r in parse.relatives if not changed.keys() & set(r.anchors)),
    )


def _is_american(text: str) -> bool:
    if not any(words in text for words in _AMERICAN):
        return False
    return _NUMBERED.search(text) is not None or _UNITED_STATES.search(text) is not None


def _home_country(parse: Parse) -> str | None:
    text = parse.article.text
    end = dateline_end(text)
    for resolution in parse.resolutions:
        place = resolution.place
        if place is None or resolution.confidence < _SURE:
            continue
        if resolution.role == "dateline" or in_dateline(resolution.mention.span, end):
            return place.country_code
    return None


def _is_wide(place: Place) -> bool:
    return group(place.feature_class, place.feature_code) in _WIDE


def _namesake(resolution: Resolution, home: str) -> Place | None:
    """Return the best candidate at home, if it is not far behind the one chosen."""
    best = resolution.candidates[0].score if resolution.candidates else 0.0
    return next(
        (
            c.place
            for c in resolution.candidates
            if c.place.country_code == home and best - c.score <= _NEAR_SCORE
        ),
        None,
    )


def _moved(resolution: Resolution, place: Place | None) -> Resolution:
    if place is None:
        return replace(resolution, place=None, location=None)
    return replace(resolution, place=place, location=place_location(place))
