"""Places set by hand win, wherever they fit, and bad tables are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.errors import SettingsError
from geoincidents.resolution.corrections import COLUMNS, Corrections, read_corrections, template
from geoincidents.resolution.joint import JointResolver
from geoincidents.types import Article, Parse, Resolution
from tests.resolution.given import resolve

TEXT = "Shots were heard in Paris. In Paris, Texas is far away."
ARTICLE = Article(id="made", text=TEXT)
HEADER = ",".join(COLUMNS) + "\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="module")
def resolutions(gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    return resolve(JointResolver(gazetteer), TEXT, ["Paris", "Texas"])


def table(tmp_path: Path, *rows: str) -> Corrections:
    path = tmp_path / "fix.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_corrections(path)


def ids(found: tuple[Resolution, ...]) -> list[str | None]:
    return [each.place.id if each.place else None for each in found]


def test_by_text_everywhere(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    found = table(tmp_path, ",,,Paris,place,geonames:4717560,,,,the sheriff's").apply(
        ARTICLE, resolutions, gazetteer
    )
    assert ids(found)[:2] == ["geonames:4717560"] * 2
    assert found[0].confidence == 1.0
    assert found[0].reasons == ("corrected by hand: fix.csv:2 (the sheriff's)",)
    assert found[2] == resolutions[2]
    assert found[0].candidates == resolutions[0].candidates


def test_by_offsets_in_one_document(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    start, end = resolutions[1].mention.span
    rows = table(tmp_path, f"made,{start},{end},Paris,place,geonames:4717560,,,,")
    assert ids(rows.apply(ARTICLE, resolutions, gazetteer))[1] == "geonames:4717560"
    assert ids(rows.apply(ARTICLE, resolutions, gazetteer))[0] == ids(resolutions)[0]
    other = Article(id="other", text=TEXT)
    assert rows.apply(other, resolutions, gazetteer) == resolutions


def test_an_offset_that_no_longer_fits_its_text_is_left(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    start, end = resolutions[0].mention.span
    rows = table(tmp_path, f"made,{start},{end},Rome,place,geonames:4717560,,,,")
    assert rows.apply(ARTICLE, resolutions, gazetteer) == resolutions


def test_a_point_and_no_place(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    rows = table(tmp_path, "*,,,Paris,point,,-95.5,33.6,,", ",,,Texas,not-here,,,,,")
    point, _, state = rows.apply(ARTICLE, resolutions, gazetteer)
    assert point.location is not None
    assert (point.location.lon, point.location.lat, point.location.method) == (-95.5, 33.6, "correction")
    assert state.location is None
    assert state.confidence == 0.0


def test_the_last_row_wins_and_empty_verdicts_do_nothing(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    rows = table(
        tmp_path,
        ",,,Paris,not-here,,,,,",
        ",,,Paris,place,geonames:4717560,,,,",
        ",,,Paris,,,,,,left open",
        "made,,,,wrong,,,,incident-7,",
    )
    assert ids(rows.apply(ARTICLE, resolutions, gazetteer))[0] == "geonames:4717560"


def test_an_unknown_place_is_named(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    rows = table(tmp_path, ",,,Paris,place,geonames:0,,,,")
    with pytest.raises(SettingsError, match=r"fix.csv:2: the gazetteer has no place 'geonames:0'"):
        rows.apply(ARTICLE, resolutions, gazetteer)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",,,Paris,perhaps,,,,,", "verdict 'perhaps' is none of"),
        (",,,,place,geonames:1,,,,", "needs a text, or start and end"),
        (",,,Paris,place,,,,,", "a place needs a place_id"),
        (",,,Paris,point,,,33,,", "a point needs lon and lat"),
        (",,,Paris,point,,east,33,,", "'east' is not between -180 and 180"),
        (",,,Paris,point,,10,91,,", "'91' is not between -90 and 90"),
        (",x,3,Paris,point,,10,1,,", "'x' is not an offset"),
    ],
)
def test_rows_that_make_no_sense(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(SettingsError, match=f"fix.csv:2: .*{message}"):
        table(tmp_path, row)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing.csv"):
        read_corrections(tmp_path / "missing.csv")
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"other.csv:1: corrections need a column 'text'"):
        read_corrections(path)


def test_the_template_changes_nothing_until_edited(
    tmp_path: Path, resolutions: tuple[Resolution, ...], gazetteer: Gazetteer
) -> None:
    text = template([Parse(article=ARTICLE, resolutions=resolutions)])
    assert text.startswith(HEADER)
    path = tmp_path / "fix.csv"
    path.write_text(text, encoding="utf-8")
    assert read_corrections(path).apply(ARTICLE, resolutions, gazetteer) == resolutions
    edited = text.replace(",Texas,,", ",Texas,not-here,")
    path.write_text(edited, encoding="utf-8")
    found = read_corrections(path).apply(ARTICLE, resolutions, gazetteer)
    assert found[2].place is None
    assert found[:2] == resolutions[:2]
