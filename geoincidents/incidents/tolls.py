"""Which statements of casualties are an incident's own.

Those of another day or of a longer period are left out; how the others add up is told in
`geoincidents.incidents.counts`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geoincidents.incidents.counts import Counted
from geoincidents.incidents.dating import sums_days
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.sources import source_of
from geoincidents.incidents.tables import words
from geoincidents.types import Toll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.casualties import Claim
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.needs import Present

_SUMMED = Pattern(
    r"\b(?:so\s+far\s+(?:this|in)|to\s+date|since\s+(?:the|he|19|20|january|february|march|april|june|july|august|september|october|november|december|last)|"
    r"in\s+(?:(?:just|only|barely|little\s+more\s+than|less\s+than|under|the\s+space\s+of)\s+){1,2}\w+\s+(?:days|weeks?|months?|years?)|"
    r"(?:in|during|over|for)\s+(?:the\s+)?(?:(?:last|past|previous)\s+)?(?:\w+\s+)?(?:years|months|decades?)|(?:every|each|per)\s+(?:day|week|month|year)|annually|"
    r"(?:\d+|ten|\w+)[\s-]+year(?:[\s-]+(?:old|long))?[\s-]+(?:civil\s+)?(?:war|conflict|insurgency|violence)|(?:civil|guerrilla|dirty)\s+war|statistics|this\s+year|of\s+the\s+year|the\s+(?:first|second|third|fourth|fifth|sixth|\d+th)\s+(?:such\s+)?(?:homicide|murder|killing|shooting)\b)",
)
_THESE = re.compile(r"(?:these|those|such)\s+\w+s\b")
_BEFORE = 300
"""Characters in which the sentence before one stands."""
_RECALLED = Pattern(
    r"\b(?:last\s+year['’]s|(?:\d+\w*|first|second|third|\w+th)?\s*anniversary\s+of|years\s+after|recall\w*|commemorat\w+|remember\w*|mark(?:s|ed|ing)?\s+the\s+\w+\s+anniversary)\b[^.;]{0,200}$"
    r"|\b(?:previous|earlier)\s+(?:ones?|(?:\w+\s+)?(?:attacks?|massacres?|bombings?|raids?|ambush(?:es)?|assaults?|blasts?|explosions?|incidents?))\b[^.;]{0,200}$"
    r"|\b(?:from|near|place|spot|site)\s+where\s+$",
)
_LONG_AFTER = Pattern(r"\b(?:weeks?|months?|years?)\s+after\s+(?:the\s+)?$")
_NOUN = re.compile(r"murder|killing|assassination|death|slaying|kidnapping|abduction|massacre")
"""An act named weeks after which this one came: "a month after the murder of a judge"."""
_RANKED = re.compile(
    r"\b(?:worst|deadliest|bloodiest|biggest|largest|heaviest|gravest|latest|most\s+\w+|first|second|third|fourth|fifth|sixth)"
    r"\s+(?:[\w’'-]+\s+){1,8}?$"
)
"""What a period ranks and does not sum up: "the deadliest attack on the city of the year"."""
_RANKED_BEFORE = 80
_BESIDE = 60
_APART = re.compile(r"[.;]|,\s+(?:and|but|while)\b")
_DATED_FIT = 0.3
"""Least fit of a date that dates the sentence's figures."""
_SUMMED_FROM = 8
"""A figure this high in a sentence that sums up a period is the period's; smaller ones are the act's …"""
_SO_FAR = Pattern(
    r"\bha(?:ve|s)\s+(?:now\s+|also\s+)?(?:been\s+)?(?:killed|murdered|assassinated|slain|executed|died|lost)\b"
)
_SUMMED_SO_FAR = 2
"""… unless it is told as what was done up to now: "five judges have been murdered in less than a month"."""


_UNOFFICIAL = "|".join(sorted(words("harm", "unofficial")))
_SAID_UNOFFICIALLY = Pattern(
    rf"\b(?:{_UNOFFICIAL})\b[^.;]{{0,60}}?\b(?:said|says?|put|puts|reported|claimed|told|spoke|counted|estimated?s?|believed?)\b"
    rf"|\b(?:according\s+to|said|claimed\s+by|reported\s+by)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{_UNOFFICIAL})\b"
    # One side's own boast: "the rebels said they had killed ten", "the group claimed to have killed 13".
    r"|\b(?:rebels|guerrillas|insurgents|militants|fighters|separatists|group|movement)\s+(?:[\w’'-]+\s+){0,3}?(?:said|says)\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?:they|it|its\s+\w+|their\s+\w+)\s+(?:had|have|has)\s+(?:killed|wounded)\b"
    r"|\b(?:claim(?:ed|s|ing)?|boast(?:ed|s|ing)?)\s+(?:[\w’'-]+\s+){0,5}?(?:to\s+have|having|(?:that\s+)?(?:it|they|its\s+\w+|their\s+\w+)\s+(?:had|have))\b",
)
_BOASTED = (
    Pattern(r"\bclaim(?:ed|s|ing)?\b[^.;]{0,60}?\bthat\b"),
    Pattern(
        r"\b(?:sa(?:id|ys|ying)|claim(?:ed|s|ing)?|announced|stated)\b[^.;]{0,60}?\b(?:it|they|its\s+\w+|their\s+\w+)\s+"
        r"(?:(?:had|have|has|also)\s+)*(?:killed|wounded|injured|eliminated|neutrali[sz]ed|slain|shot)\b"
    ),
)
"""What a side says of its own deeds: "the rebels said they had killed 13 soldiers"."""
_OFFICIAL = re.compile(rf"\b(?:{'|'.join(sorted(words('harm', 'official')))})\b")


def own_claims(
    mentions: Iterable[EventMention], text: str, interval: tuple[date, date] | None = None
) -> tuple[Claim, ...]:
    """Return the statements that count for the incident; those of another or a longer period are left out."""
    found = []
    lower = lowered(text)
    for mention in mentions:
        if not mention.claims:
            continue
        words_here = present(lower, *mention.quote)
        periods = [
            d.phrase.span for d in mention.dates if d.phrase.period and not _ranks(lower, d.phrase.span[0])
        ]
        if interval is not None and (sums_days(mention) or _of_another_time(mention, interval)):
            continue
        most = max((c.count.best or 0 for c in mention.claims if c.count is not None), default=0)
        so_far = most >= _SUMMED_SO_FAR and _SO_FAR.search(words_here, lower, *mention.quote) is not None
        least = _SUMMED_SO_FAR if so_far else _SUMMED_FROM
        summed = most >= least and any(
            not _ranks(lower, m.start()) for m in _SUMMED.finditer(words_here, lower, *mention.quote)
        )
        summed = summed or _of_those_summed(lower, mention.quote[0])
        labels = {label for judged in mention.factuality for label, _ in judged.labels}
        unofficial = "rebutted" in labels or _is_unofficial(words_here, lower, mention.quote)
        for claim in mention.claims:
            if any(_near(claim.span, span) for span in periods):
                continue
            if summed and claim.count is not None and (claim.count.best or 0) >= least:
                continue
            if _of_the_past(claim, mention, words_here, text, interval):
                continue
            if "denied" in labels and _is_told(claim, mention, "denied"):
                continue
            if "summed up" in labels and not claim.total and _is_told(claim, mention, "summed up"):
                continue
            found.append(replace(claim, unofficial=True) if unofficial else claim)
    return tuple(found)


def _is_unofficial(holds: Present, lower: str, sentence: Span) -> bool:
    """Tell whether those tell a sentence's figures who have no office to count: residents, or who boasts."""
    if _SAID_UNOFFICIALLY.search(holds, lower, *sentence) is not None:
        return True
    for pattern in _BOASTED:
        boast = pattern.search(holds, lower, *sentence)
        if boast is not None and _OFFICIAL.search(lower, sentence[0], boast.start()) is None:
            return True
    return False


def _ranks(lower: str, start: int) -> bool:
    """Tell whether the period that begins at `start` only ranks an act among others."""
    return _RANKED.search(lower, max(0, start - _RANKED_BEFORE), start) is not None


def _of_those_summed(lower: str, start: int) -> bool:
    """Tell whether a sentence goes on with several acts summed up right before it: "These raids cost …"."""
    if _THESE.match(lower, start) is None:
        return False
    begin = max(start - _BEFORE, lower.rfind(". ", max(0, start - _BEFORE), max(0, start - 2)), 0)
    return _SUMMED.search(present(lower, begin, start), lower, begin, start) is not None


def _of_the_past(
    claim: Claim, mention: EventMention, holds: Present, text: str, interval: tuple[date, date] | None
) -> bool:
    """Tell whether a statement is dated back by its own words: "last year's …, in which 60 died"."""
    (start, end), lower = claim.span, lowered(text)
    if _RECALLED.search(holds, lower, mention.span[0], start):
        return True
    if _NOUN.match(lower, start) and _LONG_AFTER.search(holds, lower, mention.span[0], start):
        return True
    if interval is None:
        return False
    for dated in mention.dates:
        last, begin = dated.phrase.end, dated.phrase.span[0]
        if last is None or dated.phrase.granularity not in {"month", "year"}:
            continue
        if (
            0 <= begin - end <= _BESIDE
            and _APART.search(text, end, begin) is None
            and last < interval[0] - timedelta(days=1)
        ):
            return True
    return False


def _is_told(claim: Claim, mention: EventMention, what: str) -> bool:
    """Tell whether the words around a harm make it so: "denied that two people had died"."""
    if claim.count is None or not claim.count.best:
        return False
    return any(
        label == what
        for trigger, judged in zip(mention.triggers, mention.factuality, strict=True)
        if trigger.span[0] <= claim.verb < trigger.span[1]
        for label, _ in judged.labels
    )


def _of_another_time(mention: EventMention, interval: tuple[date, date]) -> bool:
    """Tell whether a sentence is dated, and to no day of the incident's interval; a death may be later."""
    if any(claim.later for claim in mention.claims):
        return False
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


def tolls_of(claims: Sequence[Claim], mentions: Sequence[EventMention], text: str) -> tuple[Toll, ...]:
    """Return the statements as values of the incident, each with the source its sentence names."""
    out = []
    first = source_of(text, mentions[:1])
    for claim in claims:
        if claim.count is None:
            continue
        harm: Counted = "injured" if claim.harm == "hit" or claim.harm == "casualties" else claim.harm  # noqa: PLR1714
        told_in = [m for m in mentions if m.span[0] <= claim.span[0] < m.span[1]]
        source = source_of(text, told_in) or (None if claim.unofficial else first)
        out.append(
            Toll(
                harm=harm, count=claim.count, who=claim.who, group=claim.group, source=source, span=claim.span
            )
        )
    return tuple(out)
