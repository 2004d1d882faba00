"""An offset, end to end."""

from shapely.geometry import Point

from gazetteer.geodesy import distance_m
from gazetteer.place import Place
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import Anchor, place_relation


def test_offset_lies_north() -> None:
    baghdad = Place(
        id="geonames:98182",
        name="Baghdad",
        lon=44.40088,
        lat=33.34058,
        feature_class="P",
        feature_code="PPLC",
        extent_m=24_000.0,
        importance=0.7,
        source="test",
    )
    relation = find_relations("80 kilometres north of Baghdad", expression=True)[0]
    location = place_relation(relation, [Anchor.of(baghdad)])
    assert location is not None
    assert 65_000 < distance_m(44.40088, 33.34058, location.lon, location.lat) < 82_000
    assert location.region.covers(Point(location.lon, location.lat))
    assert location.region.covers(Point(44.36, 33.94))
