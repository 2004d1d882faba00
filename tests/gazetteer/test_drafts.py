"""Records → drafts → database: order, determinism, limits."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.build import finish, prefixes
from gazetteer.build.draft import Draft
from gazetteer.build.finish import workplace, writing
from gazetteer.build.importance import importance
from gazetteer.build.prefixes import gathered, together
from gazetteer.build.record import Record
from gazetteer.errors import SourceError


def record(number: int, name: str, **more: object) -> Record:
    given: dict[str, object] = {
        "id": f"geonames:{number}", "name": name, "lon": 1.0, "lat": 2.0, "feature_class": "P",
        "feature_code": "PPL", "names": [], "source": "made up",
    }  # fmt: skip
    return Record(**(given | more))  # type: ignore[arg-type]


RECORDS = [
    record(number, name) for number, name in enumerate(["Zeta", "Al Beta", "Beta Nova", "Beta", "Gamma"], 1)
]


def build(path: Path, groups: list[list[Record]]) -> Gazetteer:
    drafts = []
    for number, group in enumerate(groups):
        draft = Draft(path.with_name(f"{path.stem}-{number}"), {"made up": 1}, frozenset())
        for each in group:
            draft.add(each)
        draft.close()
        drafts.append(draft)
    with workplace(path) as folder, writing(path, folder) as database:
        database.take([draft.path for draft in drafts])
        database.add_codes(drafts[0].own_ids, drafts[0].divisions)
        database.finish({"digest": "x"}, {"made up": 1}, {})
    return Gazetteer(path)


def test_the_bytes_do_not_depend_on_the_drafts(tmp_path: Path) -> None:
    whole = build(tmp_path / "one.sqlite", [RECORDS]).store.path.read_bytes()
    for number, cut in enumerate(range(1, len(RECORDS))):
        parts = [list(reversed(RECORDS[cut:])), RECORDS[:cut]]
        assert build(tmp_path / f"two{number}.sqlite", parts).store.path.read_bytes() == whole


def test_a_country_gives_up_foreign_names_to_the_places_that_bear_them(tmp_path: Path) -> None:
    names = [("Gama", "alternate", "yo"), ("Zetta", "alternate", "yo"), ("Delta", "alternate", "fr"),
             ("Epsilon", "alternate", "fr"), ("Eta", "alternate", "en"), ("Eta", "alternate", "yo")]  # fmt: skip
    country = record(1, "Alpha", feature_class="A", feature_code="PCLI", country_code="AA", names=names)
    towns = [
        record(2, "Gama"),
        record(3, "Delta", population=9_000),
        record(4, "Epsilon", population=900_000),
    ]
    gazetteer = build(tmp_path / "a.sqlite", [[country, *towns, record(5, "Eta", population=900_000)]])
    found = {name: {match.place.name for match in gazetteer.search(name)} for name in ("Gama", "Epsilon")}
    assert found == {"Gama": {"Gama"}, "Epsilon": {"Epsilon"}}
    for name in ("Zetta", "Delta", "Eta"):
        assert "Alpha" in {match.place.name for match in gazetteer.search(name)}
    whole = build(tmp_path / "b.sqlite", [[country], [*towns, record(5, "Eta", population=900_000)]])
    assert whole.store.path.read_bytes() == gazetteer.store.path.read_bytes()


def test_more_drafts_than_sqlite_attaches_are_refused(tmp_path: Path) -> None:
    with (
        writing(tmp_path / "x.sqlite", tmp_path) as database,
        pytest.raises(ValueError, match="10 drafts, at most 9"),
    ):
        database.take([tmp_path / str(number) for number in range(10)])


def test_a_failed_build_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("old")
    with pytest.raises(RuntimeError), workplace(path) as folder, writing(path, folder):
        raise RuntimeError
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["x.sqlite"]


def test_a_large_database_keeps_first_words_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "MAX_PREFIXES", 3)
    large = build(tmp_path / "x.sqlite", [RECORDS])
    assert large.store.prefixes.whole is False
    assert large.has_prefix("beta")
    assert large.has_prefix("beta ")
    assert large.has_prefix("beta nova")
    assert not large.has_prefix("beta novo")
    assert not large.has_prefix("delta")
    assert large.has_name("Beta Nova")


def test_a_misspelt_town_is_found_by_its_consonants(tmp_path: Path) -> None:
    towns = [record(number, name, population=90_000) for number, name in enumerate(["Fallujah", "Mosul"], 1)]
    small = build(tmp_path / "x.sqlite", [towns])
    assert [match.place.name for match in small.search("Faaluja", fuzzy=True)] == []
    assert [match.place.name for match in small.search("Fellujah", fuzzy=True)] == ["Fallujah"]


@given(
    st.lists(st.lists(st.sampled_from(["al", "beta", "nova", "q", "é"]), min_size=1).map(" ".join)),
    st.integers(1, 20),
)
def test_checksums_are_those_of_all_leading_words(keys: list[str], waiting: int) -> None:
    firsts, runs = zip(*map(gathered, ([key] for key in keys)), strict=True) if keys else ((), ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prefixes, "WAITING", waiting)
        found, first = together(runs), together(firsts)
        assert len(together(runs, most=0)) > 0 or not keys
    wanted = set(keys)
    for key in keys:
        words = key.split(" ")
        wanted |= {" ".join(words[:count]) + " " * (count < len(words)) for count in range(1, len(words) + 1)}
        wanted |= {" ".join(words[:count]) for count in range(1, len(words))}
    assert found.tolist() == sorted(crc32(run.encode()) for run in wanted)
    assert first.tolist() == sorted({crc32(key.split(" ")[0].encode()) for key in keys})


def test_coordinates_off_the_earth_are_refused(tmp_path: Path) -> None:
    draft = Draft(tmp_path / "d", {"made up": 1}, frozenset())
    with pytest.raises(SourceError, match=r"geonames:1: 1.0, 90.5 is outside"):
        draft.add(record(1, "North", lat=90.5))


def test_of_two_divisions_with_one_code_the_larger_stands_for_it(tmp_path: Path) -> None:
    for number, (one, two) in enumerate(itertools.permutations((100, 200))):
        draft = Draft(tmp_path / str(number), {"made up": 1}, frozenset())
        for n, population in ((1, one), (2, two)):
            draft.add(
                record(n, "Unit", feature_class="A", feature_code="ADM1", country_code="XA", admin1_code="01",
                       population=population)
            )  # fmt: skip
        assert draft.number("XA.01") == (1 if one > two else 2)
        assert draft.number("XA.02") is None
        assert draft.number("curated:none") is None


def test_long_lists_of_names_are_packed_and_read_again(tmp_path: Path) -> None:
    names = [(f"Other name {number}", "alternate", "en") for number in range(50)]
    many = build(tmp_path / "x.sqlite", [[record(1, "Alpha", names=names)]])
    stored = sqlite3.connect(tmp_path / "x.sqlite").execute("SELECT names FROM names").fetchone()[0]
    assert isinstance(stored, bytes)
    place = many.place("geonames:1")
    assert place is not None
    assert [name.name for name in many.names(place)][1:] == [name[0] for name in names]


def test_importance_orders_as_readers_would() -> None:
    names = ["x"] * 20
    country = importance("A", "PCLI", 40_000_000, names)
    capital = importance("P", "PPLC", 7_000_000, names)
    province = importance("A", "ADM1", 7_000_000, names)
    county = importance("A", "ADM2", 40_000, names)
    town = importance("P", "PPL", 40_000, names)
    village = importance("P", "PPL", None, [])
    assert 1 >= country > capital > province > town > county > village >= 0
    assert importance("P", "PPL", 40_000, ["я", "ب", "中"] * 9) > importance("P", "PPL", 40_000, ["x"] * 27)
