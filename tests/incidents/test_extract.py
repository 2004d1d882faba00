"""Incidents of whole texts, with parses made by hand."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents.counts import COUNTED
from geoincidents.incidents.extract import IncidentRules
from geoincidents.pipeline import Pipeline
from tests.incidents.builders import parse

_CASES = tomllib.loads((Path(__file__).parents[1] / "data/cases/incidents.toml").read_text("utf-8"))["case"]
_RULES = IncidentRules()


def _best(count):
    return None if count is None else count.best


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_incidents_of_a_text(case):
    found = [
        {"sub": i.sub_event_type, "place": i.place_name or "", "start": i.date_start}
        | {harm: _best(getattr(i, harm)) for harm in COUNTED}
        for i in _RULES(parse(case["text"]))
    ]
    wanted = [
        {"killed": None, "injured": None} | {k: v for k, v in row.items() if k != "weapon"}
        for row in case["incidents"]
    ]
    told = [
        {key: row[key] for key in other} for row, other in zip(found, wanted, strict=False)
    ]  # further harm where the case tells of it
    assert (len(found), told) == (len(wanted), wanted)


def test_each_value_or_its_absence_has_a_reason():
    (incident,) = _RULES(parse("A bomb exploded on Tuesday."))
    assert incident.location is None
    assert any(reason.startswith("place unknown") for reason in incident.reasons)
    assert "killed unknown: not stated" in incident.reasons
    assert any("date from “Tuesday”" in reason for reason in incident.reasons)


def test_without_any_date_the_interval_is_unknown_and_said_so():
    (incident,) = _RULES(parse("A car bomb exploded in Ardel, killing two people.", published=None))
    assert (incident.date_start, incident.date_end, incident.date_confidence) == (None, None, 0.0)
    assert any(reason.startswith("date unknown") for reason in incident.reasons)


def test_a_day_without_its_year_says_what_is_missing():
    (incident,) = _RULES(parse("A car bomb exploded in Ardel on 3 January, killing two.", published=None))
    assert incident.date_start is None
    told = next(reason for reason in incident.reasons if reason.startswith("date unknown"))
    assert "“3 January”" in told or "“on 3 January”" in told


def test_dateline_dates_an_article_without_metadata():
    (incident,) = _RULES(
        parse("Borvik, 3 Jan 1990 -- A car bomb exploded in Ardel today, killing two.", published=None)
    )
    assert incident.date_start == date(1990, 1, 3)


def test_town_is_widened_for_incidents_in_it():
    (incident,) = _RULES(parse("A car bomb exploded in Ardel on Tuesday, killing four people."))
    assert incident.location.uncertainty_m == pytest.approx(1.6 * 8000)
    assert incident.location.precision == Precision.TOWN


def test_quote_trigger_actors_target_weapon_and_source():
    text = "Police said gunmen of Red Dawn attacked a convoy with rifles in Ardel on Tuesday, killing two guards."
    (incident,) = _RULES(parse(text))
    report = incident.reports[0]
    assert report.quote == text
    assert text[slice(*report.trigger_span)] == "attacked"
    assert incident.actors == ("gunmen of Red Dawn",)
    assert incident.target == "convoy"
    assert incident.weapon == "rifles"
    assert incident.tolls[0].source == "Police"
    assert incident.tolls[0].who == "two guards"


def test_claim_of_responsibility_and_passive_agent():
    text = "A bomb destroyed a bridge in Ardel on Tuesday. The Red Dawn claimed responsibility for the attack. It was carried out by armed men."
    (incident,) = _RULES(parse(text))
    assert "Red Dawn" in incident.actors


def test_victims_are_no_actors():
    text = "At least five soldiers died in Ardel on Tuesday when a roadside bomb hit their truck."
    (incident,) = _RULES(parse(text))
    assert (incident.actors, incident.killed.best) == ((), 5)
    (incident,) = _RULES(parse("Three gunmen and a guard were killed in Ardel when soldiers opened fire."))
    assert incident.actors == ("soldiers",)


def test_other_places_keep_their_roles():
    text = "Borvik -- A farmer from Qopolis was killed in Ardel, Estra Province, on Tuesday. Zellish police blamed bandits."
    (incident,) = _RULES(parse(text))
    roles = {other.name: other.role for other in incident.places}
    assert incident.place_name == "Ardel"
    assert roles["Borvik"] == "dateline"
    assert roles["Qopolis"] == "home"
    assert roles["Estra Province"] == "containing"


def test_accidents_only_on_request():
    text = "A bus crash in Ardel on Tuesday killed nine passengers."
    assert _RULES(parse(text)) == ()
    found = IncidentRules(accidents=True, threshold=0.0)(parse(text))
    assert [i.event_type for i in found] == ["Accidents and disasters"]


def test_figures_of_a_longer_period_are_not_the_incidents():
    text = "Two guards were killed in an attack in Ardel on Tuesday. Since January, 340 people have died in such attacks."
    (incident,) = _RULES(parse(text))
    assert incident.killed.best == 2


def test_what_denies_harm_tells_a_toll_of_nobody():
    text = "A ship was damaged by a drone off Ardel on Tuesday. None of the 26 crew was hurt and no oil was spilled."
    (incident,) = _RULES(parse(text))
    assert {(toll.harm, toll.count.best) for toll in incident.tolls} == {("killed", 0), ("injured", 0)}


def test_later_toll_stands():
    text = "A bomb exploded in Ardel on Monday, killing nine people. The death toll rose to 14 on Tuesday."
    (incident,) = _RULES(parse(text))
    assert incident.killed.best == 14


def test_same_article_gives_the_same_ids_and_other_documents_others():
    text = "Bombs exploded in Ardel, Borvik and Camora on Tuesday."
    first, second = _RULES(parse(text)), _RULES(parse(text))
    assert [i.id for i in first] == [i.id for i in second]
    assert len({i.id for i in (*first, *_RULES(parse(text, doc_id="other")))}) == 6


@given(
    st.lists(
        st.sampled_from(
            [
                "Ardel",
                "Borvik",
                "bomb",
                "exploded",
                "killed",
                "three",
                "on",
                "Monday",
                "in",
                "near",
                "the",
                ".",
                ",",
                "and",
                "Zelland",
                "attack",
                "was",
                "by",
                "at",
                "\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read(words):
    for incident in IncidentRules(threshold=0.0)(parse(" ".join(words))):
        assert 0.0 <= incident.confidence <= 1.0
        assert incident.reports[0].quote in " ".join(words)


def test_long_hostile_text_takes_linear_time():
    text = "killed " * 3000 + "the " * 3000 + "1,1," * 3000 + "January " * 3000
    IncidentRules(threshold=0.0)(parse(text))


PLACED_BY_RELATIONS = [
    ("BUNIA - Gunmen killed six people in Ubwela, 50 km east of Bunia, on Monday.", "Ubwela"),
    (
        "Gunmen raided Ubwela on Monday and killed six people. Ubwela lies about 50 km east of Bunia.",
        "Ubwela",
    ),
    (
        "Gunmen killed six farmers on Monday. The village is some 50 km east of Bunia.",
        "some 50 km east of Bunia",
    ),
]


@pytest.mark.parametrize(("text", "name"), PLACED_BY_RELATIONS)
def test_an_unknown_village_is_where_the_text_says(gazetteer, text, name):
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.place_name == name
    assert incident.location.method == "offset"
    assert 40_000 < distance_m(incident.location.lon, incident.location.lat, 30.25, 1.56) < 60_000


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Yesterday several armed men attacked a farm in Ardel and killed two people.", ("armed men",)),
        ("Officials say the masked gunman shot two men in Ardel.", ("masked gunman",)),
        ("Two men were shot dead in Ardel by Qovian drug runners.", ()),
        ("Members of the Red Dawn group killed two men in Ardel.", ("Red Dawn group",)),
        ("Gunmen disguised as soldiers opened fire in Ardel and killed two.", ("Gunmen",)),
    ],
)
def test_actors_are_whole_phrases_without_verbs(text, actors):
    assert [i.actors for i in _RULES(parse(text))] == [actors]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A roadside bomb hit a lorry near Ardel on Monday, wounding two.", "lorry"),
        ("A bomb exploded in Ardel on Monday, wounding two.", None),
        ("Gunmen opened fire in Ardel on Monday, wounding two farmers.", "two farmers"),
    ],
)
def test_target_is_a_thing_or_people_not_a_bare_figure(text, target):
    assert [i.target for i in _RULES(parse(text))] == [target]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Gunmen stormed Ardel on Monday, set huts on fire and killed two farmers.", "Attack in Ardel"),
        ("Gunmen opened fire on Monday in Ardel, killing two farmers.", "Shooting in Ardel"),
    ],
)
def test_only_shots_are_called_a_shooting(text, title):
    assert [i.title for i in _RULES(parse(text))] == [title]


def test_an_area_of_a_zone_in_a_region_is_in_the_region(gazetteer):
    text = "A drone struck a school in the Gedeb area of East Gojjam zone, in Ethiopia's Amhara region."
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.location.precision == Precision.PROVINCE
    assert distance_m(incident.location.lon, incident.location.lat, 38.05, 11.58) < 50_000


def test_a_place_told_by_its_capital_is_not_near_itself(gazetteer):
    text = "Gunmen opened fire on a bar in Guadalupe, near the state capital Zacatecas, wounding three."
    (incident,) = Pipeline(gazetteer).incidents(text.replace(" Zacatecas", ""))
    assert incident.place_name == "Guadalupe"


def test_an_unknown_name_is_in_the_district_told_behind_it_not_in_the_datelines_town(gazetteer):
    text = (
        "PESHAWAR: A passer-by was killed in a blast near Mamond tehsil's Enayat bazaar in Bajaur district "
        "on Sunday, police in Peshawar said."
    )
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.place_name == "Bajaur"


def test_a_town_gives_way_to_a_place_of_its_province(gazetteer):
    text = "In Kandahar, gunmen killed four police officers at a checkpoint in Maiwand district on Monday."
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.place_name == "Maiwand"
    names = {
        i.place_name for i in Pipeline(gazetteer).incidents("Clashes broke out in Homs and Rastan on Monday.")
    }
    assert "Homs" in names


def test_countries_of_a_border_are_no_place_of_what_happens_at_a_town_on_it(gazetteer):
    text = (
        "A shot hit a bus near Zalambessa, on the border between Ethiopia and Eritrea, wounding eight people."
    )
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert "Zalambessa" in incident.place_name


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "Seven soldiers were killed when their convoy was ambushed near {}, the army said.",
            "The troops were attacked by gunmen near Zalambessa as they escorted supplies.",
        ),
        (
            "Gunmen killed at least 14 herders near {} on Monday, officials said.",
            "The attackers came on motorcycles to a herders' camp at Zalambessa, in Tigray, said an official.",
        ),
    ],
)
def test_a_town_told_afterwards_says_where_on_a_border(first, then, gazetteer):
    text = first.format("Ethiopia's border with Eritrea") + " " + then
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert "Zalambessa" in incident.place_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A dateline, however its dash is written, is not where the act's clause puts it.
        ("NAIROBI - Gunmen burst into the town hall of Wajir on Monday and killed two people.", "Wajir"),
        ("NAIROBI, Kenya - Gunmen burst into the town hall of Wajir on Monday and killed two.", "Wajir"),
        # A local government area does not speak.
        ("Bandits attacked three villages in Zurmi local government area of Zamfara State.", "Zurmi"),
    ],
)
def test_the_act_is_where_its_clause_puts_it(gazetteer, text, name):
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.place_name == name


@pytest.mark.parametrize(
    "boast",
    [
        "The group claimed to have killed 30.",
        "The group said in a statement that it had killed 30 soldiers.",
        "The rebels claimed on their channel that 30 soldiers were killed.",
    ],
)
def test_what_one_side_boasts_of_widens_the_toll(boast):
    text = f"Gunmen ambushed soldiers in Ardel on Monday, killing five. {boast}"
    (incident,) = _RULES(parse(text))
    assert (incident.killed.best, incident.killed.high) == (5, 30)


def test_an_army_that_tells_of_its_own_deeds_does_not_boast():
    text = "Soldiers raided a camp near Ardel on Monday, killing five. The army said it had killed 30 in the raid."
    (incident,) = _RULES(parse(text))
    assert incident.killed.best == 30


def test_those_hit_were_where_their_clause_says():
    (incident,) = _RULES(
        parse("Troops fired live rounds to disperse people who had gathered in Ardel, killing two.")
    )
    assert incident.place_name == "Ardel"
    assert "its own clause" in next(r for r in incident.reasons if r.startswith("place"))
    assert incident.sub_event_type == "Excessive force against protesters"


def test_what_a_month_is_recalled_for_is_told_once_and_not_for_each_place():
    recalled = "In February, riots in Ardel and Borvik left nine dead. On Tuesday police shot dead a rioter in Camora."
    assert [i.place_name for i in _RULES(parse(recalled))] == ["Ardel", "Camora"]
    told = _RULES(parse("On Tuesday, riots in Ardel and Borvik left nine dead."))
    assert [i.place_name for i in told] == ["Ardel", "Borvik"]


def test_the_sentence_quoted_tells_the_kind_of_act():
    text = "A drone struck a depot on Monday, killing a guard.\n\nThe blaze set fire to a barn near the depot in Ardel."
    (incident,) = _RULES(parse(text))
    assert incident.place_name == "Ardel"
    assert incident.reports[0].quote.startswith("A drone struck")


def test_in_the_capital_is_the_one_that_the_dateline_names(gazetteer):
    text = "QUITO - Gunmen killed a judge in Puyo on Tuesday. In the capital a bomb went off on Wednesday."
    assert [i.place_name for i in Pipeline(gazetteer).incidents(text)] == ["Puyo", "Quito"]
    text = "QUITO - A bomb went off in the capital of Loja province on Wednesday."
    assert "Quito" not in {i.place_name for i in Pipeline(gazetteer).incidents(text)}


def test_the_west_of_the_afghan_capital_is_in_the_capital(gazetteer):
    text = "KABUL - A bomb killed two guards in the west of the Afghan capital on Tuesday."
    (incident,) = Pipeline(gazetteer).incidents(text)
    assert incident.location.uncertainty_m < 50_000


def test_police_named_behind_a_town_are_no_second_place(gazetteer):
    text = "A boy was stabbed to death in Moss Side, Greater Manchester Police said."
    assert len(Pipeline(gazetteer).incidents(text)) == 1


def test_fighters_neutralised_by_troops_are_those_of_a_clash():
    (incident,) = _RULES(parse("Troops neutralised 15 militants near Ardel on Monday."))
    assert (incident.sub_event_type, incident.killed.best) == ("Armed clash", 15)
