# ruff: noqa: E501, PLR0911, PLW2901
"""Phrases that mean people: "at least 12 soldiers", "a family of five", "Father Juan Perez", "seven others"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gazetteer.relations.relation import Span
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import Quantity, read_number, read_quantity
from geoincidents.incidents.tokens import Token
from geoincidents.types import Count

_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "another",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
    ]
)
_ONE = frozenset(["a", "an", "another", "each", "every", "this", "that"])
# A people noun is not reached across these.
_STOP = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "into",
        "onto",
        "near",
        "after",
        "before",
        "during",
        "while",
        "when",
        "where",
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "and",
        "or",
        "but",
        "as",
        "than",
        "if",
        "because",
        "since",
        "until",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
        "said",
        "says",
        "says",
        "reported",
        "told",
        "will",
        "would",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "not",
        "also",
        "then",
        "there",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "you",
        "including",
        "per",
        "against",
        "between",
        "among",
        "toward",
        "towards",
        "about",
        "around",
        "over",
        "under",
        "through",
        "killed",
        "shot",
        "attacked",
        "died",
        "fired",
        "opened",
        "hit",
        "struck",
        "stabbed",
        "left",
        "leaving",
        "killing",
        "wounding",
        "injuring",
    ]
)
_UNITS = frozenset(
    [
        "percent",
        "%",
        "km",
        "kilometers",
        "kilometres",
        "miles",
        "meters",
        "metres",
        "feet",
        "hours",
        "hour",
        "minutes",
        "minute",
        "seconds",
        "days",
        "day",
        "weeks",
        "week",
        "months",
        "month",
        "years",
        "year",
        "dollars",
        "pesos",
        "pounds",
        "euros",
        "kg",
        "kilos",
        "tons",
        "tonnes",
        "degrees",
        "a.m",
        "p.m",
        "am",
        "pm",
        "o'clock",
        "times",
        "rounds",
        "shots",
        "houses",
        "homes",
        "vehicles",
        "buses",
        "cars",
        "trucks",
        "blocks",
        "rifles",
        "weapons",
        "grenades",
        "bombs",
        "explosions",
        "attacks",
        "clashes",
        "incidents",
        "locations",
        "places",
        "towns",
        "villages",
        "cities",
        "departments",
        "countries",
        "bullets",
        "cartridges",
        "block",
        "street",
        "avenue",
        "road",
        "km/h",
        "mph",
        "degree",
        "inches",
        "hectares",
        "acres",
        "kilometer",
        "kilometre",
        "mile",
        "meter",
        "metre",
        "barrels",
        "planes",
        "helicopters",
        "towers",
        "pylons",
        "stores",
        "shops",
        "schools",
        "charges",
        "counts",
        "gunshots",
        "shell",
        "casings",
        "caliber",
        "mm",
        "provinces",
        "districts",
        "regions",
        "states",
        "neighborhoods",
        "barrios",
        "suburbs",
        "points",
        "percentage",
        "million",
        "billion",
        "counties",
        "murders",
        "killings",
        "homicides",
        "shootings",
        "deaths",
    ]
)
_NOT_NAMES = frozenset(
    [
        "police",
        "department",
        "hospital",
        "army",
        "front",
        "street",
        "avenue",
        "road",
        "university",
        "county",
        "city",
        "national",
        "liberation",
        "church",
        "ministry",
        "court",
        "party",
        "government",
        "battalion",
        "brigade",
        "division",
        "base",
        "airport",
        "center",
        "centre",
        "school",
        "park",
        "river",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "i",
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "he",
        "she",
        "it",
        "they",
        "but",
        "and",
        "for",
        "from",
        "after",
        "before",
        "when",
        "while",
        "if",
        "as",
        "this",
        "that",
        "these",
        "those",
        "there",
        "then",
        "according",
        "meanwhile",
        "however",
        "also",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "several",
        "many",
        "most",
        "all",
        "both",
        "news",
        "press",
        "radio",
        "television",
        "bank",
        "district",
        "department",
        "province",
        "drive",
        "boulevard",
        "lane",
        "highway",
        "association",
        "committee",
        "commission",
        "union",
        "federation",
        "congress",
        "senate",
        "house",
        "front",
        "movement",
        "forces",
        "force",
        "guard",
        "guards",
        "service",
        "agency",
        "office",
        "club",
        "bar",
        "restaurant",
        "hotel",
        "market",
        "mall",
        "store",
        "medical",
        "building",
        "apartments",
        "apartment",
        "complex",
        "state",
        "states",
        "united",
        "republic",
        "embassy",
        "consulate",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "la",
        "del",
        "da",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
        "jr",
        "sr",
        "ii",
        "iii",
    ]
)
_BEFORE_HEAD = 7
_LIST_ENDS = frozenset({"and", "with", "as", "plus", "&"})
_OWNERS = frozenset({"the", "our", "his", "her", "their", "its", "those", "these", "my"})
_PRONOUNS = frozenset({"he", "she", "him", "they", "them"})
_AGE_WORDS = ("year-old", "years-old", "month-old")


@dataclass(frozen=True, slots=True)
class People:
    """A phrase that means people.

    Attributes
    ----------
    first, last : int
        Token indices, half-open.
    count : Count or None
        How many; None for an uncounted plural ("the villagers").
    group : str or None
        "civilians", "soldiers" and so on; None where the words do not tell.
    name : str or None
        Last name, for a named person.
    definite : bool
        "the man", "his wife": somebody told of before.
    others : bool
        "seven others", "another man": besides those told of before.
    bare : bool
        A number without a noun ("three of them").
    """

    first: int
    last: int
    count: Count | None
    group: str | None
    name: str | None = None
    definite: bool = False
    others: bool = False
    bare: bool = False


def exactly(number: int) -> Count:
    """Return the count of a plain figure."""
    return Count(low=number, best=number, high=number)


def find_people(
    tokens: Sequence[Token], is_place: Callable[[Span], bool] = lambda _: False
) -> tuple[People, ...]:
    """Return every phrase that means people, left to right, not overlapping.

    Parameters
    ----------
    tokens : sequence of Token
        One sentence.
    is_place : callable
        Tells whether a span overlaps a place's name, so that "San Miguel" is no person.
    """
    found: list[People] = []
    i = 0
    while i < len(tokens):
        people = _read(tokens, i, is_place)
        if people is None:
            i += 1
        else:
            found.append(people)
            i = people.last
    return tuple(found)


def _read(tokens: Sequence[Token], i: int, is_place: Callable[[Span], bool]) -> People | None:
    token = tokens[i]
    if not token.is_word:
        return None
    lower = token.lower
    if lower in {"nobody", "no-one", "none"} or (
        lower == "no" and i + 1 < len(tokens) and tokens[i + 1].lower in {"one", "body"}
    ):
        last = i + (2 if lower == "no" else 1)
        others = last < len(tokens) and tokens[last].lower in {"else", "other"}
        return People(i, last + others, exactly(0), None, others=others)
    if lower in _PRONOUNS:
        return People(i, i + 1, exactly(1) if lower not in {"they", "them"} else None, None, definite=True)
    named = _read_name(tokens, i, is_place)
    if named is not None:
        owned = (
            _head(tokens, named.last, True) if tokens[named.last - 1].lower.endswith(("'s", "s'")) else None
        )
        return named if owned is None else _with_head(tokens, i, owned, None, False)
    j, definite, quantity = i, False, None
    if lower == "no":
        quantity, j = Quantity(i, i + 1, exactly(0), True), i + 1
    else:
        if lower in _DETERMINERS and not (lower == "a" and read_quantity(tokens, i)):
            definite = lower not in _ONE
            j = i + 1
        others_first = j < len(tokens) and tokens[j].lower in {"other", "remaining", "additional"}
        if j + others_first < len(tokens):
            quantity = read_quantity(tokens, j + others_first)
        if quantity is not None:
            j = quantity.last
    if (
        quantity is not None
        and j + 1 < len(tokens)
        and tokens[j].lower == "of"
        and tokens[j + 1].lower in _OWNERS
    ):
        j += 2  # "one of our drivers", "three of the attackers"
    head = _head(tokens, j, quantity is not None or j > i)
    if head is not None:
        return _with_head(tokens, i, head, quantity, definite)
    if quantity is None or not _stands_for_people(tokens, i, quantity):
        return None
    return People(i, quantity.last, quantity.count, None, definite=definite, bare=True)


def _read_name(tokens: Sequence[Token], i: int, is_place: Callable[[Span], bool]) -> People | None:
    """Read a person's name: a title and a capital word, or two capital words and more."""
    titles = lexicon().titles
    j = i
    titled = tokens[j].lower.rstrip(".") in titles and (
        tokens[j].is_capital or tokens[j].lower == "president"
    )
    while j < len(tokens) and (tokens[j].lower.rstrip(".") in titles or (j > i and tokens[j].text == ".")):
        j += 1
    first, capitals = j, 0
    while j < len(tokens):
        token = tokens[j]
        if (
            token.is_capital
            and len(token.text) > 1
            and token.lower not in _NOT_NAMES
            and not token.text.isupper()
        ):
            capitals += 1
        elif not (
            capitals
            and j + 1 < len(tokens)
            and (
                (token.lower in _PARTICLES and tokens[j + 1].is_capital)
                or (len(token.text) == 1 and token.text.isupper())
                or (token.text == "." and len(tokens[j - 1].text) == 1 and tokens[j + 1].is_capital)
            )
        ):
            break
        j += 1
    if capitals == 0 or (capitals == 1 and not titled) or capitals > 5:
        return None
    if is_place((tokens[first].start, tokens[j - 1].end)) or (
        j < len(tokens) and tokens[j].lower in _NOT_NAMES and tokens[j].is_capital
    ):
        return None
    if any(tokens[k].lower in lexicon().people and k == j - 1 for k in range(first, j)):
        return None
    name = next(
        (t.lower for t in reversed(tokens[first:j]) if len(t.text) > 2 and t.lower not in _PARTICLES), None
    )
    last = j
    while last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in {"jr", "sr"}:
        last += 2
    return People(i, last, exactly(1), None, name=name)


def _head(tokens: Sequence[Token], j: int, determined: bool) -> int | None:
    """Return the index of the head noun of the phrase that goes on at `j`; None where it means no people."""
    people = lexicon().people
    for k in range(j, min(j + (_BEFORE_HEAD if determined else 2), len(tokens))):
        lower = tokens[k].lower
        if lower in people:
            while (
                k + 1 < len(tokens) and tokens[k + 1].lower in people and tokens[k + 1].lower not in {"dead"}
            ):
                k += 1
            if lower == "dead" and not determined:
                return None
            return (
                k
                if lower != "dead"
                or k + 1 >= len(tokens)
                or not tokens[k + 1].is_word
                or tokens[k + 1].lower in {"and", "in", "after"}
                else None
            )
        if lower in _STOP or lower in _UNITS or not (tokens[k].is_word or tokens[k].text in "-.'\""):
            return None
        if read_number(tokens, k) is not None and not any(
            t.lower.startswith("year") for t in tokens[k + 1 : k + 4]
        ):
            return None
    return None


def _with_head(
    tokens: Sequence[Token], i: int, head: int, quantity: Quantity | None, definite: bool
) -> People:
    words = lexicon()
    noun = tokens[head].lower
    group = words.people[noun]
    if group == "people":
        for token in reversed(tokens[i:head]):  # "police officer", "child victim"
            if words.people.get(token.lower, "people") != "people":
                group = words.people[token.lower]
                break
            if token.lower in {"police", "rebel", "guerrilla", "civilian", "army", "military"}:
                group = {
                    "police": "police",
                    "rebel": "attackers",
                    "guerrilla": "attackers",
                    "civilian": "civilians",
                }.get(token.lower, "soldiers")
                break
    elif any(token.lower == "police" for token in tokens[i:head]):
        group = "police"
    last = head + 1
    count: Count | None
    many = noun in words.plurals
    if noun == "family" and last + 1 < len(tokens) and tokens[last].lower == "of":
        size = read_number(tokens, last + 1)
        if size is not None:
            return People(i, size[1], exactly(size[0]), None, definite=definite)
    if quantity is not None:
        count = quantity.count
        if not many and count == exactly(1) and definite:
            count = exactly(1)
    elif noun == "couple":
        count = exactly(2)
    elif noun == "family" or many:
        count = None
    else:
        count = exactly(1)
    others = noun in {"other", "others"} or any(
        t.lower in {"other", "another", "more", "additional", "second", "third"} for t in tokens[i:head]
    )
    return People(i, last, count, None if group == "people" else group, definite=definite, others=others)


def _stands_for_people(tokens: Sequence[Token], i: int, quantity: Quantity) -> bool:
    """Tell whether a bare number may mean people: "three were killed", "killing at least 12"."""
    if quantity.count.best is not None and 1900 <= quantity.count.best <= 2035 and quantity.exact:
        return False
    before = tokens[i - 1].lower if i > 0 else ""
    if before in {
        "$",
        "no",
        "article",
        "law",
        "no.",
        "#",
        "/",
        ":",
        "aged",
        "age",
        "at",
        "on",
        "since",
        "until",
        "(",
        "route",
        "highway",
        "-",
    }:
        return False
    months = {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "aug",
        "sept",
        "oct",
        "nov",
        "dec",
    }
    if before in months:
        return False
    if quantity.last >= len(tokens):
        return True
    after = tokens[quantity.last].lower
    if (
        after in months
        or after in _UNITS
        or after.startswith(_AGE_WORDS)
        or after in {"/", ":", "%", "-", "th", "$"}
    ):
        return False
    if after == "," and tokens[i].text[0].isdigit() and i > 0 and tokens[i - 1].text == ",":
        return False  # ", 34," is an age
    return after in _STOP or not tokens[quantity.last].is_word or after in _HARMED


_HARMED = frozenset(
    [
        "killed",
        "dead",
        "wounded",
        "injured",
        "hurt",
        "missing",
        "died",
        "arrested",
        "detained",
        "kidnapped",
        "abducted",
        "shot",
        "stabbed",
        "hospitalized",
        "critically",
        "seriously",
        "slightly",
        "fatally",
        "more",
    ]
)


def join_lists(tokens: Sequence[Token], people: Sequence[People]) -> tuple[tuple[People, ...], ...]:
    """Group phrases that are joined by commas and "and"; a phrase in apposition is not counted twice."""
    groups: list[list[People]] = []
    for phrase in people:
        if groups:
            between = [token.lower for token in tokens[groups[-1][-1].last : phrase.first]]
            part = [token.lower for token in tokens[phrase.last : phrase.last + 2]] in (
                ["of", "them"],
                ["of", "whom"],
            )
            if (
                not part
                and not phrase.definite | (phrase.name is None and phrase.count is None)
                and _joins(between)
            ) or (not part and between[-1:] == ["and"] and _joins(between)):
                previous = groups[-1][-1]
                if (
                    between == [","]
                    and (previous.name is None) != (phrase.name is None)
                    and not phrase.others
                ):
                    groups[-1][-1] = replace(
                        previous, last=phrase.last, name=previous.name or phrase.name,
                        group=previous.group or phrase.group, definite=previous.definite and phrase.definite,
                        count=previous.count or phrase.count,
                    )  # fmt: skip
                    continue
                groups[-1].append(phrase)
                continue
        groups.append([phrase])
    return tuple(part for group in groups for part in _ended_lists(tokens, group))


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
    rest = [word for word in between if word not in {",", "his", "her", "their"} and not word.isdigit()]
    return between != [] and rest in (
        [],
        ["and"],
        ["and", "also"],
        ["along", "with"],
        ["as", "well", "as"],
        ["plus"],
        ["&"],
    )
