"""Nouns that mean people, with what stands before them: how many, of which group."""

from __future__ import annotations

from geoincidents.incidents.harm import ADVERBS, ANIMALS, BE, HAVE
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.numbers import Quantity, read_number
from geoincidents.incidents.people.phrase import People, exactly
from geoincidents.incidents.tables import table, words
from geoincidents.incidents.tokens import Token, Tokens
from geoincidents.types import Count

STOP = words("people", "stop")
"""Words beyond which a noun is not looked for."""
UNITS = words("people", "units")
"""Words that a number counts and that are no people."""
_GROUP_WORDS: dict[str, str] = table("people")["group_words"]
_ALSO_ADJECTIVES = words("people", "also_adjectives")
_ORGANISATIONS = words("people", "organisations")
_HARMED = words("people", "harmed")
_ENDINGS = tuple(words("people", "endings"))
_NOT_PEOPLE = words("people", "endings", "not_people") | UNITS
_PEOPLES = words("people", "peoples")
_WAYS = frozenset({"street", "road"})
"""Units of an address that also say where people work: "two street vendors"."""
_VERB_WORDS = BE | HAVE | ADVERBS
_VERB_ENDINGS = ("ed", "ing", "ly", "'s")
REACH, BARE_REACH = 7, 2
"""Tokens up to the noun, with and without a determiner, number or name: adjectives come in between."""
_PEOPLE, _PLURALS = lexicon().people, lexicon().plurals
_AFTER_DEAD = frozenset({"and", "in", "after"})
_MEMBERS = frozenset({"members", "elements"})
_OF_WHOM = 5
"""Words after "members of" among which those stand that tell whose."""
_SHORTEST = 5
"""Letters of a plural that no list knows and that is taken for people: shorter ones are "IEDs" and units."""
_PEOPLE_ONLY = words("people", "only_people")
HARMING = _PEOPLE_ONLY | words("people", "only_people", "active")
"""Verbs of which only people are the object."""
_FORCES = frozenset({"police", "gendarmerie"})
"""Words for a force that a number counts: "four police were killed"."""
AGED = ("-year-old", "-year-olds")
_OTHERS = frozenset({"other", "another", "more", "additional", "second", "third"})


def find_head(
    tokens: Tokens, j: int, determined: bool, counted: bool = False, before: str = ""
) -> int | None:
    """Return the index of the head noun of the phrase that goes on at `j`; None where it means no people.

    Parameters
    ----------
    tokens : sequence of Token
        The sentence.
    j : int
        Where adjectives and noun begin.
    determined : bool
        Whether a determiner or a number stands before them.
    counted : bool
        Whether a number does: then nouns that the lexicon lacks may mean people by their ending.
    before : str
        The word before the phrase: who is "killed" is a person, whatever the noun.
    """
    words = tokens.words
    for k in range(j, min(j + REACH, len(words))):
        lower = words[k]
        if lower in _PEOPLE and not _is_adjective(tokens, k):
            head = _last_noun(tokens, k, determined)
            near = determined or k < j + BARE_REACH
            return head if near or (head is not None and _before_name(tokens, head)) else None
        if determined and lower.endswith(AGED) and _stands_alone(tokens, k):
            return k
        if counted and (_counts_people(tokens, k) or (before in HARMING and _is_unknown_plural(tokens, k))):
            return k
        ends = lower in STOP or (lower in UNITS and lower not in _WAYS)
        if ends or not (lower[0].isalnum() or tokens[k].text in "-.'\""):
            return None
        if read_number(tokens, k) is not None and not any(
            word.startswith("year") for word in words[k + 1 : k + 4]
        ):
            return None
    return None


def _is_short_name(tokens: Tokens, k: int) -> bool:
    """Tell whether a force's short name stands for its people: "7 VDP killed", "2 FARDC wounded"."""
    short = tokens[k].text.isalpha() and tokens[k].text.isupper() and len(tokens[k].text) > 1
    return short and k + 1 < len(tokens) and tokens[k + 1].lower in _HARMED


def _stands_alone(tokens: Tokens, k: int) -> bool:
    """Tell whether no noun follows an age: "a 19-year-old was shot", not "a 19-year-old Ardel man"."""
    if k + 1 >= len(tokens) or not tokens[k + 1].is_word:
        return True
    after = tokens[k + 1].lower
    return after in STOP or after in _HARMED or (after.islower() and after.endswith("ed"))


def _counts_people(tokens: Tokens, k: int) -> bool:
    """Tell whether a counted word that the lexicon lacks means people."""
    if _is_before_noun(tokens, k) or (tokens[k].lower.endswith("ese") and not _stands_alone(tokens, k)):
        return False  # "two Chinese engineers"
    return (
        _means_people(tokens[k])
        or _is_short_name(tokens, k)
        or _is_member(tokens, k)
        or _is_harmed(tokens, k)
    )


def _is_before_noun(tokens: Tokens, k: int) -> bool:
    """Tell whether a word for a force only says whose people follow: "four police officers"."""
    return (
        tokens[k].lower in _FORCES
        and k + 1 < len(tokens)
        and (tokens[k + 1].lower in _PEOPLE or tokens[k + 1].lower in UNITS)
    )


def _is_member(tokens: Tokens, k: int) -> bool:
    """Tell whether "members" goes on with whose they are: "twelve members of the security forces"."""
    return tokens[k].lower in _MEMBERS and k + 1 < len(tokens) and tokens[k + 1].lower == "of"


def _is_harmed(tokens: Tokens, k: int) -> bool:
    """Tell whether a counted plural that the lexicon lacks is of people, as only they are "killed"."""
    if not _is_unknown_plural(tokens, k) or tokens[k].lower in _NOT_PEOPLE:
        return False
    for n, token in enumerate(tokens[k + 1 : k + 5]):
        if token.lower in _PEOPLE_ONLY:
            return n > 0
        if token.lower not in _VERB_WORDS:
            break
    return False


def _is_unknown_plural(tokens: Tokens, k: int) -> bool:
    """Tell whether a word may be a plural of people that the lexicon lacks."""
    lower = tokens[k].lower
    return len(lower) >= _SHORTEST and lower.endswith("s") and lower not in UNITS and lower not in ANIMALS


def _is_adjective(tokens: Tokens, k: int) -> bool:
    """Tell whether a noun of people stands before another noun: "a private car", "a workers union"."""
    if _of_organisation(tokens, k):
        return True
    if tokens[k].lower not in _ALSO_ADJECTIVES or k + 1 >= len(tokens):
        return False
    after = tokens[k + 1]
    if tokens[k].is_capital and after.is_capital and tokens[k].lower not in lexicon().titles:
        return True  # "the National Liberation Army"
    return (
        after.text.isalpha()
        and after.text.islower()
        and after.lower not in STOP
        and after.lower not in _HARMED
        and after.lower not in _PEOPLE
        and not after.lower.endswith(_VERB_ENDINGS)
    )


def _of_organisation(tokens: Tokens, k: int) -> bool:
    """Tell whether a noun only says whose body follows: "a workers union", "the Peasant Unity Committee"."""
    words = tokens.words
    last, end = k + 1, min(len(words), k + REACH)
    if tokens[k].is_capital:
        while last + 1 < end and tokens[last + 1].is_capital:
            last += 1
    told = last < len(words) and words[last] in _ORGANISATIONS
    return told and (words[k] in _PLURALS or tokens[last].is_capital)


def names_follow(tokens: Tokens, k: int) -> bool:
    """Tell whether a name stands after the nouns of people at index `k`; then adjectives may be many."""
    head = _last_noun(tokens, k, False)
    return head is not None and _before_name(tokens, head)


def _before_name(tokens: Tokens, head: int) -> bool:
    return head + 1 < len(tokens) and tokens[head + 1].is_capital and len(tokens[head + 1].text) > 1


def _means_people(token: Token) -> bool:
    """Tell whether a plural that the lexicon lacks means people: "instructors", "Palestinians", "police"."""
    lower = token.lower
    if lower in _FORCES:
        return True
    if token.is_capital:
        return lower in _PEOPLES or (len(lower) > 5 and lower.endswith(("ans", "is", "ists", "ites", "ese")))
    return lower.endswith(_ENDINGS) and lower not in _NOT_PEOPLE


def _last_noun(tokens: Tokens, k: int, determined: bool) -> int | None:
    """Return the last of several nouns ("police officer"); "dead" alone is one only at a phrase's end."""
    words = tokens.words
    first = words[k]
    while k + 1 < len(words) and words[k + 1] in _PEOPLE and words[k + 1] != "dead":
        k += 1
    if first != "dead":
        return k
    if not determined:
        return None
    ends = k + 1 >= len(words) or not tokens[k + 1].is_word or words[k + 1] in _AFTER_DEAD
    return k if ends or words[k] != "dead" else None


def with_head(
    tokens: Tokens,
    i: int,
    head: int,
    quantity: Quantity | None,
    definite: bool,
    *,
    owned: bool = False,
    anonymous: bool = False,
    subset: bool = False,
) -> People:
    """Return the phrase from token `i` to its noun."""
    words = tokens.words
    noun = words[head]
    if noun == "family" and head + 2 < len(words) and words[head + 1] == "of":
        size = read_number(tokens, head + 2)
        if size is not None:
            return People(
                i, size[1], exactly(size[0]), None, definite=definite, owned=owned, anonymous=anonymous,
                subset=subset,
            )  # fmt: skip
    figure = range(0) if quantity is None else range(quantity.first, quantity.last)  # "more than a dozen"
    others = noun in {"other", "others"} or (
        not _OTHERS.isdisjoint(words[i:head])
        and any(words[k] in _OTHERS for k in range(i, head) if k not in figure)
    )
    group = _group(tokens, i, head)
    end = head + 1 if group is None or not _is_member(tokens, head) else _whose(tokens, head) + 1
    return People(
        i, end, _count(noun, quantity), group, definite=definite, others=others, owned=owned,
        anonymous=anonymous, subset=subset,
    )  # fmt: skip


def _whose(tokens: Tokens, head: int) -> int:
    """Return the index of the word that tells the group of "members of …"; the noun's own for none."""
    after = range(head + 2, min(head + 2 + _OF_WHOM, len(tokens)))
    return next((k for k in after if tokens[k].lower in _GROUP_WORDS), head)


def _count(noun: str, quantity: Quantity | None) -> Count | None:
    if quantity is not None:
        return quantity.count
    if noun == "couple":
        return exactly(2)
    plural = noun in _PLURALS or (noun not in _PEOPLE and not noun.endswith(AGED[0]))
    return None if noun == "family" or plural else exactly(1)


def _group(tokens: Tokens, i: int, head: int) -> str | None:
    """Return the group of the noun, or the one that a word before it tells ("child victim")."""
    words = tokens.words
    if words[head] in _FORCES:
        return "police"
    group = _PEOPLE.get(words[head], "people")
    if _is_member(tokens, head):
        return _GROUP_WORDS.get(words[_whose(tokens, head)])
    if group != "people":
        return "police" if "police" in words[i:head] else group
    for word in reversed(words[i:head]):
        told = _PEOPLE.get(word, "people")
        if told != "people":
            return told
        if word in _GROUP_WORDS:
            return _GROUP_WORDS[word]
    return None
