"""From a frame to the page's data block and back."""

from __future__ import annotations

import json
import math
from datetime import date, datetime

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.errors import IncidentFileError
from geoincidents.mapping.basemap import decode_numbers
from geoincidents.mapping.codec import ALPHABET, decimals_for, encode_line, encode_numbers, encode_polygons
from geoincidents.mapping.noscript import ROWS, http_url, noscript_table
from geoincidents.mapping.payload import (
    LEAN_ABOVE,
    REGION_TOLERANCE,
    encode_column,
    encode_frame,
    encode_lists,
    encode_records,
    encode_regions,
    listed,
    plain,
    region_of,
)

WHOLE = st.integers(-(2**33), 2**33)


@given(st.lists(WHOLE, min_size=1))
def test_numbers_come_back(numbers):
    text = encode_numbers(np.array(numbers, dtype=np.int64))
    assert decode_numbers(text).tolist() == numbers
    assert set(text) <= set(ALPHABET)


def test_known_text_the_same_as_in_codec_js():
    assert encode_numbers(np.array([0, -1, 1, 16, -360_000_000])) == "ABCgB__00uV"


def test_a_line_leaves_out_points_that_do_not_move():
    line = np.array([[1.0, 2.0], [1.001, 2.0], [1.5, 2.25]])
    assert decode_numbers(encode_line(line, 2)).tolist() == [100, 200, 50, 25]


@pytest.mark.parametrize(("extent", "decimals"), [(0.0, 6), (0.001, 6), (0.1, 5), (1, 4), (30, 3), (360, 2)])
def test_decimals_fit_the_extent(extent, decimals):
    assert decimals_for(extent) == decimals


def test_a_region_is_drawn_within_its_tolerance():
    region = shapely.Point(30, 10).buffer(0.5, quad_segs=32)
    decimals, (ring,) = encode_polygons(region, simplify=REGION_TOLERANCE)
    lonlat = np.cumsum(decode_numbers(ring).reshape(-1, 2), axis=0) / 10**decimals
    assert shapely.hausdorff_distance(shapely.Polygon(lonlat), region) < 2 * REGION_TOLERANCE * math.sqrt(2)
    assert len(lonlat) < 80


@pytest.mark.parametrize(
    "nothing", [shapely.Point(1, 1), shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)])]
)
def test_what_has_no_area_is_no_region(nothing):
    assert encode_polygons(nothing) is None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, None),
        (pd.NA, None),
        (pd.NaT, None),
        (float("nan"), None),
        (float("inf"), None),
        (np.float64(2.0), 2),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3),
        (True, True),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, 3, 4), "2020-01-02T03:04:00"),
        (pd.Timestamp("2020-01-02"), "2020-01-02"),
        ({"a": (1, None)}, {"a": [1, None]}),
        ({1: date(2020, 1, 2)}, {"1": "2020-01-02"}),
        (ValueError("x"), "x"),
    ],
)
def test_plain_cells(cell, value):
    assert plain(cell) == value
    assert type(plain(cell)) is type(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (None, []),
        ("", []),
        (["a"], ["a"]),
        ("a; b", ["a", "b"]),
        ('["a", "b"]', ["a", "b"]),
        ('{"a": 1}', [{"a": 1}]),
        ("[not json", ["[not json"]),
        (5, [5]),
    ],
)
def test_lists_in_any_file(cell, value):
    assert listed(cell) == value


@pytest.mark.parametrize(
    "cell",
    [
        shapely.box(0, 0, 1, 1),
        "POLYGON ((1 0, 1 1, 0 1, 0 0, 1 0))",
        '{"type":"Polygon","coordinates":[[[1,0],[1,1],[0,1],[0,0],[1,0]]]}',
        {"type": "Polygon", "coordinates": [[[1, 0], [1, 1], [0, 1], [0, 0], [1, 0]]]},
    ],
)
def test_regions_in_any_file(cell):
    assert region_of(cell).equals(shapely.box(0, 0, 1, 1))


@pytest.mark.parametrize("cell", [None, float("nan"), shapely.Polygon(), "POLYGON EMPTY"])
def test_no_region(cell):
    assert region_of(cell) is None


@pytest.mark.parametrize("cell", ["not WKT", "{not json", {"type": "Nothing"}, 7])
def test_a_region_that_is_no_geometry(cell):
    with pytest.raises(IncidentFileError):
        region_of(cell)


def test_columns_take_their_shortest_form():
    assert encode_column([]) == {"v": []}
    assert encode_column(["a", "a"]) == {"c": "a"}
    assert encode_column([1, True]) == {"v": [1, True]}
    assert encode_column(["a", "a", "b", "a", None]) == {"d": ["a", "b"], "i": [0, 0, 1, 0, -1]}
    assert encode_column(["a", "b"]) == {"v": ["a", "b"]}
    assert encode_column([["a"], None]) == {"v": [["a"], None]}


def test_lists_hold_each_text_once():
    assert encode_lists([["a", "b"], [], ["b"]]) == {"d": ["a", "b"], "l": [[0, 1], [], [1]]}


def test_records_refer_to_their_row():
    own = [{"doc_id": "d", "source_url": "u"}]
    assert encode_records([[{"doc_id": "d", "url": "u", "claims": None}]], own) == {
        "k": ["doc_id", "url", "claims"],
        "r": [[[True, True]]],
        "i": [0],
    }


def test_the_same_region_is_held_once():
    box = shapely.box(0, 0, 1, 1)
    regions, index = encode_regions([box, None, shapely.box(0, 0, 1, 1), shapely.Point(1, 1)])
    assert len(regions) == 1
    assert index == [0, -1, 0, -1]


def test_a_frame_of_plain_columns_is_enough():
    frame = geopandas.GeoDataFrame(
        {"title": ["x", "y"]}, geometry=[shapely.Point(1.23456789, 2), None], crs=4326
    )
    block = encode_frame(frame)
    assert block["columns"]["lon"] == {"v": [1.234568, None]}
    assert block["columns"]["lat"] == {"v": [2, None]}
    assert block["order"] == ["title"]


def test_large_maps_are_lean(make_frame):
    frame = make_frame(2)
    large = pd.concat([frame] * (LEAN_ABOVE // 2 + 1), ignore_index=True)
    block = encode_frame(large)
    assert block["lean"]
    assert "quote" not in block["columns"]
    assert "reports" not in block["columns"]
    assert block["columns"]["source_url"]["d"] == frame["source_url"].tolist()


def test_an_incident_weighs_a_kilobyte_at_most(make_frame):
    def size(count):
        return len(json.dumps(encode_frame(make_frame(count)), ensure_ascii=False).encode())

    assert (size(1100) - size(100)) / 1000 <= 1000


def test_nothing_but_web_addresses_is_linked():
    assert http_url(" https://example.org/a ") == "https://example.org/a"
    for text in ("javascript:1", "data:text/html,x", "https://", "ftp://x/", "http://[bad", None, 3):
        assert http_url(text) is None


def test_the_table_without_javascript_is_bounded(make_frame):
    strings = json.loads('{"noscriptLead": "l", "noscriptCaption": "%k of %n"}') | {
        f"noscript_{name}": name
        for name in (
            "title",
            "date_start",
            "place_name",
            "country",
            "precision",
            "killed_best",
            "injured_best",
            "source",
        )
    }
    frame = pd.concat([make_frame(10)] * 60, ignore_index=True)
    table = noscript_table(frame, strings)
    assert table["caption"] == f"{ROWS} of 600"
    assert len(table["rows"]) == ROWS
    assert table["rows"][0]["url"].startswith("https://news.example.org/")
