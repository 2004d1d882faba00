"""Where a place's name begins and ends: of what the model marks, less or more than it marks is the name."""

from __future__ import annotations

from collections.abc import Iterator

from geoincidents.mentions.context import plain
from geoincidents.mentions.reading import STRONG, Reading
from geoincidents.mentions.words import words

_NAMESAKES = frozenset({"country", "admin1", "admin2", "city", "town"})


def parts(reading: Reading, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield "Paris, Texas" and "PARIS - Texas" as two names."""
    if "split" not in reading.rules:
        yield first, last
        return
    begin = first
    for index in range(first, last):
        if reading.tokens[index].text in {",", ";", "/"} or _is_dash(reading, index, last):
            if begin < index:
                yield begin, index
            begin = index + 1
    if begin < last:
        yield begin, last


def _is_dash(reading: Reading, index: int, last: int) -> bool:
    """Tell whether it is a dash between blanks, no hyphen of a name."""
    tokens = reading.tokens
    return (
        tokens[index].text in {"-", "–", "—", "--"}
        and 0 < index < last - 1
        and tokens[index - 1].end < tokens[index].start
        and tokens[index].end < tokens[index + 1].start
    )


def trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Leave out "the", "eastern", "downtown" where the gazetteer does not have them in the name."""
    while last > first and not reading.tokens[last - 1].text[0].isalnum():
        last -= 1
    while first + 1 < last and _is_loose(reading, first, last):
        first += 2 if reading.tokens[first + 1].text == "-" and first + 2 < last else 1
    return first, _with_stop(reading, last)


def whole(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the known name of which the model found a part: "West [Plains]", "[Isle] of [Man]"."""
    match = reading.match_at.get(first) if "whole" in reading.rules and first < last else None
    if match is None or match.last < last or plain(reading.tokens[match.first].text) == "the":
        return first, last
    rest = [*range(match.first, first), *range(last, match.last)]
    owners = [reading.owner[index] for index in rest]
    free = all(owner is None for owner in owners[: first - match.first])
    places = all(owner is None or owner.label == "LOC" for owner in owners[first - match.first :])
    return (match.first, match.last) if free and places else (first, last)


def _is_loose(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a name's first word is an article, or a modifier of the known name that follows."""
    word = reading.tokens[first].text
    low = plain(word)
    if word == "of" or (word.islower() and low in words().settlement_nouns | words().division_heads):
        return True  # "canton Ardel"
    if low != "the" and low not in words().modifiers:
        return False
    rest = reading.entry(first + 1, last)
    strong = rest is not None and rest.name_class in STRONG
    if low == "the":
        return word.islower() or strong
    return reading.entry(first, last) is None and (word.islower() or strong)


def _with_stop(reading: Reading, last: int) -> int:
    """Include the full stop of "Pa."."""
    tokens = reading.tokens
    if last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end:
        entry = reading.entry(last - 1, last)
        if entry is not None and entry.name_class == "abbreviation":
            return last + 1
    return last


def opened(reading: Reading, first: int, last: int) -> int:
    """Return the end of the known place that an unknown school or office is named after: "[Paris] Library".

    The gazetteer cannot tell where the library is, and can tell where Paris is.
    """
    inner = reading.match_at.get(first) if "organizations" in reading.rules else None
    if (
        inner is None
        or inner.first != first
        or inner.last >= last
        or inner.entry.name_class not in _NAMESAKES
    ):
        return last
    if reading.entry(first, last) is not None or reading.is_everyday(first, inner.last):
        return last
    lists = words()
    tail = [plain(reading.tokens[index].text) for index in range(inner.last, last)]
    namesake = lists.organization_heads.union(lists.facility_heads).issuperset(tail)
    own = lists.settlement_nouns | lists.street_heads | lists.landforms
    return inner.last if namesake and tail[-1] not in own else last
