"""Parts that whole texts seldom reach: texts without sentences, counts, places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gazetteer.location import Precision
from geoincidents.incidents.casualties import Claim
from geoincidents.incidents.counts import count_of
from geoincidents.incidents.datelines import publication_date
from geoincidents.incidents.events import sentences_of
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.options import holds
from geoincidents.incidents.parts import parts_of
from geoincidents.types import Article, Count
from tests.incidents.builders import parse


def test_sentences_are_split_where_the_reader_made_none():
    article = Article(id="a", text="One bomb fell. Two fell.\n\nThree fell.")
    assert [article.text[slice(*s)] for s in sentences_of(article)] == [
        "One bomb fell.",
        "Two fell.",
        "Three fell.",
    ]
    assert sentences_of(Article(id="a", text="")) == ()


def test_publication_date_is_the_metadata_first():
    text = "Ardel, 3 Jan 1990 -- A bomb fell."
    assert publication_date(Article(id="a", text=text, published=date(2021, 1, 1))) == date(2021, 1, 1)
    assert publication_date(Article(id="a", text="A bomb fell.")) is None


def _claim(harm, best, **more):
    return Claim(
        harm, Count(low=best, best=best, high=best), "x", None, more.pop("name", None), (0, 1), 0, **more
    )


@pytest.mark.parametrize(
    ("harm", "claims", "best"),
    [
        ("killed", [_claim("killed", 1, name="ana_ruiz"), _claim("killed", 1, name="luis_ruiz")], 2),
        ("killed", [_claim("killed", 1, name="luis_galan"), _claim("killed", 1, name="galan")], 1),
        ("killed", [_claim("killed", 1, name="luis_galan"), _claim("killed", 1, name="luis_galan_soto")], 1),
        ("killed", [_claim("killed", 1, name="a"), _claim("killed", 1, name="b")], 2),
        ("killed", [_claim("killed", 9), _claim("killed", 14, total=True)], 14),
        ("killed", [_claim("killed", 0)], 0),
        ("killed", [_claim("killed", 3, subset=True)], 3),
        ("killed", [_claim("injured", 5), _claim("killed", 3, subset=True)], 3),
        ("killed", [_claim("killed", 14), _claim("killed", 17, total=True, unofficial=True)], 14),
        ("killed", [_claim("killed", 1), _claim("killed", 17, unofficial=True)], 17),
        ("killed", [_claim("killed", 100, unofficial=True)], 100),
        ("injured", [_claim("hit", 3), _claim("killed", 1)], 2),
        ("injured", [_claim("killed", 2), _claim("hit", 1, others=True)], 1),
        ("injured", [_claim("killed", 2), _claim("hit", 1)], None),
        ("injured", [_claim("injured", 1, weak=True), _claim("killed", 1)], None),
        ("injured", [_claim("injured", 1), _claim("killed", 1)], 1),
        ("abducted", [], None),
    ],
)
def test_statements_add_up(harm, claims, best):
    count = count_of(harm, claims)
    assert (None if count is None else count.best) == best


@pytest.mark.parametrize(
    ("harm", "who", "count"),
    [
        ("killed", "the priests", Count(low=2, best=2, high=None)),
        ("killed", "they", None),
        ("killed", "his family", None),
        ("injured", "the priests", None),
    ],
)
def test_a_plural_of_dead_is_two_at_least(harm, who, count):
    assert count_of(harm, [Claim(harm, None, who, None, None, (0, 1), 0)]) == count


def test_a_part_of_an_uncounted_whole_is_the_least_that_it_is():
    assert count_of("killed", [_claim("killed", 3, subset=True)]) == Count(low=3, best=3, high=None)


def test_another_source_widens_what_is_known():
    told = [_claim("killed", 14), _claim("killed", 17, total=True, unofficial=True)]
    assert count_of("killed", told) == Count(low=14, best=14, high=17)


def test_headline_alone_is_read():
    made = parse("Bomb kills three in Ardel\n\nThe mayor spoke.", title="Bomb kills three in Ardel")
    found = IncidentRules(threshold=0.0)(replace(made, article=replace(made.article, sentences=())))
    assert [i.place_name for i in found] == ["Ardel"]


def test_a_district_holds_the_towns_of_its_code_however_far_its_middle() -> None:
    told = parse("Two men were shot in Ardel, Estra Province, not in Camora.")
    town, district, other = find_options(told, sentences_of(told.article))
    assert town.place is not None
    assert district.place is not None
    near = replace(district.location, precision=Precision.DISTRICT, uncertainty_m=1_000.0)
    coded = replace(district.place, admin2_code="127")
    outer = replace(district, place=coded, location=near)
    assert holds(outer, replace(town, place=replace(town.place, admin2_code="127")))
    assert not holds(outer, replace(town, place=replace(town.place, admin2_code="129")))
    assert not holds(outer, other)


@pytest.mark.parametrize(
    ("after", "parts"),
    [
        ("a bomb wounded three in Selmo", 2),
        ("a bomb wounded three on Sunday", 1),
        ("a bomb wounded three in March", 1),
        ("two bombers were wounded in Selmo", 1),
    ],
)
def test_two_acts_are_parted_by_a_name_behind_in_that_no_gazetteer_knows(after, parts):
    text = f"Gunmen killed five in Ardel and {after}."
    bomb = text.index("bomb")
    assert len(parts_of(text, (0, len(text)), [(bomb, bomb + 4)], [(7, 13)], [(22, 27)])) == parts
