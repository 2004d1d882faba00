"""Other places that an incident's words may mean, for corrections on the map; and where its anchors lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazetteer.features import feature
from geoincidents.mapping.payload import LEAN_ABOVE, listed, plain
from geoincidents.mapping.safety import printable

if TYPE_CHECKING:
    import geopandas

    from gazetteer.geocoder import Gazetteer
    from gazetteer.place import Place

LIMIT = 5


def candidates_of(
    frame: geopandas.GeoDataFrame, gazetteer: Gazetteer
) -> dict[str, list[list[dict[str, Any]]]]:
    """Return record columns for the page: ``candidates`` and ``anchors``, a list a row.

    A frame that brings its own ``candidates`` keeps them.
    """
    if len(frame) > LEAN_ABOVE:
        return {}
    columns: dict[str, list[list[dict[str, Any]]]] = {}
    if "candidates" not in frame and "place_name" in frame:
        names = [plain(name) for name in frame["place_name"]]
        known = {
            name: _search(gazetteer, name)
            for name in sorted({name for name in names if isinstance(name, str)})
        }
        columns["candidates"] = [known.get(name, []) for name in names]
    if "place_ids" in frame and "location_method" in frame:
        columns["anchors"] = [
            _anchors(gazetteer, listed(ids)) if plain(method) not in (None, "place", "coordinates") else []
            for ids, method in zip(frame["place_ids"], frame["location_method"], strict=True)
        ]
    return columns


def _search(gazetteer: Gazetteer, name: str) -> list[dict[str, Any]]:
    return [_record(gazetteer, match.place) for match in gazetteer.search(printable(name), limit=LIMIT)]


def _anchors(gazetteer: Gazetteer, ids: list[Any]) -> list[dict[str, Any]]:
    places = (gazetteer.place(str(place_id)) for place_id in ids)
    return [_record(gazetteer, place) for place in places if place is not None]


def _record(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    ancestors = [ancestor.name for ancestor in gazetteer.ancestors(place)]
    return {
        "place_id": place.id,
        "name": place.name,
        "what": feature(place.feature_class, place.feature_code).name,
        "feature_code": place.feature_code,
        "within": ", ".join(name for name in ancestors if name != place.name) or None,
        "lon": round(place.lon, 5),
        "lat": round(place.lat, 5),
        "population": place.population,
    }
