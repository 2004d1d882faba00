"""Lists of people: "two officers and two airmen", "the mayor of X, his wife and a guard", and appositions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geoincidents.incidents.harm import ANIMALS, BE, DIED, GERUNDS, NOUNS_OF, PARTICIPLES, PRESENT
from geoincidents.incidents.people.ages import find_ages
from geoincidents.incidents.people.heads import STOP, UNITS
from geoincidents.incidents.people.insertions import pass_over_insertions
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Tokens

_LIST_ENDS = frozenset({"and", "with", "as", "plus", "&"})
_PASSED_OVER = frozenset({",", "his", "her", "their", "of"})
_JOINTS: tuple[list[str], ...] = (
    [],
    ["and"],
    ["and", "also"],
    ["along", "with"],
    ["together", "with"],
    ["as", "well", "as"],
    ["plus"],
    ["&"],
)
_APPOSED = (["and"], [","])
_AFTER_NOUN = frozenset({"of", "from", "in", "at", "for"})
_AFTER_ROLE = _AFTER_NOUN | {",", ";"}
_LONGEST_AFTER_NOUN = 12
_ONE = frozenset({"a", "an", "the", "his", "her", "their", "its"})
_OF_UNKNOWN = range(4, 7)
"""Tokens between two phrases among which somebody of an unknown noun stands."""
_OPENERS = frozenset({".", ",", ":", ";", "-", "–", "—", "--", "that", "when"})
""""At least" before a figure is of its phrase."""
_CLAUSE = (
    BE
    | DIED
    | PARTICIPLES.keys()
    | {"who", "which", "that", "when", "while", "said", "after", "before", "by"}
)
_SAYS = {"said", "says", "told", "reported", "announced", "added", "confirmed", "stated"}
_VERB_GROUP = BE | DIED | {"have", "had", "has"} | _SAYS
"""What follows the subject of a sentence: "killing two men, a nurse and a guard said" has two speakers."""
_ONCE = frozenset({"former", "retired", "ex", "fellow", "serving"})
"""What somebody told of before was or is: "his father, a former mayor"."""
_HARMED = words("people", "harmed")
_DEAD = frozenset({"dead", "wounded", "injured", "hurt", "missing", "killed"})


def join_lists(
    tokens: Tokens, people: Sequence[People], ages: frozenset[int] | None = None
) -> tuple[tuple[People, ...], ...]:
    """Group phrases that are joined by commas and "and"; a phrase in apposition is not counted twice."""
    ages = find_ages(tokens) if ages is None else ages
    groups: list[list[People]] = []
    for phrase in _with_unknown(tokens, pass_over_insertions(tokens, people)):
        previous = groups[-1][-1] if groups else None
        between = [] if previous is None else _between(tokens, previous.last, phrase.first, ages)
        if previous is None or not _goes_on(tokens, between, groups[-1], phrase):
            groups.append([phrase])
        elif _in_apposition(tokens, between, previous, phrase) or _is_second_role(between, previous, phrase):
            groups[-1][-1] = _merged(previous, phrase)
        else:
            groups[-1].append(phrase)
    joined: list[tuple[People, ...]] = []
    for group in groups:
        if len(group) == 1:
            joined.append((group[0],))
        else:
            joined += [_counted_once(tokens, part) for part in _ended_lists(tokens, group)]
    return tuple(joined)


def _with_unknown(tokens: Tokens, people: Sequence[People]) -> Iterator[People]:
    """Yield the phrases, and who stands between two by an unknown noun: "a cook, a taxidermist and a boy"."""
    last = len(tokens)
    for phrase in people:
        if phrase.first - last in _OF_UNKNOWN and tokens[last].text == ",":
            between = tokens[last : phrase.first]
            nouns = between[2:-2] if between[-2].text == "," else between[2:-1]
            told = nouns and between[1].lower in _ONE and between[-1].lower == "and"
            if told and all(_may_be_person(noun.text) for noun in nouns):
                yield People(last + 1, last + 2 + len(nouns), exactly(1), None)
        yield phrase
        last = phrase.last


def _may_be_person(noun: str) -> bool:
    known = noun in STOP or noun in UNITS or noun in ANIMALS or noun in PARTICIPLES
    return noun.removesuffix("'s").isalpha() and noun.islower() and not known


def _between(tokens: Tokens, first: int, last: int, ages: frozenset[int]) -> list[str]:
    """Return the words between two phrases without ages and the second of two commas."""
    kept = [tokens[i].lower for i in range(first, last) if i not in ages]
    return [word for i, word in enumerate(kept) if not (word == "," and kept[i - 1 : i] == [","])]


def _goes_on(tokens: Tokens, between: list[str], group: Sequence[People], phrase: People) -> bool:
    """Tell whether a phrase goes on with the list before it; "two of them" is a part of it instead."""
    if phrase.subset or _is_part(tokens, phrase) or _is_harmed_apart(tokens, group[-1], phrase):
        return False
    if not _joins(between, group[-1]) and not _joins_after_noun(tokens, between, group, phrase):
        return False
    harms = tokens[phrase.last].lower in PARTICIPLES if phrase.last < len(tokens) else False
    if is_object(tokens, group) and (harms or _is_subject(tokens, phrase)):
        return False  # "a strike killed five and another killed two"
    new = (not phrase.definite or phrase.owned) and not (phrase.name is None and phrase.count is None)
    return new or between[-1] == "and" or _is_role(tokens, between, group[-1], phrase)


def _is_role(tokens: Tokens, between: list[str], previous: People, phrase: People) -> bool:
    """Tell whether a definite phrase only says what the one named was: "Juan Perez, the mayor, and"."""
    after = tokens[phrase.last].lower if phrase.last < len(tokens) else ""
    return (
        between == [","] and previous.name is not None and phrase.name is None
        and phrase.count == exactly(1) and after in _AFTER_ROLE
    )  # fmt: skip


def _is_part(tokens: Tokens, phrase: People) -> bool:
    after = [token.lower for token in tokens[phrase.last : phrase.last + 2]]
    return after in (["of", "them"], ["of", "whom"])


def _is_harmed_apart(tokens: Tokens, previous: People, phrase: People) -> bool:
    """Tell whether each has its own harm: "20 dead and around 30 wounded", "2 dead and a third hurt"."""
    after = phrase.last
    while after < len(tokens) and tokens[after].lower.endswith("ly"):
        after += 1
    harmed = after < len(tokens) and tokens[after].lower in _HARMED
    if harmed and tokens[phrase.first - 1].lower == "and" and tokens[phrase.first - 2].lower in _DEAD:
        return True
    own = phrase.bare and harmed
    own = own or tokens[phrase.last - 1].lower in _DEAD
    return own and (tokens[previous.last - 1].lower in _DEAD or not previous.bare)


def _joins(between: list[str], previous: People) -> bool:
    """Tell whether words between two phrases make a list of them; ", 34, and" (an age) is passed over."""
    rest = [word for word in between if word not in _PASSED_OVER and not word.isdigit()]
    if rest[:1] == [";"] and (previous.name is not None or previous.with_role):
        rest = rest[1:]  # "Juan Perez, the mayor; Ana Ruiz, a clerk; and a guard"
    return between != [] and between[0] != "of" and rest in _JOINTS


def _joins_after_noun(tokens: Tokens, between: list[str], group: Sequence[People], phrase: People) -> bool:
    """Read a list whose phrases have something behind the noun: "the mayor of X, his wife and a guard"."""
    if not between or between[0] not in _AFTER_NOUN or len(between) > _LONGEST_AFTER_NOUN:
        return False
    if _CLAUSE & set(between):
        return False
    if group[-1].name and phrase.name and (between[-2:] == [",", "and"] or between[-1] == ";"):
        return True  # "John Weber, leader of the party, and Hilda Peters"
    if not is_object(tokens, group):
        return between[-1] == "and" and _is_subject(tokens, phrase) and _begins_clause(tokens, group[0].first)
    if between[-1] == ",":
        return phrase.owned or phrase.count is not None
    return between[-1] == "and" or between[-2:] in (["well", "as"], ["along", "with"], ["together", "with"])


def is_object(tokens: Tokens, group: Sequence[People]) -> bool:
    """Tell whether a word of harm stands before a list: "killed two men", "the murder of two men"."""
    first = group[0].first
    before = tokens[first - 1].lower if first else ""
    if before == "of" and first > 1:
        return tokens[first - 2].lower in NOUNS_OF
    return before in PARTICIPLES or before in GERUNDS or before in PRESENT


def _begins_clause(tokens: Tokens, first: int) -> bool:
    """Tell whether a phrase is a subject: "Six rebels of the front and two soldiers died"."""
    return first == 0 or tokens[first - 1].text in _OPENERS


def _is_subject(tokens: Tokens, phrase: People) -> bool:
    return phrase.last < len(tokens) and tokens[phrase.last].lower in _VERB_GROUP


def _in_apposition(tokens: Tokens, between: list[str], previous: People, phrase: People) -> bool:
    """Tell whether two phrases name one person: "Juan Perez, a farmer", "his father, a former mayor"."""
    if between not in _APPOSED or not (_may_be_one(previous) and _may_be_one(phrase)):
        return False
    if phrase.others:  # "Ana Ruiz, another teacher, ...", not "Ana Ruiz, another teacher and ..."
        one = phrase.name is None and phrase.count == exactly(1)
        return one and between == [","] and previous.name is not None
    if between == ["and"]:
        return previous.anonymous and previous.count is not None and phrase.name is not None
    was = {token.lower for token in tokens[phrase.first + 1 : phrase.first + 3]}
    if between == [","] and not previous.anonymous and not _ONCE.isdisjoint(was):
        return True
    return between == [","] and (previous.name is None) != (phrase.name is None) and not phrase.owned


def _is_second_role(between: list[str], previous: People, phrase: People) -> bool:
    """Tell whether a noun without an article is one more role: "Ana Ruiz, head of A and mayor of B"."""
    one = phrase.anonymous and phrase.name is None and phrase.count == exactly(1) and not phrase.others
    return one and between[-1] == "and" and previous.name is not None and previous.with_role


def _may_be_one(phrase: People) -> bool:
    return phrase.count is None or phrase.count == exactly(1)


def _merged(previous: People, phrase: People) -> People:
    return replace(
        previous,
        last=phrase.last,
        name=previous.name or phrase.name,
        group=previous.group or phrase.group,
        definite=previous.definite and phrase.definite,
        count=previous.count or phrase.count,
        others=previous.others or phrase.others,
        with_role=True,
    )


def _counted_once(tokens: Tokens, group: tuple[People, ...]) -> tuple[People, ...]:
    """Drop the parts of a list that break up its first figure: "three civilians, two women and a man"."""
    if len(group) < 3:
        return group
    counts = [phrase.count.best for phrase in group if phrase.count is not None]
    if len(counts) < len(group) or None in counts:
        return group
    whole, *parts = (count for count in counts if count is not None)
    if whole != sum(parts) or not _breaks_up(tokens, group):
        return group
    return (replace(group[0], last=group[-1].last),)


def _breaks_up(tokens: Tokens, group: tuple[People, ...]) -> bool:
    """Tell whether what follows may be the same people told apart: by their names, or more closely."""
    first, *parts = group
    if all(phrase.name for phrase in parts) or first.group is None:
        return True
    anybody = {None, "children"} | ({"civilians"} if tokens[first.last - 1].lower == "civilians" else set())
    return first.group == "civilians" and all(phrase.group in anybody for phrase in parts)


def _ended_lists(tokens: Tokens, group: Sequence[People]) -> Iterator[tuple[People, ...]]:
    """Yield a list up to its last "and" as one; phrases joined by commas alone are no list."""
    ends = [
        i
        for i in range(1, len(group))
        if any(token.lower in _LIST_ENDS for token in tokens[group[i - 1].last : group[i].first])
    ]
    after = ends[-1] + 1 if ends else 0
    if after:
        yield tuple(group[:after])
    yield from ((phrase,) for phrase in group[after:])
