"""The map around the data: extent, basemap, labels, candidates, files, the command."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import geopandas
import numpy as np
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer.place import NameMatch, Place
from geoincidents import frame
from geoincidents.cli.map import command
from geoincidents.errors import SettingsError
from geoincidents.exports import write_incidents
from geoincidents.mapping import bundle, incident_map, page, write_map
from geoincidents.mapping.basemap import BYTES, clip_basemap, decode_numbers, read_layer
from geoincidents.mapping.candidates import LIMIT, candidates_of
from geoincidents.mapping.extent import MIN_SPAN_DEG, Extent, placed_points, view_extent
from geoincidents.mapping.labels import PER_CELL, city_labels
from geoincidents.mapping.provinces import province_borders


def extent(west, south, east, north):
    return Extent(west=west, south=south, east=east, north=north)


def place(number, name, lon, lat, population, code="PPL"):
    return Place(
        id=f"test:{number}", name=name, lon=lon, lat=lat, feature_class="P", feature_code=code, country_code="XX",
        population=population, extent_m=1000, importance=0.1, source="test",
    )  # fmt: skip


class Places:
    """As much of a gazetteer as a map asks for."""

    def __init__(self, *places):
        self.places = places

    def in_box(self, west, south, east, north, *, feature_classes, limit, min_population=0):
        if feature_classes == ("A",):
            return tuple(item for item in self.places if item.feature_class == "A")
        found = [
            item for item in self.places
            if item.feature_class == "P" and west <= item.lon <= east and south <= item.lat <= north and (item.population or 0) >= (min_population or 0)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda item: -item.population))[:limit]

    def search(self, name, *, limit):
        found = [item for item in self.places if item.name == name]
        return tuple(NameMatch(place=item, name=name, kind="exact", score=1.0) for item in found)[:limit]

    def ancestors(self, item):
        return (place(1000, "Land", 0, 0, None, "PCLI"),)

    def place(self, place_id):
        return next((item for item in self.places if item.id == place_id), None)


def test_the_first_view_holds_all_regions_with_room(make_frame):
    made = make_frame(50)
    view = view_extent(made)
    placed = made[made["precision"] != "country"]
    west, south, east, north = placed["region"].total_bounds
    assert view.west < west
    assert view.south < south
    assert view.east > east
    assert view.north > north


def test_a_single_town_has_surroundings(sample_rows):
    row = {**sample_rows(1)[0], "region": None, "precision": "exact", "lon": 10.0, "lat": 20.0}
    view = view_extent(frame.build([row]))
    assert view.east - view.west >= MIN_SPAN_DEG
    assert (view.lon, view.lat) == (pytest.approx(10), pytest.approx(20))


def test_countries_count_only_where_nothing_else_is_known(sample_rows):
    rows = sample_rows(2)
    rows[0] |= {"precision": "country", "region": shapely.box(-100, -50, -90, -40)}
    rows[1] |= {"precision": "town", "lon": 30.0, "lat": 10.0, "region": None}
    assert view_extent(frame.build(rows)).west > 20
    assert view_extent(frame.build(rows[:1])).east < -80


def test_nothing_to_show_shows_the_world(make_frame):
    assert view_extent(make_frame(0)).span > 300
    assert placed_points(make_frame(0)).shape == (0, 2)


def test_the_basemap_knows_which_country_has_incidents():
    made = clip_basemap(extent(28, 10, 38, 20), np.array([[32.5, 15.5]]))
    inside = {row[0] for row in made["countries"] if row[1]}
    assert inside == {"Sudan"}
    assert {"Ethiopia", "Eritrea", "Egypt"} <= {row[0] for row in made["countries"]}
    label = next(row[2] for row in made["countries"] if row[0] == "Sudan")
    assert 25 < label[0] < 38
    assert 10 < label[1] < 22


def _shape(cells):
    """Return the polygons that the page reads from a country's cells."""
    decimals, *polygons = cells
    rings = [
        [np.cumsum(decode_numbers(text).reshape(-1, 2), axis=0) / 10**decimals for text in one]
        for one in polygons
    ]
    return shapely.make_valid(shapely.multipolygons([shapely.Polygon(one[0], one[1:]) for one in rings]))


def test_lakes_are_no_land_and_who_is_on_one_is_in_its_country():
    from geoincidents.mapping.basemap import _detail, read_lakes

    window = shapely.box(30, -4, 36, 3)
    victoria = shapely.Point(33, -1.5)
    assert len(read_lakes().query(victoria, predicate="within")) == 1
    rows = {
        row[0]: row
        for row in _detail(read_layer("10m"), window, 0.002, np.array([[33.0, -1.5]]))["countries"]
    }
    shores = {name: _shape(rows[name][3]) for name in ("Tanzania", "Uganda", "Kenya")}
    assert rows["Tanzania"][1] == 1
    assert not any(shore.contains(victoria) for shore in shores.values())
    assert shores["Tanzania"].contains(shapely.Point(33, -3.5))


def test_lakes_are_read_from_a_map_of_the_world_and_finer_maps_of_continents(tmp_path):
    from geoincidents.mapping.refresh_lakes import CONTINENTS, refresh_lakes

    def topology(*rings):
        arcs = [[ring[0], *(np.diff(ring, axis=0).tolist())] for ring in rings]
        geometries = [{"type": "Polygon", "arcs": [[number]]} for number in range(len(rings))]
        lakes = {"type": "GeometryCollection", "geometries": geometries}
        transform = {"scale": [0.5, 0.5], "translate": [10, 20]}
        return json.dumps({"transform": transform, "arcs": arcs, "objects": {"lakes": lakes}})

    coarse = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    finer = [[0, 0], [2, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    other = [[20, 20], [22, 20], [22, 22], [20, 20]]
    cut = [[20, 20], [21, 20], [21, 21], [20, 20]]
    (tmp_path / "world_50m.json").write_text(topology(coarse, other))
    for name in CONTINENTS:
        (tmp_path / f"{name}_50m.json").write_text(topology(*([finer, cut] if name == "asia" else [])))
    assert refresh_lakes(tmp_path, tmp_path / "lakes") == 2
    found = shapely.get_parts(shapely.from_wkb(lzma.decompress((tmp_path / "lakes").read_bytes())))
    assert [(lake.bounds, len(lake.exterior.coords)) for lake in found] == [
        ((10.0, 20.0, 12.0, 22.0), 6),
        ((20.0, 30.0, 21.0, 31.0), 4),
    ]


def test_no_shape_crosses_the_antimeridian():
    from geoincidents.mapping.basemap import _country

    world = shapely.box(-180, -90, 180, 90)
    for scale in ("50m", "110m"):
        layer = read_layer(scale)
        for name, polygons in zip(layer.names, layer.polygons, strict=True):
            shape = _country(layer.arcs, polygons, world)
            for part in shapely.get_parts(shape):
                lons = shapely.get_coordinates(part)[:, 0]
                assert lons.min() >= -180, name
                assert lons.max() <= 180, name
                jumps = np.abs(np.diff(lons))
                assert jumps.max() < 180 or "Antarctica" in name, name


@pytest.mark.slow
@example(west=0.0, south=0.0, width=45.0, height=2.2)  # touches the edge of a ring
@given(
    west=st.floats(-180, 170),
    south=st.floats(-80, 75),
    width=st.floats(2, 120),
    height=st.floats(2, 60),
)
def test_any_window_can_be_drawn_within_its_budget(west, south, width, height):
    made = clip_basemap(
        extent(west, south, min(180, west + width), min(85, south + height)), np.empty((0, 2))
    )
    assert len(json.dumps({key: made[key] for key in ("countries", "borders")})) <= BYTES


def test_labels_are_thinned_and_parts_of_towns_left_out():
    crowd = [place(number, f"Town {number}", 10 + number / 1000, 10, 50_000 - number) for number in range(9)]
    far = place(98, "Far", 12.5, 10.5, 20_000, "PPLC")
    part = place(99, "Part", 10, 10, 90_000, "PPLX")
    rows = city_labels(Places(*crowd, far, part), extent(9, 9, 13, 12))
    assert [row[0] for row in rows] == [*(f"Town {number}" for number in range(PER_CELL)), "Far"]
    assert rows[-1][4] is True


def test_there_are_not_too_many_labels():
    many = [place(number, str(number), (number % 60) / 5, number // 60 / 5, 10_000) for number in range(3600)]
    assert len(city_labels(Places(*many), extent(0, 0, 12, 12))) <= 360


def test_lines_between_provinces_are_drawn_and_outer_borders_are_not(make_frame):
    shapes = {
        "a": shapely.box(0, 0, 2, 4),
        "b": shapely.box(2, 0, 4, 4),
        "c": None,
        "d": shapely.box(9, 9, 10, 10),
    }
    divisions = [
        replace(
            place(number, name, 1, 1, None, "ADM1"),
            feature_class="A",
            country_code="SD" if name < "d" else "ER",
        )
        for number, name in enumerate(shapes)
    ]
    places = Places(*divisions)
    places.geometry = lambda item: shapes[item.name]
    decimals, line = province_borders(places, make_frame(3), extent(0, 0, 4, 4))
    lonlat = np.cumsum(decode_numbers(line).reshape(-1, 2), axis=0) / 10**decimals
    assert np.allclose(lonlat[:, 0], 2, atol=0.01)
    assert 3.8 < np.ptp(lonlat[:, 1]) < 4
    assert province_borders(places, make_frame(3), extent(-80, 0, 80, 40)) == []
    assert province_borders(Places(), make_frame(3), extent(0, 0, 4, 4)) == []


def test_candidates_and_anchors(sample_rows):
    rows = sample_rows(3)
    rows[0] |= {"place_name": "Twin", "place_ids": ["test:1"], "location_method": "offset"}
    rows[1] |= {"place_name": None, "place_ids": ["test:1"], "location_method": "place"}
    rows[2] |= {"place_name": "Twin", "place_ids": ["test:7"], "location_method": "offset"}
    twins = [place(number, "Twin", number, number, 10) for number in range(8)]
    made = candidates_of(frame.build(rows), Places(*twins[:7]))
    assert [len(row) for row in made["candidates"]] == [LIMIT, 0, LIMIT]
    assert [[anchor["place_id"] for anchor in row] for row in made["anchors"]] == [["test:1"], [], []]
    assert made["candidates"][0][0] == {
        "place_id": "test:0", "name": "Twin", "what": "populated place", "feature_code": "PPL", "within": "Land",
        "lon": 0, "lat": 0, "population": 10,
    }  # fmt: skip


def test_a_frame_keeps_its_own_candidates(make_frame):
    made = make_frame(1).assign(candidates=[[{"place_id": "x", "name": "own"}]])
    assert "candidates" not in candidates_of(made, Places())
    assert '"own"' in incident_map(made).render()


def test_budgets_of_size(make_frame):
    empty = len(incident_map(make_frame(0)).render().encode())
    some = len(incident_map(make_frame(20)).render().encode())
    many = len(incident_map(make_frame(220)).render().encode())
    assert empty <= 450_000
    assert (many - some) / 200 <= 1000


def test_write_is_whole_and_the_same_twice(make_frame, tmp_path):
    first = write_map(make_frame(5), tmp_path / "new" / "a.html", title="T")
    second = write_map(make_frame(5), tmp_path / "b.html", title="T")
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == ["a.html"]


def test_a_map_in_a_notebook_is_a_frame(make_frame):
    made = make_frame(1).pipe(incident_map)
    shown = made._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert made.get_root().render() == made.render()


def test_a_map_without_a_database(make_frame, monkeypatch):
    monkeypatch.setattr(page, "default_gazetteer", lambda: None)
    text = incident_map(make_frame(2)).render()
    assert '"cities":[]' in text


def test_the_default_database_may_be_missing(monkeypatch):
    from gazetteer.errors import GazetteerError

    def missing():
        raise GazetteerError("not built")

    monkeypatch.setattr("gazetteer.geocoder.Gazetteer", missing)
    assert page.default_gazetteer() is None


def test_an_unknown_language(make_frame):
    with pytest.raises(SettingsError, match="en and ar"):
        incident_map(make_frame(1), language="xx")


def test_a_page_that_is_not_built_says_how(monkeypatch, tmp_path):
    monkeypatch.setattr(bundle, "FOLDER", tmp_path)
    with pytest.raises(bundle.BundleMissingError, match="npm run build"):
        bundle.read_text("absent.js")


def test_notices_of_what_is_bundled():
    notices = bundle.read_text("licences.txt")
    assert "leaflet 1.9.4 (BSD-2-Clause)" in notices
    assert "world-atlas 2.0.2 (ISC)" in notices


def test_command_draws_incident_files(make_frame, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_incidents(make_frame(4), tmp_path / "a.geojson")
    write_incidents(make_frame(6), tmp_path / "b.geojson")
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    done = CliRunner().invoke(command, ["a.geojson", "b.geojson", "--title", "Two files", "--open"])
    assert done.exit_code == 0, done.output
    text = Path("maps/a.html").read_text(encoding="utf-8")
    assert "<title>Two files</title>" in text
    assert '"count":6' in text
    assert opened == [(tmp_path / "maps" / "a.html").as_uri()]


def test_command_goes_on_where_an_input_fails(make_frame, tmp_path):
    write_incidents(make_frame(2), tmp_path / "a.geojson")
    (tmp_path / "bad.geojson").write_text("{", encoding="utf-8")
    out = tmp_path / "out.html"
    done = CliRunner().invoke(
        command, [str(tmp_path / "a.geojson"), str(tmp_path / "bad.geojson"), "-o", str(out)]
    )
    assert done.exit_code == 1
    assert '"count":2' in out.read_text(encoding="utf-8")


def test_command_draws_nothing_from_nothing(tmp_path):
    out = tmp_path / "out.html"
    done = CliRunner().invoke(command, [str(tmp_path / "absent.geojson"), "-o", str(out)])
    assert done.exit_code == 1
    assert not out.exists()


def test_command_tells_of_tiles(make_frame, tmp_path):
    write_incidents(make_frame(2), tmp_path / "a.geojson")
    out = tmp_path / "out.html"
    done = CliRunner().invoke(
        command,
        [str(tmp_path / "a.geojson"), "-o", str(out), "--tiles", "https://t.example.org/{z}/{x}/{y}.png"],
    )
    assert done.exit_code == 0
    assert "every reader's browser" in done.output


def test_command_reads_articles(make_frame, tmp_path, monkeypatch):
    pipeline = SimpleNamespace(geocode=lambda articles: make_frame(len(list(articles))))
    monkeypatch.setattr("geoincidents.cli.options.open_pipeline", lambda *_options: pipeline)
    (tmp_path / "a.txt").write_text("A bomb killed two people in Balad on Sunday.", encoding="utf-8")
    out = tmp_path / "out.html"
    done = CliRunner().invoke(command, [str(tmp_path / "a.txt"), "-o", str(out), "--date", "2020-01-13"])
    assert done.exit_code == 0, done.output
    assert '"count":1' in out.read_text(encoding="utf-8")


def test_help_loads_neither_folium_nor_geopandas():
    code = (
        "import sys; from click.testing import CliRunner; from geoincidents.cli.map import command;"
        "CliRunner().invoke(command, ['--help']); print(sorted({'folium', 'geopandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_places_can_be_drawn_too():
    made = frame.build(
        [{"doc_id": "d", "text": "Balad", "name": "Balad", "lon": 44.1, "lat": 34.0, "precision": "town"}],
        frame.PLACE_COLUMNS,
    )
    assert isinstance(made, geopandas.GeoDataFrame)
    assert '"Balad"' in incident_map(made).render()
