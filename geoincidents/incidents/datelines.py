"""Where an article says when it was written: in its dateline, or in a line of its head.

Such a date is that of the telling. It dates the article where nothing else does, and no act.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from geoincidents.incidents.dates import find_dates
from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.types import Article

_HEAD_CHARS = 600
"""Characters in which a dateline is looked for: a title, an author and a line of date may come before it."""
_LONGEST_LINE = 200
"""Characters of a line in which such a date stands, with what stands before it."""
_FIGURE = re.compile(r"\d")
_FRESH_DAYS = 3
"""Days that a dateline may lie before the metadata's date: news is printed a day or two after."""
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH = rf"(?i:{_MONTHS})[A-Za-z]{{0,6}}\b\.?"
_FIGURES = re.compile(r"\d+")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:{_MONTHS})")
_MONTH_BEFORE = re.compile(rf"(?:{_MONTHS})[a-z]{{0,6}}\.?\s+$")
"""What makes a figure such a date, in lower case: few heads hold any; lines without need not be read."""
_LONGEST_MONTH = 16
"""Characters of a month before a figure, with the spaces behind it."""
_YEAR = r"(?:,?\s+(?:(?:19|20)\d\d|\d\d(?=\s*(?:\(|\[|-)))\b)?"
_DATE = rf"(?:\d{{1,2}}\s+{_MONTH}{_YEAR}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR})"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[.,]?\s+)?"
_SHORT = r"(?:(?<=[A-Z])|(?<=[A-Z][a-z])|(?<=[A-Z][a-z]{2})|(?<=[A-Z][a-z]{3})|(?<=[A-Z][a-z]{4}))"
"""Behind the letters of a state's short name: "Ind.", "Calif.", "N.Y."."""
_STAMP = re.compile(
    rf"\s*{_WEEKDAY}(?P<line>{_DATE})(?<=\d{{4}})[^\S\n]+(?:at\s+)?\d{{1,2}}:\d\d\s?[AaPp]\.?[Mm]\b"
)
"""A date with an hour that opens a text whose lines were lost: "Friday March 5, 2021 12:04 AM A man ..."."""
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = (
    rf"(?:(?:{_ORDINAL}\s*[-–]\s*)?{_ORDINAL}\s+{_MONTH}|{_MONTH}\s+(?:{_ORDINAL}\s*[-–]\s*)?{_ORDINAL})"
    r",?\s+(?:19|20)\d\d"
)
_BULLETIN = (
    "reports?|updates?|sitrep|bulletin|brief|briefing|statement|summary|digest|newsletter|overview|snapshot"
    "|alert|release"
)
_TITLED = re.compile(
    rf"(?im)\bas\s+(?:of|at):?\s+(?:\d\d:?\d\d\s*(?:hrs|hours|h)?,?\s+(?:on\s+)?)?(?P<as_of>{_DAYS})\b"
    rf"|^[^\n]{{0,120}}?\b(?:{_BULLETIN})\b[^\n.!?]{{0,80}}?(?<![^\W_])(?P<title>{_DAYS})\)?[^\S\n]*$"
)
"""What a report's title says: "Flash update (as of 20 November 2026)", "Weekly report, 14-20 May 2026"."""
_MAY_BE_TITLED = re.compile(rf"as\s+(?:of|at)|{_BULLETIN}")
"""What such a title holds in lower case."""
_WRITTEN = re.compile(
    r"^[ \t]*(?:"
    # "(Borvik, Sept 8) - "
    # "KYIV, Sept 8 — ", "Srinagar, Oct 18: ", "Bogota, 5 Jan 90 (EFE) -- ", "AKRON, Ohio (March 5, 2021) – "
    rf"\(?[A-ZÀ-Þ](?:[^\n:;.!?]|{_SHORT}\.){{0,58}}?[,(\s]\s*{_WEEKDAY}(?P<dateline>{_DATE})\)?,?\s*(?:\([^)\n]{{0,40}}\)\s*|/?[A-Z][A-Za-z-]*/?\s*)?(?:--?|—|–|\[|:)"
    # "Published: Monday, 5 March 2021"; "5 March 2021" alone in a line
    rf"|(?i:(?:(?:first\s+)?(?:published|updated|posted|issued|released|date|last\s+(?:updated|modified))(?:\s+(?:on|at))?:?\s+)?){_WEEKDAY}(?P<line>{_DATE})[^\S\n]*(?:,?[^\S\n]+(?:at\s+)?\d{{1,2}}[:.]\d\d[^\n]{{0,12}})?[^\S\n]*$)",
    re.MULTILINE,
)  # fmt: skip


def written(article: Article) -> Span | None:
    """Return where the head of an article tells the date of its writing.

    Several lines that begin so are the items of a list, whose dates are those of the acts, unless a title
    dates them all.

    Examples
    --------
    >>> from geoincidents.types import Article
    >>> text = "Strikes hit two towns\\n\\nKYIV, Sept 8 — A missile hit a shop on Thursday."
    >>> text[slice(*written(Article(id="a", text=text)))]
    'Sept 8'
    >>> written(Article(id="a", text="On 8 September a missile hit a shop.")) is None
    True
    """
    return _written(article.text, article.published)


@lru_cache(maxsize=16)
def _written(text: str, published: date | None) -> Span | None:
    stamp = _STAMP.match(text)
    if stamp is not None:
        return stamp.span("line")
    lower = lowered(text)
    if not _tells_day(lower, 0, _HEAD_CHARS):
        return None
    titled = _MAY_BE_TITLED.search(lower, 0, _HEAD_CHARS) and _TITLED.search(text[:_HEAD_CHARS])
    if titled is not None:
        return _if_fresh(text, titled.span("as_of" if titled["as_of"] else "title"), published)
    head = _line_of_writing(text, 0, _HEAD_CHARS)
    if head is None or _line_of_writing(text, _next_line(text, head.end()), len(text)) is not None:
        return None
    return _if_fresh(text, head.span("dateline" if head["dateline"] else "line"), published)


def _tells_day(lower: str, start: int, end: int) -> bool:
    """Tell whether a month stands beside a figure in ``lower[start:end]``."""
    return any(
        _MONTH_AFTER.match(lower, figure.end())
        or _MONTH_BEFORE.search(lower, max(0, figure.start() - _LONGEST_MONTH), figure.start())
        for figure in _FIGURES.finditer(lower, start, end)
    )


def _line_of_writing(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first line from `start` on that tells when the article was written."""
    while start < min(end, len(text)):
        if _FIGURE.search(text, start, min(end, start + _LONGEST_LINE)):
            match = _WRITTEN.match(text, start, end)
            if match is not None:
                return match
        start = _next_line(text, start)
    return None


def _next_line(text: str, start: int) -> int:
    return text.find("\n", start) + 1 or len(text)


def _if_fresh(text: str, where: Span, published: date | None) -> Span | None:
    """Return where a date of the head stands, unless the metadata's date says that it is another."""
    told = find_dates(text, published, where[0], where[1] + 4)
    if published is None or not told or told[0].start is None:
        return where
    fresh = published - timedelta(days=_FRESH_DAYS) <= told[0].start <= published
    return where if fresh else None


def publication_date(article: Article) -> date | None:
    """Return the article's date: its metadata's, else the one that its head gives with a year."""
    if article.published is not None:
        return article.published
    where = written(article)
    if where is None:
        return None
    phrases = find_dates(article.text, None, where[0], where[1] + 4)
    return phrases[0].end if phrases else None
