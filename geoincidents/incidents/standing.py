"""Dates that stand over a sentence: of its item's label, of the headings above it, of a list's title.

"12 March, Ardel: …", "Monday 4 March" on a line by itself. What the sentence says of a day counts more.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from geoincidents.incidents.dates import DatePhrase, find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.relations.relation import Span
    from geoincidents.layout import Block, Layout

LABEL_FIT, HEADING_FIT, TITLE_FIT = 0.9, 0.6, 0.26
"""How well such a date fits: the item's own nearly as one beside the act, the title's just so that it sets
apart (0.25, `dating`). Nothing learnt: the corpora that weights are learnt from have no lists."""
_DAY_AND_MONTH = re.compile(
    r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})(?![\d/]|\.\d|\s?(?:[ap]\.?m\b|h(?:ours|rs)?\b|[A-Z]{2,4}T\b))",
    re.IGNORECASE,
)
"""No time of day: "8.30pm", "20.15 GMT"."""
_TITLES = 2
"""Lines at the head of a text that may date its list."""
_MOST = 120
"""Characters of such a line."""


def dates_over(
    text: str, layout: Layout, block: Block | None, published: date | None
) -> tuple[tuple[DatePhrase, float], ...]:
    """Return the dates that stand over what a block tells, each with how well it fits.

    Only the nearest of label, headings and title that tells any is taken.

    Parameters
    ----------
    text : str
        The article's text.
    layout : Layout
        How it is laid out.
    block : Block or None
        Where the sentence stands.
    published : date or None
        Publication date.
    """
    if block is None or layout.is_plain:
        return ()
    for span, fit in _over(layout, block):
        found = find_dates(text, published, *span) or _numbers(text, span, published)
        told = [phrase for phrase in found if phrase.start is not None and not phrase.future]
        if fit == TITLE_FIT:
            told = [phrase for phrase in told if phrase.start != published]  # the day of the report
        if told:
            return tuple((phrase, fit * phrase.confidence) for phrase in told)
    return ()


def _over(layout: Layout, block: Block) -> Iterator[tuple[Span, float]]:
    """Yield the stretches that stand over a block, the nearest first."""
    if block.label is not None:
        yield block.label, LABEL_FIT
    for span in reversed(block.above):
        yield span, HEADING_FIT
    if block.unit:
        for head in layout[:_TITLES]:
            if head.unit == 0 and head.span[1] - head.span[0] <= _MOST:
                yield head.span, TITLE_FIT


def _numbers(text: str, span: Span, published: date | None) -> tuple[DatePhrase, ...]:
    """Read "12/02" of a label as a day and a month: the reading nearer before publication.

    A point stands behind the day only: "12.02", "08.30" being an hour.
    """
    match = _DAY_AND_MONTH.search(text, *span)
    if match is None or published is None:
        return ()
    a, b = int(match[1]), int(match[3])
    orders = ((b, a),) if match[2] == "." else ((b, a), (a, b))
    days = [day for m, d in orders if (day := _day(m, d, published)) is not None]
    if not days:
        return ()
    day = min(days, key=lambda one: published - one)
    sure = 0.9 if len(set(days)) == 1 else 0.7
    return (
        DatePhrase(
            span=match.span(), text=match[0], start=day, end=day, granularity="day", confidence=sure
        ),
    )  # fmt: skip


def _day(month: int, day: int, published: date) -> date | None:
    for year in (published.year, published.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= published:
            return found
    return None
