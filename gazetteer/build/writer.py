"""Records → SQLite, streaming: memory stays flat, the file is written whole or not at all."""

from __future__ import annotations

import array
import os
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from gazetteer.build.importance import importance
from gazetteer.build.record import Record
from gazetteer.errors import SourceError
from gazetteer.features import typical_extent_m
from gazetteer.fold import fold, skeleton, without_article
from gazetteer.store import (
    APPLICATION_ID,
    BUCKETS,
    FIRST_OWN_NUMBER,
    KINDS,
    SCHEMA_VERSION,
    geonames_number,
    skeleton_number,
)

BATCH = 20_000
MAX_PREFIXES = 4_000_000
"""More checksums than this (16 MB) are not kept in memory by a reader: only first words are then stored."""
WORST_RANK = 127
"""Ranks take one byte."""
MIN_SKELETON = 2
"""A shorter skeleton says too little."""
MIN_FUZZY_KEY, MAX_FUZZY_KEY = 4, 32
"""Shorter keys have too many neighbours, longer ones are phrases."""

_SCHEMA = Path(__file__).parent.parent / "schema.sql"
plain_fold = fold.__wrapped__
"""Without the cache, which names that come once only fill and empty."""

_KIND_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


class Writer:
    """A database being written. Use `writing`.

    Parameters
    ----------
    connection : sqlite3.Connection
        On an empty file.
    arabic : frozenset of str
        Countries whose places are also found without the Arabic article.
    """

    def __init__(self, connection: sqlite3.Connection, arabic: frozenset[str] = frozenset()) -> None:
        self._connection = connection
        self._arabic = arabic
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[object, ...]] = []
        self._other_names: list[tuple[int, str | bytes]] = []
        self._own: list[tuple[int, str]] = []
        self._divisions: dict[tuple[str, str, str], tuple[int, int]] = {}
        self._sources: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
        connection.execute(
            "CREATE TEMP TABLE staged (key TEXT, rank INTEGER, n INTEGER, kind INTEGER, name TEXT)"
        )

    def add(self, record: Record) -> int:
        """Add a place; return its number."""
        n = geonames_number(record.id)
        if n is None:
            n = FIRST_OWN_NUMBER + len(self._own)
            self._own.append((n, record.id))
        others = list(dict.fromkeys(name for name in record.names if name[0] and name[0] != record.name))
        value = record.importance
        if value is None:
            value = importance(
                record.feature_class, record.feature_code, record.population, (name[0] for name in others)
            )
        self._add_place(record, n, value)
        rank = WORST_RANK - round(value * WORST_RANK)
        for key, (kind, name) in self._keys(record, others).items():
            stored = None if name == record.name else "" if name == key.title() else name
            self._names.append((key, rank, n, _KIND_NUMBERS[kind], stored))
        if others:
            lines = [f"{_KIND_NUMBERS[kind]}\t{language or ''}\t{name}" for name, kind, language in others]
            self._other_names.append((n, packed("\n".join(lines))))
        if len(self._names) >= BATCH:
            self._flush()
        return n

    def _add_place(self, record: Record, n: int, value: float) -> None:
        extent_m = record.extent_m
        if extent_m is None:
            extent_m = typical_extent_m(record.feature_class, record.feature_code, record.population)
        if not (-90 <= record.lat <= 90 and -180 <= record.lon <= 180):
            raise SourceError(f"{record.id}: {record.lon}, {record.lat} is outside longitude and latitude")
        source = self._sources.setdefault(record.source, len(self._sources) + 1)
        self._counts[record.source] = self._counts.get(record.source, 0) + 1
        bbox = (None,) * 4 if record.bbox is None else tuple(round(edge * 1e6) for edge in record.bbox)
        self._places.append(
            (
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
                source,
                *bbox,
            )
        )
        if record.feature_class == "A" and record.country_code:
            self._add_division(record, n)

    def _add_division(self, record: Record, n: int) -> None:
        """Note which place a code stands for; of two with the same code the more populous."""
        country, admin1, admin2 = (
            record.country_code or "",
            record.admin1_code or "",
            record.admin2_code or "",
        )
        code = record.feature_code
        if code.startswith("PCL") or code == "TERR":
            key = (country, "", "")
        elif code == "ADM1" and admin1:
            key = (country, admin1, "")
        elif code == "ADM2" and admin1 and admin2:
            key = (country, admin1, admin2)
        else:
            return
        population = record.population or 0
        if key not in self._divisions or self._divisions[key][1] < population:
            self._divisions[key] = (n, population)

    def _keys(self, record: Record, others: list[tuple[str, str, str | None]]) -> dict[str, tuple[str, str]]:
        keys: dict[str, tuple[str, str]] = {}
        key = plain_fold(record.name)
        if key:
            keys[key] = ("official", record.name)
        # "Iraqi" is Iraq's name in Nama too; that the word is a demonym says more.
        for name, kind, _ in sorted(others, key=lambda other: other[1] != "demonym"):
            key = plain_fold(name)
            if key and key not in keys:
                keys[key] = (kind, name)
        if record.country_code in self._arabic:
            for key, found in list(keys.items()):
                bare = without_article(key)
                if bare and len(bare) > 2 and bare not in keys:
                    keys[bare] = found
        return keys

    def add_neighbours(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add pairs of countries with a common border."""
        self._connection.executemany("INSERT OR IGNORE INTO neighbour VALUES (?, ?)", pairs)

    def number(self, target: str) -> int | None:
        """Return the number of a place by its id, or of a division by its codes ("US.TX.453")."""
        if ":" in target:
            n = geonames_number(target)
            if n is None:
                n = next((number for number, own in self._own if own == target), None)
            return n
        country, admin1, admin2 = ([*target.split(".", 2), "", ""])[:3]
        found = self._divisions.get((country, admin1, admin2))
        return found[0] if found else None

    def add_polygon(
        self, n: int, full: bytes, simplified: bytes, boxes: list[tuple[float, ...]], level: int
    ) -> None:
        """Add a place's polygon as WKB, with the box of each of its parts."""
        self._connection.execute(
            "INSERT OR REPLACE INTO polygon VALUES (?, ?, ?)",
            (n, zlib.compress(full, 9), zlib.compress(simplified, 9)),
        )
        for west, south, east, north in boxes:
            self._connection.execute(
                "INSERT INTO polygon_box (west, east, south, north, n, level) VALUES (?, ?, ?, ?, ?, ?)",
                (west, east, south, north, n, level),
            )

    def outline(
        self, n: int, point: tuple[float, float], bbox: tuple[float, float, float, float], extent_m: float
    ) -> None:
        """Set the point, box and extent of a place that was added, as its polygon tells them."""
        self._flush()
        self._connection.execute(
            "UPDATE place SET lon = ?, lat = ?, west = ?, south = ?, east = ?, north = ?, extent_m = ?"
            " WHERE n = ?",
            (*(round(value * 1e6) for value in (*point, *bbox)), round(extent_m), n),
        )

    def _flush(self) -> None:
        connection = self._connection
        connection.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._places
        )
        connection.executemany("INSERT INTO staged VALUES (?, ?, ?, ?, ?)", self._names)
        connection.executemany("INSERT INTO names VALUES (?, ?)", self._other_names)
        self._places.clear()
        self._names.clear()
        self._other_names.clear()

    def finish(self, meta: Mapping[str, str], sources: Mapping[str, Mapping[str, str]]) -> None:
        """Sort the names, make the indexes, write what the database is made of."""
        self._flush()
        connection = self._connection
        connection.executemany("INSERT INTO own_id VALUES (?, ?)", self._own)
        connection.executemany(
            "INSERT INTO division VALUES (?, ?, ?, ?)",
            [(*key, found[0]) for key, found in sorted(self._divisions.items())],
        )
        connection.execute(
            "INSERT OR IGNORE INTO name SELECT key, rank, n, kind, name FROM staged ORDER BY key, rank, n"
        )
        connection.execute("DROP TABLE staged")
        self._write_keys()
        for name, number in self._sources.items():
            about = sources.get(name, {})
            connection.execute(
                "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    name,
                    *[about.get(key) for key in ("title", "url", "date", "licence")],
                    self._counts[name],
                ),
            )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))

    def _write_keys(self) -> None:
        """Go once through all keys in order and write what is made of each: skeleton and leading words."""
        connection = self._connection
        first: array.array[int] = array.array("I")
        runs: array.array[int] | None = array.array("I")
        before: list[str] = []
        bones: list[tuple[int, str]] = []
        connection.execute("CREATE TEMP TABLE bones (skeleton INTEGER, key TEXT)")
        cursor = connection.execute("SELECT DISTINCT key FROM name ORDER BY key")
        for (key,) in cursor:
            if MIN_FUZZY_KEY <= len(key) <= MAX_FUZZY_KEY and "a" <= key[0] <= "z":
                found = skeleton(key)
                if len(found) >= MIN_SKELETON:
                    bones.append((skeleton_number(found), key))
            if len(bones) >= BATCH:
                connection.executemany("INSERT INTO bones VALUES (?, ?)", bones)
                bones.clear()
            words = key.split(" ")
            same = 0
            while same < len(before) and same < len(words) and before[same] == words[same]:
                same += 1
            if same == 0:
                first.append(zlib.crc32(words[0].encode()))
            if runs is not None:
                if before and same == len(before):  # the key before ended where this one goes on
                    runs.append(zlib.crc32(f"{' '.join(before)} ".encode()))
                for end in range(same, len(words)):
                    run = " ".join(words[: end + 1])
                    runs.append(zlib.crc32(run.encode()))
                    if end + 1 < len(words):
                        runs.append(zlib.crc32(f"{run} ".encode()))
                if len(runs) > MAX_PREFIXES:
                    runs = None
            before = words
        connection.executemany("INSERT INTO bones VALUES (?, ?)", bones)
        connection.execute("INSERT INTO skeleton SELECT skeleton, key FROM bones ORDER BY skeleton, key")
        connection.execute("DROP TABLE bones")
        self._write_prefixes("first" if runs is None else "runs", first if runs is None else runs)

    def _write_prefixes(self, kind: str, checksums: Iterable[int]) -> None:
        distinct = sorted(set(checksums))
        counts = Counter(value >> 16 for value in distinct)
        starts = accumulate((counts[top] for top in range(BUCKETS)), initial=0)
        ordered = array.array("I", [*starts, *distinct])
        if sys.byteorder == "big":
            ordered.byteswap()
        self._connection.execute("INSERT INTO prefixes VALUES (1, ?, ?)", (kind, ordered.tobytes()))


def packed(text: str) -> str | bytes:
    """Return the text, or it compressed where that is shorter."""
    plain = text.encode()
    small = zlib.compress(plain, 9)
    return small if len(small) < len(plain) else text


@contextmanager
def writing(path: Path, arabic: frozenset[str] = frozenset()) -> Iterator[Writer]:
    """Write a database to a temporary name beside `path`, and rename it when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        writer = Writer(connection, arabic)
        connection.execute("BEGIN")
        yield writer
        connection.execute("COMMIT")
        connection.close()
        draft.replace(path)
    finally:
        connection.close()
        draft.unlink(missing_ok=True)
