"""Lists of people: "two officers and two airmen", "A, B and C", and what stands in apposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geoincidents.incidents.people.phrase import People
from geoincidents.incidents.tokens import Token

_LIST_ENDS = frozenset({"and", "with", "as", "plus", "&"})
_PASSED_OVER = frozenset({",", "his", "her", "their"})
_JOINTS: tuple[list[str], ...] = (
    [],
    ["and"],
    ["and", "also"],
    ["along", "with"],
    ["as", "well", "as"],
    ["plus"],
    ["&"],
)


def join_lists(tokens: Sequence[Token], people: Sequence[People]) -> tuple[tuple[People, ...], ...]:
    """Group phrases that are joined by commas and "and"; a phrase in apposition is not counted twice."""
    groups: list[list[People]] = []
    for phrase in people:
        previous = groups[-1][-1] if groups else None
        between = [] if previous is None else [token.lower for token in tokens[previous.last : phrase.first]]
        if previous is None or not _goes_on(tokens, between, phrase):
            groups.append([phrase])
        elif _in_apposition(between, previous, phrase):
            groups[-1][-1] = _merged(previous, phrase)
        else:
            groups[-1].append(phrase)
    return tuple(part for group in groups for part in _ended_lists(tokens, group))


def _goes_on(tokens: Sequence[Token], between: list[str], phrase: People) -> bool:
    """Tell whether a phrase goes on with the list before it; "two of them" is a part of it instead."""
    if not _joins(between) or _is_part(tokens, phrase):
        return False
    new = not phrase.definite and not (phrase.name is None and phrase.count is None)
    return new or between[-1] == "and"


def _is_part(tokens: Sequence[Token], phrase: People) -> bool:
    after = [token.lower for token in tokens[phrase.last : phrase.last + 2]]
    return after in (["of", "them"], ["of", "whom"])


def _in_apposition(between: list[str], previous: People, phrase: People) -> bool:
    """Tell whether two phrases name one person: "Juan Perez, a farmer"."""
    return between == [","] and (previous.name is None) != (phrase.name is None) and not phrase.others


def _merged(previous: People, phrase: People) -> People:
    return replace(
        previous,
        last=phrase.last,
        name=previous.name or phrase.name,
        group=previous.group or phrase.group,
        definite=previous.definite and phrase.definite,
        count=previous.count or phrase.count,
    )


def _ended_lists(tokens: Sequence[Token], group: Sequence[People]) -> Iterator[tuple[People, ...]]:
    """Yield a list that ends with "and" as one; phrases joined by commas alone are no list."""
    start = 0
    for i in range(1, len(group) + 1):
        last = i == len(group)
        joined = not last and any(
            token.lower in _LIST_ENDS for token in tokens[group[i - 1].last : group[i].first]
        )
        if joined and i == len(group) - 1:
            yield tuple(group[start:])
            return
        if joined:
            yield tuple(group[start : i + 1])
            start = i + 1
        elif last:
            yield from ((phrase,) for phrase in group[start:])


def _joins(between: list[str]) -> bool:
    """Tell whether words between two phrases make a list of them; ", 34, and" (an age) is passed over."""
    rest = [word for word in between if word not in _PASSED_OVER and not word.isdigit()]
    return between != [] and rest in _JOINTS
