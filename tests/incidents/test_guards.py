"""What is looked for before a slow pattern is searched for: it must never hide a match."""

from __future__ import annotations

import re

from geoincidents.incidents import actors, cues, datelines, dating, genre
from geoincidents.incidents.date_fit import may_tell_hour, tells_hour
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.whole_words import count_words
from tests import own_articles

_MORE = (
    "Rivals (from the town of Ardel) fled to Borvik’s old port, in the Gulf of Estra; a man from Camora, of Ardel, "
    "was based out of the city of Borvik. A court in the Ardel, judges of Borvik and mourners at a funeral in Camora "
    "said by phone from Ardel, according to police in Borvik, that a hospital in Camora was left to the west. Boats "
    "departed Ardel bound for the port of Borvik, and “reached Camora after they left. A statement issued in Ardel. "
    "Gunmen (all masked) have fired, policemen [two] later died, women and members of the Ardel front also shot. "
)
_TEXTS = [*(article.text for article in own_articles.load()), _MORE]


def test_words_are_counted_as_a_pattern_counts_them():
    for text in _TEXTS:
        for words in (genre._FIRST_PERSON, genre._REPORTING):
            assert count_words(text, *words) == len(re.findall(rf"\b(?:{'|'.join(words)})\b", text))


def test_the_last_words_before_a_name_hide_no_cue():
    each = [row for words in cues._BY_END for row in cues._ending(words)[1]]
    each += [(name, pattern) for name, _, pattern in cues._WAYS]
    told = set()
    for text in _TEXTS:
        lower = lowered(text)
        for match in re.finditer(r"(?<=\s)\S", text):
            before = lower[max(0, match.start() - 64) : match.start()]
            found = {name for name, pattern in each if pattern.search(before)}
            if cues._AT.search(before) and not cues._MOVED.search(before):
                found -= {"origin", "destination"}
                kept = set(cues._told_before(before, before.split())) - {"origin", "destination"}
            else:
                kept = set(cues._told_before(before, before.split()))
            assert kept == found, before
            told |= found
    assert told == {"home", "hospital", "source", "court", "burial", "origin", "destination"}


def test_the_last_words_before_a_name_hide_no_preposition():
    told = set()
    for text in _TEXTS:
        lower = lowered(text)
        for match in re.finditer(r"(?<=\s)\S", text):
            margin = slice(max(0, match.start() - 64), match.start())
            before, found = lower[margin], cues._PREPOSITION.search(lower[margin])
            if found is None or found.group(1) == "of":
                found = cues._OF_PHRASE.search(before) or cues._POSSESSED.search(text[margin]) or found
            else:
                found = cues._POSSESSED.search(text[margin]) or found
            preposition = None if found is None else found.group(1)
            assert cues._preposition(before, before.split(), text[margin]) == preposition, before
            told.add(preposition)
    assert {None, "of", "in", "from", "at", "to"} <= told


def test_words_without_an_actor_hide_none():
    found = 0
    for text in [*_TEXTS[::4], _MORE]:
        lower = lowered(text)
        for match in re.finditer(r"\b(?:\w+ed|\w{4,7})\b", lower):
            reach = max(0, match.start() - 140), match.start()
            before = actors._BEFORE.search(lower, *reach)
            kept = actors._actor_before(lower, *reach)
            assert (kept and kept.span("who")) == (before and before.span("who"))
            found += before is not None
    assert found > 10


def test_a_sentence_without_an_hour_has_no_date_with_one():
    more = "At 10:30 p.m. Friday. Friday, about 9 and 10. Monday at about 3-4. 0930 hours Friday, Friday around noon, midnight Monday."
    parts = "On Friday morning, Friday afternoon, Monday evening, Monday night, overnight, at dawn."
    found = 0
    for text in [*_TEXTS, more, parts]:
        for match in re.finditer(r"\w+", text):
            if tells_hour(text, match.span()) or dating._PART.search(match.group()):
                assert may_tell_hour(text, match.span())
                found += 1
    assert found > 12
    assert not may_tell_hour("A bomb fell on 3 March, on 20 men.", (0, 34))


def test_a_line_without_a_month_and_a_day_is_no_dateline():
    more = [
        "KYIV, Sept 8 — A mine.",
        "Bogota, 5 Jan 90 (radio) -- A mine.",
        "Published: Monday, 5 MARCH 2021\nA mine.",
    ]
    found = [
        (match, lowered(text)) for text in [*_TEXTS, *more] for match in datelines._WRITTEN.finditer(text)
    ]
    assert len(found) > len(more)
    for match, lower in found:
        assert datelines._tells_day(lower, *match.span())
    assert not datelines._tells_day("on monday 5 men came in march", 0, 30)
