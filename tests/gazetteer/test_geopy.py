"""The gazetteer as a geopy geocoder, and other geocoders behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas
import pytest
from geopy.exc import GeocoderTimedOut
from geopy.location import Location
from geopy.point import Point
from shapely import Point as ShapelyPoint

from gazetteer import Gazetteer
from gazetteer.errors import DatabaseError, DownloadError
from gazetteer.fallback import Fallback, default_cache


def first(small: Gazetteer, query: Any, **how: Any) -> str | None:
    found = small.geocode(query, **how)
    assert found is None or isinstance(found, Location)
    return None if found is None else found.raw["id"]


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Springfield, Borea", "geonames:14"),
        ("Springfield, XB", "geonames:14"),
        ("Springfield, Eastern Atlantia, Atlantia", "geonames:13"),
        ("Springfield, Western", None),
        ("Springfield, Nowhereland", "geonames:13"),
        ("Springfeild", "geonames:13"),
        ({"city": "Springfield", "country": "Borea"}, "geonames:14"),
        ({"city": ""}, None),
        ("", None),
        (" , ,", None),
        ("Xyzzy", None),
    ],
)
def test_what_holds_a_place_decides(small: Gazetteer, query: Any, place_id: str | None) -> None:
    assert first(small, query) == place_id


def test_the_answer_is_geopys(small: Gazetteer) -> None:
    found = small.geocode("Al Qa'im")
    assert isinstance(found, Location)
    assert found.address == "Al Qa'im, Qaim District, Eastern Atlantia, Atlantia"
    assert (found.latitude, found.longitude) == (-30.4, -20.1)
    assert found.raw["population"] == 20000
    assert found.raw["match"] == "exact"
    address, (lat, lon) = found
    assert (address, lat, lon) == (found.address, -30.4, -20.1)


def test_lists_and_limits(small: Gazetteer) -> None:
    both = small.geocode("Springfield", exactly_one=False)
    assert isinstance(both, list)
    assert [found.raw["id"] for found in both] == ["geonames:13", "geonames:14"]
    assert len(small.geocode("Springfield", exactly_one=False, limit=1)) == 1  # type: ignore[arg-type]
    assert small.geocode("Xyzzy", exactly_one=False) is None


def test_filters(small: Gazetteer) -> None:
    assert first(small, "Springfield", country_codes="xb") == "geonames:14"
    assert first(small, "Springfield", country_codes=["XA", "XB"]) == "geonames:13"
    assert first(small, "Springfield", country_codes="XC") is None
    north = [(-30, -19), (-31, -18)]
    assert first(small, "Springfield", viewbox=north) == "geonames:14"
    assert first(small, "Springfield", viewbox=["-30,-19", Point(-31, -18)], bounded=True) == "geonames:14"
    assert first(small, "Al Qa'im", viewbox=north) == "geonames:12"
    assert first(small, "Al Qa'im", viewbox=north, bounded=True) is None
    assert first(small, "Qaim", featuretype="settlement") == "geonames:12"
    assert first(small, "Atlantia", featuretype="country") == "geonames:1"
    assert first(small, "Atlantia", featuretype="city") is None
    with pytest.raises(ValueError, match=r"viewbox needs two points"):
        small.geocode("Springfield", viewbox=[(1, 2)])


def test_geopys_other_options_change_nothing(small: Gazetteer) -> None:
    assert first(
        small, "Springfield", timeout=3, addressdetails=True, language="en", geometry="wkt", extratags=True,
        namedetails=True,
    ) == "geonames:13"  # fmt: skip


def test_a_relative_location_has_a_point_and_a_region(gazetteer: Gazetteer) -> None:
    found = gazetteer.geocode("80 kilometres north of Baghdad")
    assert isinstance(found, Location)
    assert (found.latitude, found.longitude) == pytest.approx((34.06, 44.40), abs=0.15)
    assert found.raw["region"]["type"] in ("Polygon", "MultiPolygon")
    assert found.raw["place_ids"] == ("geonames:98182",)
    assert gazetteer.geocode("80 kilometres north of Xyzzyplugh") is None


@pytest.mark.parametrize(
    ("point", "zoom", "ids"),
    [
        ((-30.41, -20.12), None, ["geonames:12", "geonames-admin1:XA.01", "geonames:1"]),
        ("-30.95, -20.02", None, ["geonames-admin1:XA.01", "geonames:1"]),
        (Point(-30.41, -20.12), 6, ["geonames-admin1:XA.01", "geonames:1"]),
        ((-30.41, -20.12), 3, ["geonames:1"]),
        ((0, 0), None, []),
    ],
)
def test_reverse(small: Gazetteer, point: Any, zoom: int | None, ids: list[str]) -> None:
    found = small.reverse(point, exactly_one=False, zoom=zoom)
    assert [place.raw["id"] for place in found or []] == ids  # type: ignore[union-attr]
    one = small.reverse(point, zoom=zoom)
    assert (None if one is None else one.raw["id"]) == (ids[0] if ids else None)  # type: ignore[union-attr]


def test_geopandas_takes_it_as_provider(small: Gazetteer) -> None:
    class Small(Gazetteer):
        def __init__(self) -> None:
            super().__init__(small.store.path)

    frame = geopandas.tools.geocode(["Springfield, Borea", "Xyzzy"], provider=Small)
    assert frame.geometry[0].equals(ShapelyPoint(-18.5, -30.5))
    assert frame.geometry[1].is_empty
    back = geopandas.tools.reverse_geocode([ShapelyPoint(-20.1, -30.4)], provider=Small)
    assert back.address[0].startswith("Al Qa'im")


class Service:
    """A geocoder of geopy that answers from memory."""

    def __init__(self, answers: dict[str, Location | None]) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def geocode(self, query: str, *, timeout: float) -> Location | None:
        self.asked.append(query)
        if query == "Slow":
            raise GeocoderTimedOut("too slow")
        return self.answers.get(query)


def far(name: str, raw: dict[str, Any]) -> Location:
    return Location(name, (12.5, 43.5, 0.0), raw)


def test_a_fallback_answers_what_the_gazetteer_lacks_and_only_that(small: Gazetteer, tmp_path: Path) -> None:
    service = Service(
        {"Faraway": far("Faraway, Yemen", {"osm_id": 7, "boundingbox": ["12", "13", "43", "44"]})}
    )
    behind = Gazetteer(small.store.path, fallback=Fallback(service, tmp_path / "cache.sqlite", min_delay_s=0))
    assert behind.search("Port Atlan")[0].place.id == "geonames:11"
    assert behind.search("Faraway", country_code="XA") == ()
    assert service.asked == []
    (match,) = behind.search("Faraway")
    assert (match.place.id, match.place.name, match.score) == ("service:7", "Faraway", 0.5)
    assert (match.place.lon, match.place.lat, match.place.bbox) == (43.5, 12.5, (43.0, 12.0, 44.0, 13.0))
    assert match.place.extent_m == pytest.approx(55_600, rel=0.01)
    assert behind.search("Unknown") == ()
    assert behind.search("—") == ()


def test_a_fallback_asks_once_and_remembers_that_there_was_nothing(tmp_path: Path) -> None:
    service = Service({"Faraway": far("Faraway", {"place_id": 3})})
    for _ in range(2):
        fallback = Fallback(service, tmp_path / "cache.sqlite", min_delay_s=0)
        assert fallback.search("Faraway")[0].place.id == "service:3"
        assert fallback.search("FARAWAY")[0].place.id == "service:3"
        assert fallback.search("Unknown") == ()
    assert service.asked == ["Faraway", "Unknown"]


def test_a_fallback_keeps_the_services_pace(tmp_path: Path) -> None:
    slept: list[float] = []
    fallback = Fallback(
        Service({}), tmp_path / "cache.sqlite", min_delay_s=1.0, clock=lambda: 10.0, sleep=slept.append
    )
    for name in ("One", "Two", "Three", "One"):
        fallback.search(name)
    assert slept == [1.0, 1.0]


def test_a_fallback_that_fails_says_so_and_remembers_nothing(tmp_path: Path) -> None:
    service = Service({})
    fallback = Fallback(service, tmp_path / "cache.sqlite", min_delay_s=0)
    for _ in range(2):
        with pytest.raises(DownloadError, match=r"service: 'Slow': too slow"):
            fallback.search("Slow")
    assert service.asked == ["Slow", "Slow"]


def test_a_fallback_by_name_is_geopys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "geoincidents" / "fallback.sqlite"
    from geopy.geocoders import Nominatim

    monkeypatch.setattr(Nominatim, "geocode", lambda _self, query, timeout: far(query, {}))
    fallback = Fallback("nominatim")
    assert fallback.search("Faraway")[0].place.id == "nominatim:faraway"
    assert default_cache().exists()


@pytest.mark.parametrize(
    ("service", "message"),
    [("nosuch", "'nosuch' is no geocoder of geopy"), ("bing", "'bing' wants settings")],
)
def test_a_service_that_cannot_be_made_says_why(tmp_path: Path, service: str, message: str) -> None:
    with pytest.raises(DatabaseError, match=message):
        Fallback(service, tmp_path / "cache.sqlite").search("Faraway")


def test_the_option_puts_the_service_behind_the_pipeline(small: Gazetteer) -> None:
    from geoincidents.cli.options import open_pipeline

    behind = open_pipeline(str(small.store.path), fallback="nominatim").gazetteer
    assert behind._fallback is not None
    assert behind._fallback.name == "nominatim"
    assert open_pipeline(str(small.store.path)).gazetteer._fallback is None


def test_no_one_is_asked_unless_told(small: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was made"))
    assert small.search("Faraway", fuzzy=True) == ()
    assert small.geocode("Faraway") is None
