"""What speaks for it that a group of sentences tells of an incident that happened: named features."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.dating import OLD_DAYS
from geoincidents.incidents.genre import genre_of
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.triggers import event_type_of
from geoincidents.incidents.wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.drafts import Draft
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.own_place import OwnPlace

_ARMED = Pattern(
    r"\b(?:gunm[ae]n|guerrill\w+|rebels?|terrorists?|militants?|insurgents?|armed|unidentified|unknown|hooded|assailants?|suspects?|shooter|attackers?)\b",
)
_TRIAL = Pattern(
    r"\b(?:trial|court|judge|sentenced|convicted|investigat\w+|jury|lawyers?|prosecut\w+|pleaded|arraign\w*|verdict|testif\w+)\b",
)
_SPEECH = Pattern(
    r"\b(?:we|our|ours|ourselves|us)\b(?!\s+(?:correspondent|reporters?|newsroom|monitors?|team)\b)",
)
_TESTIMONY = Pattern(r"\b(?:I|my|me)\b")
_HARMLESS = frozenset({"Protests", "Strategic developments"})
"""Kinds of act that need harm nobody."""
_COMMENTARY = Pattern(
    r"\b(?:condemn\w*|denounc\w*|repudiat\w*|deplor\w*|reject\w*|blam\w*|accus\w*|investigat\w*|implicated|"
    r"in\s+connection\s+with|responsible\s+for|involved?\s+in)\b",
)
_QUOTED = re.compile('["“]')
_YEAR = re.compile(r"(?:19|20)(?<!\w..)\d\d\b")
_BACK = ("sentenced", "historical")
_LOOKED_BACK_AT = 0.3
"""Most strength of a first sentence that looks back: what is left of an act of which nothing else is told."""
_READ = 6
"""Sentences whose words are looked at."""
_AGES = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))
_MONTH_DAYS, _YEAR_DAYS = 31, 364


def weigh(drafts: Sequence[Draft], published: date | None, text: str, *, looks_back: bool = False) -> None:
    """Note what speaks for each draft telling of something that happened.

    Where the article `looks_back`, what it tells without a day is what it looks back at.
    """
    genre = dict(genre_of(text))
    total = sum(draft.rank == 0 for draft in drafts)
    number = -1
    for draft in drafts:
        number += draft.rank == 0
        dated = draft.dated
        features = draft.features
        features |= evidence_of(
            draft.mentions, draft.place, draft.sub_event_type, dated, published, text, number, total,
            draft.type_share,
        ) | genre  # fmt: skip
        old = published is not None and dated is not None and (published - dated[1]).days > OLD_DAYS
        old = old or (published is not None and dated is not None and _is_a_past_year(dated, published))
        undated = dated is None or not dated[3]
        features["historical"] = float(old or (looks_back and undated))
        features["listed"] = float(draft.rank > 0)
    _compare_ages(drafts)


def _is_a_past_year(dated: tuple[date, date, str, float], published: date) -> bool:
    """Tell whether no more than a year that is over is told of an act: it is recalled."""
    return (dated[1] - dated[0]).days >= _YEAR_DAYS and dated[1] < published


def looks_back(first: EventMention) -> bool:
    """Tell whether an article opens with a verdict or a memory: the trial is its news, not the act."""
    return first.strength < _LOOKED_BACK_AT and any(first.judged.has(label) for label in _BACK)


def _compare_ages(drafts: Sequence[Draft]) -> None:
    """Note of each draft how long before the article's newest it happened: old ones are background."""
    told = [draft.dated for draft in drafts if draft.dated is not None and draft.dated[3] > 0]
    newest = max((dated[1] for dated in told), default=None)
    for draft in drafts:
        if newest is not None and draft.dated is not None and draft.dated[3] > 0:
            behind = (newest - draft.dated[1]).days
            draft.features["behind_a_month"] = float(behind > _MONTH_DAYS)
            draft.features["behind_days"] = min(max(behind, 0), _MONTH_DAYS) / _MONTH_DAYS


def evidence_of(
    mentions: Sequence[EventMention], place: OwnPlace, sub: str, dated: tuple[date, date, str, float] | None,
    published: date | None, text: str, number: int, total: int, share: float,
) -> dict[str, float]:  # fmt: skip
    """Return the features of one group of sentences, each between 0 and 1 or a small count.

    `number` of `total` groups is this one; `share` is that of the article's sentences that plainly tell of
    an act.
    """
    lower = lowered(text)
    lead = max(mentions, key=lambda m: (m.strength, -m.sentence))
    strengths = sorted((m.strength for m in mentions), reverse=True)
    values: dict[str, float] = {
        "strength": strengths[0],
        "strength_more": min(sum(strengths[1:]), 3.0) / 3.0,
        "mentions": min(len(mentions), 6) / 6.0,
        "first": float(number == 0),
        "only": float(total == 1),
        "many_others": min(total - 1, 6) / 6.0,
        f"base_{lead.trigger.strength}": 1.0,
        "early": 1.0 / (1.0 + mentions[0].sentence),
        "share_told": share,
        "victims_named": float(any(m.victims.names for m in mentions)),
        "victims_trade": float(any(m.victims.trades for m in mentions)),
        "quoted_words": float(_QUOTED.search(text, *lead.quote) is not None),
        "commentary": float(_COMMENTARY.search(present(lower, *lead.quote), lower, *lead.quote) is not None),
    }
    if lead.scene.subject in {"definite", "indefinite"}:
        values[f"subject_{lead.scene.subject}"] = 1.0
    for label, _ in lead.judged.labels:
        values[f"is_{label}"] = 1.0
    claims = [claim for mention in mentions for claim in mention.claims]
    harmed = [c for c in claims if c.count is not None and c.count.best]
    values["harmed"] = float(bool(harmed))
    values["harm_counted"] = float(any((c.count.best or 0) > 1 for c in harmed if c.count))
    values["named_victim"] = float(any(c.name for c in harmed))
    values["no_harm"] = float(any(c.count is not None and c.count.best == 0 for c in claims))
    if dated is not None and dated[3] > 0:
        values["dated"] = 1.0
        values["date_fit"] = dated[3]
        values["date_day"] = float((dated[1] - dated[0]).days <= 1)
        if published is not None:
            age = (published - dated[1]).days
            values["age_" + next((name for days, name in _AGES if age <= days), "old")] = 1.0
    if published is not None:
        values["year_long_past"] = float(_long_past(text, lead.quote, published))
    if place.option is None:
        values["place_none"] = 1.0
    else:
        precision = place.option.location.precision
        values["place_fine"] = float(precision <= Precision.TOWN)
        values["place_country"] = float(precision >= Precision.COUNTRY)
        values["place_confidence"] = place.weight
        told = {m.sentence for m in mentions}
        values["place_told"] = float(any(o.sentence in told for o in place.option.occurrences))
    quotes = [(present(lower, *m.quote), m.quote) for m in mentions[:_READ]]

    def tells(pattern: Pattern, read: str) -> float:
        return float(any(pattern.search(words, read, *quote) for words, quote in quotes))

    values["armed"] = tells(_ARMED, lower)
    values["trial"] = tells(_TRIAL, lower)
    values["harmless_kind"] = float(event_type_of(sub) in _HARMLESS)
    values["testimony"] = tells(_TESTIMONY, text)
    values["speech"] = tells(_SPEECH, lower)
    return values | wording_of(lead, text)


def _long_past(text: str, sentence: Span, published: date) -> bool:
    """Tell whether all the years that a sentence names are before the last."""
    years = [int(year) for year in _YEAR.findall(text, *sentence)]
    return bool(years) and max(years) < published.year - 1
