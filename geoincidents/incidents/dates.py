# ruff: noqa: E501, PLR0911, PLR0912, SIM102, PLR1714
"""News dates: phrase → interval, granularity and confidence against the publication date.

No library reads these as news means them: "Wednesday" in a Wednesday article is that day, "this week" is a
week, "overnight" touches two days. Only phrases are read here; which phrase is an incident's own is decided
in `geoincidents.incidents.mentions`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from gazetteer.relations.relation import Span

Granularity = Literal["day", "night", "days", "week", "month", "season", "year", "since"]

_DAY = timedelta(days=1)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_NUMBER = {name: i for i, name in enumerate(_MONTHS, 1)} | {
    abbreviation: i
    for i, names in enumerate(
        ("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"), 1
    )
    for abbreviation in names.split()
}
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY_NUMBER = {name: i for i, name in enumerate(_WEEKDAYS)} | {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_SMALL = {
    word: i
    for i, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30}
# Fixed feasts only: the movable ones (Easter, Eid) differ by church and moon.
_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new years eve": (12, 31), "valentine's day": (2, 14),
    "independence day": None, "fourth of july": (7, 4), "july fourth": (7, 4), "halloween": (10, 31),
    "may day": (5, 1), "all saints' day": (11, 1),
}  # fmt: skip
_FEAST_DAYS = {name: day for name, day in _FEASTS.items() if day is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePhrase:
    """A stretch of text that says when.

    Attributes
    ----------
    span : Span
        Where.
    text : str
        The words.
    start, end : date or None
        The interval, both ends inclusive; None where it needs a date that is not known (no publication
        date for "Monday", or `relative_days` below).
    granularity : Granularity
        How closely the words tell it.
    confidence : float
        0 to 1: how surely the interval is what the words mean.
    relative_days : int or None
        For "the next day", "two days later": days after the date told before it.
    period : bool
        True where the words sum up a period ("this year", "since January", "in the last three months"): a
        count beside them is not one incident's.
    future : bool
        True where the words point after the publication date.
    """

    span: Span
    text: str
    start: date | None
    end: date | None
    granularity: Granularity
    confidence: float
    relative_days: int | None = None
    period: bool = False
    future: bool = False


_MONTH_RE = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY_RE = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_DAYNUM = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|d)?\b"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<{0}>(?:1[89]|20)\d\d|'?\d\d(?=\s*(?:--|\(|\[)))\b)?"
_PART = r"(?:\s+(?P<{0}>morning|afternoon|evening|night|noon|midday|midnight|dawn))?"
_NUMBER = (
    r"(?:\d{1,3}|"
    + "|".join(sorted(_SMALL, key=len, reverse=True))
    + r"|several|few|couple\s+of|a\s+few|a\s+couple\s+of)"
)
_UNIT = r"(?:hours?|hrs?|minutes?|days?|nights?|weekends?|weeks?|months?|years?|decades?)"
_SEP = r"\s*(?:-|–|to|and|through|until|till|or)\s*"

_RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<iso_y>(?:1[89]|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-])"),
    ("slash", r"(?<![\d/])(?P<sl_a>\d{1,2})/(?P<sl_b>\d{1,2})/(?P<sl_y>(?:1[89]|20)\d\d|\d\d)(?![\d/])"),
    ("month_range", rf"(?P<mr_m>{_MONTH_RE})\s+(?P<mr_a>{_DAYNUM}){_SEP}(?P<mr_b>{_DAYNUM})" + _YEAR.format("mr_y")),
    ("range_month", rf"(?P<rm_a>{_DAYNUM}){_SEP}(?P<rm_b>{_DAYNUM})\s+(?:of\s+)?(?P<rm_m>{_MONTH_RE})" + _YEAR.format("rm_y")),
    ("day_month", rf"(?P<dm_d>{_DAYNUM})\s+(?:of\s+)?(?P<dm_m>{_MONTH_RE})" + _YEAR.format("dm_y")),
    ("month_day", rf"(?P<md_m>{_MONTH_RE})\s+(?P<md_d>{_DAYNUM})(?!\s*(?:%|percent))" + _YEAR.format("md_y")),
    ("month", rf"(?P<mo_part>(?:early|late|mid|earlier|later|last|this|next)[\s-]+(?:in\s+)?)?(?:(?<=in )|(?<=of )|(?<=since )|(?<=during )|(?<=until )|(?<=by )|(?<=from )|(?<=-)|(?<=early )|(?<=late )|(?<=last )|(?<=this )|(?<=next ))(?P<mo_m>{_MONTH_RE})" + _YEAR.format("mo_y")),
    ("month_year", rf"(?P<my_m>{_MONTH_RE}),?\s+(?:of\s+)?(?P<my_y>(?:1[89]|20)\d\d)\b"),
    ("feast", r"(?P<feast>" + "|".join(sorted(map(re.escape, _FEAST_DAYS), key=len, reverse=True)) + r")\b"),
    ("weekday_pair", rf"(?:(?P<wp_part1>late|early)\s+)?(?P<wp_a>{_WEEKDAY_RE})" + _PART.format("wp_p") + rf"\s+(?:into|to|and|through|until|or)\s+(?:(?:late|early)\s+)?(?P<wp_b>{_WEEKDAY_RE})" + _PART.format("wp_q")),
    ("weekday", rf"(?:(?P<wd_which>last|this\s+past|this|next|past|the\s+following|the\s+previous)\s+)?(?:(?P<wd_over>overnight|late|early)\s+)?(?P<wd>{_WEEKDAY_RE})" + _PART.format("wd_part")),
    ("today", r"(?P<today>today|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening|noon)|(?:early|late)\s+today|at\s+(?:dawn|noon|midday)\s+today)\b"),
    ("yesterday", r"(?P<yesterday>the\s+(?:day|night)\s+before\s+(?:yesterday|last)|yesterday(?:\s+(?:morning|afternoon|evening|night))?|last\s+(?:night|evening)|early\s+yesterday|late\s+yesterday)\b"),
    ("tomorrow", r"(?P<tomorrow>tomorrow)\b"),
    ("overnight", r"(?P<overnight>overnight|during\s+the\s+night|in\s+the\s+early\s+hours|before\s+dawn|at\s+dawn)\b(?!\s+(?:on|of)\s)"),
    ("ago", rf"(?P<ago_n>{_NUMBER})\s+(?P<ago_u>{_UNIT})\s+(?:ago|earlier\s+today)\b"),
    ("past", rf"(?:(?:in|within|over|during|for)\s+)?(?:the\s+)?(?P<past_w>last|past|previous)\s+(?:(?P<past_n>{_NUMBER})\s+)?(?P<past_u>{_UNIT})\b"),
    ("last_unit", r"(?P<lu_early>(?:earlier|later|late|early|so\s+far|over|at|during)\s+)?(?P<lu_w>last|this|the|next|past)\s+(?P<lu_u>week|weekend|month|year|summer|winter|spring|autumn|fall)\b(?!\s+(?:of|before|that|after|when|in|to)\b)"),
    ("later", rf"(?P<later_n>{_NUMBER})\s+(?P<later_u>days?|weeks?|hours?|months?|years?)\s+(?P<later_w>later|earlier|before|after\s+that|afterwards?)\b"),
    ("next_day", r"(?P<next_day>the\s+(?:next|following)\s+(?:day|morning|night|afternoon|evening)|the\s+(?:same|very\s+same)\s+(?:day|morning|night|afternoon|evening)|that\s+(?:same\s+)?(?:day|morning|night|afternoon|evening)|the\s+(?:previous\s+(?:day|night|evening)|day\s+before|night\s+before|day\s+earlier)|a\s+day\s+(?:earlier|before|later)|hours\s+(?:later|earlier|afterwards?))\b"),
    ("year", r"(?:(?<=in )|(?<=since )|(?<=of )|(?<=during )|(?<=until )|(?<=from )|(?<=the ))(?P<yr>(?:1[89]|20)\d\d)\b(?!\s*(?:people|persons|soldiers|block|hours?|meters?|metres?))"),
    ("decade", r"(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<dec>(?:1[89]|20)\d0)'?s\b"),
)  # fmt: skip
_FINDER = re.compile("|".join(f"(?P<r_{name}>\\b(?:{pattern}))" for name, pattern in _RULES), re.IGNORECASE)
_HINT = re.compile(
    r"\d|day\b|days\b|night|week|month|year|ago\b|later\b|earlier|morning|evening|afternoon|dawn|hours"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Eve\b"
    r"|last\b|past\b|Mon\.|Tue|Wed|Thu|Fri|Sat|Sun|tomorrow|Halloween",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<eve>on the eve of|the eve of|a day before|the day before)\s+(?:the\s+)?$|(?P<after>(?:a|the)\s+day\s+after)\s+$"
    r"|(?P<since>since|ever since)\s+(?:\w+\s+)?$|(?P<until>until|till|by|before)\s+$|(?P<hours>(?:early|small|predawn|pre-dawn|first|wee) hours of)\s+(?:\w+\s+)?$"
    r"|(?P<night>night of|evening of|overnight(?: on| from)?|midnight on|late on|late)\s+(?:\w+\s+)?$|(?P<between>between|from)\s+$", re.IGNORECASE)  # fmt: skip


def find_dates(
    text: str, published: date | None, start: int = 0, end: int | None = None
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

    Examples
    --------
    >>> phrase = find_dates("Rockets hit the base overnight on Saturday.", date(2020, 1, 13))[-1]
    >>> phrase.start, phrase.end
    (datetime.date(2020, 1, 11), datetime.date(2020, 1, 12))
    """
    stop = len(text) if end is None else end
    if not _HINT.search(text, start, stop):
        return ()
    found = []
    for match in _FINDER.finditer(text, start, stop):
        phrase = _read(match, text, start, published)
        if phrase is not None:
            found.append(phrase)
    return tuple(found)


def _read(match: re.Match[str], text: str, floor: int, published: date | None) -> DatePhrase | None:
    rule = next(name for name, _ in _RULES if match.group(f"r_{name}") is not None)
    reader = _READERS[rule]
    span = match.span()
    before = _BEFORE.search(text, max(floor, span[0] - 40), span[0])
    told = reader(match, published)
    if told is None:
        return None
    told = _shift(told, before)
    if before is not None:
        span = (before.start(), span[1])
    if told.start is not None and published is not None and told.start > published and not told.future:
        told = replace(told, future=True)
    return DatePhrase(
        span=span, text=text[span[0] : span[1]], start=told.start, end=told.end, granularity=told.granularity,
        confidence=told.confidence, relative_days=told.relative_days, period=told.period, future=told.future,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    start: date | None
    end: date | None
    granularity: Granularity
    confidence: float
    relative_days: int | None = None
    period: bool = False
    future: bool = False


def _shift(told: _Told, before: re.Match[str] | None) -> _Told:
    """Apply the words before a date: "on the eve of", "since", "the night of"."""
    if before is None or told.start is None or told.end is None:
        return told
    if before["eve"]:
        return replace(told, start=told.start - _DAY, end=told.start - _DAY, granularity="day")
    if before["after"]:
        return replace(told, start=told.end + _DAY, end=told.end + _DAY)
    if before["since"]:
        return replace(told, granularity="since", period=True, confidence=told.confidence * 0.6)
    if before["until"]:
        return replace(told, confidence=told.confidence * 0.5)
    if before["night"] and before["night"].lower().startswith("overnight") and told.granularity == "day":
        return replace(told, end=told.end + _DAY, granularity="night")
    return told


def _day(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    value = int(text.strip("'"))
    return value if value > 99 else value + (1900 if value >= 50 else 2000)


def _month(text: str) -> int:
    word = text.lower().rstrip(".")
    return _MONTH_NUMBER[word]


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _past_day(month: int, day: int, published: date | None) -> date | None:
    """Return the latest such day that is not clearly after publication; news looks back.

    Up to a week ahead counts as the same year: announcements name coming days.
    """
    if published is None:
        return None
    options = [_make(published.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [d for d in options if d is not None and d <= published + 7 * _DAY]
    return max(known, default=None)


def _of_day(day: date | None, confidence: float, granularity: Granularity = "day") -> _Told:
    return _Told(day, day, granularity, confidence if day else 0.0)


def _iso(m: re.Match[str], _: date | None) -> _Told | None:
    day = _make(int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]))
    return None if day is None else _of_day(day, 0.98)


def _slash(m: re.Match[str], published: date | None) -> _Told | None:
    """Read 3/4/2020: the reading nearer before publication; both where that does not tell."""
    year, a, b = _year(m["sl_y"]) or 0, int(m["sl_a"]), int(m["sl_b"])
    options = [d for d in (_make(year, a, b), _make(year, b, a)) if d is not None]
    if not options:
        return None
    if published is not None:
        options.sort(key=lambda d: (d > published, abs((published - d).days)))
    return _of_day(options[0], 0.95 if len(set(options)) == 1 else 0.7)


def _dated(month: str, day: str, year: str | None, published: date | None) -> date | None:
    known = _year(year)
    if known is not None:
        return _make(known, _month(month), _day(day))
    return _past_day(_month(month), _day(day), published)


def _day_month(m: re.Match[str], published: date | None) -> _Told | None:
    prefix = "dm" if m["dm_d"] else "md"
    day = _dated(m[f"{prefix}_m"], m[f"{prefix}_d"], m[f"{prefix}_y"], published)
    return _of_day(day, 0.97 if m[f"{prefix}_y"] else 0.93)


def _day_range(m: re.Match[str], published: date | None) -> _Told | None:
    p = "mr" if m["mr_m"] else "rm"
    end = _dated(m[f"{p}_m"], m[f"{p}_b"], m[f"{p}_y"], published)
    if end is None:
        return None
    start = _make(end.year, end.month, _day(m[f"{p}_a"]))
    if start is None or start > end:
        return _of_day(end, 0.5)
    return _Told(start, end, "days", 0.9)


def _month_span(year: int, month: int, part: str) -> tuple[date, date]:
    last = monthrange(year, month)[1]
    first, final = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part, (1, last))
    return date(year, month, first), date(year, month, final)


def _whole_month(m: re.Match[str], published: date | None) -> _Told | None:
    if m["my_m"]:
        month, year, part = _month(m["my_m"]), _year(m["my_y"]), ""
    else:
        month, year = _month(m["mo_m"]), _year(m["mo_y"])
        part = (m["mo_part"] or "").lower().replace("-", " ").split(" ")[0]
    if year is None:
        if published is None:
            return _Told(None, None, "month", 0.0)
        year = published.year if month <= published.month else published.year - 1
        if part == "last" and month == published.month:
            year -= 1
        if part == "next":
            year = published.year if month > published.month else published.year + 1
    start, end = _month_span(year, month, part)
    if published is not None and start <= published < end and part != "next":
        end = published
    return _Told(start, end, "month", 0.85)


def _feast(m: re.Match[str], published: date | None) -> _Told | None:
    month, day = _FEAST_DAYS[re.sub(r"\s+", " ", m["feast"].lower())]
    return _of_day(_past_day(month, day, published), 0.8)


def _weekday_number(word: str) -> int:
    word = word.lower().rstrip(".")
    return _WEEKDAY_NUMBER[word]


def _latest_weekday(number: int, published: date) -> date:
    """Return the latest such weekday up to publication, that day itself included."""
    return published - timedelta(days=(published.weekday() - number) % 7)


def _weekday(m: re.Match[str], published: date | None) -> _Told | None:
    if published is None:
        return _Told(None, None, "day", 0.0)
    day = _latest_weekday(_weekday_number(m["wd"]), published)
    which = re.sub(r"\s+", " ", (m["wd_which"] or "").lower())
    over = (m["wd_over"] or "").lower()
    confidence = 0.92
    if which == "next" or which == "the following":
        return _Told(day + 7 * _DAY, day + 7 * _DAY, "day", 0.7, future=True)
    if which in {"last", "the previous"} and day == published:
        day -= 7 * _DAY
        confidence = 0.8
    if over == "overnight":
        return _Told(day, min(day + _DAY, published), "night", 0.75)
    return _Told(day, day, "day", confidence)


def _weekday_pair(m: re.Match[str], published: date | None) -> _Told | None:
    if published is None:
        return _Told(None, None, "days", 0.0)
    end = _latest_weekday(_weekday_number(m["wp_b"]), published)
    start = _latest_weekday(_weekday_number(m["wp_a"]), end)
    night = (end - start).days == 1
    return _Told(start, end, "night" if night else "days", 0.85)


def _today(m: re.Match[str], published: date | None) -> _Told:
    return _of_day(published, 0.93)


def _yesterday(m: re.Match[str], published: date | None) -> _Told:
    words = m["yesterday"].lower()
    back = 2 if "before" in words else 1
    return _of_day(None if published is None else published - back * _DAY, 0.9 if back == 1 else 0.85)


def _tomorrow(_: re.Match[str], published: date | None) -> _Told:
    day = None if published is None else published + _DAY
    return _Told(day, day, "day", 0.9 if day else 0.0, future=True)


def _overnight(m: re.Match[str], published: date | None) -> _Told:
    if m["overnight"].lower() not in {"overnight", "during the night"}:
        return _Told(None, None, "day", 0.5, relative_days=0)  # "at dawn" of a day told elsewhere
    if published is None:
        return _Told(None, None, "night", 0.0)
    return _Told(published - _DAY, published, "night", 0.7)


def _number(text: str | None) -> int:
    words = re.sub(r"\s+", " ", (text or "one").lower())
    if words.isdigit():
        return int(words)
    return _SMALL.get(words, 2 if "couple" in words else 3)


_UNIT_DAYS = {
    "hour": 0,
    "hr": 0,
    "minute": 0,
    "day": 1,
    "night": 1,
    "weekend": 7,
    "week": 7,
    "month": 30,
    "year": 365,
    "decade": 3650,
}


def _unit(text: str) -> str:
    return text.lower().rstrip("s")


def _ago(m: re.Match[str], published: date | None) -> _Told:
    n, unit = _number(m["ago_n"]), _unit(m["ago_u"])
    if published is None:
        return _Told(None, None, "days", 0.0)
    vague = not m["ago_n"].isdigit() and m["ago_n"].lower() not in _SMALL
    if unit in {"hour", "hr", "minute"}:
        back = n // 24 if unit != "minute" else 0
        return _Told(
            published - max(back, 0 if n < 12 or unit == "minute" else 1) * _DAY,
            published - back * _DAY,
            "days",
            0.75,
        )
    days = n * _UNIT_DAYS[unit]
    slack = {"day": 0, "night": 0, "week": 3, "weekend": 2, "month": 15}.get(unit, 182)
    if vague:
        slack = max(1, days // 2)
    try:
        middle = published - timedelta(days=days)
        start, end = middle - timedelta(days=slack), min(middle + timedelta(days=slack), published)
    except OverflowError:
        return _Told(None, None, "year", 0.0)
    granularity: Granularity = {"day": "day", "night": "day", "week": "week", "month": "month"}.get(
        unit, "year"
    )  # type: ignore[assignment]
    return _Told(start, end, "days" if vague and unit == "day" else granularity, 0.85)


def _past(m: re.Match[str], published: date | None) -> _Told | None:
    """Read "the last 48 hours", "the past three months"; "last week" without a number goes to `_last_unit`."""
    unit = _unit(m["past_u"])
    if m["past_n"] is None and not m["past_u"].lower().endswith("s"):
        if m["past_w"].lower() == "last" or unit in {"week", "weekend", "month", "year"}:
            if unit == "night":
                return _of_day(None if published is None else published - _DAY, 0.9)
            return _relative_unit(unit, "last", "", published)
    if published is None:
        return _Told(None, None, "days", 0.0, period=unit in {"month", "year", "decade"})
    n = _number(m["past_n"] or "few")
    days = max(1, -(-n // 24)) if unit in {"hour", "hr"} else n * max(_UNIT_DAYS[unit], 1)
    try:
        start = published - timedelta(days=days)
    except OverflowError:
        return None
    granularity: Granularity = "days" if days <= 7 else "month" if days <= 31 else "year"
    return _Told(start, published, granularity, 0.7, period=days > 3)


def _last_unit(m: re.Match[str], published: date | None) -> _Told | None:
    which = m["lu_w"].lower()
    unit = m["lu_u"].lower()
    lead = re.sub(r"\s+", " ", (m["lu_early"] or "").strip().lower())
    if which == "the" and unit != "weekend":
        return None
    return _relative_unit(unit, "last" if which == "past" else which, lead, published)


def _relative_unit(unit: str, which: str, lead: str, published: date | None) -> _Told | None:
    """Read "last week", "earlier this month", "over the weekend", "this year"."""
    if published is None:
        return _Told(None, None, "week" if "week" in unit else "month" if unit == "month" else "year", 0.0)
    period = lead == "so far" or (unit == "year" and which == "this")
    if unit == "day":
        return _of_day(published, 0.5)
    if unit == "weekend":
        saturday = _latest_weekday(5, published)
        if which == "last" and published.weekday() >= 5:
            saturday -= 7 * _DAY
        if which == "next":
            return _Told(saturday + 7 * _DAY, saturday + 8 * _DAY, "days", 0.7, future=True)
        return _Told(saturday, min(saturday + _DAY, published), "days", 0.8)
    if unit == "week":
        monday = published - timedelta(days=published.weekday())
        if which == "last":
            return _Told(monday - 7 * _DAY, monday - _DAY, "week", 0.8)
        if which == "next":
            return _Told(monday + 7 * _DAY, monday + 13 * _DAY, "week", 0.8, future=True)
        # On a Monday "this week" looks back over the days before it.
        return _Told(min(monday, published - 2 * _DAY), published, "week", 0.75, period=period)
    if unit == "month":
        first = published.replace(day=1)
        if which == "last":
            end = first - _DAY
            return _Told(end.replace(day=1), end, "month", 0.85)
        if which == "next":
            return _Told(published, published + 31 * _DAY, "month", 0.7, future=True)
        return _Told(first, published, "month", 0.8, period=period)
    if unit in {"summer", "winter", "spring", "autumn", "fall"}:
        return _season(unit, which, published)
    if unit != "year":
        return _Told(published - timedelta(days=_UNIT_DAYS.get(unit, 1)), published, "days", 0.5)
    year = published.year - (which == "last") + (which == "next")
    start, end = date(year, 1, 1), date(year, 12, 31)
    return _Told(
        start,
        min(end, published) if which != "next" else end,
        "year",
        0.85,
        period=period,
        future=which == "next",
    )


def _season(unit: str, which: str, published: date) -> _Told:
    """Read a season of the northern year; the hemisphere is not known, so with little confidence."""
    first_month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[unit]
    year = published.year
    if date(year, first_month, 1) > published or (
        which == "last" and first_month <= published.month < first_month + 3
    ):
        year -= 1
    start = date(year, first_month, 1)
    end = start + timedelta(days=91)
    return _Told(start, min(end, published), "season", 0.5)


def _later(m: re.Match[str], _: date | None) -> _Told:
    days = _number(m["later_n"]) * _UNIT_DAYS[_unit(m["later_u"])]
    back = m["later_w"].lower() in {"earlier", "before"}
    return _Told(None, None, "day", 0.5, relative_days=-days if back else days)


def _next_day(m: re.Match[str], _: date | None) -> _Told:
    words = m["next_day"].lower()
    days = 0 if "same" in words or words.startswith(("that", "hours", "later")) else 1
    if not words.startswith("hours") and ("previous" in words or "before" in words or "earlier" in words):
        days = -1
    return _Told(None, None, "day", 0.7, relative_days=days)


def _only_year(m: re.Match[str], published: date | None) -> _Told:
    year = int(m["yr"])
    end = date(year, 12, 31)
    if published is not None and date(year, 1, 1) <= published < end:
        end = published
    return _Told(date(year, 1, 1), end, "year", 0.8, period=True)


def _decade(m: re.Match[str], _: date | None) -> _Told:
    year = int(m["dec"])
    return _Told(date(year, 1, 1), date(year + 9, 12, 31), "year", 0.6, period=True)


_READERS = {
    "iso": _iso, "slash": _slash, "month_range": _day_range, "range_month": _day_range, "day_month": _day_month,
    "month_day": _day_month, "month": _whole_month, "month_year": _whole_month, "feast": _feast,
    "weekday_pair": _weekday_pair, "weekday": _weekday, "today": _today, "yesterday": _yesterday,
    "tomorrow": _tomorrow, "overnight": _overnight, "ago": _ago, "past": _past, "last_unit": _last_unit,
    "later": _later, "next_day": _next_day, "year": _only_year, "decade": _decade,
}  # fmt: skip
