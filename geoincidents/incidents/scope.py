"""Which places an incident may be put at: none that the text names only afterwards, for another incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.company import Company

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.events import EventMention


def in_scope(
    mentions: Sequence[EventMention], others: Sequence[Sequence[EventMention]], options: Company
) -> Company:
    """Leave out the towns and provinces that stand only from the next incident's first sentence on.

    Parameters
    ----------
    mentions : sequence of EventMention
        The incident's sentences.
    others : sequence of sequence of EventMention
        The other incidents' sentences.
    options : Company
        The article's places.
    """
    told = {mention.sentence for mention in mentions}
    last = max(told)
    paragraph = {mention.paragraph for mention in mentions}
    after = [
        other[0].sentence
        for other in others
        if other[0].sentence > last and other[0].paragraph >= 0 and other[0].paragraph not in paragraph
    ]
    if not after:
        return options
    end = min(after)
    kept = [
        option
        for option in options
        if option.location.precision >= Precision.COUNTRY
        or any(
            occurrence.sentence < end or occurrence.sentence in told
            for occurrence in option.occurrences
            if "site_within"
            not in occurrence.cues  # a name no gazetteer knows, put at a town named elsewhere
        )
    ]
    return options if len(kept) == len(options) else Company(kept)
