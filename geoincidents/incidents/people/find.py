"""Find the phrases that mean people in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gazetteer.relations.relation import Span
from geoincidents.incidents.dates.calendar import MONTHS
from geoincidents.incidents.harm import BE, BODIES, DIED, HAVE, PARTICIPLES
from geoincidents.incidents.numbers import Quantity, read_number, read_quantity
from geoincidents.incidents.people.ages import find_ages, number_of_ages
from geoincidents.incidents.people.bare import stands_for_people
from geoincidents.incidents.people.heads import HARMING, STOP, find_head, with_head
from geoincidents.incidents.people.names import read_name
from geoincidents.incidents.people.openings import (
    DETERMINERS,
    FURTHER,
    NOBODY,
    ORDINALS,
    PRONOUNS,
    SINGLE_PRONOUNS,
    find_openings,
)
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import words
from geoincidents.incidents.tokens import Tokens

_ONE = words("people", "determiners", "one")
_OWNERS = words("people", "determiners", "owners")
_POSSESSIVES = words("people", "possessives")
_HARMED = words("people", "harmed")
_MOSTLY = frozenset({"mostly", "mainly", "largely", "chiefly"})
_VERBS = BE | DIED | HAVE | {"suffered", "sustained", "critically", "seriously", "fatally", "later"}
_INCLUDING = frozenset({"including", "comprising"})
_AMONG = frozenset({
    ("consisting", "of"), ("comprised", "of"), ("among", "them"), ("among", "whom"), ("among", "these"),
})  # fmt: skip
"""Words before a part of the people told of just before."""
_KIN = frozenset({"family", "household", "clan"})
"""Of which several are members, whatever stands before it: "five members of one family"."""
_OF_THEM = frozenset({"them", "whom", "those"})
_RELATIVE = frozenset({"who", "whom", "that", "which"})
_AFTER_PARTICIPLE = frozenset({"by", "in", "on", "at", "when", "during", "last", "remain", "remained"})
_NAMED = frozenset({"named", "called"})
_CLOSES = frozenset({",", ";"})
_OF_THEM_REACH = 3
"""Tokens after "five of them" up to the noun that says what they were."""


def find_people(
    tokens: Tokens,
    is_place: Callable[[Span], bool] = lambda _: False,
    ages: frozenset[int] | None = None,
) -> tuple[People, ...]:
    """Return every phrase that means people, left to right, not overlapping.

    Parameters
    ----------
    tokens : Tokens
        One sentence.
    is_place : callable
        Tells whether a span overlaps a place's name, so that "San Miguel" is no person.
    ages : frozenset of int or None
        `find_ages` of the tokens, where it is at hand.
    """
    found: list[People] = []
    ages = find_ages(tokens) if ages is None else ages
    i = 0
    for first in find_openings(tokens):
        people = _read(tokens, first, is_place) if first >= i and first not in ages else None
        if people is None:
            continue
        i = people.last
        if _begins_subset(tokens, people.first):
            people = replace(people, subset=True)
        if people.count is None and people.name is None and not people.bare:
            told = number_of_ages(tokens, people.last, ages)
            people = replace(people, count=exactly(told)) if told > 1 else people
        if found and _belongs(tokens, found[-1], people):
            found[-1] = replace(found[-1], last=people.last)
        else:
            found.append(people)
    return tuple(found)


def _belongs(tokens: Tokens, whole: People, people: People) -> bool:
    """Tell whether a phrase only says whose people the one before it are: "members of the same family".

    A name may do so as well: "11 members of Dawlah Islamiya", "the wife of Juan Perez".
    """
    if whole.bare or whole.name is not None or (whole.count is None and people.name is None):
        return False
    if people.first != whole.last + 1 or tokens[whole.last].lower != "of":
        return False
    if people.name is not None:
        return tokens[whole.last - 1].lower not in BODIES
    return tokens[people.first].lower in _OWNERS or tokens[people.last - 1].lower in _KIN


def _begins_subset(tokens: Tokens, i: int) -> bool:
    """Tell whether "including", "among them" or the like stands before token `i`."""
    if tokens.words[i] in _MOSTLY:
        return True
    before = tokens.words[max(0, i - 2) : i]
    return bool(before) and (before[-1] in _INCLUDING or tuple(before) in _AMONG)


def _read(tokens: Tokens, i: int, is_place: Callable[[Span], bool]) -> People | None:
    lower = tokens.words[i]
    nobody = _read_nobody(tokens, i) if lower[0] == "n" else None
    if nobody is not None:
        return nobody
    if lower in PRONOUNS:
        if lower == "them" and i > 0 and tokens.words[i - 1] in {"of", "among"}:
            return None
        count = exactly(1) if lower in SINGLE_PRONOUNS else None
        return People(i, i + 1, count, None, definite=True)
    named = read_name(tokens, i, is_place)
    if named is None and lower.endswith("-year-old") and i + 1 < len(tokens):
        after = read_name(tokens, i + 1, is_place, after_noun=True)
        named = None if after is None else replace(after, first=i)
    if named is not None:
        owned = _owned_head(tokens, named)
        if owned is None:
            return named
        return _with_name(tokens, with_head(tokens, i, owned, None, False, owned=True), is_place)
    people = _read_noun_phrase(tokens, i)
    return None if people is None else _with_name(tokens, people, is_place)


def _with_name(tokens: Tokens, people: People, is_place: Callable[[Span], bool]) -> People:
    """Add the name that follows a noun: "magistrate Carlos Valencia", "the reporter Navas"."""
    if people.bare or people.last >= len(tokens) or people.count not in (None, exactly(1)):
        return people
    said = _says_name(tokens, people)
    own = (lambda _: False) if said else is_place
    named = read_name(tokens, people.last + said, own, after_noun=people.count is not None)
    if named is None:
        return people
    if people.count is None and not people.anonymous:
        return people  # "the villagers Juan Perez and Pedro Gomez": their names come as a list of their own
    return replace(people, last=named.last, name=named.name, count=exactly(1), anonymous=False)


def _says_name(tokens: Tokens, people: People) -> bool:
    """Tell whether a word before the name says that it is one: "a nurse named Ana Ruiz", "his son, Luis,"."""
    said = tokens[people.last].lower
    if said in _NAMED:
        return people.last + 1 < len(tokens)
    if said != "," or not people.owned or people.last + 2 >= len(tokens):
        return False
    return tokens[people.last + 2].text in _CLOSES


def _read_nobody(tokens: Tokens, i: int) -> People | None:
    """Read "nobody", "no one else"."""
    lower = tokens[i].lower
    split = lower == "no" and i + 1 < len(tokens) and tokens[i + 1].lower in {"one", "body"}
    if lower not in NOBODY and not split:
        return None
    last = i + 1 + split
    after = tokens[last].lower if last < len(tokens) else ""
    others = after in {"else", "other"}
    return People(i, last + others, exactly(0), None, others=others, subset=after == "of")


def _owned_head(tokens: Tokens, named: People) -> int | None:
    """Return the noun that a name owns: "Perez's wife"."""
    if not tokens[named.last - 1].lower.endswith(("'s", "s'")):
        return None
    return find_head(tokens, named.last, True)


def _read_noun_phrase(tokens: Tokens, i: int) -> People | None:
    """Read determiner, number, adjectives and noun, or a bare number."""
    words = tokens.words
    if words[i] == "that" and i + 1 < len(words) and words[i + 1] in DETERMINERS:
        return None  # "said that the villagers"
    further = _read_ordinal(tokens, i)
    if further is not None:
        return further
    j, definite, quantity = _read_determiner(tokens, i)
    if quantity is not None and words[i][0].isdigit() and _is_day(tokens, quantity.last):
        return None  # "on May 12 a constable", "on 9 May a woman": a day, not a number of people
    of_them = quantity is not None and _is_of(tokens, j, _OF_THEM)
    if quantity is not None and (of_them or _is_of(tokens, j, _OWNERS)):
        j += 2  # "one of our drivers", "three of the attackers", "five of them children"
        j = j if of_them else _behind_whole(tokens, j)
    before = words[i - 1] if i and quantity is not None else ""
    head = find_head(tokens, j, quantity is not None or j > i, quantity is not None, before)
    if head is not None and not (of_them and head >= j + _OF_THEM_REACH):
        owned = words[i] in _POSSESSIVES or _is_owner(tokens, i) or (i > 0 and _is_owner(tokens, i - 1))
        return with_head(tokens, i, head, quantity, definite, owned=owned, anonymous=j == i, subset=of_them)
    if quantity is None or not stands_for_people(tokens, i, quantity):
        return None
    return People(i, quantity.last, quantity.count, None, definite=definite, bare=True)


def _is_owner(tokens: Tokens, i: int) -> bool:
    """Tell whether a token ends who others belong to: "Perez's", "Torres'"."""
    words = tokens.words
    return words[i].endswith("'s") or (
        tokens[i].text == "'" and i > 0 and words[i - 1].endswith("s") and tokens[i - 1].is_word
    )


def _behind_whole(tokens: Tokens, j: int) -> int:
    """Return the index behind a whole's number: "ten of the 12 guests".

    Of "the 12 who were seized" and "the 12 guests seized by" the whole suffers it, and is left to be read.
    """
    whole = read_number(tokens, j) if j < len(tokens) else None
    if whole is None:
        return j
    head = find_head(tokens, whole[1], True, True)
    after = [token.lower for token in tokens[head + 1 : head + 3]] if head is not None else []
    reduced = (
        len(after) == 2 and after[0] in PARTICIPLES and (after[1] in _AFTER_PARTICIPLE or after[1] in BE)
    )
    return j if reduced or (after and after[0] in _RELATIVE) else whole[1]


def _read_ordinal(tokens: Tokens, i: int) -> People | None:
    """Read "a third was hurt", "another died", "and another hurt", "wounding a fourth": one more person."""
    words = tokens.words
    j = i + 1 if words[i] in {"a", "the"} else i
    if j >= len(words) or words[j] not in (ORDINALS if j > i else {"another"}):
        return None
    after = words[j + 1] if j + 1 < len(words) else ""
    before = words[i - 1] if i > 0 else ""
    elliptic = after in _HARMED and before == "and"
    harmed = before in HARMING and after != "of" and (after in STOP or not after[:1].isalnum())
    if not (after in _VERBS or elliptic or harmed):
        return None
    # "killing two and wounding a third": besides the dead, not besides others who were hurt
    return People(i, j + 1, exactly(1), None, others=not harmed)


def _read_determiner(tokens: Tokens, i: int) -> tuple[int, bool, Quantity | None]:
    """Return the index after determiner and number, whether the phrase is definite, and the number."""
    words = tokens.words
    lower = words[i]
    hedged = read_quantity(tokens, i) if lower == "no" else None
    if hedged is not None:  # "no fewer than 12"
        return hedged.last, False, hedged
    none = _read_none(tokens, i) if lower[0] == "n" else None
    if none is not None:
        return none, False, Quantity(i, none, exactly(0), True)
    vague = read_quantity(tokens, i) if lower in {"a", "an"} else None
    if vague is not None:  # "a dozen"
        return vague.last, False, vague
    j, definite = (i + 1, lower not in _ONE) if lower in DETERMINERS else (i, False)
    at = j + (j < len(words) and words[j] in FURTHER)
    quantity = read_quantity(tokens, at) if at < len(words) else None
    return (j if quantity is None else quantity.last), definite, quantity


def _read_none(tokens: Tokens, i: int) -> int | None:
    """Return the index after "no", "not one", "not a single"; None where a token begins none of these."""
    if tokens[i].lower == "no":
        return i + 1
    if tokens[i].lower != "not":
        return None
    after = [*(token.lower for token in tokens[i + 1 : i + 3]), ""]
    if not (after[0] == "one" or after[:2] == ["a", "single"]):
        return None
    return i + 2 + (after[1] == "single")


def _is_day(tokens: Tokens, k: int) -> bool:
    return _is_determiner(tokens, k) or (k < len(tokens) and tokens[k].lower in MONTHS)


def _is_determiner(tokens: Tokens, k: int) -> bool:
    return k < len(tokens) and tokens[k].lower in DETERMINERS


def _is_of(tokens: Tokens, j: int, owners: frozenset[str]) -> bool:
    words = tokens.words
    return j + 1 < len(words) and words[j] == "of" and words[j + 1] in owners
