"""Writers: each file opens in geopandas with the same points, holds its evidence, and has the same bytes each time."""

from __future__ import annotations

import json
import re
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.geodesy import distance_m
from geoincidents.columns import COLUMNS
from geoincidents.errors import IncidentFileError, MissingExtraError, SettingsError
from geoincidents.exports import format_of, harm, profiles, read_incidents, write_incidents
from geoincidents.exports import geojson as geojson_format
from geoincidents.exports.plain import plain_geometry, plain_value
from geoincidents.frame import frame_of, from_frame, to_frame
from geoincidents.records import records_of
from tests.house.made import INCIDENT, LOCATION, incidents, locations

EVIDENCE = {"tool": "geoincidents 0", "articles": [{"doc_id": "a.txt", "sha256": "00"}]}
NOWHERE = replace(INCIDENT, id="ffff0000", location=None, place_name=None, date_start=None, date_end=None)
READABLE = ["geojson", "geojsonl", "jsonl", "csv", "gpkg", "parquet"]
WRITABLE = [*READABLE, "fgb", "kml"]


def made(*some):
    frame = to_frame(some or (INCIDENT, NOWHERE))
    frame.attrs["evidence"] = EVIDENCE
    return frame


@pytest.mark.parametrize("suffix", WRITABLE)
def test_two_writes_have_the_same_bytes(tmp_path, suffix):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_incidents(made(), tmp_path / name / f"x.{suffix}")
    assert (tmp_path / "a" / f"x.{suffix}").read_bytes() == (tmp_path / "b" / f"x.{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", WRITABLE)
def test_on_a_full_disk_the_file_is_named_and_the_old_one_stays(tmp_path, suffix):
    target = tmp_path / f"x.{suffix}"
    target.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))  # fails as a full disk does
    try:
        with pytest.raises(IncidentFileError, match=re.escape(f"{target}: ")):
            write_incidents(made(), target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(target.name, "old")]


@pytest.mark.parametrize("suffix", WRITABLE)
def test_an_empty_frame_can_be_written(tmp_path, suffix):
    write_incidents(to_frame([]), tmp_path / f"x.{suffix}")
    if suffix in READABLE:
        assert list(read_incidents(tmp_path / f"x.{suffix}").columns) == list(to_frame([]).columns)


@pytest.mark.parametrize("suffix", READABLE)
def test_what_was_written_is_read_again(tmp_path, suffix):
    write_incidents(made(), tmp_path / f"x.{suffix}")
    frame = read_incidents(tmp_path / f"x.{suffix}")
    first, second = from_frame(frame)
    assert second == NOWHERE
    assert first.location is not None
    assert distance_m(first.location.lon, first.location.lat, LOCATION.lon, LOCATION.lat) < 0.2
    assert first.location.region.symmetric_difference(LOCATION.region).area < 1e-6
    exact = replace(first, location=LOCATION)
    assert exact == INCIDENT
    if suffix not in ("jsonl", "geojsonl"):
        assert frame.attrs["evidence"] == EVIDENCE


@settings(max_examples=25)
@given(st.lists(incidents(), max_size=3))
def test_any_incidents_survive_csv_and_geojson(tmp_path_factory, some):
    folder = tmp_path_factory.mktemp("any")
    for suffix in ("csv", "geojson"):
        write_incidents(to_frame(some), folder / f"x.{suffix}")
        back = from_frame(read_incidents(folder / f"x.{suffix}"))
        assert [replace(one, location=None) for one in back] == [replace(one, location=None) for one in some]


@settings(max_examples=25)
@given(st.lists(incidents(), max_size=3))
def test_records_are_written_to_the_same_bytes_as_their_frame(tmp_path_factory, some):
    folder = tmp_path_factory.mktemp("records")
    for suffix in ("geojson", "geojsonl", "jsonl", "csv"):
        write_incidents(to_frame(some), folder / f"frame.{suffix}")
        write_incidents(records_of(some), folder / f"records.{suffix}")
        assert (folder / f"records.{suffix}").read_bytes() == (folder / f"frame.{suffix}").read_bytes()


def test_records_carry_the_chain_of_evidence_into_file_and_frame(tmp_path):
    records = records_of([INCIDENT])
    records.attrs["evidence"] = EVIDENCE
    assert frame_of(records).attrs["evidence"] == EVIDENCE
    write_incidents(records, tmp_path / "x.geojson")
    assert read_incidents(tmp_path / "x.geojson").attrs["evidence"] == EVIDENCE


@pytest.mark.parametrize(
    ("suffix", "layer"),
    [("gpkg", "incidents"), ("fgb", None), ("geojson", None), ("geojsonl", None), ("kml", None)],
)
def test_every_file_opens_in_geopandas_with_the_same_points(tmp_path, suffix, layer):
    write_incidents(made(), tmp_path / f"x.{suffix}")
    frame = geopandas.read_file(tmp_path / f"x.{suffix}", layer=layer)
    (point,) = [geometry for geometry in frame.geometry if geometry is not None]
    assert point.distance(shapely.Point(LOCATION.lon, LOCATION.lat)) < 1e-6


@pytest.mark.parametrize(
    ("suffix", "columns", "kind"),
    [
        # FlatGeobuf's and KML's only type of time is the moment.
        ("gpkg", ("date_start", "date_end", "published"), "OFTDate"),
        ("fgb", ("date_start", "date_end", "published"), "OFTDateTime"),
        ("kml", ("begin", "end"), "OFTDateTime"),
    ],
)
def test_dates_are_dates_where_the_format_can(tmp_path, suffix, columns, kind):
    write_incidents(made(), tmp_path / f"x.{suffix}")
    layer = {"layer": "incidents"} if suffix == "gpkg" else {}
    info = pyogrio.read_info(tmp_path / f"x.{suffix}", **layer)
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert {kinds[name] for name in columns} == {kind}


def test_a_geopackage_has_the_regions_as_a_layer_of_their_own(tmp_path):
    write_incidents(made(), tmp_path / "x.gpkg")
    regions = geopandas.read_file(tmp_path / "x.gpkg", layer="regions")
    assert list(regions["incident_id"]) == [INCIDENT.id]
    assert regions.geometry[0].symmetric_difference(LOCATION.region).area < 1e-6


@pytest.mark.skipif(
    shutil.which("ogrinfo") is None, reason="ogrinfo is not installed (apt-get install gdal-bin)"
)
@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        ("gpkg", ["incidents"]),
        ("fgb", ["-al"]),
        ("geojson", ["-al"]),
        ("geojsonl", ["-al"]),
        ("kml", ["-al"]),
        ("csv", ["-al", "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat"]),
    ],
)
def test_ogrinfo_sees_the_same_points(tmp_path, suffix, options):
    points = [(44.361235, 33.94), (-70.25, -20.5), (179.9, 5.0)]
    some = [
        replace(INCIDENT, id=f"{n:08x}", location=replace(LOCATION, lon=lon, lat=lat))
        for n, (lon, lat) in enumerate(points)
    ]
    write_incidents(made(*some, NOWHERE), tmp_path / f"x.{suffix}")
    told = subprocess.run(
        ["ogrinfo", "-ro", "-q", "-geom=YES", tmp_path / f"x.{suffix}", *options],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.count("OGRFeature(") == 4
    seen = re.findall(r"POINT \((\S+) (\S+)\)", told)
    assert [(float(lon), float(lat)) for lon, lat in seen] == points


def test_parquet_has_two_geometry_columns_and_the_evidence(tmp_path):
    write_incidents(made(), tmp_path / "x.parquet")
    frame = geopandas.read_parquet(tmp_path / "x.parquet")
    assert frame.crs == frame["region"].crs == "EPSG:4326"
    assert frame.attrs["evidence"] == EVIDENCE


def test_geojson_follows_rfc_7946():
    """An independent reading of the RFC: members, ranges, decimals, closed rings wound to the right."""
    collection = json.loads(geojson_format.dumps(made()))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    for feature in collection["features"]:
        assert {"type", "geometry", "properties"} <= feature.keys()
        assert list(feature["properties"]) == [column.name for column in COLUMNS]
    located, nowhere = collection["features"]
    assert nowhere["geometry"] is None
    assert located["geometry"] == {"type": "Point", "coordinates": [44.361235, 33.94]}
    assert located["properties"]["date_start"] == "2020-01-11"
    assert located["properties"]["killed_best"] == 0
    assert located["properties"]["missing_best"] is None
    (ring,) = located["properties"]["region"]["coordinates"]
    assert ring[0] == ring[-1]
    assert shapely.LinearRing(ring).is_ccw


@given(locations())
def test_regions_keep_six_decimals_and_are_valid(location):
    region = plain_geometry(location.region)
    assert shapely.from_geojson(json.dumps(region)).is_valid
    flat = json.dumps(region)
    assert all(
        len(number.partition(".")[2]) <= 6
        for number in flat.replace("]", " ").replace(",", " ").split()
        if "." in number
    )


def test_a_region_smaller_than_the_grid_stays_a_region():
    tiny = shapely.Point(1, 1).buffer(1e-8)
    assert plain_geometry(tiny) is not None
    assert plain_geometry(None) is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (float("nan"), None),
        (float("inf"), None),
        (-0.00001, 0.0),
        (pd.NA, None),
        (pd.NaT, None),
        (True, True),
        (({"a": (1.23456,)},), [{"a": [1.2346]}]),
    ],
)
def test_values_are_plain(value, plain):
    assert plain_value(value) == plain


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_no_cell_of_a_csv_is_a_formula_and_reading_takes_the_guard_off(tmp_path, text):
    write_incidents(made(replace(INCIDENT, title=text)), tmp_path / "x.csv")
    assert f"'{text}" in (tmp_path / "x.csv").read_text()
    assert read_incidents(tmp_path / "x.csv")["title"][0] == text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.geojson", "{", "not a GeoJSON"),
        ("x.geojson", '{"features": [{"properties": {"a": 1}}]}', "no 'incident_id'"),
        ("x.geojson", '{"features": [{"properties": 3}]}', "not incidents"),
        ("x.jsonl", '{"a": 1}', "x.jsonl:1: neither"),
        ("x.csv", "a,b\n1,2\n", "no column 'incident_id'"),
        ("x.csv", "incident_id,lon\nx,east\n", "x.csv:2: lon: 'east'"),
        ("x.csv", b"incident_id\n\xff\n", "not a CSV"),
        ("x.gpkg", "no", "not a GeoPackage"),
        ("x.parquet", "no", "not a GeoParquet"),
        ("x.docx", "", "incidents can be read from"),
    ],
)
def test_what_is_no_file_of_incidents_is_told(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(IncidentFileError, match=message):
        read_incidents(tmp_path / name)


def test_other_parquet_and_missing_files_are_told(tmp_path):
    geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)]).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(IncidentFileError, match="no column 'incident_id'"):
        read_incidents(tmp_path / "x.parquet")
    for suffix in READABLE:
        with pytest.raises(IncidentFileError):
            read_incidents(tmp_path / f"none.{suffix}")


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(IncidentFileError, match="no format has the suffix"):
        format_of("x.docx")
    (tmp_path / "folder").write_text("a file in the way")
    with pytest.raises(IncidentFileError):
        write_incidents(made(), tmp_path / "folder" / "x.geojson")
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("target", "module", "extra"),
    [("x.parquet", "pyarrow", "parquet"), ("postgresql://h/d", "geoalchemy2", "postgis")],
)
def test_a_missing_extra_gives_the_pip_command(monkeypatch, tmp_path, target, module, extra):
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    if module == "pyarrow":
        pytest.skip(
            "pandas keeps pyarrow once it was imported in this process"
        ) if "pandas" in sys.modules else None
    with pytest.raises(MissingExtraError, match=rf"geoincidents\[{extra}\]"):
        write_incidents(made(), target if "://" in target else str(tmp_path / target))


@given(st.floats(-180, 180), st.floats(-90, 90), st.sampled_from([0.5, 1, 10, 50, 250]))
def test_snapping_moves_less_than_a_cells_diagonal_and_is_stable(lon, lat, km):
    once = harm.snapped(lon, lat, km)
    assert harm.snapped(*once, km) == pytest.approx(once, abs=1e-9)
    assert -180 <= once[0] <= 180
    assert -90 <= once[1] <= 90
    assert distance_m(lon, lat, *once) <= km * 1000 * 1.3


@settings(max_examples=25)
@given(st.lists(incidents(), min_size=1, max_size=3), st.sampled_from([1, 20, 100]))
def test_a_blurred_region_holds_the_old_point_and_reaches_as_far_as_it_says(some, km):
    before = to_frame(some)
    after = harm.blur(before, km)
    for old, new in zip(from_frame(before), from_frame(after), strict=True):
        if old.location is None:
            assert new.location is None
            continue
        assert new.location is not None
        moved_m = distance_m(old.location.lon, old.location.lat, new.location.lon, new.location.lat)
        assert new.location.uncertainty_m >= old.location.uncertainty_m + moved_m - 1
        assert new.location.uncertainty_m >= km * 700
        assert (new.place, new.place_name, new.location.place_ids, new.reasons) == (None, None, (), ())
    assert after.attrs["evidence"]["published_with"] == {"blur_km": km}


def test_blurring_moves_other_places_too_and_takes_their_ids():
    frame = to_frame([INCIDENT])
    frame["other_places"] = [
        [
            {
                "name": "A",
                "role": "home",
                "place_id": "x:1",
                "lon": 44.3,
                "lat": 33.9,
                "country_code": "IQ",
                "start": 0,
                "end": 1,
            },
            {
                "name": "B",
                "role": "other",
                "place_id": None,
                "lon": None,
                "lat": None,
                "country_code": None,
                "start": 0,
                "end": 1,
            },
        ]
    ]
    (first, second) = harm.blur(frame, 50)["other_places"][0]
    assert first["place_id"] is None
    assert (first["lon"], first["lat"]) == harm.snapped(44.3, 33.9, 50)
    assert second["lon"] is None


def test_an_exact_place_is_no_longer_exact_when_blurred():
    row = harm.blur(to_frame([INCIDENT]), 100).iloc[0]
    assert (row["precision"], row["geo_precision"], row["where_prec"], row["location_method"]) == (
        "area",
        3,
        5,
        "blurred",
    )
    row = harm.blur(to_frame([INCIDENT]), 1).iloc[0]
    assert (row["precision"], row["geo_precision"], row["where_prec"]) == ("town", 2, 2)


@pytest.mark.parametrize("km", [0, -1, float("nan"), float("inf")])
def test_blurring_by_nothing_is_refused(km):
    with pytest.raises(SettingsError):
        harm.blur(to_frame([]), km)


@pytest.mark.parametrize("name", list(profiles.PROFILES))
def test_a_profile_has_the_data_sets_columns_in_order(tmp_path, name):
    shaped = profiles.profile(made(), name)
    columns = profiles._tables()[name]
    assert list(shaped.columns) == [*columns, "geometry"]
    for suffix in ("csv", "geojson", "gpkg", "parquet"):
        write_incidents(shaped, tmp_path / f"x.{suffix}")
    assert (tmp_path / "x.csv").read_text().startswith(",".join(columns[:3]))
    assert len(geopandas.read_file(tmp_path / "x.gpkg")) == 2


def test_profiles_hold_the_codes():
    acled, ucdp, darwin = (
        profiles.profile(made(), name).iloc[0] for name in ("acled", "ucdp", "darwin-core")
    )
    assert (acled["event_date"], acled["year"], acled["time_precision"], acled["geo_precision"]) == (
        "2020-01-11",
        2020,
        2,
        2,
    )
    assert (acled["disorder_type"], acled["fatalities"], acled["source"]) == (
        "Political violence",
        0,
        "example.org",
    )
    assert (ucdp["where_prec"], ucdp["date_prec"], ucdp["best"], ucdp["number_of_sources"]) == (2, 2, 0, 1)
    assert ucdp["geom_wkt"] == "POINT (44.361235 33.940000)"
    assert (darwin["eventDate"], darwin["coordinateUncertaintyInMeters"]) == ("2020-01-11/2020-01-12", 9877)
    assert darwin["footprintWKT"].startswith("POLYGON")
    blurred = profiles.profile(harm.blur(made(), 20), "darwin-core").iloc[0]
    assert blurred["dataGeneralizations"] == "point moved to a grid of 20 km"
    dropped = profiles.profile(harm.drop(made(), ["reports", "publisher", "region"]), "acled").iloc[0]
    assert dropped["source"] is None
    with pytest.raises(SettingsError):
        profiles.profile(made(), "none")


def test_civilians_and_demonstrations_in_the_profiles():
    attack = replace(
        INCIDENT, event_type="Violence against civilians", sub_event_type="Attack", actors=("A", "B")
    )
    mob = replace(INCIDENT, event_type="Protests", sub_event_type="Excessive force against protesters")
    acled = profiles.profile(made(attack, mob), "acled")
    assert list(acled["civilian_targeting"]) == ["Civilian targeting", None]
    assert acled["actor2"][0] == "B"
    assert list(acled["disorder_type"]) == ["Political violence", "Political violence; Demonstrations"]


def test_the_package_has_no_path_of_this_machine():
    assert str(Path.home()) not in json.dumps(EVIDENCE)
