"""One sentence, made ready for reading: its tokens and the lists of people in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gazetteer.relations.relation import Span
from geoincidents.incidents.casualties.claim import Claim, add
from geoincidents.incidents.harm import Harm
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Present, present
from geoincidents.incidents.people import People, exactly, find_people, join_lists
from geoincidents.incidents.people.ages import find_ages
from geoincidents.incidents.tokens import Tokens
from geoincidents.types import Count

_CLAUSE = 60
"""Tokens of a long clause, lists of names included."""
_IN_ORDER = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "last", "latest", "other", "youngest", "oldest",
})  # fmt: skip
_SUBSET = frozenset({"including", "among", "least"})
_OF_THEM = (["of", "them"], ["of", "whom"], ["of", "those"])
_BODY = frozenset({"his body", "her body"})
_SEVERAL = Count(low=2, best=2, high=None)
_MASSES = frozenset({"staff", "troops", "personnel"})
_DIES = frozenset({"died", "dies", "succumbed", "perished"})
_BROUGHT = frozenset({"hospital", "hospitals", "hospitalised", "hospitalized", "wounded", "injured", "hurt"})
"""What "one of them died" goes on with where those told of were hurt: one of the hurt is one dead more."""
_HURT_BEFORE = frozenset({"wounded", "injured"})
"""Of whom somebody who dies is one dead more: "one of the wounded died"."""


class Sentence:
    """A sentence and the people in it, who are looked for where a word of harm asks for them.

    Parameters
    ----------
    text : str
        The article's text.
    tokens : Tokens
        The sentence's.
    is_place : callable
        Tells whether a span overlaps a place's name.

    Attributes
    ----------
    plain : str
        The article's text in lower case.
    span : Span
        Where the sentence stands.
    holds : frozenset of str
        The first letters of its words.
    ages : frozenset of int
        Indices of tokens that tell ages.
    groups : tuple of tuple of People
        Its lists of people, left to right.
    starts : dict
        The rest of the list that begins at a token's index.
    """

    ages: frozenset[int]
    groups: tuple[tuple[People, ...], ...]
    starts: dict[int, tuple[People, ...]]

    def __init__(self, text: str, tokens: Tokens, is_place: Callable[[Span], bool]) -> None:
        self.text, self.plain, self.tokens, self.is_place = text, lowered(text), tokens, is_place
        self.span = tokens[0].start, tokens[-1].end
        self.holds: Present = present(self.plain, *self.span)

    def __getattr__(self, name: str) -> object:
        """Look for the people when first asked for: three sentences in ten are read without."""
        if name == "starts":
            groups = self.groups
            self.starts = {phrase.first: group[i:] for group in groups for i, phrase in enumerate(group)}
        elif name in {"ages", "groups"}:
            self.ages = find_ages(self.tokens)
            people = find_people(self.tokens, self.is_place, self.ages)
            self.groups = join_lists(self.tokens, people, self.ages)
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def lower(self, k: int) -> str:
        """Return the word at index `k` in lower case; empty outside the sentence."""
        return self.tokens.words[k] if 0 <= k < len(self.tokens) else ""

    def groups_before(self, k: int) -> Iterator[tuple[People, ...]]:
        """Yield the lists of people that begin before index `k`, nearest first, within a clause."""
        for group in reversed(self.groups):
            if group[0].first < k:
                if group[-1].last < k - _CLAUSE:
                    return
                yield group

    def words(self, first: int, last: int) -> list[str]:
        """Return the words ``first:last`` in lower case."""
        return self.tokens.words[max(0, first) : max(0, last)]


def claim_of(sentence: Sentence, k: int, harm: Harm, people: Sequence[People]) -> Claim:
    """Return the statement that the harm word at index `k` makes of a list of people."""
    tokens, first, last = sentence.tokens, people[0].first, people[-1].last
    before, after = sentence.words(first - 3, first), sentence.words(last, last + 3)
    start, end = tokens[first].start, tokens[last - 1].end
    who = sentence.text[start:end]
    groups = {phrase.group for phrase in people}
    died_later = (
        sentence.lower(k) in _DIES
        and len(people) == 1
        and (
            (after[:2] == ["of", "the"] and not _HURT_BEFORE.isdisjoint(after[2:]))
            or (
                (after[:2] in _OF_THEM or _is_one_of_them(sentence, first))
                and not _BROUGHT.isdisjoint(sentence.words(0, first))
            )
        )
    )
    # "eight were killed, officials said, after two of the wounded died": the eight are told with them.
    counted_before = died_later and before[-1:] == ["after"]
    died_later = died_later and not counted_before
    names = [phrase.name for phrase in people if phrase.name]
    return Claim(
        harm=harm,
        count=_count_of(sentence, harm, people),
        who=who,
        group=groups.pop() if len(groups) == 1 else None,
        name=" ".join(names) if names else None,
        span=(min(start, tokens[k].start), max(end, tokens[k].end)),
        verb=tokens[k].start,
        subset=not died_later
        and (
            (
                (counted_before or people[0].subset or _is_subset(before, after, people[-1]))
                and not _is_of_uncounted(sentence, people)
            )
            or _is_partial_zero(people)
        ),
        total=before[-2:] == ["bringing", "to"] or "total" in before,
        others=any(phrase.others for phrase in people) or died_later,
        also=died_later,
        later=died_later or who.lower() in _BODY,
        definite=all(phrase.definite for phrase in people) or _is_one_told_of(before),
    )


def _count_of(sentence: Sentence, harm: Harm, people: Sequence[People]) -> Count | None:
    """Add up a list; an uncounted plural among the dead is two at least: "the priests and their cook"."""
    if len(people) == 1:
        return people[0].count
    counts = [phrase.count for phrase in people if phrase.count is not None]
    if harm == "killed" and counts and len(counts) < len(people):
        several = [
            phrase
            for i, phrase in enumerate(people)
            if phrase.count is None and not (i and phrase.anonymous)  # "31 Indians and peasants" are 31
        ]
        nouns = [sentence.lower(phrase.last - 1) for phrase in several]
        counts += [_SEVERAL for noun in nouns if noun in lexicon().plurals and noun not in _MASSES]
    return add(counts)


def claims_of(sentence: Sentence, k: int, harm: Harm, people: Sequence[People]) -> list[Claim]:
    """Return the statements of a list of people: several attackers among others are told apart.

    One attacker beside others stays with them, as archives of shootings count the shooter.
    """
    if len(people) == 1:
        return [claim_of(sentence, k, harm, people)]
    attackers = [phrase for phrase in people if phrase.group == "attackers"]
    several = sum((phrase.count.best or 0) if phrase.count is not None else 0 for phrase in attackers) > 1
    if not several or len(attackers) == len(people) or people[0].subset:
        return [claim_of(sentence, k, harm, people)]
    others = [phrase for phrase in people if phrase.group != "attackers"]
    return [claim_of(sentence, k, harm, others), claim_of(sentence, k, harm, attackers)]


def _is_one_told_of(before: list[str]) -> bool:
    """Tell whether who follows is one of those told of: "the ninth, Ana Ruiz, died"."""
    return before[-3:-2] == ["the"] and before[-2] in _IN_ORDER and before[-1] == ","


def _is_subset(before: list[str], after: list[str], last: People) -> bool:
    """Tell whether the words around a list make it a part of another: "including two", "two of them"."""
    if after[:2] in _OF_THEM or (last.bare and after[:2] == ["of", "the"]):
        return True
    if _SUBSET.isdisjoint(before) or "at" in before:
        return False
    # "a baker was among the five killed"
    return not (before[-1] == "among" and before[-2:-1] in (["was"], ["were"]))


def _is_one_of_them(sentence: Sentence, first: int) -> bool:
    """Tell whether a phrase says who one of several was: "one of them, a nurse, died"."""
    before = sentence.words(first - 3, first)
    return before[-1:] == [","] and (
        before[:2] in _OF_THEM or (before[0] == "the" and not _HURT_BEFORE.isdisjoint(before))
    )


def _is_of_uncounted(sentence: Sentence, people: Sequence[People]) -> bool:
    """Tell whether "five of them" are of people whose number is not told: "shot colleagues, killing five"."""
    words = sentence.words(people[0].first, people[-1].last + 2)
    if not any(words[k : k + 2] in _OF_THEM for k in range(1, len(words))):
        return False
    whole = next((group for group in sentence.groups_before(people[0].first)), None)
    return whole is not None and all(phrase.count is None for phrase in whole)


def _is_partial_zero(people: Sequence[People]) -> bool:
    """Tell whether nobody of one group was harmed: "no children", "nobody else"."""
    one = people[0]
    return len(people) == 1 and (one.group is not None or one.others) and one.count == exactly(0)
