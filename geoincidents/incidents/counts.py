"""How the statements of one incident add up to one count of each harm.

Statements of one incident mostly repeat each other, so the largest plain figure stands, not their sum;
persons of different names add up, and so does who is told of besides ("were also killed", "another man"). A
running total replaces what was told before it, zero of one group ("no children") says nothing of the others,
attackers' own dead are left out where others died unless two armed sides fought, whose dead add up, and of
those "shot" the dead are taken away to leave the injured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geoincidents.incidents.casualties.claim import add
from geoincidents.incidents.lexicon import lexicon
from geoincidents.types import Count

if TYPE_CHECKING:
    from geoincidents.incidents.casualties import Claim

Counted = Literal["killed", "injured", "missing", "detained", "abducted"]
COUNTED: tuple[Counted, ...] = ("killed", "injured", "missing", "detained", "abducted")
_TOLD_AS = {harm: frozenset({harm, "hit"} if harm == "injured" else {harm}) for harm in COUNTED}
"""The harms of statements that a count is read from: some of those shot are injured."""
_NO_PLURALS = frozenset({"they", "them", "family", "crew", "staff"})
"""Whom words mean that are told of elsewhere, or who may be one."""
_NEXT_SENTENCE = 200
"""Characters between the statements of the dead of two sides."""
_FIGURE = 2
"""A count that another may contradict: one person is mostly one of those told of, not all of them."""


def count_of(harm: Counted, claims: Sequence[Claim], *, battle: bool = False) -> Count | None:
    """Return one count of an incident; None where no statement gives it.

    Parameters
    ----------
    harm : str
        What was suffered.
    claims : sequence of Claim
        The incident's own statements.
    battle : bool
        Whether two armed sides fought: then the dead of both are its dead, as ACLED and UCDP count them.
    """
    if _TOLD_AS[harm].isdisjoint([claim.harm for claim in claims]):
        return None
    sides = _both_sides(claims, harm) if battle else None
    if battle and not _tells_of_people(claims, harm):
        claims = [replace(c, group=None) if c.group == "attackers" else c for c in claims]
    count = _injured(claims) if harm == "injured" else _added_up(claims, harm)
    return sides if sides is not None and (count is None or (count.best or 0) < (sides.best or 0)) else count


def _both_sides(claims: Sequence[Claim], harm: str) -> Count | None:
    """Return what two armed sides suffered together; None unless a figure of each is told.

    Two sentences may tell of the dead of one side each; those farther apart may be of two acts.

    A figure of people in general, or of a toll, stands: who they were is then told beside it.
    """
    told = [c for c in claims if c.harm == harm and _best(c) and not c.subset]
    counted = [c for c in told if not c.unofficial] or told
    if _tells_of_people(counted, harm):
        return None
    together = [
        add([_largest([armed]), _largest([other])])
        for armed in counted
        for other in counted
        if armed.group == "attackers"
        and other.group not in {None, "attackers"}
        and abs(armed.verb - other.verb) <= (_NEXT_SENTENCE if harm == "killed" else 0)
    ]
    return max((count for count in together if count is not None), key=lambda c: c.best or 0, default=None)


def _tells_of_people(claims: Sequence[Claim], harm: str) -> bool:
    """Tell whether a figure is one of people in general or of a toll: who they were is told beside it."""
    return any(
        c.harm == harm and not c.subset and (c.total or (c.group is None and _best(c) >= _FIGURE))
        for c in claims
    )


def _best(claim: Claim) -> int:
    return claim.count.best or 0 if claim.count is not None else 0


def _added_up(claims: Sequence[Claim], harm: str) -> Count | None:
    """Return the count that the statements of one harm leave; unofficial ones beside others widen it."""
    told = [c for c in claims if c.harm == harm]
    if not told:
        return None
    if not any(c.unofficial for c in told):
        return _stated(claims, harm)
    count = _stated([c for c in claims if not (c.unofficial or c.definite or c.subset)], harm)
    if count is None or (count.best or 0) < _FIGURE:
        return _stated(claims, harm)
    rivals = [
        c.count for c in claims
        if c.unofficial and c.harm == harm and c.count is not None and not (c.subset or c.others)
        and (c.total or (c.count.best or 0) > (count.best or 0))
    ]  # fmt: skip
    return _widened(count, rivals)


def _widened(count: Count, rivals: Sequence[Count]) -> Count:
    """Stretch low and high to the figures of others; the best stays."""
    lows = [c.low for c in (count, *rivals) if c.low is not None]
    highs = [c.high for c in (count, *rivals)]
    return Count(
        low=min(lows) if count.low is not None else None,
        best=count.best,
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def _stated(claims: Sequence[Claim], harm: str) -> Count | None:
    """Return the count that statements of equal worth leave."""
    counted = [
        c
        for c in claims
        if c.harm == harm and c.count is not None and c.count.best is not None and not c.subset
    ]
    totals = [c.count for c in counted if c.total]
    if totals:
        return totals[-1]
    if harm == "killed":
        counted = [replace(c, others=True, also=True) if _died_of_it(c, claims) else c for c in counted]
    people = _without_attackers([c for c in counted if _best(c) > 0]) or _parts(claims, harm)
    if not people:
        if counted:
            return counted[0].count
        return _of_all_aboard(claims, harm) or (_uncounted(claims) if harm == "killed" else None)
    if len(people) == 1:
        return _largest(people)
    besides = _besides(people)
    plain = [c for c in people if c not in besides]
    if not plain:
        return _largest(people)
    told = _largest(plain)
    if (told.best or 0) > 1:  # "five were shot … the four others": a plural figure may hold them already
        told = _largest([*plain, *(c for c in besides if not c.also)])
        besides = [c for c in besides if c.also]
    return _plus(told, sum(_best(c) for c in besides))


def _of_all_aboard(claims: Sequence[Claim], harm: str) -> Count | None:
    """Return the zero of a crew where nobody else is told of: "a shell hit a ship; no crew was hurt"."""
    if any(c.count is None or _best(c) for c in claims):
        return None
    return next((c.count for c in claims if c.harm == harm and c.group == "crew"), None)


def _uncounted(claims: Sequence[Claim]) -> Count | None:
    """Return what a plural of dead without any number says: two at least ("the murder of the priests").

    Of the wounded it says less: the articles of `gva` mostly mean one of several who were shot at.
    """
    plural = [
        c
        for c in claims
        if c.harm == "killed" and c.count is None and not (c.subset or c.weak) and _is_plural(c.who)
    ]
    if not plural:
        return None
    taken = [c for c in claims if c.harm == "abducted" and _best(c) >= _FIGURE and not c.subset]
    if taken and any(c.later for c in plural):
        return _largest(taken)
    return Count(low=2, best=2, high=None)


def _is_plural(who: str | None) -> bool:
    words = (who or "they").lower().split()
    return words[-1] not in _NO_PLURALS


def _parts(claims: Sequence[Claim], harm: str) -> list[Claim]:
    """Return the statements of parts, which stand where the whole is of another harm: "two of them died".

    Where nobody counts the whole ("five were attacked. Three of them died"), they are the least that it is.
    """
    if harm != "killed":
        return []
    parts = [c for c in claims if c.harm == harm and c.subset and _best(c) > 0]
    wholes = [_best(c) for c in claims if c.harm in {"hit", "injured"} and _best(c) and not c.subset]
    if not wholes:
        return [replace(c, count=replace(c.count, high=None)) for c in parts if c.count is not None]
    return [c for c in parts if _best(c) <= max(wholes)]


def _without_attackers(claims: list[Claim]) -> list[Claim]:
    """Leave several dead of the attackers out where others died too: they are told apart."""
    others = [c for c in claims if not (c.group == "attackers" and _best(c) > 1)]
    return others or claims


def _besides(claims: Sequence[Claim]) -> list[Claim]:
    """Return the statements that add to one told before them: "were also killed", "another man"."""
    found: list[Claim] = []
    names: list[str] = []
    plain_before = False
    for claim in sorted(claims, key=lambda c: (c.verb, c.span)):
        own = (claim.name or "").split()
        known = len(persons([*names, *own])) < len(persons(names)) + len(own)
        told = known or (claim.also and _is_counted(claim, claims))
        if claim.others and plain_before and not told and not any(_same(claim, c) for c in found):
            found.append(claim)
        elif not claim.others:
            plain_before = True
        names += own
    return found


def _died_of_it(dead: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether one of the wounded died, who is told by his role: "wounding a guard … the guard died"."""
    roles = _roles(dead.who) if dead.definite and not dead.name else set()
    return (
        bool(roles)
        and any(
            c.harm == "injured" and not c.weak and c.span < dead.span and roles <= _roles(c.who)
            for c in claims
        )
        and not any(c.harm == "killed" and c is not dead and roles & _roles(c.who) for c in claims)
    )


def _is_counted(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether who is named or told of before is of a larger list: "a judge and his cook … the cook"."""
    roles = _roles(claim.who) if claim.name or claim.definite else set()
    return bool(roles) and any(
        not c.others and _best(c) > _best(claim) and roles <= _roles(c.who) for c in claims
    )


def _roles(who: str | None) -> set[str]:
    """Return the nouns of people in a phrase, in the singular."""
    nouns = (noun.strip(",;.") for noun in (who or "").lower().split())
    return {
        noun if noun not in lexicon().plurals else re.sub("men$", "man", noun.removesuffix("s"))
        for noun in nouns
        if noun in lexicon().people
    }


def persons(names: Iterable[str]) -> list[set[str]]:
    """Tell persons apart by their names: "galan", "luis_galan" and "luis_galan_sarmiento" are one.

    Two names are one person's where one holds all words of the other or they share two words; a surname
    shared by "ana_ruiz" and "luis_ruiz" is a family's.
    """
    found: list[set[str]] = []
    for name in dict.fromkeys(names):
        words = set(name.split("_"))
        same = next((p for p in found if words <= p or p <= words or len(words & p) >= 2), None)
        if same is None:
            found.append(words)
        else:
            same |= words
    return found


def _same(a: Claim, b: Claim) -> bool:
    """Tell whether two statements add the same people."""
    return (a.who or "").lower() == (b.who or "").lower() or a.span[0] == b.span[0]


def _largest(claims: Sequence[Claim]) -> Count:
    """Return the largest figure, or the number of persons named apart where that is larger."""
    names = [name for claim in claims for name in (claim.name or "").split()]
    # "himself" is the shooter, whose name may be told too.
    single = max(len(persons([name for name in names if name != "himself"])), 1)
    plural = [c.count for c in claims if c.count is not None and (c.count.best or 0) > 1]
    if not plural:
        return Count(low=single, best=single, high=single)
    best = max(plural, key=lambda count: (count.best or 0, -(count.high or 10**9)))
    lows = [count.low for count in plural if count.low is not None]
    largest = [count.high for count in plural if count.best == best.best]
    high = None if None in largest else max(count.high or 0 for count in plural)
    if single > (best.best or 0):
        return Count(low=best.low, best=single, high=None if high is None else max(high, single))
    return Count(low=min(lows) if lows else None, best=best.best, high=high)


def _plus(count: Count, more: int) -> Count:
    """Add people to a count."""
    if not more:
        return count
    return Count(
        low=count.low,
        best=None if count.best is None else count.best + more,
        high=None if count.high is None else count.high + more,
    )


def _injured(claims: Sequence[Claim]) -> Count | None:
    """Return the injured; of those shot, who did not die is one."""
    stated, killed, hit = (_added_up(claims, harm) for harm in ("injured", "killed", "hit"))
    dead = killed.best or 0 if killed is not None else 0
    if stated is not None and stated.best == 1 and _is_the_dead(claims, dead, hit):
        return None
    if hit is None or hit.best is None:
        return _left_of(stated, claims)
    besides = [c for c in claims if c.harm == "hit" and c.others and _best(c)]
    if hit.best < dead:  # not all of the dead were "shot": only who was so besides them is told to live
        return stated if stated is not None or not besides else _largest(besides)
    rest = max(hit.best - dead, 0)
    if stated is not None and (stated.best or 0) >= rest:
        return stated
    low = max((hit.low or 0) - dead, 0)
    return Count(low=low, best=rest, high=None if hit.high is None else max(hit.high - dead, 0))


def _left_of(injured: Count | None, claims: Sequence[Claim]) -> Count | None:
    """Return the injured without those of them who died: "two men with wounds. One of them died"."""
    dead = [c for c in claims if c.harm == "killed" and c.count is not None]
    if (
        injured is None
        or injured.best is None
        or not dead
        or not all(c.subset or c.also or _is_of(c, claims) for c in dead if _best(c))
    ):
        return injured
    less = max(_best(c) for c in dead)
    if not 0 < less < injured.best:
        return injured
    low, high = (None if n is None else max(n - less, 0) for n in (injured.low, injured.high))
    return Count(low=low, best=injured.best - less, high=high)


def _is_of(dead: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether one who died is of those told as hurt: "a woman and her son were hurt. The woman died"."""
    noun = (dead.who or "").lower().removeprefix("the ")
    return dead.definite and any(
        c.harm == "injured" and _best(c) > 1 and noun in (c.who or "").lower().split() for c in claims
    )


def _is_the_dead(claims: Sequence[Claim], dead: int, hit: Count | None) -> bool:
    """Tell whether one person taken to hospital is the one who died there, as no other is told of."""
    if dead < 1 or (hit is not None and (hit.best or 0) > dead):
        return False
    if any(c.harm == "injured" and _best(c) and c.name and _is_owned(c) for c in claims):
        return False  # "his companion Juan Perez" is nobody told of before
    also_shot = {c.who for c in claims if c.harm == "hit" and c.also}
    if any(c.harm == "injured" and c.who in also_shot for c in claims):
        return False
    plain = [c for c in claims if c.harm == "injured" and _best(c) and not c.definite]
    return all(c.weak and not c.others and _best(c) == 1 for c in plain)


def _is_owned(claim: Claim) -> bool:
    return (claim.who or "").lower().split(" ", 1)[0] in {"his", "her", "their"}
