"""Records → the rows of a draft: unsorted tables that `gazetteer.build.finish` puts in order.

Drafts are what makes a build fit in little memory and on many cores: each process writes its own.
"""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from gazetteer.build.importance import importance
from gazetteer.build.languages import is_of_press
from gazetteer.build.prefixes import gathered
from gazetteer.build.record import Name, Record
from gazetteer.errors import SourceError
from gazetteer.features import typical_extent_m
from gazetteer.fold import bare_names, fold, skeleton
from gazetteer.place import NameKind
from gazetteer.store import BOX, FIRST_OWN_NUMBER, KINDS, geonames_number, skeleton_number

BATCH = 20_000
WORST_RANK = 127
"""Ranks take one byte."""
MIN_PACKED = 80
"""Below, compressing seldom helps."""
MIN_BARE_KEY = 3
"""A name of two letters without its article is no name."""

MIN_SKELETON = 2
"""A shorter skeleton says too little."""
MIN_FUZZY_KEY, MAX_FUZZY_KEY = 4, 32
"""Shorter keys have too many neighbours, longer ones are phrases."""
WORST_FUZZY_RANK = 104
"""Of places less important than 0.18 (hamlets) half a million names would be similar to anything; a misspelt
one is still found by its first letters."""

LARGE_CITY = 500_000
"""People of a city whose usual name is no country's, whatever that is called in French or Spanish."""

KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
plain_fold = fold.__wrapped__
"""Without the cache, which names that come once only fill and empty."""

_SCHEMA = """
CREATE TABLE place (n, name, lon, lat, feature_class, feature_code, country_code, admin1_code, admin2_code,
    population, extent_m, importance, source, box, modified);
CREATE TABLE staged (key, rank, n, kind, name);
CREATE TABLE names (n, names, modified);
CREATE TABLE foreign_key (key, n, least);
CREATE TABLE bones (skeleton, key);
CREATE TABLE prefixes (firsts, runs);
"""


class Draft:
    """A draft being written.

    Parameters
    ----------
    path : Path
        A file that does not exist yet, or a draft to go on with.
    sources : dict of str to int
        The numbers of the sources, the same in all drafts of one database.
    arabic : frozenset of str
        Countries whose places are also found without the Arabic article.
    """

    def __init__(self, path: Path, sources: dict[str, int], arabic: frozenset[str]) -> None:
        self.path = path
        self.own_ids: dict[str, int] = {}
        """Ids that are not GeoNames' to their numbers."""
        self.divisions: dict[tuple[str, str, str], tuple[int, int]] = {}
        """Codes to the number and the population of the place they stand for."""
        self._sources = sources
        self._arabic = arabic
        self._places: list[tuple[object, ...]] = []
        self._keys: list[tuple[str, int, int, int, str | None]] = []
        self._names: list[tuple[int, str | bytes, str]] = []
        self._bones: list[tuple[int, str]] = []
        self._foreign: list[tuple[str, int, int]] = []
        fresh = not path.exists()
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -8192"):
            self._connection.execute(f"PRAGMA {pragma}")
        if fresh:
            self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN")

    def add(self, record: Record) -> int:
        """Add a place; return its number.

        Raises
        ------
        SourceError
            Its coordinates are none.
        """
        if not (-90 <= record.lat <= 90 and -180 <= record.lon <= 180):
            raise SourceError(f"{record.id}: {record.lon}, {record.lat} is outside longitude and latitude")
        n = geonames_number(record.id)
        if n is None:
            n = FIRST_OWN_NUMBER + len(self.own_ids)
            self.own_ids[record.id] = n
        others = list(dict.fromkeys(name for name in record.names if name[0] and name[0] != record.name))
        value = record.importance
        if value is None:
            value = importance(
                record.feature_class, record.feature_code, record.population, (name[0] for name in others)
            )
        self._places.append(self._place_row(record, n, value))
        rank = WORST_RANK - round(value * WORST_RANK)
        for key, (kind, name) in keys(record.name, others, record.country_code in self._arabic).items():
            stored = None if name == record.name else "" if name == key.title() else name
            self._keys.append((key, rank, n, KIND_NUMBERS[kind], stored))
            if rank <= WORST_FUZZY_RANK and (bones := skeleton_of(key)) is not None:
                self._bones.append((bones, key))
        if others:
            lines = [f"{KIND_NUMBERS[kind]}\t{language or ''}\t{name}" for name, kind, language in others]
            self._names.append((n, packed("\n".join(lines)), record.modified))
        if record.feature_class == "A" and record.country_code:
            self._add_division(record, n)
        if record.feature_code.startswith("PCL"):
            self._foreign += [(key, n, least) for key, least in foreign_keys(record.name, others).items()]
        if len(self._keys) >= BATCH:
            self.flush()
        return n

    def _place_row(self, record: Record, n: int, value: float) -> tuple[object, ...]:
        extent_m = record.extent_m
        if extent_m is None:
            extent_m = typical_extent_m(record.feature_class, record.feature_code, record.population)
        box = None if record.bbox is None else packed_box(record.bbox)
        return (
            n,
            record.name,
            round(record.lon * 1e6),
            round(record.lat * 1e6),
            record.feature_class,
            record.feature_code,
            record.country_code,
            record.admin1_code,
            record.admin2_code,
            record.population,
            round(extent_m),
            round(value * 10_000),
            self._sources[record.source],
            box,
            record.modified,
        )

    def _add_division(self, record: Record, n: int) -> None:
        """Note which place a code stands for; of two with the same code the more populous."""
        codes = division_codes(record)
        population = record.population or 0
        if codes and (codes not in self.divisions or self.divisions[codes][1] < population):
            self.divisions[codes] = (n, population)

    def number(self, target: str) -> int | None:
        """Return the number of a place by its id, or of a division by its codes ("US.TX.453")."""
        if ":" in target:
            n = geonames_number(target)
            return n if n is not None else self.own_ids.get(target)
        country, admin1, admin2 = [*target.split(".", 2), "", ""][:3]
        found = self.divisions.get((country, admin1, admin2))
        return None if found is None else found[0]

    def flush(self) -> None:
        """Write what was added."""
        connection = self._connection
        marks = ", ".join("?" * 15)
        connection.executemany(f"INSERT INTO place VALUES ({marks})", self._places)  # noqa: S608
        connection.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", self._keys)
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", self._names)
        connection.executemany("INSERT INTO bones VALUES (?, ?)", self._bones)
        connection.executemany("INSERT INTO foreign_key VALUES (?, ?, ?)", self._foreign)
        connection.execute("INSERT INTO prefixes VALUES (?, ?)", gathered(row[0] for row in self._keys))
        for rows in (self._places, self._keys, self._names, self._bones, self._foreign):
            rows.clear()

    def close(self) -> None:
        """Write what was added and close the file."""
        self.flush()
        self._connection.execute("COMMIT")
        self._connection.close()


def division_codes(record: Record) -> tuple[str, str, str] | None:
    """Return the codes of what a country or division is itself; None for other places."""
    code, country = record.feature_code, record.country_code or ""
    if record.feature_class != "A" or not country:
        return None
    if (code.startswith("PCL") and code != "PCLH") or code == "TERR":
        return country, "", ""
    if code == "ADM1" and record.admin1_code:
        return country, record.admin1_code, ""
    if code == "ADM2" and record.admin1_code and record.admin2_code:
        return country, record.admin1_code, record.admin2_code
    return None


def keys(name: str, others: list[Name], arabic: bool) -> dict[str, tuple[NameKind, str]]:
    """Return the keys of a place, each with the kind and the name that it is made of."""
    found: dict[str, tuple[NameKind, str]] = {}
    key = plain_fold(name)
    if key:
        found[key] = ("official", name)
    # "Iraqi" is Iraq's name in Nama too; that the word is a demonym says more.
    for other, kind, _ in sorted(others, key=lambda other: other[1] != "demonym"):
        key = plain_fold(other)
        if key and key not in found:
            found[key] = (kind, other)
    if arabic:
        for key, known in list(found.items()):
            for bare in bare_names(key):
                if len(bare) >= MIN_BARE_KEY:
                    found.setdefault(bare, known)
    return found


def foreign_keys(name: str, others: list[Name]) -> dict[str, int]:
    """Return the keys that a country has only from other languages than English.

    Each with the least population of another place of that name to which the country gives it up: any place's
    where no news agency writes in the language ("Kota" is Qatar in Yoruba), else a large city's ("Brasília").
    """
    known, found = {plain_fold(name), ""}, {}
    for other, kind, language in others:
        key = plain_fold(other)
        if kind != "alternate" or language is None or language.partition("-")[0] == "en":
            known.add(key)
        elif is_of_press(language) or key not in found:
            found[key] = LARGE_CITY if is_of_press(language) else 0
    return {key: least for key, least in found.items() if key not in known}


def skeleton_of(key: str) -> int | None:
    """Return the number of a key's consonants, for fuzzy search; None for a key that it leaves out."""
    if not (MIN_FUZZY_KEY <= len(key) <= MAX_FUZZY_KEY and "a" <= key[0] <= "z"):
        return None
    found = skeleton(key)
    return skeleton_number(found) if len(found) >= MIN_SKELETON else None


def packed_box(box: tuple[float, float, float, float]) -> bytes:
    """Return west, south, east, north as whole millionths of a degree."""
    return BOX.pack(*(round(edge * 1e6) for edge in box))


def packed(text: str) -> str | bytes:
    """Return the text, or it compressed where that is shorter."""
    if len(text) < MIN_PACKED:
        return text
    plain = text.encode()
    small = zlib.compress(plain, 9)
    return small if len(small) < len(plain) else text
