"""Triggers, senses, factuality, numbers and people of single sentences."""

from __future__ import annotations

import pytest
from shapely import Point

from gazetteer.location import Location, Precision
from gazetteer.place import Place
from geoincidents.incidents.factuality import judge
from geoincidents.incidents.numbers import read_number, read_quantity
from geoincidents.incidents.options import Option
from geoincidents.incidents.people import find_people, join_lists
from geoincidents.incidents.titles import title_of, words_of
from geoincidents.incidents.tokens import tokenize
from geoincidents.incidents.topics import topics_of
from geoincidents.incidents.triggers import event_type_of, find_triggers, types
from geoincidents.incidents.weights import load_linear, sigmoid

TRIGGERS = [
    ("Workers went on strike over wages.", []),
    ("He had a heart attack.", []),
    ("Thousands marched through the city at the funeral.", []),
    ("Petrol bombs were thrown at the police.", ["Violent demonstration"]),
    ("Police fired live rounds into the air to disperse people.", ["Excessive force against protesters"]),
    ("The minister was fired from his job.", []),
    ("A US drone strike hit the convoy.", ["Air/drone strike"]),
    ("Villagers stepped on a landmine.", ["Remote explosive/landmine/IED"]),
    ("The suicide bomber blew himself up.", ["Suicide bomb"]),
    ("A grenade thrown at the bar wounded two.", ["Grenade"]),
    ("Rebels seized control of the town.", ["Non-state actor overtakes territory"]),
    ("Troops retook the town.", ["Government regains territory"]),
    ("An angry mob beat two men.", ["Mob violence"]),
    ("Youths rioted in the streets.", ["Violent demonstration"]),
    ("Men looted the shops.", ["Looting/property destruction"]),
    ("Both sides signed a ceasefire.", ["Agreement"]),
    ("The army set up a new base.", ["Headquarters or base established"]),
    ("A mass grave was found.", ["Other"]),
    ("Women were raped.", ["Sexual violence"]),
    ("Fighters fought with soldiers.", ["Armed clash"]),
    ("Chlorine gas was used.", ["Chemical weapon"]),
]


@pytest.mark.parametrize(("text", "subs"), TRIGGERS)
def test_trigger_and_sense(text, subs):
    strong = [t.sub_event_type for t in find_triggers(text) if t.strength >= 0.6]
    assert list(dict.fromkeys(strong))[:1] == subs


def test_no_tokens_no_triggers():
    assert find_triggers("") == ()


def test_every_sub_event_type_has_its_event_type():
    acled = {event for event in types().values() if event != "Accidents and disasters"}
    assert len(acled) == 6
    assert sum(event in acled for event in types().values()) == 25
    assert event_type_of("Armed clash") == "Battles"


LABELS = [
    ("Rockets hit the base.", "Rockets hit", None),
    ("They may attack the base.", "attack", "hypothetical"),
    ("The group vowed to attack the base.", "attack", "planned"),
    ("Police received a bomb threat.", "bomb", "threatened"),
    ("He denied any attack.", "attack", "denied"),
    ("A mock bombing was part of the drill.", "bombing", "exercise"),
    ("The film shows a bombing in the capital.", "bombing", None),
    ("A wreath marked the anniversary of the bombing.", "bombing", "historical"),
    ("Shops that were shelled that November have been rebuilt.", "shelled", "historical"),
    ("Shootings are frequent in the hills.", "Shootings", "general"),
    ("Attacks on convoys fell from 35 in May to 22 in June.", "Attacks", "general"),
    ("She recalled that a mob had attacked the church.", "attacked", "historical"),
    ("The bombing is the fourth in the town this year.", "bombing", "repeated"),
    ("He urged an end to the bombing.", "bombing", "called for"),
    ("They guard against attacks.", "attacks", "hypothetical"),
]


@pytest.mark.parametrize(("text", "word", "label"), LABELS)
def test_factuality(text, word, label):
    at = text.index(word)
    labels = [name for name, _ in judge(text, (at, at + len(word)), (0, len(text))).labels]
    assert (label in labels) if label else ("planned" not in labels and "denied" not in labels)


def test_what_is_done_is_not_taken_back_by_what_it_was_done_against():
    text = "A crowd protesting against the tax pelted policemen with stones."
    assert judge(text, (37, 63), (0, len(text))).actual == 1.0


def test_topic_takes_strength_away():
    sport = "The striker scored before half-time, and the coach praised the season's best goal: a shot."
    assert topics_of(sport)[0][0] == "sport"
    at = sport.index("shot")
    assert judge(sport, (at, at + 4), (0, len(sport)), topics_of(sport)).actual < 0.2


def test_sums_that_are_given_are_no_people():
    given = tokenize("The state paid 6,000 dollars to each widow and 3,000 to the injured.")
    assert not any(people.bare for people in find_people(given))


NUMBERS = [
    ("forty-two", 42), ("two hundred and six", 206), ("three thousand", 3000), ("12,500", 12500), ("5 million", 5_000_000),
    ("one hundred", 100),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number(text, value):
    assert read_number(tokenize(text), 0)[0] == value


@pytest.mark.parametrize("text", ["the", "3.5", "12345678901", "90 million"])
def test_no_number(text):
    assert read_number(tokenize(text), 0) is None


QUANTITIES = [
    ("at least 12", (12, 12, None)), ("more than 30", (30, 30, None)), ("up to 20", (None, 20, 20)), ("about 50", (45, 50, 55)),
    ("20 to 30", (20, 25, 30)), ("12 or more", (12, 12, None)), ("dozens of", (24, 24, 99)), ("several hundred", (300, 300, 900)),
    ("both", (2, 2, 2)), ("seven", (7, 7, 7)), ("at least a dozen", (12, 12, 12)), ("many", (3, 5, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "bounds"), QUANTITIES)
def test_quantity(text, bounds):
    count = read_quantity(tokenize(text), 0).count
    assert (count.low, count.best, count.high) == bounds


@pytest.mark.parametrize("text", ["at least", "at least a", "people"])
def test_no_quantity(text):
    assert read_quantity(tokenize(text), 0) is None


PEOPLE = [
    ("two officers and two airmen", [[2, 2]]),
    ("a family of five", [[5]]),
    ("Mayor Juan Perez, a lawyer, and his wife", [[1, 1]]),
    ("three of the attackers", [[3]]),
    ("one of our drivers", [[1]]),
    ("in 1999 on 5 May at 12 km", []),
    ("the villagers", [[None]]),
    ("a couple", [[2]]),
    ("no one else", [[0]]),
    ("a 41-year-old man", [[1]]),
    ("a 19-year-old was shot", [[1]]),
    ("two 17-year-olds, unarmed,", [[2]]),
    ("on 9 February a woman", [[1]]),
    ("and another injured", [[1]]),
    ("John Smith, 34, and Mary Jones", [[1, 1]]),
    ("police officers", [[None]]),
    ("they", [[None]]),
]


@pytest.mark.parametrize(("text", "groups"), PEOPLE)
def test_people(text, groups):
    tokens = tokenize(text)
    found = join_lists(tokens, find_people(tokens))
    assert [[None if p.count is None else p.count.best for p in group] for group in found] == groups


def test_a_places_name_is_no_person():
    assert find_people(tokenize("San Miguel"), lambda _: True) == ()


TITLES = [
    (("Attack", None, "were shot", "Ardel", False), "Shooting in Ardel"),
    (("Attack", None, "stabbed", "Ardel", False), "Stabbing in Ardel"),
    (("Attack", None, "murder", None, False), "Killing, place unknown"),
    (("Attack", None, "attack", "eastern Ardel", False), "Attack in eastern Ardel"),
    (("Attack", None, "attack", "north-west of Ardel", False), "Attack north-west of Ardel"),
    (
        ("Armed clash", None, "clash", "between Ardel and Borvik", False),
        "Armed clash between Ardel and Borvik",
    ),
    (("Attack", None, "attack", "outskirts of Ardel", False), "Attack on the outskirts of Ardel"),
    (("Grenade", None, "grenade", "Dunmar base", True), "Grenade attack at Dunmar base"),
    (("Remote explosive/landmine/IED", "car bomb", "bomb", "Ardel", False), "Car bomb in Ardel"),
]


@pytest.mark.parametrize(("given", "title"), TITLES)
def test_title(given, title):
    assert title_of(*given) == title


@pytest.mark.parametrize(
    ("named", "demonym", "words"),
    [
        ("ARDEL", False, "Ardel"),
        ("N'ARDEL", False, "N'Ardel"),
        ("UAE", False, "UAE"),
        ("near  Ardel", False, "near Ardel"),
        ("Ardelian", True, "Ardel"),
    ],
)
def test_a_place_is_named_as_a_reader_wants_it(named, demonym, words):
    place = Place(
        id="x:1", name="Ardel", lon=1.0, lat=2.0, feature_class="A", feature_code="PCLI", extent_m=1e5,
        importance=0.9, source="x",
    )  # fmt: skip
    where = Location(
        lon=1.0, lat=2.0, region=Point(1.0, 2.0), coverage=0.9, uncertainty_m=1000.0,
        precision=Precision.TOWN, method="place",
    )  # fmt: skip
    assert words_of(Option(named, place, where, 0.9, demonym, False, ())) == words


def test_weights_are_safe_and_explain_themselves():
    assert sigmoid(1e9) <= 1.0
    assert sigmoid(-1e9) >= 0.0
    model = load_linear("own_place")
    assert model.strongest({"resolved": 1.0, "unheard of": 3.0})[0][0] == "resolved"
