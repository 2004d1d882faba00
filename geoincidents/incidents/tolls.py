"""How the statements of an article add up to one incident's counts.

Statements of one incident mostly repeat each other, so the largest plain figure stands, not their sum;
single persons add up only where they bear different names. A running total replaces what was told before
it, figures of a longer period are left out, and of those "shot" the dead are taken away to leave the injured.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from geoincidents.types import Count, Toll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geoincidents.incidents.casualties import Claim
    from geoincidents.incidents.events import EventMention

Counted = Literal["killed", "injured", "missing", "detained", "abducted"]
COUNTED: tuple[Counted, ...] = ("killed", "injured", "missing", "detained", "abducted")


_SUMMED = re.compile(
    r"\b(?:so\s+far\s+(?:this|in)|to\s+date|since\s+(?:the|he|19|20|january|february|march|april|june|july|august|september|october|november|december|last)|"
    r"(?:in|during|over|for)\s+(?:the\s+)?(?:(?:last|past|previous)\s+)?(?:\w+\s+)?(?:years|months|decades?)|(?:every|each|per)\s+(?:day|week|month|year)|annually|"
    r"(?:\d+|ten|\w+)[\s-]+year(?:[\s-]+(?:old|long))?[\s-]+(?:civil\s+)?(?:war|conflict|insurgency|violence)|(?:civil|guerrilla|dirty)\s+war|statistics|this\s+year|of\s+the\s+year|the\s+(?:first|second|third|fourth|fifth|sixth|\d+th)\s+(?:such\s+)?(?:homicide|murder|killing|shooting)\b)",
    re.IGNORECASE,
)
_DATED_FIT = 0.3
"""Least fit of a date that dates the sentence's figures."""
_SUMMED_FROM = 8
"""A figure this high in a sentence that sums up a period is the period's; smaller ones are the act's."""


def own_claims(
    mentions: Iterable[EventMention], text: str, interval: tuple[date, date] | None = None
) -> tuple[Claim, ...]:
    """Return the statements that count for the incident; those of another or a longer period are left out."""
    found = []
    for mention in mentions:
        periods = [dated.phrase.span for dated in mention.dates if dated.phrase.period]
        if interval is not None and _of_another_time(mention, interval):
            continue
        summed = _SUMMED.search(text, *mention.quote) is not None
        for claim in mention.claims:
            if any(_near(claim.span, span) for span in periods):
                continue
            if summed and claim.count is not None and (claim.count.best or 0) >= _SUMMED_FROM:
                continue
            found.append(claim)
    return tuple(found)


def _of_another_time(mention: EventMention, interval: tuple[date, date]) -> bool:
    """Tell whether a sentence is dated, and to no day of the incident's interval."""
    spans = [
        (d.phrase.start, d.phrase.end)
        for d in mention.dates
        if d.phrase.start is not None and d.phrase.end is not None and d.fit >= _DATED_FIT
    ]
    slack = timedelta(days=1)
    return bool(spans) and all(
        end < interval[0] - slack or start > interval[1] + slack for start, end in spans
    )


def _near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return max(a[0], b[0]) - min(a[1], b[1]) <= 80


def count_of(harm: Counted, claims: Sequence[Claim]) -> Count | None:
    """Return one count of an incident; None where no statement gives it."""
    if harm == "injured":
        return _injured(claims)
    return _largest([claim for claim in claims if claim.harm == harm])


def _largest(claims: Sequence[Claim]) -> Count | None:
    """Return the count that the statements of one harm leave."""
    counted = [
        claim
        for claim in claims
        if claim.count is not None and claim.count.best is not None and not claim.subset
    ]
    if not counted:
        return None
    totals = [claim.count for claim in counted if claim.total and claim.count]
    if totals:
        return totals[-1]
    zero = [claim for claim in counted if claim.count and claim.count.best == 0]
    people = [claim for claim in counted if claim.count and claim.count.best]
    if not people:
        return zero[0].count
    plural = [claim.count for claim in people if claim.count and (claim.count.best or 0) > 1]
    names: dict[str, None] = {}
    for claim in people:
        if claim.count and claim.count.best and claim.name:
            names.update(dict.fromkeys(claim.name.split()))
    single = max(len(names), 1)
    if any(claim.others and claim.count and claim.count.best == 1 for claim in people) and not plural:
        nameless = [claim for claim in people if claim.others]
        single = max(single, 1 + len({claim.who for claim in nameless}) if len(people) > len(nameless) else 1)
    if not plural:
        return Count(low=single, best=single, high=single)
    best = max(plural, key=lambda count: (count.best or 0, -(count.high or 10**9)))
    lows = [count.low for count in plural if count.low is not None]
    high = (
        None
        if any(c.high is None for c in plural if c.best == best.best)
        else max(c.high or 0 for c in plural)
    )
    if single > (best.best or 0):
        return Count(low=best.low, best=single, high=None if high is None else max(high, single))
    return Count(low=min(lows) if lows else None, best=best.best, high=high)


def _injured(claims: Sequence[Claim]) -> Count | None:
    stated = _largest([claim for claim in claims if claim.harm == "injured"])
    killed = _largest([claim for claim in claims if claim.harm == "killed"])
    hit = _largest([claim for claim in claims if claim.harm == "hit"])
    plain = [
        c for c in claims if c.harm == "injured" and c.count is not None and c.count.best and not c.definite
    ]
    dead = killed.best if killed is not None and killed.best else 0
    if (
        stated is not None
        and stated.best == 1
        and dead >= 1
        and (hit is None or (hit.best or 0) <= dead)
        and not any(c.others or not c.weak or (c.count and (c.count.best or 0) > 1) for c in plain)
    ):
        # One person taken to hospital, one person dead: the same one, unless the text says "another".
        return None
    if hit is not None and hit.best is not None:
        rest = max(hit.best - dead, 0)
        if stated is None or (stated.best or 0) < rest:
            return Count(
                low=max((hit.low or 0) - dead, 0),
                best=rest,
                high=None if hit.high is None else max(hit.high - dead, 0),
            )
    return stated


def tolls_of(claims: Sequence[Claim], source: str | None) -> tuple[Toll, ...]:
    """Return the statements as values of the incident."""
    out = []
    for claim in claims:
        if claim.count is None:
            continue
        harm: Counted = "injured" if claim.harm == "hit" or claim.harm == "casualties" else claim.harm  # noqa: PLR1714
        out.append(
            Toll(
                harm=harm, count=claim.count, who=claim.who, group=claim.group, source=source, span=claim.span
            )
        )
    return tuple(out)
