"""The frame: its columns, its codes, and that nothing is lost on the way through it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.location import Precision
from geoincidents import codes
from geoincidents.frame import COLUMNS, from_frame, to_frame
from tests.house.made import INCIDENT, LOCATION, incidents

CONTRACT = [
    "incident_id",
    "title",
    "event_type",
    "sub_event_type",
    "date_start",
    "date_end",
    "time_precision",
    "date_prec",
    "place_name",
    "place_id",
    "country",
    "country_code",
    "admin1",
    "lon",
    "lat",
    "uncertainty_m",
    "region",
    "coverage",
    "precision",
    "geo_precision",
    "where_prec",
    "location_method",
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "actors",
    "weapon",
    "other_places",
    "quote",
    "quote_start",
    "quote_end",
    "doc_id",
    "source_url",
    "publisher",
    "published",
    "reports",
    "confidence",
    "type_confidence",
    "place_confidence",
    "date_confidence",
    "reasons",
]


def test_every_column_of_the_contract_is_there():
    assert [name for name in CONTRACT if name not in {column.name for column in COLUMNS}] == []


def test_an_empty_frame_has_all_columns_and_their_types():
    empty, full = to_frame([]), to_frame([INCIDENT])
    assert list(empty.columns) == [column.name for column in COLUMNS] + ["geometry"]
    assert list(empty.dtypes) == list(full.dtypes)
    assert empty.crs == full.crs == "EPSG:4326"


def test_unknown_is_null_and_a_stated_zero_is_zero():
    row = to_frame([replace(INCIDENT, location=None, injured=None)]).iloc[0]
    assert row["killed_best"] == 0
    for name in ("injured_best", "lon", "region", "precision", "geo_precision", "geometry", "uncertainty_m"):
        assert row.isna()[name], name


@given(st.lists(incidents(), max_size=4))
def test_incidents_come_back_as_they_went_in(made):
    assert from_frame(to_frame(made)) == tuple(made)


@pytest.mark.parametrize(
    ("precision", "method", "uncertainty_m", "acled", "ucdp", "gdelt"),
    [
        (Precision.EXACT, "coordinates", 50, 1, 1, 4),
        (Precision.TOWN, "place", 3_000, 1, 1, 4),
        (Precision.TOWN, "offset", 20_000, 2, 2, 4),
        (Precision.DISTRICT, "place", 20_000, 2, 3, 4),
        (Precision.DISTRICT, "place", 60_000, 3, 3, 4),
        (Precision.PROVINCE, "place", 100_000, 3, 4, 5),
        (Precision.AREA, "border", 100_000, 3, 5, 5),
        (Precision.COUNTRY, "place", 500_000, None, 6, 1),
        (Precision.SEA, "place", 500_000, 3, 7, None),
    ],
)
def test_codes_of_the_field_follow_from_the_precision(precision, method, uncertainty_m, acled, ucdp, gdelt):
    location = replace(LOCATION, precision=precision, method=method, uncertainty_m=uncertainty_m)
    assert codes.geo_precision(location) == acled
    assert codes.where_prec(location) == ucdp
    assert codes.geo_type(location, "IQ") == gdelt


def test_gdelt_tells_the_united_states_apart():
    assert codes.geo_type(replace(LOCATION, precision=Precision.TOWN), "US") == 3
    assert codes.geo_type(replace(LOCATION, precision=Precision.PROVINCE), "US") == 2


@pytest.mark.parametrize(
    ("days", "acled", "ucdp"),
    [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 2, 3), (8, 2, 4), (31, 3, 4), (32, 3, 5), (365, 3, 5)],
)
def test_codes_of_dates_follow_from_the_days(days, acled, ucdp):
    start = date(2020, 1, 1)
    end = date.fromordinal(start.toordinal() + days - 1)
    assert (codes.time_precision(start, end), codes.date_prec(start, end)) == (acled, ucdp)


def test_no_date_has_no_code():
    assert codes.time_precision(None, None) is None
    assert codes.date_prec(date(2020, 1, 1), None) is None
