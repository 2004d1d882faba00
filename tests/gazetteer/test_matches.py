"""A search without a limit reads the best places of a common name at once, the others when they are asked for."""

from __future__ import annotations

import pickle

import pytest

from gazetteer import Gazetteer
from gazetteer.matches import Matches
from gazetteer.search import FIRST_ROWS

COMMON = ("San Antonio", "Springfield", "Victoria", "Santa Rosa", "san jose", "Santa Maria")


@pytest.mark.parametrize("name", COMMON)
def test_what_is_read_later_changes_nothing(gazetteer, name):
    whole = gazetteer.search(name, limit=100_000)
    assert len(whole) > FIRST_ROWS
    assert isinstance(whole, tuple)
    for asked in (
        lambda found: found,
        tuple,
        lambda found: found[:],
        lambda found: found[0:100_000],
    ):
        assert asked(gazetteer.search(name)) == whole
    for count in range(len(whole) + 1):
        assert gazetteer.search(name)[:count] == whole[:count]
    assert [gazetteer.search(name)[n] for n in (0, 3, -1, -4)] == [whole[n] for n in (0, 3, -1, -4)]
    assert [gazetteer.search(name)[n:] for n in (2, -2)] == [whole[n:] for n in (2, -2)]
    found = gazetteer.search(name)
    assert (len(found), hash(found), repr(found)) == (len(whole), hash(whole), repr(whole))
    assert whole[-1] in gazetteer.search(name)
    assert pickle.loads(pickle.dumps(gazetteer.search(name))) == whole


def test_only_what_is_asked_for_is_read(monkeypatch):
    gazetteer = Gazetteer()
    asked = []
    find = gazetteer.store.find

    def counted(key, **how):
        asked.append((how.get("limit"), how.get("skip", 0)))
        return find(key, **how)

    monkeypatch.setattr(gazetteer.store, "find", counted)
    found = gazetteer.search("San Antonio")
    assert isinstance(found, Matches)
    assert found
    assert found[0].place.country_code == "US"
    assert next(iter(found)) == found[0]
    assert asked == [(FIRST_ROWS, 0)]
    assert len(found) == len(list(found))
    assert asked == [(FIRST_ROWS, 0), (None, FIRST_ROWS)]
    assert isinstance(gazetteer.search("Duluth, Minnesota"), tuple)
