"""Sentences that tell of an incident: their triggers, dates, statements of casualties and places."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geoincidents.incidents.casualties import read_claims
from geoincidents.incidents.date_fit import DatedPhrase, dates_beside
from geoincidents.incidents.datelines import publication_date, written
from geoincidents.incidents.factuality import Factuality, judge, topics_of
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.mention import EventMention
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.parts import parts_of
from geoincidents.incidents.repeats import taken_up
from geoincidents.incidents.scenes import read_scene
from geoincidents.incidents.standing import dates_over
from geoincidents.incidents.tokens import tokenize
from geoincidents.incidents.triggers import Trigger, find_means, find_triggers, may_hold_triggers
from geoincidents.incidents.victims import victims_of
from geoincidents.layout import is_link, layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.layout import Block
    from geoincidents.types import Article, Parse

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+|\n\s*\n|\n(?=[A-Z])")
_HARM_ONLY = 0.4
_AFTERMATH = Pattern(
    r"\b(?:hospitals?|flown|airlifted|treated|funeral|buried|autops\w+|morgue|evacuated|taken\s+to|rushed\s+to|visit(?:ed|s|ing)?\s+(?:the\s+)?(?:wounded|injured|victims|survivors|families)|condolences?)\b",
)
_FRESH = frozenset({"dated", "another", "same day", "shifted", "item"})
"""Openings of a sentence that tells of an act, whatever hospital it names."""
_STRONG = 0.6
_CHANCE = "Accidents and disasters"
_HARMLESS = frozenset({"Protests", "Strategic developments"})
"""Kinds of act that killed nobody where an accident is told: "died on the way to a rally"."""
_HARM = re.compile(r"kill(?:ed|ing|s)?\b|d(?:ead|eaths?|ied|ying)\b|(?:injur|wound)\w+")
"""Words of harm that say nothing of who did it."""
_LONGEST_PARAGRAPH = 8
"""Sentences of a paragraph of news: two or three are usual."""
_LONGEST_SENTENCE = 1500
"""Characters of a sentence that are read: longer ones are lists or tables."""


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LINE_BREAK = re.compile(r"\n")


def sentences_of(article: Article) -> tuple[Span, ...]:
    """Return the article's sentences; where the reader made none, a plain split."""
    if article.sentences or not article.text:
        return article.sentences
    spans, start = [], 0
    for match in _SENTENCE_END.finditer(article.text):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(article.text)))
    return tuple(span for span in spans if article.text[slice(*span)].strip())


def read_mentions(parse: Parse, accidents: bool = False) -> tuple[EventMention, ...]:
    """Return the mentions of incidents in the order of the text.

    Parameters
    ----------
    parse : Parse
        The article and its places.
    accidents : bool
        Whether accidents and disasters, which are outside ACLED, count.
    """
    article = parse.article
    published, head = publication_date(article), written(article)
    places = sorted(r.mention.span for r in parse.resolutions)
    title_end, text = _title_end(article), article.text
    found: list[EventMention] = []
    sentences = sentences_of(article)
    found_in = -1
    for index, (span, paragraph) in enumerate(zip(sentences, _paragraphs(text, sentences), strict=True)):
        short = (span[0], min(span[1], span[0] + _LONGEST_SENTENCE))
        begins = index == 0 or (paragraph >= 0 and paragraph != found_in)
        found_in = paragraph
        found.extend(
            _read(
                text, short, index, published, head, places, accidents, found,
                title=short[1] <= title_end or text[slice(*short)] == article.title,
                paragraph=paragraph, begins=begins,
            )
        )  # fmt: skip
    if not accidents and _by_chance(text, sentences, found):
        return ()
    return tuple(found)


def _by_chance(text: str, sentences: Sequence[Span], found: Sequence[EventMention]) -> bool:
    """Tell whether an article that only says who was harmed names an accident or a disaster that did it."""
    if not found or any(t.strength > _HARM_ONLY for mention in found for t in mention.triggers):
        return False
    return any(
        trigger.event_type == _CHANCE
        for span in sentences
        if may_hold_triggers(text, *span)
        for trigger in find_triggers(text, span[0], min(span[1], span[0] + _LONGEST_SENTENCE))
    )


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[int]:
    """Return each sentence's paragraph: blank lines part them, in a text without any each new line does.

    A text of many sentences without any break has lost its paragraphs on the way: each sentence gets a number
    below zero, which no other has and at which no paragraph begins.
    """
    breaks = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_BREAK
    numbers: list[int] = []
    number = last = 0
    for start, end in sentences:
        if numbers and breaks.search(text, last, start):
            number += 1
        numbers.append(number)
        last = end
    if number == 0 and len(sentences) > _LONGEST_PARAGRAPH:
        return list(range(-len(sentences), 0))
    return numbers


def _title_end(article: Article) -> int:
    if article.title and article.text.startswith(article.title):
        return len(article.title)
    first = article.text.find("\n")
    line = article.text[: max(first, 0)].strip()
    return first if 0 < len(line) <= 120 and not line.endswith((".", "!", "?", ":")) else 0


def _read(
    text: str,
    span: Span,
    index: int,
    published: date | None,
    head: Span | None,
    places: Sequence[Span],
    accidents: bool,
    earlier: Sequence[EventMention],
    *,
    title: bool,
    paragraph: int,
    begins: bool,
) -> list[EventMention]:
    if not may_hold_triggers(text, *span) or _is_link(text, span):
        return []
    tokens = tokenize(text, *span)
    triggers = _of_violence_or_chance(find_triggers(text, *span, tokens), accidents)
    if not triggers:
        return []
    here = places[bisect_left(places, (span[0],)) : bisect_left(places, (span[1],))]

    def is_place(where: Span) -> bool:
        return any(start < where[1] and where[0] < end for start, end in here)

    lower = lowered(text)
    found: list[EventMention] = []
    topics = topics_of(text)
    layout = layout_of(text)
    block = layout.at(span[0])
    title = title or (block is not None and block.kind == "heading")
    over = tuple(DatedPhrase(phrase, fit) for phrase, fit in dates_over(text, layout, block, published))
    strong = [t.span for t in triggers if t.strength >= _STRONG]
    weak = [t.span for t in triggers if _HARM_ONLY <= t.strength < _STRONG]
    for piece in parts_of(text, span, strong, weak, here):
        part = piece.span
        own = tuple(t for t in triggers if part[0] <= t.span[0] < part[1])
        if not own:
            continue
        judged = tuple(judge(text, trigger.span, part, topics) for trigger in own)
        main = max(range(len(own)), key=lambda i: (own[i].strength * judged[i].actual, own[i].strength, -i))
        words = tokens if part == span else tuple(t for t in tokens if part[0] <= t.start < part[1])
        scene = read_scene(
            text,
            part,
            act=own[main].span[0],
            paragraph=begins and part[0] == span[0],
            cut=part[0] != span[0],
            answered=piece.answered,
        )
        if scene.several and block is not None and _is_of_label(block, here):
            scene = replace(scene, several=False)
        claims = read_claims(text, words, is_place)
        found.append(
            EventMention(
                index, part, span, own, judged, main, _votes(text, part, own, judged, earlier),
                dates_beside(text, part, own[main].span, published, head, _counted(piece.gap, found), over),
                claims, title, text[part[0] : own[main].span[1]],
                own[main].strength <= _HARM_ONLY
                and not scene.marks & _FRESH
                and _AFTERMATH.search(present(lower, *part), lower, *part) is not None,
                scene, paragraph, victims_of(claims), block,
            )
        )  # fmt: skip
    return found


def _is_link(text: str, span: Span) -> bool:
    """Tell whether lines by themselves only lead to another article, or say what an old picture shows."""
    by_itself = text[max(0, span[0] - 1) : span[0]] == "\n" and text[span[1] : span[1] + 1] in {"\n", ""}
    return by_itself and is_link(text[slice(*span)])


def _is_of_label(block: Block, places: Sequence[Span]) -> bool:
    """Tell whether all that an item tells is of the place it opens with: "Ardel: 14 strikes, two wounded"."""
    return block.label is not None and all(start < block.label[1] for start, _ in places)


def _of_violence_or_chance(triggers: Sequence[Trigger], accidents: bool) -> tuple[Trigger, ...]:
    """Leave the dead of a crash or an earthquake to it; leave both out where accidents are not asked for."""
    chance = [t for t in triggers if t.event_type == _CHANCE]
    violent = [t for t in triggers if t.event_type != _CHANCE]
    acts = [t for t in violent if t.strength >= _STRONG and not _HARM.match(t.text)]
    harm = any(_HARM.match(t.text) for t in violent)
    if chance and (not acts or (harm and all(t.event_type in _HARMLESS for t in acts))):
        return tuple(chance) if accidents else ()
    return tuple(triggers) if accidents else tuple(violent)


def _votes(
    text: str,
    span: Span,
    triggers: Sequence[Trigger],
    judged: Sequence[Factuality],
    earlier: Sequence[EventMention],
) -> tuple[tuple[str, float], ...]:
    """Add up what each trigger says of the type; a bare attack takes the type of its means.

    Where its own words name none, "the strike" after "an air strike" is one from the air.
    """
    means = None
    votes: dict[str, float] = {}
    for trigger, factuality in zip(triggers, judged, strict=True):
        sub = trigger.sub_event_type
        if sub == "Attack" and 0.2 < trigger.strength < 1.0:
            means = means or find_means(text, *span) or taken_up(text, trigger, triggers, earlier)
            sub = means or sub
        votes[sub] = votes.get(sub, 0.0) + trigger.strength * max(factuality.actual, 0.05)
    return tuple(votes.items())


def _counted(gap: DatePhrase | None, before: Sequence[EventMention]) -> DatePhrase | None:
    """Count "three days after" from the last day named in the part of the sentence before it, if any."""
    if gap is None or gap.relative_days is None or not before:
        return gap
    told = [
        (phrase.span, phrase.start, phrase.end)
        for phrase in (dated.phrase for dated in before[-1].dates)
        if phrase.start is not None and phrase.end is not None
    ]
    if not told:
        return gap
    _, start, end = max(told)
    shift = timedelta(days=gap.relative_days)
    try:
        return replace(gap, start=start + shift, end=end + shift)
    except OverflowError:  # before year 1 or after 9999
        return gap
