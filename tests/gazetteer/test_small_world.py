"""Search, store and facade on a database of sixteen places, where every answer is known."""

from __future__ import annotations

import pickle
import sqlite3
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.contents import attributions, counts, info, problems
from gazetteer.errors import DatabaseError
from gazetteer.place import Place
from gazetteer.store import Prefixes, Store


def ids(gazetteer: Gazetteer, name: str, **how: object) -> list[str]:
    return [match.place.id for match in gazetteer.search(name, **how)]  # type: ignore[arg-type]


def test_a_town_stands_for_the_district_named_after_it_as_wide_as_one(small: Gazetteer) -> None:
    found = small.search("Port Atlan district")[0].place
    assert (found.id, found.feature_class, found.feature_code, found.extent_m) == (
        "geonames:11",
        "A",
        "ADM2",
        27_000,
    )
    assert small.search("Port Atlan district", feature_classes=["P"]) == ()


@pytest.mark.parametrize(
    ("name", "place_ids", "kind", "score"),
    [
        ("Port Atlan", ["geonames:11"], "exact", 1.0),
        ("PORT ATLAN", ["geonames:11"], "folded", 0.99),
        ("Porto Atla", ["geonames:11"], "folded", 0.99),
        ("Пор", ["geonames:11"], "exact", 1.0),
        ("PAT", ["geonames:11"], "abbreviation", 1.0),
        ("pat", ["geonames:11"], "abbreviation", 0.7),
        ("PA", ["geonames:11"], "abbreviation", 1.0),
        ("Al-Qa'im", ["geonames:12"], "folded", 0.99),
        ("Qa'im", ["geonames:12", "geonames-admin2:XA.01.~qaim-district"], "folded", 0.9),
        ("el Qaim", ["geonames:12", "geonames-admin2:XA.01.~qaim-district"], "folded", 0.9),
        ("القائم", ["geonames:12"], "exact", 1.0),
        ("قائم", ["geonames:12"], "folded", 0.9),
        ("Atlantian", ["geonames:1"], "demonym", 1.0),
        ("Atlantie", ["geonames:1"], "exact", 1.0),
        ("BO", ["geonames:2"], "abbreviation", 0.99),
        ("Saint Borea", ["geonames:14"], "folded", 0.99),
        ("Western", ["geonames:21"], "exact", 1.0),
        ("Western Governorate", ["geonames:21"], "exact", 1.0),
        ("Western Province", ["geonames:21"], "alias", 1.0),
        ("western region", ["geonames:21"], "folded", 0.9),
        ("state of Western", ["geonames:21"], "folded", 0.9),
        ("the city of nowhere", [], "", 0),
        ("city of Balad", ["geonames:15"], "folded", 0.9),
        ("Port Atlan district", ["geonames:11"], "folded", 0.85),
        ("cercle de Port Atlan", ["geonames:11"], "folded", 0.85),
        ("Eastern Atlantia", ["geonames-admin1:XA.01"], "exact", 1.0),
        ("East Atlantia", ["geonames-admin1:XA.01"], "exact", 1.0),
        ("Balad Air Base", ["airport:XBAA"], "alias", 1.0),
        ("Balad airfield", ["airport:XBAA"], "alias", 0.99),
        ("Balad Southeast", ["airport:XBAA"], "alias", 1.0),
        ("Port Atlan International Airport", ["airport:XBCI"], "alias", 1.0),
        ("Camp Sand Army Air Field", ["airport:XBFR"], "exact", 1.0),
        ("Camp Sand", ["airport:XBFR"], "alias", 1.0),
        ("The Sands", ["airport:XBFR"], "alias", 1.0),
        ("Sea of Calm", ["curated:calm-sea"], "alias", 1.0),
        ("Falls", ["geonames:13"], "alias", 1.0),
        ("Xyzzy", [], "", 0),
        ("—", [], "", 0),
        ("\ud800", [], "", 0),
    ],
)
def test_search(small: Gazetteer, name: str, place_ids: list[str], kind: str, score: float) -> None:
    matches = small.search(name)
    assert [match.place.id for match in matches] == place_ids
    if matches:
        assert (matches[0].kind, matches[0].score) == (kind, score)


def test_filters(small: Gazetteer) -> None:
    assert ids(small, "Springfield") == ["geonames:13", "geonames:14"]  # 13 was made important by hand
    assert ids(small, "Springfield", near=(-18.5, -30.5)) == ["geonames:14", "geonames:13"]
    assert ids(small, "Springfield", country_code="XB") == ["geonames:14"]
    assert ids(small, "Springfield", admin1_code="01", country_code="XA") == ["geonames:13"]
    assert ids(small, "Springfield", feature_classes="A") == []
    assert ids(small, "Springfield", limit=1) == ["geonames:13"]
    assert ids(small, "Springfield", limit=0) == []
    assert ids(small, "western region", feature_classes="P") == []


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Sprinfield", "geonames:13"),
        ("Springfeild", "geonames:13"),
        ("Poort Atlan", "geonames:11"),
        ("Bloadlunx", None),
    ],
)
def test_fuzzy(small: Gazetteer, name: str, place_id: str | None) -> None:
    assert small.search(name) == ()
    found = small.search(name, fuzzy=True, limit=1)
    assert [match.place.id for match in found] == ([] if place_id is None else [place_id])
    assert all(match.kind == "fuzzy" and match.score < 0.9 for match in found)


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        ("port", True),
        ("port ", True),
        ("por", False),
        ("port atlan", True),
        ("port atlan ", True),
        ("port atlan international airport", True),
        ("port atlan international airport ", False),
        ("springfield ", True),
        ("balad south", False),
    ],
)
def test_prefix(small: Gazetteer, words: str, starts: bool) -> None:
    assert small.has_prefix(words) is starts
    assert small.store.starts(words) is starts


def test_prefixes_of_a_database_too_large_for_whole_runs(small: Gazetteer, small_path: Path) -> None:
    large = Gazetteer(small_path)
    large.store.__dict__["prefixes"] = Prefixes(
        small.store.connection.execute("SELECT checksums FROM prefixes").fetchone()[0], whole=False
    )
    assert large.has_prefix("port")
    assert large.has_prefix("port atlan ")
    assert not large.has_prefix("port zzz")
    assert not large.has_prefix("zzz")
    assert large.has_name("Port Atlan")
    assert not large.has_name("Port Zzz")


def test_place_and_names(small: Gazetteer) -> None:
    place = small.place("geonames:12")
    assert place is not None
    assert (place.lon, place.lat, place.population, place.feature_code) == (-20.1, -30.4, 20000, "PPL")
    assert (place.country_code, place.admin1_code, place.admin2_code) == ("XA", "01", "~qaim-district")
    assert [(name.name, name.kind) for name in small.names(place)] == [
        ("Al Qa'im", "official"),
        ("القائم", "alternate"),
        ("Qaem", "alternate"),
    ]
    country = small.country("XA")
    assert country is not None
    assert ("Atlantie", "fr") in [(name.name, name.language) for name in small.names(country)]
    assert small.place("geonames:11").feature_code == "PPLC"  # type: ignore[union-attr]
    assert small.place("geonames:15").admin1_code is None  # type: ignore[union-attr]
    assert small.names(small.place("geonames:15")) != ()  # type: ignore[arg-type]
    for unknown in ("geonames:999", "geonames:x", "nothing", "geonames:" + "9" * 30):
        assert small.place(unknown) is None


def test_a_place_is_made_as_the_dataclass_would(small: Gazetteer) -> None:
    for place_id in ("geonames:12", "geonames-admin1:XA.01", "curated:calm-sea", "airport:XBAA"):
        place = small.place(place_id)
        assert place is not None
        assert place.id == place_id
        assert Place(**asdict(place)) == place
        assert hash(replace(place)) == hash(place)


def test_divisions(small: Gazetteer) -> None:
    assert small.admin("XA", "02").id == "geonames:21"  # type: ignore[union-attr]
    assert small.admin("XA", "01", "~qaim-district").name == "Qaim District"  # type: ignore[union-attr]
    assert small.admin("XA", "77") is None
    assert small.country("XC") is None
    assert small.neighbours("XA") == ("XB",)
    qaim = small.place("geonames:12")
    assert qaim is not None
    assert [place.name for place in small.ancestors(qaim)] == [
        "Qaim District",
        "Eastern Atlantia",
        "Atlantia",
    ]


def test_polygons_set_point_box_and_extent(small: Gazetteer) -> None:
    east = small.admin("XA", "01")
    assert east is not None
    # On the sphere the southern half is the smaller one.
    assert (east.lon, east.lat) == pytest.approx((-20.25, -30.499), abs=0.001)
    assert east.bbox == (-20.5, -31.0, -20.0, -30.0)
    # Half a degree by one at 30.5° south: 47.9 km by 111.2 km.
    assert east.extent_m == pytest.approx((47_900 * 111_200 / 3.14159) ** 0.5, rel=0.01)
    assert small.geometry(east).area == pytest.approx(0.5)  # type: ignore[union-attr]
    assert small.geometry(small.place("geonames:12")) is None  # type: ignore[arg-type]


def test_curated_rows_win(small: Gazetteer) -> None:
    falls = small.place("geonames:13")
    assert falls is not None
    assert (falls.name, falls.extent_m, falls.importance) == ("Springfield Falls", 4000.0, 0.6)
    sea = small.place("curated:calm-sea")
    assert sea is not None
    assert sea.bbox == (-30.0, -40.0, -20.0, -32.0)
    assert sea.country_code is None


def test_places_in_a_box(small: Gazetteer) -> None:
    found = small.in_box(-21, -31, -20, -30, feature_classes="P")
    assert [place.id for place in found] == ["geonames:11", "geonames:12", "geonames:13"]
    assert [place.id for place in small.in_box(-21, -31, -20, -30, min_population=10_000, limit=2)] == [
        "geonames:1",
        "geonames:11",
    ]
    assert small.in_box(170, -31, -170, -30) == ()


def test_one_gazetteer_serves_threads_and_pickles(small: Gazetteer) -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(ids(small, "Port Atlan"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["geonames:11"]] * 4
    copy = pickle.loads(pickle.dumps(small.store))
    assert copy.place("geonames:11") == small.place("geonames:11")


def test_contents(small: Gazetteer) -> None:
    assert small.info() == info(small.store)
    assert info(small.store)["made_of"] == "default"
    assert info(small.store)["source geonames-cities500"] == "5 places"
    assert counts(small.store)["by class"] == "A:7 P:5 S:3 H:1"
    assert counts(small.store)["places"] == "16"
    assert attributions(small.store) == []  # the small world has no sources.toml
    assert problems(small.store) == []


def test_a_missing_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"no such database; build it with"):
        Gazetteer(tmp_path / "none.sqlite")


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["PRAGMA application_id = 7"], "not a place database"),
        (["PRAGMA user_version = 1"], "built as version 1"),
    ],
)
def test_a_foreign_file_is_refused(
    tmp_path: Path, small_path: Path, statements: list[str], message: str
) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(small_path.read_bytes())
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(DatabaseError, match=message):
        Gazetteer(path).search("Port Atlan")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("not a database at all" * 1000)
    with pytest.raises(DatabaseError, match=r"not a place database"):
        Store(path).place("geonames:1")
    assert len(problems(Store(path))) == 1


def test_verification_names_what_is_wrong(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(small_path.read_bytes())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE place SET lat = 91000000 WHERE n = 11")
    connection.execute("DELETE FROM place WHERE n = 12")
    connection.commit()
    connection.close()
    found = problems(Store(path))
    assert "place 11 is off the earth" in found
    assert "name al qaim belongs to no place" in found
    assert "source geonames-cities500 has another number of places than it says" in found


def test_verification_finds_damaged_pages(tmp_path: Path, small_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    whole = bytearray(small_path.read_bytes())
    whole[8192:12288] = b"\xff" * 4096
    path.write_bytes(whole)
    assert problems(Store(path))[0].startswith(f"{path}: damaged")
