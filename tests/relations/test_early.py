"""The first forms of the grammar and the region of a plain place."""

from gazetteer.place import Place
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.places import place_location


def test_offset() -> None:
    text = "Rockets hit Balad airbase, 80 kilometres (50 miles) north of Baghdad, on Sunday."
    (relation,) = find_relations(text, [(12, 25), (text.index("Baghdad"), text.index("Baghdad") + 7)])
    assert relation.relation == "offset"
    assert relation.distance_m is not None
    assert relation.distance_m.best == 80_000.0
    assert (relation.azimuth_deg, relation.azimuth_half_deg) == (0.0, 45.0)


def test_place_location_holds_its_point() -> None:
    town = Place(
        id="x:1",
        name="Town",
        lon=179.99,
        lat=10.0,
        feature_class="P",
        feature_code="PPL",
        extent_m=3000.0,
        importance=0.1,
        source="test",
    )
    location = place_location(town)
    assert location.uncertainty_m > 5000.0
    assert location.region.is_valid
    assert location.region.bounds[0] >= -180.0
    assert location.region.bounds[2] <= 180.0
