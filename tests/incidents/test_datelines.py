"""The date in an article's head is that of its writing: it dates no act."""

from __future__ import annotations

from datetime import date

import pytest

from geoincidents.incidents.datelines import publication_date, written
from geoincidents.incidents.extract import IncidentRules
from geoincidents.types import Article
from tests.incidents.builders import parse

_HEADS = [
    ("KYIV, Sept 8 — A missile hit a shop on Thursday.", "Sept 8"),
    ("Shells fall\n\nSRINAGAR, Oct 18: Two men were shot.", "Oct 18"),
    ("Quito, 5 Jan 90 (Agencia) -- A bomb went off.", "5 Jan 90"),
    ("Published: Monday, 5 March 2021\n\nA bomb went off.", "5 March 2021"),
    ("A bomb\n\nUpdated 5 March 2021, 10:30 GMT\n\nIt went off.", "5 March 2021"),
    ("AKRON, Ind. (March 5, 2021) – A man was shot.", "March 5, 2021"),
    ("A strike\n\n(Borvik, March 5, 2021) - The army's strike killed four.", "March 5, 2021"),
    ("Friday March 5, 2021 12:04 AM A man was shot.", "March 5, 2021"),
    ("Two men were shot. March 5 — a day of mourning.", None),
    ("12 March 2024\n\nA bomb went off.", "12 March 2024"),
    ("On 8 September a missile hit a shop.", None),
    ("Ardel, 3 May: a mine went off.\n\nBorvik, 4 May: two men were shot.", None),
]


@pytest.mark.parametrize(("text", "expected"), _HEADS)
def test_where_it_stands(text, expected):
    where = written(Article(id="a", text=text))
    assert (where and text[slice(*where)]) == expected


def test_a_date_days_before_the_metadata_is_the_acts():
    text = "Ardel, 3 May: a mine went off."
    assert written(Article(id="a", text=text, published=date(2020, 5, 4))) is not None
    assert written(Article(id="a", text=text, published=date(2020, 5, 20))) is None


def test_its_year_dates_an_article_without_metadata():
    text = "Published: 5 March 2021\n\nA bomb went off."
    assert publication_date(Article(id="a", text=text)) == date(2021, 3, 5)


def test_it_is_not_the_day_of_the_act():
    text = "ARDEL, Sept 8 — A missile hit a shop in Borvik on Thursday, killing two people."
    (one,) = IncidentRules()(parse(text, date(2023, 9, 8)))
    assert (one.date_start, one.date_end) == (date(2023, 9, 7), date(2023, 9, 7))


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("FLASH UPDATE No. 3 — Estra (as of 20 November 2026)", date(2026, 11, 20)),
        ("Estra: situation report, status as of: 0900 hrs, November 20, 2026", date(2026, 11, 20)),
        ("Weekly security report | 14-20 November 2026", date(2026, 11, 20)),
        ("Estra humanitarian bulletin, 2nd March 2026", date(2026, 3, 2)),
        ("PRESS RELEASE - November 20, 2026", date(2026, 11, 20)),
        ("The massacre of Ardel, 20 November 2026", None),
        ("Estra: 20 November 2026 attack reports and what they say", None),
    ],
)
def test_a_report_is_of_the_day_that_its_title_gives(title, day):
    text = f"{title}\n\n• On 18 November, shells hit a camp at Ardel.\n• On 19 November, a shop was looted."
    assert publication_date(Article(id="a", text=text)) == day
