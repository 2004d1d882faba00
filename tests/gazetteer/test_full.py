"""GeoNames' dump files over the default database."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from gazetteer import Gazetteer
from gazetteer.build import full, reading
from gazetteer.build.dumps import Dumps, sorted_out
from gazetteer.build.full import build_full
from gazetteer.build.sources import geonames
from gazetteer.build.sources.geonames import chunks, lines, read_alternate, read_line
from gazetteer.build.tables import SOURCES
from gazetteer.contents import info, problems
from gazetteer.errors import SourceError

DUMPS = Path(__file__).parent.parent / "data" / "geonames"


def zipped(path: Path, name: str, text: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(name, text)
    return path


@pytest.fixture(scope="module")
def dumps(tmp_path_factory: pytest.TempPathFactory) -> Dumps:
    folder = tmp_path_factory.mktemp("dumps")
    xd = zipped(folder / "XD.zip", "XD.txt", (DUMPS / "XD.txt").read_text(encoding="utf-8"))
    xa = folder / "XA.txt.gz"
    xa.write_bytes(gzip.compress((DUMPS / "XA.txt").read_bytes()))
    alternates = folder / "alternateNamesV2.txt"
    alternates.write_text(
        "1\t9000010\tfr\tVille-Décharge\t1\t\t\t\t\t\n"
        "2\t9000010\tlink\thttps://example.org/x\t\t\t\t\t\t\n"
        "3\t9000010\tiata\tDMP\t\t\t\t\t\t\n"
        "4\t9000010\tabbr\tDS\t\t\t\t\t\t\n"
        "5\t12\tar\tالقائم\t\t\t\t\t\t\n"
        "6\t12\t\tGaim\t\t\t\t\t\t\n",
        encoding="utf-8",
    )
    (folder / "admin1CodesASCII.txt").write_text("XD.01\tUpper Dumpland\tUpper Dumpland\t9000002\n")
    (folder / "admin2Codes.txt").write_text("XD.01.101\tHill District\tHill District\t9000004\n")
    hierarchy = zipped(
        folder / "hierarchy.zip", "hierarchy.txt", "9000001\t9000002\tADM\n9000001\t9000032\t\n"
    )
    return sorted_out(
        [xa, xd, alternates, folder / "admin1CodesASCII.txt", folder / "admin2Codes.txt", hierarchy]
    )


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, dumps: Dumps, small_sources: Path, small_curated: Path
) -> Gazetteer:
    path = tmp_path_factory.mktemp("full") / "world.sqlite"
    build_full(dumps, path, workers=1, sources=small_sources, curated=small_curated)
    return Gazetteer(path)


def test_the_file_is_sound(world: Gazetteer, dumps: Dumps) -> None:
    assert problems(world.store) == []
    found = info(world.store)
    assert found["made_of"] == "default and GeoNames dumps"
    assert found["source geonames"].endswith("places, 2024-05-01")
    assert sorted(key for key in found if key.startswith("file ")) == sorted(
        f"file {path.name}" for path in dumps.all()
    )


@pytest.mark.parametrize(
    ("place_id", "code"),
    [
        (9000001, "A.PCLI"), (9000002, "A.ADM1"), (9000004, "A.ADM2"), (9000005, "A.ADM3"),
        (9000010, "P.PPLC"), (9000012, "P.PPLX"), (9000020, "S.AIRB"), (9000021, "S.MILB"), (9000022, "S.DAM"),
        (9000030, "H.STM"), (9000031, "T.MT"), (9000032, "L.RGN"),
        (9000023, None), (9000033, None), (9000034, None), (9000035, None),
    ],
)  # fmt: skip
def test_what_news_needs_is_kept(world: Gazetteer, place_id: int, code: str | None) -> None:
    place = world.place(f"geonames:{place_id}")
    assert (None if place is None else f"{place.feature_class}.{place.feature_code}") == code


def test_a_village_that_the_default_lacks_is_found(small: Gazetteer, world: Gazetteer) -> None:
    for name in ("Zuhur", "az-Zuhur", "Qaryat az Zuhur", "الزهور"):
        assert small.search(name) == ()
        assert [match.place.id for match in world.search(name)] == ["geonames:3001"]


def test_the_dump_gives_the_row_and_both_give_the_names(world: Gazetteer) -> None:
    port = world.place("geonames:11")
    assert port is not None
    assert (port.lat, port.population, port.source, port.feature_code) == (
        -30.5001,
        71000,
        "geonames",
        "PPLC",
    )
    for name in ("Atlanhafen", "Пор"):
        assert world.search(name)[0].place.id == "geonames:11"
    qaim = world.place("geonames:12")
    assert qaim is not None
    assert (qaim.name, qaim.feature_code, qaim.population) == ("Al Qā’im", "PPLA", 20000)  # dump: 0, unknown
    assert ("القائم", "ar") in [(name.name, name.language) for name in world.names(qaim)]


def test_curated_rows_still_win(world: Gazetteer) -> None:
    assert world.place("geonames:13").extent_m == 4000.0  # type: ignore[union-attr]
    assert world.search("Atlantian")[0].place.id == "geonames:1"


def test_a_country_keeps_its_usual_name(world: Gazetteer) -> None:
    assert world.country("XA").name == "Atlantia"  # type: ignore[union-attr]
    assert world.search("Republic of Atlantia")[0].place.id == "geonames:1"
    assert world.country("XD").name == "Republic of Dumpland"  # type: ignore[union-attr]


def test_divisions_take_over_codes_and_the_old_ids_stay_known(world: Gazetteer) -> None:
    east = world.admin("XA", "01")
    assert east is not None
    assert (east.id, east.name, east.bbox) == (
        "geonames:101",
        "Eastern Atlantia",
        (-20.5, -31.0, -20.0, -30.0),
    )
    assert world.place("geonames-admin1:XA.01") == east
    district = world.admin("XA", "01", "7")
    assert district is not None
    assert district.id == "geonames:111"
    assert world.place("geonames-admin2:XA.01.~qaim-district") == district
    assert (
        world.place("geonames-admin2:XA.01.~old-cut") is None
    )  # an older cut of a country the dump has in full
    assert [place.id for place in world.ancestors(world.place("geonames:12"))] == [  # type: ignore[arg-type]
        "geonames:111",
        "geonames:101",
        "geonames:1",
    ]
    assert world.admin("XB", "01").id == "geonames-admin1:XB.01"  # type: ignore[union-attr]


def test_the_tables_of_codes_give_the_usual_names(world: Gazetteer) -> None:
    assert world.admin("XD", "01").name == "Upper Dumpland"  # type: ignore[union-attr]
    assert world.search("Upper Dump")[0].place.id == "geonames:9000002"


def test_names_have_languages_and_links_are_no_names(world: Gazetteer) -> None:
    city = world.place("geonames:9000010")
    assert city is not None
    assert {(name.name, name.kind, name.language) for name in world.names(city)} == {
        ("Dumpstadt", "official", None),
        ("Dumpville", "alternate", None),
        ("Ville-Décharge", "alternate", "fr"),
        ("DMP", "code", None),
        ("DS", "abbreviation", None),
    }


def test_the_hierarchy_is_kept(world: Gazetteer) -> None:
    assert world.store.parents("geonames:9000032") == ("geonames:9000001",)


def test_two_processes_write_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dumps: Dumps, world: Gazetteer, small_sources: Path,
    small_curated: Path,
) -> None:  # fmt: skip
    monkeypatch.setattr(reading, "SMALL_BYTES", 0)
    monkeypatch.setattr(reading, "chunks", lambda path: chunks(path, 700))
    seen: list[tuple[str, int]] = []
    path = tmp_path / "two.sqlite"
    build_full(
        dumps, path, workers=2, progress=lambda what, count: seen.append((what, count)),
        sources=small_sources, curated=small_curated,
    )  # fmt: skip
    assert path.read_bytes() == world.store.path.read_bytes()
    assert ("places", 27) in seen


def test_of_two_files_the_row_changed_last_wins(
    tmp_path: Path, small_sources: Path, small_curated: Path
) -> None:
    row = (DUMPS / "XD.txt").read_text(encoding="utf-8").splitlines()[6].split("\t")
    older, newer = tmp_path / "a.txt", tmp_path / "b.txt"
    newer.write_text("\t".join([*row[:14], "77", *row[15:18], "2025-01-01"]) + "\n", encoding="utf-8")
    older.write_text("\t".join([*row[:14], "33", *row[15:18], "2023-01-01"]) + "\n", encoding="utf-8")
    for order in ((older, newer), (newer, older)):
        build_full(Dumps(places=order), tmp_path / "o.sqlite", sources=small_sources, curated=small_curated)
        assert Gazetteer(tmp_path / "o.sqlite").place("geonames:9000011").population == 77  # type: ignore[union-attr]


def test_a_province_without_code_is_found_by_name(
    tmp_path: Path, small_sources: Path, small_curated: Path
) -> None:
    row = (DUMPS / "XA.txt").read_text(encoding="utf-8").splitlines()[1].split("\t")
    path = tmp_path / "XA.txt"
    path.write_text("\t".join([*row[:10], "", *row[11:]]) + "\n", encoding="utf-8")
    build_full(Dumps(places=(path,)), tmp_path / "o.sqlite", sources=small_sources, curated=small_curated)
    assert Gazetteer(tmp_path / "o.sqlite").admin("XA", "01").id == "geonames:101"  # type: ignore[union-attr]


GOOD = (DUMPS / "XD.txt").read_text(encoding="utf-8").splitlines()[5].split("\t")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({4: "91.2"}, r"latitude '91.2' is outside \[-90, 90\]"),
        ({5: "east"}, r"longitude 'east' is outside \[-180, 180\]"),
        ({4: "nan"}, "latitude 'nan' is outside"),
        ({0: "12a"}, "geonameid '12a' is no number"),
        ({14: "many"}, "population 'many' is no number"),
        ({1: "", 2: ""}, "has no name"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line(change: dict[int, str], message: str) -> None:
    cells = [change.get(index, cell) for index, cell in enumerate(GOOD)]
    with pytest.raises(SourceError, match=rf"^XD.txt:6: .*{message}"):
        read_line("\t".join(cells), "XD.txt:6")


def test_a_row_of_another_table_is_refused() -> None:
    with pytest.raises(SourceError, match=r"XD.txt:1: 2 columns, expected 19; is this a GeoNames dump"):
        read_line("a\tb", "XD.txt:1")
    with pytest.raises(SourceError, match=r"not a line of alternateNamesV2"):
        read_alternate("a\tb", "x:1")


def test_a_bad_row_leaves_no_file(tmp_path: Path, small_sources: Path, small_curated: Path) -> None:
    bad = tmp_path / "XD.txt"
    bad.write_text((DUMPS / "XD.txt").read_text(encoding="utf-8") + "broken\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"XD.txt:20: 1 columns"):
        build_full(Dumps(places=(bad,)), tmp_path / "o.sqlite", sources=small_sources, curated=small_curated)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["XD.txt"]


def test_what_a_killed_build_left_is_cleared_by_the_next(
    tmp_path: Path, small_sources: Path, small_curated: Path
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path = tmp_path / "o.sqlite"
    left, other, running = (
        tmp_path / f".{name}.part"
        for name in (f"o.sqlite.{ended.pid}", f"p.sqlite.{ended.pid}", f"o.sqlite.{os.getppid()}")
    )
    for folder in (left, other, running):
        folder.mkdir()
        (folder / "dump-1").write_bytes(b"half")
    build_full(Dumps(places=(DUMPS / "XD.txt",)), path, sources=small_sources, curated=small_curated)
    assert sorted(tmp_path.iterdir()) == sorted([path, other, running])


def test_of_a_folder_the_dumps_are_taken(tmp_path: Path) -> None:
    for name in (
        "readme.txt",
        "IQ.txt.gz",
        "IR.zip",
        "notes.md",
        "tables/hierarchy.zip",
        "alternatenames/IQ.zip",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    found = sorted_out([tmp_path])
    assert found.places == (tmp_path / "IQ.txt.gz", tmp_path / "IR.zip")
    assert found.alternates == (tmp_path / "alternatenames" / "IQ.zip",)
    assert found.hierarchy == tmp_path / "tables" / "hierarchy.zip"
    with pytest.raises(SourceError, match="no file of places"):
        sorted_out([tmp_path / "tables"])


def test_a_process_that_meets_a_bad_row_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_sources: Path, small_curated: Path
) -> None:
    monkeypatch.setattr(reading, "SMALL_BYTES", 0)
    bad = tmp_path / "XD.txt"
    bad.write_bytes(b"\xff\xfe\n")
    with pytest.raises(SourceError, match=r"XD.txt:1: not UTF-8"):
        build_full(
            Dumps(places=(bad,)),
            tmp_path / "o.sqlite",
            workers=2,
            sources=small_sources,
            curated=small_curated,
        )


def test_damaged_archives_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "IQ.zip"
    broken.write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(SourceError, match=r"IQ.zip: damaged"):
        list(chunks(broken))
    cut = tmp_path / "IQ.txt.gz"
    cut.write_bytes(gzip.compress(b"line\n" * 10_000)[:-20])
    with pytest.raises(SourceError, match=r"IQ.txt.gz: damaged"):
        list(chunks(cut))
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a.txt", "a")
        archive.writestr("b.txt", "b")
    with pytest.raises(SourceError, match=r"expected one data file inside, found a.txt, b.txt"):
        list(lines(two))


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
@pytest.mark.parametrize("end", ["", "\n"])
def test_chunks_hold_whole_lines(tmp_path: Path, size: int, end: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text("one\ntwo\n\nthree" + end)
    found = list(chunks(path, size))
    assert b"".join(piece for _, piece in found) == b"one\ntwo\n\nthree\n"
    for number, piece in found:
        assert piece.endswith(b"\n")
        assert piece.startswith([b"one", b"two", b"\n", b"three"][number - 1])


def test_lines_tell_where_they_are_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"good\n" + b"\xff\n")
    with pytest.raises(SourceError, match=r"not UTF-8"):
        list(lines(path))


def test_a_file_without_line_breaks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "MAX_LINE_BYTES", 100)
    path = tmp_path / "x.txt"
    path.write_bytes(b"x" * 1000)
    with pytest.raises(SourceError, match=r"x.txt:1: a line of over 100 bytes"):
        list(chunks(path, 50))


def test_files_are_known_by_their_names(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no file of places"):
        sorted_out([Path("hierarchy.zip")])
    with pytest.raises(SourceError, match=r"given twice"):
        sorted_out([Path("IQ.zip"), Path("hierarchy.zip"), Path("hierarchy.txt")])
    found = sorted_out([Path("IQ.zip"), Path("alternatenames/IQ.zip")])
    assert (found.places, found.alternates) == ((Path("IQ.zip"),), (Path("alternatenames/IQ.zip"),))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("admin1CodesASCII.txt", "not a line of GeoNames' admin1 codes"),
        ("hierarchy.txt", "not a line of GeoNames' hierarchy"),
    ],
)
def test_wrong_tables_are_refused(
    tmp_path: Path, name: str, message: str, small_sources: Path, small_curated: Path
) -> None:
    places = shutil.copy(DUMPS / "XD.txt", tmp_path / "XD.txt")
    (tmp_path / name).write_text("nonsense\n")
    with pytest.raises(SourceError, match=message):
        build_full(
            sorted_out([Path(places), tmp_path / name]),
            tmp_path / "o.sqlite",
            sources=small_sources,
            curated=small_curated,
        )


SMALL = ("AD", "IL", "LB", "LY", "PS", "SO")
"""Of the sixteen files those that are read in a second or two each; all are read together below."""


def over_true_countries(folder: Path, small_sources: Path) -> Path:
    """Return the small world's sources with the true countries: the default's merge in a tenth of the time."""
    sources = Path(shutil.copytree(small_sources, folder / "sources"))
    shutil.copy(SOURCES / "countries.tsv.xz", sources)
    return sources


def has_its_rows(made: Gazetteer, dump: Path, *, of: int, countries: bool = True) -> int:
    """Check `of` rows of a dump, evenly drawn, and return how many it has."""
    rows = [read_line(line, f"{dump.name}:{number}") for number, line in lines(dump)]
    kept = [row for row in rows if row is not None]
    assert len(kept) > len(rows) / 2  # hotels, bus stops and the like are left out
    for row in kept[:: max(1, len(kept) // of)]:
        place = made.place(row.id)
        assert place is not None, row.id
        assert place.feature_code == row.feature_code
        # A village of the Golan is in two countries' files.
        assert place.country_code == row.country_code or not countries
        assert place.id in {match.place.id for match in made.search(place.name)}
    return len(rows)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("country", SMALL)
def test_a_real_file_makes_a_sound_database_that_has_its_places(
    tmp_path: Path, shared: Path, small_sources: Path, small_curated: Path, country: str
) -> None:
    dump = shared / "data" / "geonames" / f"{country}.txt.gz"
    path = tmp_path / "one.sqlite"
    sources = over_true_countries(tmp_path, small_sources)
    build_full(Dumps(places=(dump,)), path, sources=sources, curated=small_curated)
    made = Gazetteer(path)
    assert problems(made.store) == []
    has_its_rows(made, dump, of=300)


@pytest.mark.shared
@pytest.mark.slow
def test_all_sixteen_real_files_in_one_command(
    tmp_path: Path, shared: Path, small_sources: Path, small_curated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geoincidents.cli.gazetteer import command

    sources = over_true_countries(tmp_path, small_sources)
    monkeypatch.setattr(full, "build_full", partial(build_full, sources=sources, curated=small_curated))
    path = tmp_path / "all.sqlite"
    folder = shared / "data" / "geonames"
    done = CliRunner().invoke(command, ["build", "--file", str(folder), "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert sorted(tmp_path.iterdir()) == [path, sources]
    assert CliRunner().invoke(command, ["verify", "--gazetteer", str(path)]).stdout == f"{path}: good\n"
    made = Gazetteer(path)
    dumps = sorted(folder.glob("*.txt.gz"))
    assert len(dumps) == 16
    assert sum(has_its_rows(made, dump, of=100, countries=False) for dump in dumps) > 350_000
    told = info(made.store)
    for file in (*dumps, folder / "tables" / "admin1CodesASCII.txt", folder / "tables" / "admin2Codes.txt"):
        assert told[f"file {file.name}"] == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.shared
def test_villages_of_iraq(
    gazetteer: Gazetteer, tmp_path: Path, shared: Path, small_sources: Path, small_curated: Path
) -> None:
    sources = over_true_countries(tmp_path, small_sources)
    path = tmp_path / "iraq.sqlite"
    build_full(
        Dumps(places=(shared / "data" / "geonames" / "IQ.txt.gz",)),
        path,
        sources=sources,
        curated=small_curated,
    )
    iraq = Gazetteer(path)
    for name, place_id in (
        ("Zirinjaw", "geonames:89392"),
        ("Zemawnge", "geonames:89557"),
        ("Duluiyah", "geonames:99750"),
    ):
        assert not any(match.place.country_code == "IQ" for match in gazetteer.search(name))
        assert iraq.search(name)[0].place.id == place_id
