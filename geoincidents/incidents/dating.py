"""When an incident happened: the phrases of its sentences weighed against each other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from geoincidents.incidents.coreference import interval_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geoincidents.incidents.coreference import Told
    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.events import EventMention

_OWN_DATE_FIT = 0.25
_LATER_SENTENCE = 0.8
"""The first sentence of an incident dates it; later ones also date what came before or after."""
_BLUNT = frozenset({"month", "season", "year", "since"})
_SHARPNESS = {"month": 0.6, "season": 0.5, "year": 0.4, "since": 0.3, "week": 0.8}
"""A day told is rather the incident's than a month told."""
_UNDATED_DAYS = 2
"""An undated act in a news report happened in the two days before it, at the likeliest; on the day of the
act told before it, where that is one of them: the middle day is right in .85 of `muc4`, not .82."""


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


def date_of(
    cluster: Sequence[Told], published: date | None, previous: tuple[date, date] | None
) -> tuple[date, date, str, float] | None:
    """Return the interval, its reason and how well it fits; from the publication date where none is told.

    Only the first sentence of an incident may date it to a month or a year: later ones date its background.
    `previous` is the interval of the incident told before, where the text dates it.
    """
    phrases = [
        (
            dated.phrase,
            dated.fit
            * (0.5 + 0.5 * min(item.mention.strength, 1.0))
            * (1.0 if rank == 0 else _LATER_SENTENCE)
            * _SHARPNESS.get(dated.phrase.granularity, 1.0),
        )
        for rank, item in enumerate(cluster)
        for dated in item.mention.dates
        if (rank == 0 or dated.phrase.granularity not in _BLUNT)
        and (not dated.phrase.period or dated.phrase.granularity in _BLUNT)
    ]
    known = interval_of(phrases)
    if known is not None:
        start, end, phrase = known
        fit = max(f for p, f in phrases if p is phrase)
        return start, end, f"date from “{' '.join(phrase.text.split())}”", fit
    after = next((p for p, _ in phrases if p.relative_days is not None), None)
    if after is not None and after.relative_days is not None and previous is not None:
        shift = timedelta(days=after.relative_days)
        words = " ".join(after.text.split())
        return (
            previous[0] + shift,
            previous[1] + shift,
            f"date from “{words}”, after the incident before",
            0.4,
        )
    if published is None:
        return None
    if previous is not None and published - timedelta(days=_UNDATED_DAYS) <= previous[1] <= published:
        return *previous, "no date is told: that of the incident told before", 0.0
    return (
        published - timedelta(days=_UNDATED_DAYS),
        published,
        "no date is told: the days up to publication",
        0.0,
    )
