# ruff: noqa: E501
"""The grammar of date phrases, of text in lower case: one pattern a kind, tried in this order at each word.

`geoincidents.incidents.dates.find` says which function reads which.
"""

from __future__ import annotations

import re

from geoincidents.incidents.dates.calendar import FEASTS, FEASTS_ON_WEEKDAYS, MONTHS, NUMBERS, WEEKDAYS

_MONTH_RE = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY_RE = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.)"
_DAYNUM = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|d)?\b"
_NO_CLOCK = r"(?!\s*(?:hours?|hrs?|h|local(?:\s+time)?|lt|utc|gmt|z)\b)"
"""What is no year: the time of day in "08 Mar, 1920 hrs"."""
_YEAR = (
    r"(?:,?\s+(?:of\s+)?(?P<{0}>(?:1[89]|20)\d\d|'?\d\d(?=\s*(?:--|\(|\[)))\b"
    + _NO_CLOCK.replace("{", "{{").replace("}", "}}")
    + ")?"
)
_PART = r"(?:\s+(?P<{0}>morning|afternoon|evening|night|noon|midday|midnight|dawn))?"
_NUMBER = (
    r"(?:\d{1,3}|"
    + "|".join(sorted(NUMBERS, key=len, reverse=True))
    + r"|several|few|couple\s+of|a\s+few|a\s+couple\s+of)"
)
_UNIT = r"(?:hours?|hrs?|minutes?|days?|nights?|weekends?|weeks?|months?|years?|decades?)"
_SEP = r"\s*(?:-|–|/|to|and|through|until|till|or)\s*"

RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?<![\d-])(?P<iso_y>(?:1[89]|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-])"),
    ("slash", r"(?<![\d/])(?P<sl_a>\d{1,2})/(?P<sl_b>\d{1,2})/(?P<sl_y>(?:1[89]|20)\d\d|\d\d)(?![\d/])"),
    ("month_range", rf"(?P<range_m>{_MONTH_RE})\s+(?P<range_a>{_DAYNUM}){_SEP}(?P<range_b>{_DAYNUM})" + _YEAR.format("range_y")),
    ("range_month", rf"(?P<range_a>{_DAYNUM})(?:\s*,\s*{_DAYNUM}){{0,4}},?{_SEP}(?P<range_b>{_DAYNUM})\s+(?:of\s+)?(?P<range_m>{_MONTH_RE})" + _YEAR.format("range_y")),
    ("day_month", rf"(?P<day_d>{_DAYNUM})\s+(?:of\s+)?(?P<day_m>{_MONTH_RE})" + _YEAR.format("day_y")),
    ("month_day", rf"(?P<day_m>{_MONTH_RE})\s+(?P<day_d>{_DAYNUM})(?!\s*(?:%|percent))" + _YEAR.format("day_y")),
    ("month", rf"(?P<mo_part>(?:early|late|mid|earlier|later|last|this|next)[\s-]+(?:in\s+)?)?(?:(?<=in )|(?<=of )|(?<=since )|(?<=during )|(?<=until )|(?<=by )|(?<=from )|(?<=-)|(?<=early )|(?<=late )|(?<=last )|(?<=this )|(?<=next ))(?P<mo_m>{_MONTH_RE})" + _YEAR.format("mo_y")),
    ("month_year", rf"(?P<my_m>{_MONTH_RE}),?\s+(?:of\s+)?(?P<my_y>(?:1[89]|20)\d\d)\b{_NO_CLOCK}"),
    ("feast", r"(?P<feast>" + "|".join(sorted(map(re.escape, FEASTS | FEASTS_ON_WEEKDAYS), key=len, reverse=True)) + r")\b"),
    ("weekday_pair", rf"(?:(?P<wp_part1>late|early)\s+)?(?P<wp_a>{_WEEKDAY_RE})" + _PART.format("wp_p") + rf"\s+(?:into|to|and|through|until|or)\s+(?:(?:late|early)\s+)?(?P<wp_b>{_WEEKDAY_RE})" + _PART.format("wp_q")),
    ("weekday", rf"(?:(?P<wd_which>last|this\s+past|this|next|past|the\s+following|the\s+previous)\s+)?(?:(?P<wd_over>overnight|late|early)\s+)?(?P<wd>{_WEEKDAY_RE})" + _PART.format("wd_part")),
    ("today", r"(?P<today>today|tonight|this\s+(?:very\s+)?(?:morning|afternoon|evening|noon)|(?:early|late)\s+today|at\s+(?:dawn|noon|midday)\s+today)\b"),
    ("yesterday", r"(?P<yesterday>the\s+(?:day|night)\s+before\s+(?:yesterday|last)|yesterday(?:\s+(?:morning|afternoon|evening|night))?|last\s+(?:night|evening)|early\s+yesterday|late\s+yesterday)\b"),
    ("tomorrow", r"(?P<tomorrow>tomorrow)\b"),
    ("overnight", r"(?P<overnight>overnight|during\s+the\s+night|in\s+the\s+early\s+hours|before\s+dawn|at\s+dawn)\b(?!\s+(?:on|of)\s)"),
    ("ago", rf"(?P<ago_n>{_NUMBER})\s+(?P<ago_u>{_UNIT})\s+(?:ago|earlier\s+today)\b"),
    ("past", rf"(?:(?:in|within|over|during|for)\s+)?(?:the\s+)?(?P<past_w>last|past|previous)\s+(?:(?P<past_n>{_NUMBER})\s+)?(?P<past_u>{_UNIT})\b"),
    ("last_unit", r"(?P<lu_early>(?:earlier|later|late|early|so\s+far|over|at|during)\s+)?(?P<lu_w>last|this|the|next|past)\s+(?P<lu_u>week|weekend|month|year|summer|winter|spring|autumn|fall)\b(?!\s+(?:of|before|that|after|when|in|to)\b)"),
    ("later", rf"(?P<later_n>{_NUMBER})\s+(?P<later_u>days?|weeks?|hours?|months?|years?)\s+(?P<later_w>later|earlier|after\s+that|afterwards?|(?:after|before)(?=\s+(?:the|that|this|those|these)\s+(?:\w+\s+){{0,2}}?(?:fighting|attacks?|raids?|killings?|blasts?|bombings?|clash(?:es)?|shootings?|ambush|incident|(?:air)?strikes?|explosions?|assault|murders?|abductions?|kidnappings?|massacre)\b)|before)\b"),
    ("next_day", r"(?P<next_day>the\s+(?:next|following)\s+(?:day|morning|night|afternoon|evening)|the\s+(?:same|very\s+same)\s+(?:day|morning|night|afternoon|evening)|that\s+(?:same\s+)?(?:day|morning|night|afternoon|evening)|the\s+(?:previous\s+(?:day|night|evening)|day\s+before|night\s+before|day\s+earlier)|a\s+day\s+(?:earlier|before|later)|hours\s+(?:later|earlier|afterwards?))\b"),
    ("part_year", r"(?P<py_part>early|mid|late)[\s-]+(?P<py_y>(?:1[89]|20)\d\d)\b(?!')"),
    ("part_unit", r"(?:the\s+)?(?P<pu_part>start|beginning|middle|end)\s+of\s+(?P<pu_w>the|this|last)\s+(?P<pu_u>week|month|year)\b"),
    ("year", r"(?:(?<=in )|(?<=since )|(?<=of )|(?<=during )|(?<=until )|(?<=from )|(?<=the )|(?<=\sa )|(?=\d{4},?\s+when\b))(?P<yr>(?:1[89]|20)\d\d)\b(?!\s*(?:people|persons|soldiers|block|hours?|meters?|metres?))"),
    ("decade", r"(?:(?:early|late|mid)[\s-]+)?(?:the\s+)?(?P<dec>(?:1[89]|20)\d0)'?s\b"),
)  # fmt: skip
_BEGINNINGS = frozenset(
    word[:3]
    for words in (MONTHS, WEEKDAYS, FEASTS, FEASTS_ON_WEEKDAYS, NUMBERS)
    for word in words
    if len(word) > 2
) | {
    "bef", "beg", "cou", "dur", "ear", "hou", "mid", "ove", "pre", "sev", "sta", "tod", "tom", "ton", "wit",
    "yes",
}  # fmt: skip
_FIRST_WORDS = frozenset({
    "a", "an", "at", "few", "for", "in", "last", "late", "later", "next", "past", "so", "that", "the", "this",
    "end",
})  # fmt: skip
_COUNTS = frozenset(word.split()[0] for word in (*NUMBERS, "several", "few", "couple"))
FIRST_BUT_FIGURES: dict[str, frozenset[str]] = {
    "iso": frozenset(),
    "slash": frozenset(),
    "range_month": frozenset(),
    "day_month": frozenset(),
    "year": frozenset(),
    "ago": _COUNTS,
    "later": _COUNTS,
    "decade": frozenset({"early", "late", "mid", "the"}),
}
"""Of the rules that may begin with a figure the words that they may begin with as well."""
FIGURES = re.compile(r"\d(?:\d{3}|/\d)")
"""What stands in every phrase of figures alone: "2019-03-05", "5/3/19", "in 2019", "the 1980s"."""


def may_begin(word: str) -> bool:
    """Tell whether a rule may begin with a word in lower case: two words in three begin none."""
    return word in _FIRST_WORDS or word[:3] in _BEGINNINGS or word[0].isdigit()


BEFORE = re.compile(r"\b(?:(?P<eve>on the eve of|the eve of|a day before|the day before)\s+(?:the\s+)?$|(?P<after>(?:a|the)\s+day\s+after)\s+$"
    r"|(?P<since>since|ever since)\s+(?:\w+\s+)?$|(?P<until>until|till|by|before)\s+$|(?P<hours>(?:early|small|predawn|pre-dawn|first|wee) hours of)\s+(?:\w+\s+)?$"
    r"|(?P<night>night of|evening of|overnight(?: on| from)?|midnight on|late on|late)\s+(?:\w+\s+)?$|(?P<between>between|from)\s+$"
    r"|(?P<each>each|every(?:\s+other)?)\s+)$")  # fmt: skip
