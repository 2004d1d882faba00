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
from geoincidents.incidents.factuality import Factuality, judge
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.mention import EventMention
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.parts import parts_of
from geoincidents.incidents.repeats import taken_up
from geoincidents.incidents.scenes import Scene, read_scene
from geoincidents.incidents.standing import dates_over
from geoincidents.incidents.tokens import Tokens, tokenize
from geoincidents.incidents.topics import topics_of
from geoincidents.incidents.triggers import Trigger, find_means, find_triggers, may_hold_triggers
from geoincidents.incidents.value import value
from geoincidents.incidents.victims import victims_of
from geoincidents.layout import is_link, layout_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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


@value
class _Stretch:
    """A sentence, or a part of it, that may tell of an act."""

    sentence: int
    span: Span
    quote: Span
    triggers: tuple[Trigger, ...]
    tokens: Tokens
    places: Sequence[Span]
    """Where places stand in the sentence."""
    title: bool
    paragraph: int
    begins: bool
    """Whether the sentence begins a paragraph."""
    block: Block | None
    gap: DatePhrase | None
    answered: bool

    @property
    def cut(self) -> bool:
        """Whether it is a later part of its sentence."""
        return self.span[0] != self.quote[0]

    def is_place(self, where: Span) -> bool:
        """Tell whether a place's name touches a stretch of text."""
        return any(start < where[1] and where[0] < end for start, end in self.places)


def read_mentions(parse: Parse, accidents: bool = False, least: float = 0.0) -> tuple[EventMention, ...]:
    """Return the mentions of incidents in the order of the text.

    Each reader reads all sentences before the next begins, so that its rules stay in the processor's caches.

    Parameters
    ----------
    parse : Parse
        The article and its places.
    accidents : bool
        Whether accidents and disasters, which are outside ACLED, count.
    least : float
        Strength that the strongest must have; most articles tell of no act, and no more of them is read.
    """
    article, text = parse.article, parse.article.text
    sentences = sentences_of(article)
    stretches = _stretches(parse, sentences, accidents)
    if not stretches:
        return ()
    topics = topics_of(text)
    judged = [
        tuple(judge(text, trigger.span, one.span, topics) for trigger in one.triggers) for one in stretches
    ]
    mains = [_main(one.triggers, factuality) for one, factuality in zip(stretches, judged, strict=True)]
    read = list(zip(stretches, judged, mains, strict=True))
    if not any(one.triggers[m].strength * told[m].actual >= least for one, told, m in read):
        return ()
    acts = [one.triggers[main].span for one, main in zip(stretches, mains, strict=True)]
    scenes = [_scene(text, one, act[0]) for one, act in zip(stretches, acts, strict=True)]
    claims = [read_claims(text, one.tokens, one.is_place) for one in stretches]
    dates = _dates(article, stretches, acts)
    found: list[EventMention] = []
    before = 0
    for number, (one, factuality, scene) in enumerate(zip(stretches, judged, scenes, strict=True)):
        if number and stretches[number - 1].sentence != one.sentence:
            before = number
        act, claimed = one.triggers[mains[number]], claims[number]
        found.append(
            EventMention(
                one.sentence, one.span, one.quote, one.triggers, factuality, mains[number],
                _votes(text, one.span, one.triggers, factuality, found[:before]),
                dates[number], claimed, one.title, text[one.span[0] : act.span[1]],
                act.strength <= _HARM_ONLY and not scene.marks & _FRESH and _is_aftermath(text, one.span),
                scene, one.paragraph, victims_of(claimed), one.block,
            )
        )  # fmt: skip
    if not accidents and _by_chance(text, sentences, found):
        return ()
    return tuple(found)


def _main(triggers: Sequence[Trigger], judged: Sequence[Factuality]) -> int:
    """Return the number of the trigger that counts most."""
    return max(
        range(len(triggers)),
        key=lambda i: (triggers[i].strength * judged[i].actual, triggers[i].strength, -i),
    )


def _is_aftermath(text: str, span: Span) -> bool:
    lower = lowered(text)
    return _AFTERMATH.search(present(lower, *span), lower, *span) is not None


def _scene(text: str, one: _Stretch, act: int) -> Scene:
    scene = read_scene(
        text, one.span, act=act, paragraph=one.begins and not one.cut, cut=one.cut, answered=one.answered
    )
    if scene.several and one.block is not None and _is_of_label(one.block, one.places):
        return replace(scene, several=False)
    return scene


def _dates(
    article: Article, stretches: Sequence[_Stretch], acts: Sequence[Span]
) -> list[tuple[DatedPhrase, ...]]:
    """Return the dates beside each act, best fit first."""
    text, layout = article.text, layout_of(article.text)
    published, head = publication_date(article), written(article)
    found: list[tuple[DatedPhrase, ...]] = []
    for one, act, before in zip(stretches, acts, (None, *stretches), strict=False):
        over = tuple(
            DatedPhrase(phrase, fit) for phrase, fit in dates_over(text, layout, one.block, published)
        )
        goes_on = before is not None and before.sentence == one.sentence
        gap = _counted(one.gap, found[-1] if goes_on else ())
        found.append(dates_beside(text, one.span, act, published, head, gap, over, one.tokens))
    return found


def _stretches(parse: Parse, sentences: Sequence[Span], accidents: bool) -> list[_Stretch]:
    """Return the sentences that may tell of an act, cut where they tell of two."""
    text, layout = parse.article.text, layout_of(parse.article.text)
    places = sorted(r.mention.span for r in parse.resolutions)
    title_end = _title_end(parse.article)
    found: list[_Stretch] = []
    found_in = -1
    for index, (whole, paragraph) in enumerate(zip(sentences, _paragraphs(text, sentences), strict=True)):
        span = (whole[0], min(whole[1], whole[0] + _LONGEST_SENTENCE))
        begins = index == 0 or (paragraph >= 0 and paragraph != found_in)
        found_in = paragraph
        if not may_hold_triggers(text, *span) or _is_link(text, span):
            continue
        tokens = tokenize(text, *span)
        triggers = _of_violence_or_chance(find_triggers(text, *span, tokens), accidents)
        if not triggers:
            continue
        here = places[bisect_left(places, (span[0],)) : bisect_left(places, (span[1],))]
        block = layout.at(span[0])
        title = (
            span[1] <= title_end
            or text[slice(*span)] == parse.article.title
            or (block is not None and block.kind == "heading")
        )
        strong = [t.span for t in triggers if t.strength >= _STRONG]
        weak = [t.span for t in triggers if _HARM_ONLY <= t.strength < _STRONG]
        for piece in parts_of(text, span, strong, weak, here):
            start, end = part = piece.span
            own = tuple(t for t in triggers if start <= t.span[0] < end)
            words = tokens if part == span else tokens.within(start, end)
            if own:
                found.append(
                    _Stretch(
                        index, part, span, own, words, here, title, paragraph, begins, block, piece.gap,
                        piece.answered,
                    )
                )  # fmt: skip
    return found


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


def _counted(gap: DatePhrase | None, before: Sequence[DatedPhrase]) -> DatePhrase | None:
    """Count "three days after" from the last day named in the part of the sentence before it, if any."""
    if gap is None or gap.relative_days is None or not before:
        return gap
    told = [
        (phrase.span, phrase.start, phrase.end)
        for phrase in (dated.phrase for dated in before)
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
