"""When an incident happened: the phrases of its sentences weighed against each other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from geoincidents.incidents.agreement import HARM_ONLY
from geoincidents.incidents.date_fit import may_tell_hour, of_telling, tells_hour
from geoincidents.incidents.dates import find_dates
from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.told import Told

_OWN_DATE_FIT = 0.25
_LONGEST_ACT = timedelta(days=5)
"""Harm told of more days than these is a sum over several acts; a siege is told by words of its own.
Set by hand."""
_LATER_SENTENCE = 0.65
"""The first sentence of an incident dates it; later ones also date what came before or after."""
_AFTER = ", after the incident before"
_COUNTED_FIT = 0.4
"""What a day counts that is told from the one before: "two days later"."""
_OPENING = 40
"""Characters of a sentence in which it tells when, counted from what was told before."""
_BLUNT = frozenset({"month", "season", "year", "since"})
_SHARPNESS = {"month": 0.6, "season": 0.5, "year": 0.4, "since": 0.3, "week": 0.8}
"""A day told is rather the incident's than a month told."""
OLD_DAYS = 3 * 365
"""What happened longer ago is the background of news, not its incident."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AROUND = 2
"""Sentences before and after an undated incident that may date it."""
_PART = re.compile(
    r"(?i)\b(?:morning|afternoon|evening|night|overnight|dawn)$|^(?:(?:early|small)\s+hours|morning|afternoon|evening|night)\s"
)
_AROUND_FIT = 0.3
"""What such a date counts: less than one of the incident's own sentences."""
_UNDATED_DAYS = 2
"""An undated act is of the day of the act told before it, where that is one of the last ones."""
_LED_DAYS = 10
"""Likewise of the day of the article's first act, which rather is its subject: a report on last week."""
_LATE = re.compile(r"\d\s?p\.?m\b|\b(?:afternoon|evening|night)\b")
_EARLY = re.compile(r"\d\s?a\.?m\b|\b(?:morning|midnight|dawn|predawn)\b")
"""Hours of an article. Of the undated acts of both corpora whose day is known, 22 of 31 happened on the day
of publication where no hour is told, 10 of 12 where one before noon is; 15 of 25 on the day before where all
are late."""


def date_around(
    told: Collection[int],
    taken: Collection[int],
    sentences: Sequence[Span],
    text: str,
    published: date | None,
) -> DatePhrase | None:
    """Return the nearest date with an hour in the sentences about an incident that its own do not date.

    Parameters
    ----------
    told, taken : collection of int
        Sentences of the incident, and of other incidents.
    sentences : sequence of Span
        All sentences.
    text : str
        The article's text.
    published : date or None
        The publication date.
    """
    near = sorted(
        (min(abs(other - own) for own in told), other)
        for other in {own + step for own in told for step in range(-_AROUND, _AROUND + 1)}
        if 0 <= other < len(sentences) and other not in told and other not in taken
    )
    for _, other in near:
        if not may_tell_hour(text, sentences[other]):
            continue
        for phrase in find_dates(text, published, *sentences[other]):
            day = phrase.granularity in {"day", "night"} and not phrase.period and not phrase.future
            if not day or phrase.start is None or of_telling(text, phrase.span, sentences[other][0]) < 1.0:
                continue
            part = phrase.granularity == "night" or _PART.search(phrase.text) is not None
            if part or tells_hour(text, phrase.span):
                return phrase
    return None


WEAK_FIT = 0.22
"""A date of an incident's own that fits no better is that of the telling; one with an hour is better."""
SAME_SENTENCE_FIT = 0.25
"""The day of a list of acts stands with the last or the first of them: "… in A and … in B on Sunday"."""
_STRAIGHT = re.compile(r"[^,;:.()]{0,50}\bin\s+")
"""What stands between an act and its year where nothing else is told of that year."""
_BEHIND_YEAR = re.compile(r"\s+(?:(?!(?:and|but|after|when|who|that|was|were|said)\b)[\w’'-]+\s+){0,3}")
"""What stands between a year and the noun of its act: "the 2019 Ardel church bombing"."""
_NARROWS = 0.15
"""Least fit of a phrase that may narrow a wider one; a phrase beside "said" fits less."""


def long_ago_before(
    sentence: int, sentences: Sequence[Span], text: str, published: date | None
) -> tuple[date, date, str, float] | None:
    """Return the days of long ago of which the sentences right before an undated one tell, in its paragraph.

    "In June 1995 gunmen took a hospital. About 130 people died": no news of today.
    """
    if published is None:
        return None
    for before in range(sentence - 1, max(-1, sentence - 1 - _AROUND), -1):
        if "\n" in text[sentences[before][1] : sentences[before + 1][0]]:
            return None
        for phrase in find_dates(text, published, *sentences[before]):
            if phrase.start is None or phrase.end is None:
                continue
            if (published - phrase.end).days > OLD_DAYS and _YEAR.search(phrase.text):
                words = " ".join(phrase.text.split())
                return phrase.start, phrase.end, f"date from “{words}”, told before it", 0.0
    return None


def own_date(mention: EventMention) -> DatePhrase | None:
    """Return the sentence's date where it fits the trigger well enough to set incidents apart."""
    for dated in mention.dates:
        phrase = dated.phrase
        if (
            dated.fit >= _OWN_DATE_FIT
            and phrase.start is not None
            and not phrase.period
            and not phrase.future
            and phrase.granularity in {"day", "night", "days"}
        ):
            return phrase
    return None


def own_dates(mentions: Sequence[EventMention], published: date | None) -> list[DatePhrase | None]:
    """Return each sentence's own date; "the same day" and "a day earlier" count from the one told before."""
    found: list[DatePhrase | None] = []
    before: DatePhrase | None = None
    for mention in mentions:
        own = own_date(mention) or _counted_from(before, mention, published)
        found.append(own)
        if own is not None and not mention.title and "answered" not in mention.scene.marks:
            before = own
    return found


def _counted_from(
    before: DatePhrase | None, mention: EventMention, published: date | None
) -> DatePhrase | None:
    """Return the date that a sentence opens with, counted from the one before; none in the future."""
    if before is None or before.start is None or before.end is None:
        return None
    for phrase in (dated.phrase for dated in mention.dates):
        opens = phrase.span[0] <= min(mention.span[0] + _OPENING, mention.trigger.span[0])
        if opens and phrase.relative_days is not None and phrase.start is None:
            shift = timedelta(days=phrase.relative_days)
            try:
                start, end = before.start + shift, before.end + shift
            except OverflowError:  # before year 1 or after 9999
                return None
            return replace(phrase, start=start, end=end) if published is None or end <= published else None
    return None


def sums_days(mention: EventMention) -> bool:
    """Tell whether a sentence only says how many were hurt over many days: "84 died between 1 and 15 May"."""
    phrase = own_date(mention) if mention.trigger.strength <= HARM_ONLY else None
    return phrase is not None and _length(phrase) > _LONGEST_ACT


def _length(phrase: DatePhrase) -> timedelta:
    return timedelta() if phrase.start is None or phrase.end is None else phrase.end - phrase.start


def date_of(
    cluster: Sequence[Told],
    published: date | None,
    previous: tuple[date, date] | None,
    around: DatePhrase | None = None,
    text: str = "",
    *,
    leads: bool = False,
) -> tuple[date, date, str, float] | None:
    """Return the interval, its reason and how well it fits; from the publication date where none is told.

    Only the first sentence of an incident may date it to a month or a year: later ones date its background.
    `previous` is the interval of the incident told before, where the text dates it; `around` is a date of the
    sentences about it, for an incident whose own give none. `leads` tells that the one told before is the
    article's first.
    """
    past = _past_year(cluster[0].mention, published, text) or _year_before(
        cluster[0].mention, published, text
    )
    if past is not None:
        return past
    phrases = [
        (
            phrase,
            fit
            * (0.5 + 0.5 * min(item.mention.strength, 1.0))
            * (1.0 if rank == 0 else _LATER_SENTENCE)
            * _SHARPNESS.get(phrase.granularity, 1.0),
        )
        for rank, item in enumerate(cluster)
        for phrase, fit in _dates_of(item)
        if (rank == 0 or phrase.granularity not in _BLUNT)
        and (not phrase.period or phrase.granularity in _BLUNT)
    ]
    known = _interval_of(phrases)
    fit = 0.0 if known is None else max(f for p, f in phrases if p is known[2])
    beside = around is not None and around.start is not None and around.end is not None
    if known is not None and not (beside and fit < WEAK_FIT):
        start, end, phrase = known
        words = f"date from “{' '.join(phrase.text.split())}”"
        return start, end, words + (_AFTER if phrase.relative_days is not None else ""), fit
    after = next((p for p, _ in phrases if p.relative_days is not None), None)
    if after is not None and after.relative_days is not None and previous is not None:
        shift = timedelta(days=after.relative_days)
        words = " ".join(after.text.split())
        return (
            previous[0] + shift,
            previous[1] + shift,
            f"date from “{words}”{_AFTER}",
            _COUNTED_FIT,
        )
    if around is not None and around.start is not None and around.end is not None:
        words = " ".join(around.text.split())
        return around.start, around.end, f"date from “{words}”, told beside it", _AROUND_FIT
    if all(item.mention.judged.has("sentenced") for item in cluster):
        return None  # what a court decides today was not done today
    return _undated(published, previous, lowered(text), leads=leads)


def _dates_of(item: Told) -> list[tuple[DatePhrase, float]]:
    """Return a sentence's dates and how well they fit, counted where they count from the one before."""
    own = item.date
    return [
        (own, max(dated.fit, _COUNTED_FIT))
        if own is not None and dated.phrase.start is None and dated.phrase.span == own.span
        else (dated.phrase, dated.fit)
        for dated in item.mention.dates
    ]


def _past_year(
    mention: EventMention, published: date | None, text: str
) -> tuple[date, date, str, float] | None:
    """Return the year of long ago that an act's own words tell: "who was killed in Ardel in 1998"."""
    trigger = mention.trigger.span
    for phrase in (dated.phrase for dated in mention.dates):
        if phrase.granularity not in _BLUNT:
            return None
        if phrase.granularity != "year" or phrase.start is None or phrase.end is None or published is None:
            continue
        between = text[trigger[1] : phrase.span[0]]
        if (published - phrase.end).days > OLD_DAYS and _STRAIGHT.fullmatch(between):
            return phrase.start, phrase.end, f"date from “{phrase.text}”, beside the act", _NARROWS
    return None


def _year_before(
    mention: EventMention, published: date | None, text: str
) -> tuple[date, date, str, float] | None:
    """Return the past year by which an act is called, "the 2019 bombing", where no day of it is told."""
    start = mention.trigger.span[0]
    if published is None or mention.trigger.text[:1].isdigit():
        return None
    known = [dated.phrase for dated in mention.dates]
    for phrase in known:
        first, last = phrase.start, phrase.end
        if phrase.granularity != "year" or first is None or last is None or last >= published:
            continue
        told = any(p.start is not None and first <= p.start <= last and p is not phrase for p in known)
        if not told and _BEHIND_YEAR.fullmatch(text, phrase.span[1], max(start, phrase.span[1])):
            return first, last, f"date from “{phrase.text}”, beside the act", _NARROWS
    return None


def _undated(
    published: date | None, previous: tuple[date, date] | None, lower: str, *, leads: bool
) -> tuple[date, date, str, float] | None:
    """Return the day of an act that no words date: that of the act before it, else that of publication."""
    if published is None:
        return None
    reach = timedelta(days=_LED_DAYS if leads else _UNDATED_DAYS)
    if previous is not None and published - reach <= previous[1] <= published:
        return *previous, "no date is told: that of the incident told before", 0.0
    if _is_late(lower):
        day = published - timedelta(days=1)
        return day, day, "no date is told, but late hours: the day before publication", 0.0
    return published, published, "no date is told: the day of publication", 0.0


@lru_cache(maxsize=4)
def _is_late(lower: str) -> bool:
    """Tell whether all hours that an article tells are late ones."""
    return _LATE.search(lower) is not None and _EARLY.search(lower) is None


def why_undated(mentions: Sequence[EventMention]) -> str:
    """Say why an incident has no date: none is told, or one that hangs on an unknown publication date."""
    told = [dated.phrase for mention in mentions for dated in mention.dates if dated.phrase.start is None]
    if not told:
        return "date unknown: neither the text nor the article gives one"
    words = " ".join(told[0].text.split())
    return f"date unknown: “{words}” needs the article's own date, which is not given"


def _interval_of(phrases: Sequence[tuple[DatePhrase, float]]) -> tuple[date, date, DatePhrase] | None:
    """Return the interval that phrases of one incident leave: the best one, narrowed by those inside it."""
    known = [
        (p.start, p.end, p, fit)
        for p, fit in phrases
        if p.start is not None and p.end is not None and not p.future
    ]
    if not known:
        return None
    start, end, best, _ = max(known, key=lambda row: (row[3], -row[2].span[0]))
    for first, last, phrase, fit in known:
        if fit >= _NARROWS and start <= first and last <= end and (last - first) < (end - start):
            start, end, best = first, last, phrase
    return start, end, best
