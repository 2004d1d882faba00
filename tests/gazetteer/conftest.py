"""A small world for the tests of the gazetteer: two made-up countries in the South Atlantic."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
import shapely

from gazetteer import Gazetteer
from gazetteer.build.default import build_default
from gazetteer.build.refresh_census import COLUMNS as CENSUS_COLUMNS
from gazetteer.build.refresh_post_offices import COLUMNS as POST_OFFICE_COLUMNS
from gazetteer.build.tables import ADMIN_COLUMNS, AIRPORT_COLUMNS, CITY_COLUMNS, COUNTRY_COLUMNS, write_table

COUNTRIES = [
    ["XA", "XAA", "1", "Atlantia", "Port Atlan", "11", "-20.50000", "-30.50000", "10000", "90000", "en,ar-XA", "XB",
     "fr:Atlantie|ar:أطلانتيا|naq:Atlantian"],
    ["XB", "XBB", "2", "Borea", "Nowhere", "", "-18.50000", "-30.50000", "5000", "", "en", "XA", ""],
    ["XC", "XCC", "3", "Cityless", "", "", "", "", "1", "", "", "", ""],
]  # fmt: skip
ADMIN1 = [
    ["XA", "01", "", "", "East Atlantia", "Province", "-20.20000", "-30.50000", "50000", "ar:شرق"],
    ["XA", "02", "", "21", "Western Governorate", "Governorate", "-20.80000", "-30.50000", "", ""],
    ["XB", "01", "", "", "Borea Proper", "State", "-18.50000", "-30.50000", "", ""],
]
ADMIN2 = [
    ["XA", "01", "~qaim-district", "", "Qaim District", "", "-20.10000", "-30.40000", "20000", ""],
    ["XA", "01", "~old-cut", "", "Old Cut", "", "-20.15000", "-30.45000", "10", ""],
]
CITIES = [
    ["XA", "01", "~qaim-district", "12", "Al Qa'im", "-20.10000", "-30.40000", "20000", "القائم|Qaem"],
    ["XA", "01", "", "13", "Springfield", "-20.30000", "-30.60000", "900", ""],
    ["XA", "02", "", "11", "Port Atlan", "-20.90000", "-30.50000", "70000", "PAT|PA|Atlan|Пор|Porto Atlã"],
    ["XB", "01", "", "14", "Springfield", "-18.50000", "-30.50000", "5000", "St. Borea"],
    ["XB", "00", "", "15", "Balad", "-18.40000", "-30.40000", "", ""],
]
AIRPORTS = [
    ["XBAA", "XBA", "Balad Southeast Air Base", "Balad", "XB", "-18.38000", "-30.42000"],
    ["XBCI", "", "Port Atlan/Harbour International Airport", "Port Atlan", "XA", "-20.92000", "-30.51000"],
    ["XBFR", "", "Camp Sand Army Air Field (Sand Mil Reservation)", "", "XB", "-18.10000", "-30.10000"],
]


def write_sources(folder: Path) -> Path:
    """Write the tables of the small world."""
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "countries.tsv.xz", COUNTRY_COLUMNS, COUNTRIES)
    write_table(folder / "admin1.tsv.xz", ADMIN_COLUMNS, ADMIN1)
    write_table(folder / "admin2.tsv.xz", ADMIN_COLUMNS, ADMIN2)
    write_table(folder / "cities.tsv.xz", CITY_COLUMNS, CITIES)
    write_table(folder / "airports.tsv.xz", AIRPORT_COLUMNS, AIRPORTS)
    write_table(folder / "post_offices.tsv.xz", POST_OFFICE_COLUMNS, [])
    write_table(folder / "census.tsv.xz", CENSUS_COLUMNS, [])
    shapes = {
        "XA.01": shapely.box(-20.5, -31, -20, -30),
        "XA.02": shapely.box(-21, -31, -20.5, -30),
        "XB.01": shapely.box(-19, -31, -18, -30),
    }
    blobs = [shapely.to_wkb(shape) for shape in shapes.values()]
    (folder / "divisions.wkb.xz").write_bytes(lzma.compress(b"".join(blobs)))
    rows = [f"{target},1,1,1.0,{len(blob)}" for target, blob in zip(shapes, blobs, strict=True)]
    (folder / "divisions.csv").write_text("target,pieces,cities,purity,bytes\n" + "\n".join(rows) + "\n")
    return folder


def write_curated(folder: Path) -> Path:
    """Write curated tables of the small world."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.csv").write_text(
        "name,kind,target,source\n"
        "Atlantian,demonym,XA,made up\n"
        "The Sands,alias,airport:XBFR,made up\n"
        "Eastern Atlantia,official,XA.01,made up\n"
        "Qaim County,alias,XA.01.~qaim-district,made up\n"
        "B.O.,abbreviation,XB,made up\n",
        encoding="utf-8",
    )
    (folder / "places.csv").write_text(
        "id,name,lon,lat,feature_class,feature_code,country_code,admin1_code,extent_m,importance,bbox,names,source\n"
        'curated:calm-sea,Calm Sea,-25,-35,H,SEA,,,90000,0.5,"-30,-40,-20,-32",Sea of Calm|Calm Ocean,made up\n'
        "geonames:13,Springfield Falls,-20.3,-30.6,P,PPL,XA,01,4000,0.6,,Falls,made up\n",
        encoding="utf-8",
    )
    (folder / "other.csv").write_text("name,reason,source\nWill,a first name,made up\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small world's tables."""
    return write_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def small_curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the small world's curated tables."""
    return write_curated(tmp_path_factory.mktemp("curated"))


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory, small_sources: Path, small_curated: Path) -> Path:
    """Database of the small world."""
    path = tmp_path_factory.mktemp("small") / "small.sqlite"
    assert build_default(path, small_sources, small_curated) == []
    return path


@pytest.fixture(scope="session")
def small(small_path: Path) -> Gazetteer:
    """Gazetteer of the small world."""
    return Gazetteer(small_path)
