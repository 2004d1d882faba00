"""What is an act and what only talk of one; which type an incident is by its gravest act."""

from __future__ import annotations

import pytest

from geoincidents.articles.sentences import split
from geoincidents.incidents.events import read_mentions
from geoincidents.incidents.evidence import evidence_of
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.factuality import _cues_in, _table, judge
from geoincidents.incidents.genre import genre_of
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.triggers import compiled, find_triggers
from geoincidents.incidents.votes import type_of
from geoincidents.incidents.wording import wording_of
from tests import own_articles
from tests.incidents.builders import parse

JUDGED = [
    ("Those leaving asked to go after the murder of six priests.", "murder", {"repeated"}),
    ("As you will recall, the mayor was kidnapped in May.", "kidnapped", set()),
    ("If the town was attacked, nobody saw it.", "attacked", {"hypothetical"}),
    ("The spokesman said that soldiers attacked the camp.", "attacked", set()),
    ("That attack lasted an hour.", "attack", {"repeated"}),
    ("They met to remember those who were murdered there.", "murdered", {"historical"}),
    ('Officers "killed" two of the volunteers.', "killed", {"so-called"}),
    ("The court found him guilty of murder.", "murder", {"judged", "sentenced"}),
    ("Our monitors counted 61 deaths in the week to Sunday.", "deaths", {"summed up"}),
    ("Nobody was injured.", "injured", {"denied"}),
    ("The army denied charges that it bombed the camp.", "bombed", {"denied"}),
    ("Some 53 people were killed since rival gangs began fighting on 9 May.", "killed", {"summed up"}),
    ("Estra accuses Zelland of shelling its hospitals.", "shelling", {"accused"}),
    ("Estra accuses Zelland of shelling a hospital on Sunday.", "shelling", set()),
    ("Estra said its army only attacks barracks.", "attacks", {"general"}),
    ("Ten passengers abducted near Ardel were released on Monday.", "abducted", {"released"}),
    ("The kidnapped priest has regained his freedom.", "kidnapped", {"released"}),
    ("Troops rescued 19 hostages near Ardel.", "hostages", {"released"}),
    ("A nurse who was abducted on 1 May in Ardel was released.", "abducted", set()),
    ("Families fled fighting in Ardel.", "fighting", {"repeated"}),
    ("The gunman fled after he attacked a bar.", "attacked", {"repeated"}),
    ("Police clashed with crowds marking the anniversary of a massacre.", "clashed", set()),
    ("Crowds marked the anniversary of a massacre.", "massacre", {"historical"}),
    ("Troops killed four men and rescued 19 hostages near Ardel.", "killed", set()),
]


@pytest.mark.parametrize(("text", "word", "labels"), JUDGED, ids=lambda value: str(value)[:40])
def test_words_beside_a_trigger_say_what_it_is(text: str, word: str, labels: set[str]) -> None:
    start = text.index(word)
    judged = judge(text, (start, start + len(word)), (0, len(text)))
    assert {label for label, _ in judged.labels} == labels
    assert (judged.actual == 1.0) == (not labels)


OPTIONAL = [
    ("Soldiers drove rebels out of the town.", "Government regains territory"),
    ("The tanker was hit by missiles.", "Shelling/artillery/missile attack"),
    ("Police arrested eight people in dawn raids.", "Arrests"),
    ("Some 37 people were arrested.", "Arrests"),
    ("The forces shot down a helicopter.", "Armed clash"),
    ("A drone dropped explosives on a car.", "Air/drone strike"),
    ("Ten fishermen were seized by gunmen.", "Abduction/forced disappearance"),
    ("Militants snatched two nurses.", "Abduction/forced disappearance"),
    ("The ferry came under fire.", "Attack"),
    ("Teachers blocked the motorway.", "Peaceful protest"),
    ("They opened intensive fire with artillery.", "Shelling/artillery/missile attack"),
    ("Units entered the town without fighting.", "Non-violent transfer of territory"),
]


@pytest.mark.parametrize(("text", "sub"), OPTIONAL, ids=lambda value: value[:40])
def test_trigger_of_many_words(text: str, sub: str) -> None:
    triggers = find_triggers(text)
    assert max(triggers, key=lambda trigger: trigger.strength).sub_event_type == sub


TYPES = [
    ("Gunmen attacked a village, killing six farmers, and looted the shops.", "Attack"),
    ("Men looted the shops.", "Looting/property destruction"),
    ("Soldiers killed 12 insurgents in an attack on a camp.", "Armed clash"),
    ("Gunmen killed 12 farmers in an attack on a camp.", "Attack"),
    ("Students marched for bread, and police used tear gas.", "Protest with intervention"),
    ("Fighters attacked a village, killing two farmers. They abducted six girls.", "Attack"),
    ("Fighters abducted six girls.", "Abduction/forced disappearance"),
    ("A bomb exploded. Two people were killed in the attack.", "Remote explosive/landmine/IED"),
]


@pytest.mark.parametrize(("text", "sub"), TYPES, ids=lambda value: value[:40])
def test_type_is_the_gravest_act(text: str, sub: str) -> None:
    assert type_of(read_mentions(parse(text)), text)[0] == sub


WORDED = [
    ("A bomb went off.", {"worded_indefinite"}),
    ("Attacks must end.", {"worded_bare_plural"}),
    ("Violence goes on: murder, hunger.", {"worded_bare"}),
    ("The attack lasted an hour.", set()),
    ("Gunmen have murdered two men.", {"worded_perfect", "worded_past"}),
    ("Gunmen had murdered two men.", {"worded_pluperfect", "worded_past"}),
    ("Is murdering allowed?", {"worded_gerund", "worded_question"}),
    ("Hundreds of people were murdered since May.", {"worded_past", "worded_masses", "worded_period"}),
]


@pytest.mark.parametrize(("text", "names"), WORDED, ids=lambda value: str(value)[:40])
def test_wording(text: str, names: set[str]) -> None:
    (mention,) = read_mentions(parse(text))
    values = wording_of(mention, text)
    assert 0.0 < values.pop("sentence_length") <= 1.0
    assert set(values) == names


def test_genre_tells_speech_from_report() -> None:
    speech = dict(genre_of("We shall win! Our people and I thank you!"))
    report = dict(genre_of("Police and witnesses reported a fire, officials said. Two people were hurt."))
    assert speech["article_first_person"] > report["article_first_person"] == 0.0
    assert report["article_reporting"] > speech["article_reporting"] == 0.0
    assert speech["article_shouts"] == 1.0


def test_old_background_is_marked_behind_the_newest() -> None:
    text = "A bomb exploded in Ardel on Tuesday, killing two. A guard was shot dead in Camora on 4 January."
    drafts = [draft for draft, _ in IncidentRules().drafts(parse(text))]
    assert [draft.features["behind_a_month"] for draft in drafts] == [0.0, 1.0]
    assert drafts[1].features["behind_days"] == 1.0


def test_years_long_past_are_seen() -> None:
    text = "In 1986 rebels attacked Ardel."
    made = parse(text)
    (draft, _), *_ = IncidentRules().drafts(made)
    features = evidence_of(
        draft.mentions, draft.place, draft.sub_event_type, None, made.article.published, text, 0, 1, 0.5
    )
    assert features["year_long_past"] == 1.0


def test_further_incidents_need_less_than_the_first() -> None:
    text = (
        "A bomb exploded in Ardel on Tuesday, killing two people. An attack was reported in Camora on Sunday."
    )
    judged = IncidentRules()
    judged._least, judged._least_further = 2.0, 0.0
    assert judged(parse(text)) == ()
    judged._least = 0.0
    assert len(judged(parse(text))) == 2


def _sentences():
    for own in own_articles.load():
        for span in split(own.text):
            yield own.text, span


def test_no_cue_is_lost_where_patterns_are_passed_over():
    found = 0
    for text, span in _sentences():
        lower = lowered(text)
        kept = {pattern for _, sides in _cues_in(lower, span) for side in sides for pattern in side}
        for _, _, expression, _ in _table().patterns:
            if compiled(expression).search(lower, *span) is not None:
                assert compiled(expression) in kept
                found += 1
    assert found > 150
