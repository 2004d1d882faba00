"""Relations and anchors to locations, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from gazetteer.geodesy import area_m2, azimuth_deg, destination, distance_m
from gazetteer.location import Precision
from gazetteer.place import Place
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import Anchor, place_relation
from gazetteer.relations.places import place_location, precision_of, precision_of_radius, town_radius_m

WORDS = (
    "80 km north of X", "12 miles south-west of X", "3 km NNE of X", "about 140 kilometres west of X", "near X",
    "40 km from X", "within 20 km of X", "just south of X", "east of X", "the outskirts of X", "outside X",
    "the northern outskirts of X", "two hours' drive from X", "an hour's drive east of X", "northern X", "central X",
    "20-30 km north of X", "two nautical miles (4 km) north of X", "6 km by road north of X", "3 mi N, 2 mi E of X",
    "4 mi NW X", "a few miles from X", "due north of X", "less than 5 km from X", "km 20 on the road to X",
)  # fmt: skip


def town(lon: float = 44.4, lat: float = 33.3, extent_m: float = 5000.0, **more) -> Place:
    fields = {"feature_class": "P", "feature_code": "PPL", "source": "test", "importance": 0.3} | more
    return Place(id=f"test:{lon},{lat}", name="X", lon=lon, lat=lat, extent_m=extent_m, **fields)


def located(words: str, *places: Place, **options):
    relation = find_relations(words, expression=True)[0]
    chained = []
    at = len(relation.anchors)
    for more in relation.chained:
        chained.append([Anchor.of(place) for place in places[at : at + len(more.anchors)]])
        at += len(more.anchors)
    anchors = [Anchor.of(place) for place in places[: len(relation.anchors)]]
    return place_relation(relation, anchors, chained=chained, **options)


@pytest.mark.parametrize("words", WORDS)
@settings(max_examples=20)
@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), extent=st.floats(100, 20_000))
def test_region_is_sound_and_holds_its_point_anywhere(
    words: str, lon: float, lat: float, extent: float
) -> None:
    location = located(words, town(lon, lat, extent))
    assert location is not None
    assert location.region.is_valid
    assert location.region.buffer(1e-6).covers(Point(location.lon, location.lat))
    west, south, east, north = location.region.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    for part in getattr(location.region, "geoms", [location.region]):
        assert part.exterior.is_ccw
        assert len(part.exterior.coords) <= 101
        for x, y in list(part.exterior.coords)[::7]:
            assert distance_m(location.lon, location.lat, x, y) <= location.uncertainty_m * 1.02 + 5.0


@pytest.mark.parametrize("words", [words for words in WORDS if "by road" not in words])
def test_coverage_grows_with_the_region(words: str) -> None:
    areas = [area_m2(located(words, town(), coverage=c).region) for c in (0.5, 0.8, 0.9, 0.95)]
    assert areas == sorted(areas)
    assert areas[0] < areas[-1]


@pytest.mark.parametrize(
    ("words", "azimuth", "km"),
    [
        ("80 km north of X", 0, (72, 81)),
        ("100 miles south-west of X", 225, (135, 162)),
        ("an hour's drive east of X", 90, (45, 65)),
        ("6 km by road south of X", 180, (3.5, 6)),
        ("64 km SSE of X", 157.5, (63.5, 65)),
        ("3 mi N, 3 mi E of X", 45, (6.7, 7.0)),
    ],
)
def test_point_lies_that_way_and_that_far(words: str, azimuth: float, km: tuple[float, float]) -> None:
    location = located(words, town())
    away = distance_m(44.4, 33.3, location.lon, location.lat) / 1000
    assert km[0] < away < km[1]
    way = azimuth_deg(44.4, 33.3, location.lon, location.lat)
    assert abs((way - azimuth + 180) % 360 - 180) < 1.0


def test_computed_figures_are_read_finely_in_catalogues_and_not_in_news() -> None:
    fine, coarse = (
        area_m2(located(f"64 {words} of X", town()).region) for words in ("km SSE", "miles south")
    )
    assert fine < 0.15 * coarse
    news = area_m2(located("64 km SSE of X", town(), genre="news").region)
    assert news > 5 * fine


def test_news_regions_are_wider() -> None:
    general, news = (
        area_m2(located("80 km north of X", town(), genre=g).region) for g in ("general", "news")
    )
    assert 1.5 * general < news


def test_hedges_move_the_point() -> None:
    plain, nearly, over = (
        distance_m(44.4, 33.3, at.lon, at.lat)
        for at in (located(f"{hedge} 80 km north of X", town()) for hedge in ("", "nearly", "more than"))
    )
    assert nearly < plain < over


def test_a_stated_range_widens_the_region() -> None:
    exact, ranged = (area_m2(located(f"{d} km north of X", town()).region) for d in ("25", "10-40"))
    assert ranged > 1.5 * exact


def test_between_lies_about_the_middle() -> None:
    location = located("between X and Y", town(44.0), town(45.0))
    assert distance_m(location.lon, location.lat, 44.5, 33.3) < 1000
    assert not location.region.covers(Point(44.0, 33.3))
    half = located("halfway between X and Y", town(44.0), town(45.0))
    assert area_m2(half.region) < 0.6 * area_m2(location.region)
    road = located("on the road from X to Y", town(44.0), town(45.0))
    assert road.precision == Precision.AREA
    assert road.region.covers(Point(44.05, 33.3))


def test_kilometre_marks_count_from_the_first_town() -> None:
    location = located("kilometre 30 of the X-Y highway", town(44.0), town(45.0))
    assert 15_000 < distance_m(location.lon, location.lat, 44.0, 33.3) < 31_000
    assert distance_m(location.lon, location.lat, 45.0, 33.3) < 85_000


def test_two_clauses_cross() -> None:
    east = destination(44.4, 33.3, 90, 60_000)
    location = located("30 km from X and 30 km west of Y", town(), town(*east))
    assert distance_m(location.lon, location.lat, 44.4, 33.3) < 38_000
    alone = located("30 km from X", town())
    assert area_m2(location.region) < 0.5 * area_m2(alone.region)


def test_clauses_far_apart_fall_back_on_the_first() -> None:
    location = located("3 km from X and 3 km west of Y", town(), town(100.0))
    assert distance_m(location.lon, location.lat, 44.4, 33.3) < 2_000_000


def test_nothing_to_start_from_is_no_location() -> None:
    relation = find_relations("22 miles away.")[0]
    assert place_relation(relation, []) is None
    assert located("80 km north of X", town(), coverage=1.0) is None


def test_reasons_name_the_anchor_and_the_figure() -> None:
    location = located("80 km north of X", town())
    assert location.reasons[0] == "80 km (80.0 km) north of X"
    assert location.place_ids == ("test:44.4,33.3",)
    assert location.method == "offset"


def test_town_is_a_circle_that_grows_with_extent_and_coverage() -> None:
    assert (
        town_radius_m(1000, 0.5)
        < town_radius_m(1000, 0.9)
        < town_radius_m(9000, 0.9)
        < town_radius_m(9000, 0.99)
    )
    location = place_location(town(179.99, 10.0, 3000.0))
    assert location.uncertainty_m == pytest.approx(town_radius_m(3000, 0.9), rel=0.01)
    assert location.region.bounds[0] >= -180
    site = place_location(town(feature_class="S", feature_code="AIRB", extent_m=2500.0))
    assert site.uncertainty_m == pytest.approx(2500, rel=0.01)


@pytest.mark.parametrize(
    ("fields", "precision"),
    [
        ({"feature_class": "P", "feature_code": "PPL"}, Precision.TOWN),
        ({"feature_class": "S", "feature_code": "AIRB"}, Precision.EXACT),
        ({"feature_class": "A", "feature_code": "ADM1"}, Precision.PROVINCE),
        ({"feature_class": "A", "feature_code": "ADM2"}, Precision.DISTRICT),
        ({"feature_class": "A", "feature_code": "ADM3", "extent_m": 9000.0}, Precision.DISTRICT),
        ({"feature_class": "A", "feature_code": "PCLI"}, Precision.COUNTRY),
        ({"feature_class": "H", "feature_code": "SEA"}, Precision.SEA),
        ({"feature_class": "T", "feature_code": "MTS", "extent_m": 150_000.0}, Precision.AREA),
        ({"feature_class": "T", "feature_code": "MT", "extent_m": 3000.0}, Precision.EXACT),
        ({"feature_class": "L", "feature_code": "RGN", "extent_m": 40_000.0}, Precision.DISTRICT),
    ],
)
def test_precision_follows_the_kind_of_place(fields: dict, precision: Precision) -> None:
    assert precision_of(town(**({"extent_m": 50_000.0} | fields))) == precision


def test_precision_of_a_radius() -> None:
    assert [precision_of_radius(m) for m in (20e3, 50e3, 90e3)] == [
        Precision.TOWN,
        Precision.DISTRICT,
        Precision.AREA,
    ]
