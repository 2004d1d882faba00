"""``geoincidents gazetteer …``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gazetteer import Gazetteer
from gazetteer.build import default, download, full
from gazetteer.build.dumps import Dumps
from geoincidents.cli.gazetteer import command

DUMPS = Path(__file__).parent.parent / "data" / "geonames"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def _small_default(monkeypatch: pytest.MonkeyPatch, small_sources: Path, small_curated: Path) -> None:
    real = full.build_full

    def build(dumps: Dumps, path: Path, **how: object) -> None:
        real(dumps, path, sources=small_sources, curated=small_curated, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(full, "build_full", build)


def test_search(small_path: Path) -> None:
    found = run("search", "Springfield", "--gazetteer", small_path)
    assert found.exit_code == 0
    assert [line.split("\t")[0] for line in found.stdout.splitlines()] == ["geonames:13", "geonames:14"]
    assert "900 people" in found.stdout
    near = run(
        "search", "Springfield", "--near", "-18.5,-30.5", "--limit", 1, "--json", "--gazetteer", small_path
    )
    assert json.loads(near.stdout)["place"]["id"] == "geonames:14"
    one = run("search", "springfield", "--country", "xb", "--class", "p", "--gazetteer", small_path)
    assert one.stdout.startswith("geonames:14\t")
    assert run("search", "Springfeild", "--fuzzy", "--gazetteer", small_path).exit_code == 0


def test_the_environment_selects_the_database(small_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("search", "Port Atlan").exit_code == 1
    monkeypatch.setenv("GEOINCIDENTS_GAZETTEER", str(small_path))
    assert "Port Atlan" in run("search", "Port Atlan").stdout


def test_search_without_an_answer(small_path: Path) -> None:
    found = run("search", "Xyzzy", "--gazetteer", small_path)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "no place is called 'Xyzzy'" in found.stderr


@pytest.mark.parametrize("point", ["44", "a,b", "33,444"])
def test_search_near_nonsense(small_path: Path, point: str) -> None:
    assert run("search", "Springfield", "--near", point, "--gazetteer", small_path).exit_code == 2


def test_show(small_path: Path) -> None:
    for place_id in ("geonames:12", "12"):
        found = json.loads(run("show", place_id, "--gazetteer", small_path).stdout)
        assert found["name"] == "Al Qa'im"
        assert [outer["name"] for outer in found["within"]] == [
            "Qaim District",
            "Eastern Atlantia",
            "Atlantia",
        ]
        assert {"name": "القائم", "kind": "alternate", "language": None} in found["names"]
    assert "no place has the id 'x:1'" in run("show", "x:1", "--gazetteer", small_path).stderr


def test_info(small_path: Path) -> None:
    found = json.loads(run("info", "--json", "--gazetteer", small_path).stdout)
    assert found["places"] == "16"
    assert "by class" in run("info", "--gazetteer", small_path).stdout


def test_info_of_the_default_credits_its_sources(gazetteer: Gazetteer) -> None:
    text = run("info").stdout
    assert "GeoNames (https://www.geonames.org), licensed under CC BY 4.0" in text
    assert "© Mike Borsetti" in text
    assert info_date(gazetteer, "airportsdata") == "2026-09-05"


def info_date(gazetteer: Gazetteer, source: str) -> str:
    return gazetteer.info()[f"source {source}"].partition(", ")[2]


def test_verify(small_path: Path, tmp_path: Path) -> None:
    assert run("verify", "--gazetteer", small_path).stdout == f"{small_path}: good\n"
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database")
    found = run("verify", "--gazetteer", broken)
    assert found.exit_code == 1
    assert "damaged" in found.stderr


@pytest.mark.usefixtures("_small_default")
def test_build_of_a_file(tmp_path: Path) -> None:
    output = tmp_path / "xd.sqlite"
    found = run("build", "--file", DUMPS / "XD.txt", "-o", output)
    assert found.exit_code == 0, found.output
    assert f"use it with --gazetteer {output}" in found.stderr
    assert Gazetteer(output).search("Dumpstadt")[0].place.id == "geonames:9000010"


@pytest.mark.usefixtures("_small_default")
def test_build_of_countries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...] | None] = []

    def fetch(countries: tuple[str, ...] | None, cache: Path, **_: object) -> Dumps:
        asked.append(countries)
        return Dumps(places=(DUMPS / "XD.txt",))

    monkeypatch.setattr(download, "fetch", fetch)
    monkeypatch.chdir(tmp_path)
    assert run("build", "xd", "XA", "--workers", 1).exit_code == 0
    assert run("build", "--all").exit_code == 0
    assert asked == [("XD", "XA"), None]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["places-XD-XA.sqlite", "places-all.sqlite"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a country"),
        (("Iraq",), "no country code"),
        (("IQ", "--file", str(DUMPS / "XD.txt")), "--file goes without"),
    ],
)
def test_build_wants_to_know_what(arguments: tuple[str, ...], message: str) -> None:
    found = run("build", *arguments)
    assert found.exit_code == 2
    assert message in found.stderr


def test_progress_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from geoincidents.cli import gazetteer as module

    silent = module._Progress()
    silent("places", 3)
    silent.end()
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(module.sys.stderr, "isatty", lambda: True)
    shown = module._Progress()
    shown("places", 3000)
    shown("sorting", 0)
    shown.end()
    assert "places 3,000" in capsys.readouterr().err


def test_the_digest_changes_with_its_inputs(small_sources: Path, small_curated: Path, tmp_path: Path) -> None:
    before = default.digest(small_sources, small_curated)
    assert before == default.digest(small_sources, small_curated)
    assert before != default.digest(small_sources, tmp_path)
