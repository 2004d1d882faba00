"""Units of one atlas to divisions of another: whole, divided, or the country's alone."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import shapely

from gazetteer.build import refresh_polygons
from gazetteer.build.sources.polygons import box, read_divisions, read_polygons
from gazetteer.build.tables import CITY_COLUMNS, write_table
from gazetteer.errors import SourceError

WEST, EAST, NORTH, ISLE = (
    shapely.box(0, 0, 1, 1),
    shapely.box(1, 0, 2, 1),
    shapely.box(0, 1, 2, 2),
    shapely.box(5, 5, 5.1, 5.1),
)
UNITS = [WEST, EAST, NORTH, ISLE]


def assign(countries: list[str], cities: list[refresh_polygons.City]) -> dict[str, shapely.Geometry]:
    members = refresh_polygons.members_of(UNITS, cities)
    found = refresh_polygons.assign(countries, UNITS, members)
    return {target: shapely.union_all(division.pieces) for target, division in found.items()}


def test_units_of_one_division_are_joined() -> None:
    cities = [("AA", "1", 0.5, 0.5), ("AA", "1", 1.5, 0.5), ("AA", "2", 1.0, 1.5)]
    found = assign(["AA"] * 4, cities)
    assert set(found) == {"AA.1", "AA.2", "AA."}
    assert found["AA.1"].equals(shapely.box(0, 0, 2, 1))
    assert found["AA.2"].equals(NORTH)
    assert found["AA."].equals(ISLE)


def test_a_unit_of_two_divisions_is_divided_half_way() -> None:
    cities = [("AA", "1", 0.4, 1.5), ("AA", "2", 1.2, 1.5)]
    found = assign(["AA"] * 4, cities)
    assert found["AA.1"].equals(shapely.box(0, 1, 0.8, 2))
    assert found["AA.2"].equals(shapely.box(0.8, 1, 2, 2))
    # The neighbour below has the end of the new line too: the outlines stay the same line.
    vertices = {tuple(point) for point in shapely.get_coordinates(found["AA."])}
    assert (0.8, 1.0) in vertices


def test_a_misplaced_city_takes_no_part() -> None:
    cities = [("AA", "1", 0.1 + 0.08 * step, 1.5) for step in range(22)]
    cities += [("AA", "2", 0.05, 1.1 + 0.1 * step) for step in range(8)] + [("AA", "3", 1.9, 1.9)]
    found = assign(["AA"] * 4, cities)
    assert {"AA.1", "AA.2"} <= set(found)
    assert "AA.3" not in found


@pytest.mark.parametrize(
    ("iso", "cities", "country"),
    [
        ("AA", [("BB", "1", 0.5, 0.5), ("BB", "1", 0.6, 0.5)], "BB"),  # sure of it: Crimea
        ("AA", [("BB", "1", 0.5, 0.5)], "AA"),  # one city: misplaced
        ("-1", [("BB", "1", 0.5, 0.5)], "BB"),  # the atlas does not know
        ("AA", [("CC", "1", 0.5, 0.5)], "CC"),  # the atlas has no such country: Mayotte
        ("AA", [("AA", "1", 0.5, 0.5), ("BB", "1", 0.6, 0.5)], "AA"),
    ],
)
def test_country_of_a_unit(iso: str, cities: list[refresh_polygons.City], country: str) -> None:
    found = assign([iso, "BB", "BB", "BB"], cities)
    owners = {target.partition(".")[0] for target, shape in found.items() if shape.intersects(WEST.centroid)}
    assert owners == {country}


def test_a_unit_of_no_country_is_left_out() -> None:
    assert set(assign(["-1", "AA", "AA", "AA"], [])) == {"AA."}


def test_a_city_off_the_coast_counts() -> None:
    assert "AA.9" in assign(["AA"] * 4, [("AA", "9", 5.2, 5.05)])


def written(tmp_path: Path) -> Path:
    cities = [("AA", "1", 0.5, 0.5), ("AA", "2", 1.5, 0.5), ("BB", "1", 0.5, 1.5), ("BB", "1", 1.5, 1.5)]
    members = refresh_polygons.members_of(UNITS, cities)
    divisions = refresh_polygons.assign(["AA", "AA", "BB", "BB"], UNITS, members)
    assert refresh_polygons.write_divisions(tmp_path, divisions) == 4
    return tmp_path


def curated(tmp_path: Path, *rows: str) -> Path:
    folder = tmp_path / "curated"
    folder.mkdir()
    header = "id,name,feature_class,feature_code,members,outline,bbox,source\n"
    (folder / "rows.csv").write_text(header + "".join(f"{row}\n" for row in rows))
    (folder / "names.csv").write_text("name,kind,target,source\n")
    return folder


def test_written_and_read_again(tmp_path: Path) -> None:
    sources = written(tmp_path)
    found = read_divisions(sources)
    assert found["AA.1"].equals(WEST)
    assert list(found) == ["AA.1", "AA.2", "BB.", "BB.1"]
    first = (sources / "divisions.wkb.xz").read_bytes()
    written(tmp_path)
    assert (sources / "divisions.wkb.xz").read_bytes() == first


def test_countries_regions_and_seas_are_made(tmp_path: Path) -> None:
    rows = [
        "curated:r,R,L,RGN,AA.2|BB,,,x",
        'curated:s,S,H,SEA,,,"0,0,3,3",x',
        'curated:o,O,L,RGN,,"0 0,1 0,1 1,0 0",,x',
        'curated:b,B,L,RGN,,,"0,0,3,3",x',
        'curated:h,H,H,BAY,,,"0.2,0.2,0.4,0.4",x',
    ]
    found = {
        target: shapely.from_wkb(wkb)
        for target, wkb in read_polygons(written(tmp_path), curated(tmp_path, *rows))
    }
    assert found["AA"].equals(shapely.box(0, 0, 2, 1))
    assert "BB." not in found
    assert found["curated:r"].area == pytest.approx(1 + 2 + 0.01)
    assert found["curated:s"].area == pytest.approx(9 - 4)
    assert found["curated:o"].area == pytest.approx(0.5)
    assert "curated:b" not in found  # a box is no outline of a region
    assert "curated:h" not in found  # a harbour with no water left


def test_an_unknown_member_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"AA\.7"):
        list(read_polygons(written(tmp_path), curated(tmp_path, "curated:r,R,L,RGN,AA.7,,,x")))


def test_a_list_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    sources = written(tmp_path)
    path = sources / "divisions.csv"
    path.write_text(path.read_text().rsplit("\n", 2)[0] + "\n")
    with pytest.raises(SourceError, match="lengths"):
        read_divisions(sources)


def test_a_box_across_the_antimeridian_is_two() -> None:
    assert box("170,-10,-170,10").area == pytest.approx(400)


def test_refresh_reads_the_map_and_the_cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, *, layer: str, columns: list[str]) -> tuple[object, ...]:
        assert (path.name, layer, columns) == ("world_map.gpkg", "states_provinces", ["iso_a2"])
        return {"fields": ["iso_a2"]}, None, shapely.to_wkb(UNITS), [["AA", "AA", "BB", "BB"]]

    pyogrio = SimpleNamespace(raw=SimpleNamespace(read=read))
    monkeypatch.setitem(sys.modules, "pyogrio", pyogrio)
    cities = [
        ("AA", "1", "", "1", "One", "0.5", "0.5", "900", ""),
        ("AA", "2", "", "2", "Two", "1.5", "0.5", "900", ""),
    ]
    write_table(tmp_path / "cities.tsv.xz", CITY_COLUMNS, cities)
    assert refresh_polygons.refresh_polygons(tmp_path / "world_map.gpkg", tmp_path) == 3
    found = read_divisions(tmp_path)
    assert found["AA.1"].equals(WEST)
    assert found["BB."].equals(shapely.union_all([NORTH, ISLE]))
