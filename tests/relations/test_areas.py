"""Outlines, coasts and edges on a small made-up map: one square island, a river, a box of a region."""

from __future__ import annotations

import pytest
from shapely.geometry import GeometryCollection, Point, box

from gazetteer.place import Place
from gazetteer.relations.areas import area_of, is_wide
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import Anchor, place_relation

ISLAND = box(9.0, 49.0, 11.0, 51.0)


class Map:
    """An atlas with one island in an empty sea."""

    def geometry(self, place: Place):
        return {"test:island": ISLAND, "test:empty": GeometryCollection()}.get(place.id)

    def outline(self, place: Place):
        return self.geometry(place)

    def neighbours(self, country_code: str) -> tuple[str, ...]:
        return ()

    def border(self, country_code: str, other: str | None = None):
        return None

    def coast(self, country_code: str):
        return None

    def country(self, country_code: str) -> Place | None:
        return None

    def land(self, bbox):
        return box(*bbox).intersection(ISLAND)


def area(key: str, feature_class: str, code: str, extent_m: float = 110_000.0, **more) -> Place:
    fields = {"lon": 10.0, "lat": 50.0, "importance": 0.2, "source": "test"} | more
    return Place(
        id=f"test:{key}",
        name="X",
        feature_class=feature_class,
        feature_code=code,
        extent_m=extent_m,
        **fields,
    )


def placed(words: str, place: Place):
    relation = find_relations(words, expression=True)[0]
    return place_relation(relation, [Anchor.of(place)], Map())


@pytest.mark.parametrize(
    ("words", "holds", "excludes"),
    [
        ("on the coast of X", (9.05, 50.0), (10.0, 52.5)),
        ("off the coast of X", (8.0, 50.0), (10.0, 50.0)),
        ("off the east coast of X", (12.0, 50.0), (8.0, 50.0)),
        ("on the east coast of X", (11.0, 50.0), (9.0, 50.0)),
        ("20 km from the coast of X", (9.25, 50.0), (10.0, 50.0)),
        ("20 km off the coast of X", (8.76, 50.0), (8.2, 50.0)),
        ("northern X", (10.0, 50.9), (10.0, 49.1)),
        ("central X", (10.0, 50.0), (9.05, 49.05)),
        ("north of X", (10.0, 52.0), (10.0, 48.0)),
        ("near X", (8.9, 50.0), (10.0, 50.0)),
        ("80 km east of X", (11.9, 50.0), (10.0, 50.0)),
    ],
)
def test_regions_of_an_island(words: str, holds, excludes) -> None:
    location = placed(words, area("island", "T", "ISL"))
    assert location.region.covers(Point(holds))
    assert not location.region.covers(Point(excludes))
    assert location.region.covers(Point(location.lon, location.lat))


def test_box_and_disc_stand_in_for_an_outline() -> None:
    region = area("box", "L", "RGN", bbox=(9.0, 49.0, 11.0, 51.0))
    assert not placed("northern X", region).region.covers(Point(10.0, 49.1))
    disc = placed("north of X", area("disc", "L", "RGN"))
    assert disc.region.covers(Point(10.0, 51.5))
    assert not disc.region.covers(Point(10.0, 50.0))


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("north of X", area("river", "H", "STM", 400_000.0)),
        ("near the coast of X", area("ocean", "H", "OCN", 5_000_000.0)),
        ("outside X", area("island", "A", "PCLI", 400_000.0)),
    ],
)
def test_what_has_no_shape_places_nothing(words: str, place: Place) -> None:
    assert placed(words, place) is None


def test_places_inland_have_no_coast() -> None:
    inland = area("inland", "T", "MT", 5_000.0)
    relation = find_relations("on the coast of X", expression=True)[0]
    assert area_of(relation, [inland], Map(), 0.9) is None
    assert area_of(relation, [], Map(), 0.9) is None


def test_border_of_a_division_is_its_edge() -> None:
    division = area("island", "A", "ADM1")
    region = placed("on the border of X", division).region
    assert region.covers(Point(9.0, 50.0))
    assert not region.covers(Point(10.0, 50.0))


def test_small_places_are_points() -> None:
    assert not is_wide(area("hill", "T", "HLL", 2_000.0), Map())
    assert not is_wide(area("town", "P", "PPL", 90_000.0), Map())
    assert not is_wide(None, Map())
    assert is_wide(area("state", "A", "ADM1", 20_000.0), Map())
