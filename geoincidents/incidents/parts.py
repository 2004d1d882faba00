"""Cut a sentence that tells of two acts, each with its own trigger and its own place or date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoincidents.incidents.answers import answered
from geoincidents.incidents.dates import DatePhrase
from geoincidents.incidents.dates.calendar import UNIT_DAYS, number_of, unit_of
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span

_UNIT = r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?)"
_CUT = re.compile(
    rf"(?P<list>(?:,|\s+and)\s+(?=(?:an?|another|two|three|four|five|six|several|\d+|suspected|unidentified|unknown|armed|gunmen|militants|"
    rf"insurgents|rebels|bandits|rockets|shells|shelling|artillery|missiles|drones)\s+(?!{_UNIT}\b)))|"
    r";\s+|,?\s+(?:while(?!\s+\w+ing\b)|whereas|meanwhile)\s+|,\s+(?:and|but)\s+(?!(?:that|which|who|killed|wounded|injured)\b)"
    r"|,?\s+(?P<gap>(?:(?:just|only|barely)\s+)?(?:(?P<n>an?|\d{1,2}|two|three|four|five|six|seven|ten|several)\s+)?"
    r"(?P<unit>minutes|hours?|days?|nights?|weeks?)\s+(?P<way>after|before))\s+(?!(?:that|which|the|this|he|she|they|it)\b)",
)
"""Conjunctions that part two acts; "hours after a rocket hit …" begins one that was not told of before."""
_LISTED = re.compile(
    r"(?:(?!(?:who|which|that|whose|where|when|in|of|from)\b)[\w’'-]+\s+){1,6}?"
    r"(?:(?:was|were)(?!\s+(?:\w+ly\s+)?(?:wounded|injured|hurt)\b)|exploded|went\s+off|killed|hit|struck|damaged|destroyed|opened\s+fire|attacked|abducted|kidnapped"
    r"|(?<!was\s)(?<!were\s)(?:wounded|injured)\s+(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|at\s+least|about|several|some|dozens|scores|\d+)"
    r"|stormed|ambushed|fired|blew|shot|stabbed|beheaded|raided|torched|shelled|bombed)\b"
)
"""How a comma or "and" goes on that lists a further act: ", a bomb damaged a bridge", not ", a man who"."""
_NEW = re.compile(r"(?:an?|two|three|four|five|six|seven|eight|nine|ten|dozens\s+of|\d+)\s+(?!such\b)")
"""Who were not told of before: "two days after 15 people died in a strike"."""
_NAMED = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:[a-z-]+\s+){0,3}(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|"
    r"July|August|September|October|November|December)[A-Z][a-z]"
)
"""A name that tells where, whether any gazetteer knows it or not."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}})\b"
)
_SAID = re.compile(r"\b(?:said|told|reported|announced|confirmed)\s+(?:\w+\s+)?$")
"""Before a day on which the act was told."""
_GOES_ON = re.compile(
    r"(?:and\s+|but\s+)?(?:he|she|they|it|his|her|their|its|this|that|the\s+(?:man|woman|victims?|two)|"
    r"\w+\s+of\s+(?:them|whom|those|the\s+\w+))\b"
)
"""How a clause begins that speaks of those of the clause before it."""


_CAME = re.compile(
    r"(?:it|this|(?:the|this|that|these)\s+[^,;.]{1,40}?)\s+(?:came|comes?|happened|occurred|took\s+place|followed|was\s+carried\s+out)"
)
"""A clause that only takes up what was told: "the attack came", "three days after gunmen stormed Ardel"."""


@value
class Part:
    """A stretch of a sentence that tells of one act.

    Attributes
    ----------
    span : Span
        Where.
    gap : DatePhrase or None
        How long before or after the act of the part before it this one happened, where the words tell.
    answered : bool
        Whether another part tells of an act that answers this one's, or that came some time after it.
    """

    span: Span
    gap: DatePhrase | None = None
    answered: bool = False


def parts_of(
    text: str, span: Span, strong: Sequence[Span], weak: Sequence[Span], places: Sequence[Span]
) -> list[Part]:
    """Return the parts of a sentence, the whole where it is not cut.

    Parameters
    ----------
    text : str
        The article's text.
    span : Span
        The sentence.
    strong : sequence of Span
        The triggers that may stand by themselves.
    weak : sequence of Span
        Those that only tell of harm done, which is enough for what happened before.
    places : sequence of Span
        The names of places.

    Examples
    --------
    >>> text = "A mine exploded in Ardel, two days after gunmen attacked Borvik."
    >>> parts = parts_of(text, (0, len(text)), [(2, 15), (46, 54)], [], [(19, 24), (55, 61)])
    >>> [text[slice(*part.span)] for part in parts], parts[1].gap.relative_days
    (['A mine exploded in Ardel', 'gunmen attacked Borvik.'], -2)
    """
    if not strong:
        return [Part(span)]
    two = answered(text, span, strong, weak, places)
    if two is None:
        return _cut(text, span, strong, weak, places)
    first, second = (_cut(text, part, strong, weak, places) for part in (two.first, two.second))
    earlier = first if two.earlier_first else second
    return [replace(part, answered=part in earlier) for part in (*first, *second)]


def _cut(
    text: str, span: Span, strong: Sequence[Span], weak: Sequence[Span], places: Sequence[Span]
) -> list[Part]:
    """Part a stretch where it tells of two acts side by side."""
    acts = [act for act in (*strong, *weak) if span[0] <= act[0] and act[1] <= span[1]]
    if len(acts) < 2:
        return [Part(span)]
    # One act ends before a cut, another begins behind it.
    first_ends, last_begins = min(end for _, end in acts), max(start for start, _ in acts)
    parts: list[Part] = []
    start, gap, after, lower = span[0], None, False, lowered(text)
    for match in _CUT.finditer(lower, first_ends, span[1]):
        if match.end() > last_begins:
            break
        left, right = (start, match.start()), (match.end(), span[1])
        another = _tells(right, strong)
        harm = another or _tells(right, weak)
        if match["list"]:
            told = _tells(left, (*strong, *weak)) and another and _tells(left, places)
            own = _LISTED.match(lower, *right) is not None or _on_other_days(lower, left, right)
            two = told and own and _names_place(text, right, places)
        elif match["gap"] and another and _tells(left, strong) and _NEW.match(lower, *right):
            two = True
        elif _tells(left, strong) and _tells(right, places):
            two = (another and _names_place(text, left, places)) or (match["gap"] is not None and harm)
        else:
            listed = ";" in match.group() and harm and _tells(left, (*strong, *weak))
            two = (listed or (another and _tells(left, strong))) and _on_other_days(lower, left, right)
        came = match["gap"] and another and not two and _CAME.fullmatch(lower, *left) is not None
        if two or came:
            parts += [Part(left, gap, after)] if two else []
            start, gap, after = match.end(), _gap(match), match["way"] == "after"
    return [*parts, Part((start, span[1]), gap, after)]


def _names_place(text: str, part: Span, places: Sequence[Span]) -> bool:
    return _tells(part, places) or _NAMED.search(text, *part) is not None


def _on_other_days(lower: str, left: Span, right: Span) -> bool:
    """Tell whether two clauses with subjects of their own name two days: "A was shot Monday; B Friday"."""
    before = [match.group() for match in _DAY.finditer(lower, *left)]
    if not before or _GOES_ON.match(lower, *right):
        return False
    after = _DAY.search(lower, *right)
    told = after is not None and _SAID.search(lower, right[0], after.start()) is not None
    return after is not None and not told and after.group() not in before


def _tells(part: Span, spans: Sequence[Span]) -> bool:
    return any(part[0] <= start and end <= part[1] for start, end in spans)


def _gap(match: re.Match[str]) -> DatePhrase | None:
    """Return the time that lies between two acts, against the first of them."""
    if match["gap"] is None:
        return None
    days = number_of(match["n"] or "a") * UNIT_DAYS.get(unit_of(match["unit"]), 0)
    return DatePhrase(
        span=match.span("gap"), text=match["gap"], start=None, end=None, granularity="day", confidence=0.5,
        relative_days=-days if match["way"] == "after" else days,
    )  # fmt: skip
