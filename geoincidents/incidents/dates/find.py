"""Find date phrases in text, with the words before them that move them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from geoincidents.incidents.dates import full, relative, units, weekdays
from geoincidents.incidents.dates.calendar import DAY
from geoincidents.incidents.dates.grammar import BEFORE, FIGURES, FIRST_BUT_FIGURES, RULES, may_begin
from geoincidents.incidents.dates.phrase import DatePhrase, Told
from geoincidents.incidents.known import Known
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, Present, all_stand, begins_with, present
from geoincidents.incidents.pattern_words import LETTERS
from geoincidents.incidents.tokens import Tokens, tokenize

Reader = Callable[[re.Match[str], date | None], Told | None]

_READERS: dict[str, Reader] = {
    "iso": full.iso,
    "slash": full.slash,
    "month_range": full.day_range,
    "range_month": full.day_range,
    "day_month": full.day_month,
    "month_day": full.day_month,
    "month": full.whole_month,
    "month_year": full.month_year,
    "feast": full.feast,
    "weekday_pair": weekdays.weekday_pair,
    "weekday": weekdays.weekday,
    "today": relative.today,
    "yesterday": relative.yesterday,
    "tomorrow": relative.tomorrow,
    "overnight": relative.overnight,
    "ago": units.ago,
    "past": units.past,
    "last_unit": units.last_unit,
    "later": relative.later,
    "next_day": relative.next_day,
    "part_year": full.part_year,
    "part_unit": units.part_unit,
    "year": full.only_year,
    "decade": full.decade,
}


_RULES = tuple((Pattern(r"\b" + pattern), _READERS[name]) for name, pattern in RULES)
_WORD = re.compile(r"\w+")
_FIGURE = "0"
"""Stands for figures among the words that rules begin with."""
_PAIR = 2
_UP_TO = re.compile(r"\s*(?:-|–|\b(?:to|through)\b)\s*")
_YEAR = re.compile(r"\d{4}")
_LAST_YEAR = re.compile(r"\s+(?:of\s+)?last\s+year\b")


def find_dates(
    text: str,
    published: date | None,
    start: int = 0,
    end: int | None = None,
    tokens: Tokens | None = None,
) -> tuple[DatePhrase, ...]:
    """Return the date phrases of ``text[start:end]`` in order; offsets are into `text`.

    Parameters
    ----------
    text : str
        The article's text.
    published : date or None
        Its publication date; without it only full dates get an interval.
    start, end : int
        The stretch to read.
    tokens : Tokens or None
        Its tokens, where they are at hand.

    Examples
    --------
    >>> phrase = find_dates("Rockets hit the base overnight on Saturday.", date(2020, 1, 13))[-1]
    >>> phrase.start, phrase.end
    (datetime.date(2020, 1, 11), datetime.date(2020, 1, 12))
    """
    stop = len(text) if end is None else end
    lower = lowered(text)
    may_match = _rules_in(lower, start, stop)
    if not may_match:
        return ()
    tokens = tokenize(text, start, stop) if tokens is None else tokens
    found, taken = [], start
    beginnings = enumerate(map(_beginnings_in.__getitem__, tokens.words))
    for number, beginning in [(number, beginning) for number, beginning in beginnings if beginning]:
        first = tokens[number].start
        for inside, rules in beginning:
            at = first + inside
            for rule in rules if at >= taken else ():
                match = _RULES[rule][0].regex.match(lower, at, stop) if rule in may_match else None
                if match is not None:
                    taken = match.end()
                    phrase = _read(_RULES[rule][1], match, text, start, published)
                    found += [] if phrase is None else [phrase]
                    break
    return tuple(found) if len(found) < _PAIR else _joined(found, lower)


def _joined(found: Sequence[DatePhrase], lower: str) -> tuple[DatePhrase, ...]:
    """Make one stretch of two days: "between 29 August and 2 September", "29 August to 2 September"."""
    joined = [found[0]]
    for last in found[1:]:
        first = joined[-1]
        between = lower[first.span[1] : last.span[0]]
        told = _UP_TO.fullmatch(between) or (
            between == " and " and lower.startswith("between ", first.span[0])
        )
        start = _start_of(first, last) if told else None
        if start is None:
            joined.append(last)
            continue
        span, words = (first.span[0], last.span[1]), f"{first.text}{between}{last.text}"
        joined[-1] = replace(last, span=span, text=words, start=start, granularity="days")
    return tuple(joined)


def _start_of(first: DatePhrase, last: DatePhrase) -> date | None:
    """Return the first day of a stretch, in the year of the last one where that alone tells it."""
    if not first.granularity == last.granularity == "day" or first.start is None or last.start is None:
        return None
    start = first.start
    if start > last.start and _YEAR.search(first.text) is None:
        start = _years_on(start, last.start.year - start.year)
    return start if start < last.start else None


def _rules_in(lower: str, start: int, stop: int) -> set[int]:
    """Return the rules of which a stretch holds a word: most hold those of one or two, or none."""
    by_need, needed, of_figures, _ = _needs()
    holds = present(lower, start, stop)
    found = {
        rule
        for key in needed & holds
        for rule in by_need[key]
        if not _RULES[rule][0].others or all_stand(_RULES[rule][0].others, holds)
    }
    return found | of_figures if FIGURES.search(lower, start, stop) is not None else found


@cache
def _needs() -> tuple[dict[str, list[int]], Present, frozenset[int], dict[str, list[int]]]:
    """Return the rules by the words that they need, those of figures alone, and how each may begin."""
    by_need: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    for number, ((rule, _), (name, _)) in enumerate(zip(_RULES, RULES, strict=True)):
        for word in rule.needs or ():
            by_need.setdefault(word, []).append(number)
        for word in begins_with(rule.pattern) or (_FIGURE, *FIRST_BUT_FIGURES[name]):
            begun.setdefault(word, []).append(number)
    of_figures = frozenset(number for number, (rule, _) in enumerate(_RULES) if rule.needs is None)
    return by_need, frozenset(by_need), of_figures, begun


@Known
def _beginnings_in(token: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where in a token a rule may begin, and which; "mid-march" holds two words that may."""
    return tuple(
        (match.start(), _rules_at(word))
        for match in _WORD.finditer(token)
        if may_begin(word := match.group())
    )


def _rules_at(word: str) -> tuple[int, ...]:
    """Return the rules that may begin with a word."""
    *_, begun = _needs()
    firsts = (_FIGURE,) if word[0].isdigit() else (word, word[:LETTERS])
    return tuple(sorted({rule for first in firsts for rule in begun.get(first, ())}))


def _read(
    reader: Reader, match: re.Match[str], text: str, floor: int, published: date | None
) -> DatePhrase | None:
    span = match.span()
    before = BEFORE.search(match.string, max(floor, span[0] - 40), span[0])
    if before is not None and before["each"]:
        return None  # "every Friday" is a habit, not a day
    try:
        told = reader(match, published)
    except (OverflowError, ValueError):  # before year 1 or after 9999
        return None
    if told is None:
        return None
    told = _shift(_of_last_year(told, match, published), before)
    if before is not None:
        span = (before.start(), span[1])
    if told.start is not None and published is not None and told.start > published and not told.future:
        told = replace(told, future=True)
    return DatePhrase(
        span=span, text=text[span[0] : span[1]], start=told.start, end=told.end, granularity=told.granularity,
        confidence=told.confidence, relative_days=told.relative_days, period=told.period, future=told.future,
    )  # fmt: skip


def _of_last_year(told: Told, match: re.Match[str], published: date | None) -> Told:
    """Put "June last year", "on 12 June last year" into that year."""
    if (
        told.granularity not in {"day", "month"}
        or told.start is None
        or told.end is None
        or published is None
    ):
        return told
    if _LAST_YEAR.match(match.string, match.end()) is None:
        return told
    years = published.year - 1 - told.start.year
    return replace(told, start=_years_on(told.start, years), end=_years_on(told.end, years))


def _years_on(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)


def _shift(told: Told, before: re.Match[str] | None) -> Told:  # noqa: PLR0911 - one return a kind of words
    """Apply the words before a date: "on the eve of", "since", "the night of"."""
    if before is None or told.start is None or told.end is None:
        return told
    if before["eve"]:
        return replace(told, start=told.start - DAY, end=told.start - DAY, granularity="day")
    if before["after"]:
        return replace(told, start=told.end + DAY, end=told.end + DAY)
    if before["since"]:
        return replace(told, granularity="since", period=True, confidence=told.confidence * 0.6)
    if before["until"]:
        return replace(told, confidence=told.confidence * 0.5)
    if before["night"] and before["night"].startswith("overnight") and told.granularity == "day":
        return replace(told, end=told.end + DAY, granularity="night")
    return told
