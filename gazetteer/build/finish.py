"""Drafts → one sorted database, by SQLite's own sorter, so that memory stays flat.

Everything is inserted in the order of its key: the file is small, and the same bytes come out however the
records were spread over drafts. It is written whole or not at all.
"""

from __future__ import annotations

import array
import os
import sqlite3
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path

from gazetteer.build.draft import packed_box
from gazetteer.fold import skeleton
from gazetteer.store import APPLICATION_ID, BUCKETS, SCHEMA_VERSION, skeleton_number

BATCH = 20_000
MAX_PREFIXES = 4_000_000
"""More checksums than this (16 MB) are not kept in memory by a reader: only first words are then stored."""
MIN_SKELETON = 2
"""A shorter skeleton says too little."""
MIN_FUZZY_KEY, MAX_FUZZY_KEY = 4, 32
"""Shorter keys have too many neighbours, longer ones are phrases."""
WORST_FUZZY_RANK = 104
"""Of places less important than 0.18 (hamlets) half a million names would be similar to anything; a misspelt
one is still found by its first letters."""
MAX_DRAFTS = 9
"""SQLite attaches ten files at most."""

PLACE_COLUMNS = (
    "n, name, lon, lat, feature_class, feature_code, country_code, admin1_code, admin2_code, population,"
    " extent_m, importance, source, box"
)

_SCHEMA = Path(__file__).parent.parent / "schema.sql"


@contextmanager
def writing(path: Path) -> Iterator[Database]:
    """Write a database to a temporary name beside `path`, and rename it when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished, isolation_level=None)
    try:
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        yield Database(connection)
        connection.close()
        unfinished.replace(path)
    finally:
        connection.close()
        unfinished.unlink(missing_ok=True)


class Database:
    """A database being written. Use `writing`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        schema = _SCHEMA.read_text(encoding="utf-8")
        # The index by cell is made when all places are there.
        tables, self._indexes = schema.split("-- INDEXES\n")
        connection.executescript(tables)

    def take(self, drafts: Sequence[Path]) -> None:
        """Insert the places and names of the drafts, in order."""
        connection = self._connection
        if len(drafts) > MAX_DRAFTS:
            raise ValueError(f"{len(drafts)} drafts, at most {MAX_DRAFTS}")
        for number, draft in enumerate(drafts):
            connection.execute(f"ATTACH ? AS draft{number}", (str(draft),))

        def everything(table: str, columns: str) -> str:
            return " UNION ALL ".join(
                f"SELECT {columns} FROM draft{number}.{table}"  # noqa: S608  # all words are ours
                for number in range(len(drafts))
            )

        # Of a place that several drafts have, the row changed last comes first and stays.
        connection.execute("BEGIN")
        for table, columns in (("place", PLACE_COLUMNS), ("names", "n, names")):
            rows = everything(table, f"{columns}, modified")
            connection.execute(
                f"INSERT OR IGNORE INTO {table} SELECT {columns} FROM ({rows}) ORDER BY n, modified DESC"  # noqa: S608
            )
        rows = everything("staged", "key, rank, n, kind, name")
        connection.execute(f"INSERT OR IGNORE INTO name {rows} ORDER BY key, rank, n, kind, name")
        connection.execute("COMMIT")
        for number in range(len(drafts)):
            connection.execute(f"DETACH draft{number}")
        connection.execute("BEGIN")

    def add_codes(
        self, own_ids: Mapping[str, int], divisions: Mapping[tuple[str, str, str], tuple[int, int]]
    ) -> None:
        """Add the ids that are not GeoNames', and what the codes of countries and divisions stand for."""
        rows = [(n, own_id) for own_id, n in own_ids.items()]
        self._connection.executemany("INSERT INTO own_id VALUES (?, ?)", rows)
        self._connection.executemany(
            "INSERT INTO division VALUES (?, ?, ?, ?)",
            [(*codes, found[0]) for codes, found in sorted(divisions.items())],
        )

    def add_aliases(self, aliases: Mapping[str, int]) -> None:
        """Add ids that a place had in another database."""
        self._connection.executemany("INSERT INTO alias_id VALUES (?, ?)", sorted(aliases.items()))

    def add_neighbours(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add pairs of countries with a common border."""
        self._connection.executemany("INSERT INTO neighbour VALUES (?, ?)", sorted(set(pairs)))

    def add_parents(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Add pairs of a place and the one that holds it."""
        self._connection.executemany("INSERT OR IGNORE INTO parent VALUES (?, ?)", pairs)

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
        """Set the point, box and extent of a place, as its polygon tells them."""
        self._connection.execute(
            "UPDATE place SET lon = ?, lat = ?, box = ?, extent_m = ? WHERE n = ?",
            (round(point[0] * 1e6), round(point[1] * 1e6), packed_box(bbox), round(extent_m), n),
        )

    def finish(
        self, meta: Mapping[str, str], sources: Mapping[str, int], about: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Make the indexes and write what the database is made of."""
        connection = self._connection
        connection.execute("COMMIT")
        connection.executescript(self._indexes)
        connection.execute("BEGIN")
        self._write_keys()
        counts = dict(connection.execute("SELECT source, count(*) FROM place GROUP BY source"))
        for name, number in sorted(sources.items()):
            texts = [
                about.get(name, {}).get(key) for key in ("title", "url", "date", "licence", "attribution")
            ]
            if number in counts:
                connection.execute(
                    "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, name, *texts, counts[number]),
                )
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.execute("COMMIT")

    def _write_keys(self) -> None:
        """Go once through all keys in order and write what is made of each: skeleton and leading words."""
        connection = self._connection
        prefixes = _Prefixes()
        bones: list[tuple[int, str]] = []
        connection.execute("CREATE TEMP TABLE bones (skeleton INTEGER, key TEXT)")
        for key, rank in connection.execute("SELECT key, min(rank) FROM name GROUP BY key ORDER BY key"):
            prefixes.add(key)
            if (
                rank <= WORST_FUZZY_RANK
                and MIN_FUZZY_KEY <= len(key) <= MAX_FUZZY_KEY
                and "a" <= key[0] <= "z"
            ):
                found = skeleton(key)
                if len(found) >= MIN_SKELETON:
                    bones.append((skeleton_number(found), key))
            if len(bones) >= BATCH:
                connection.executemany("INSERT INTO bones VALUES (?, ?)", bones)
                bones.clear()
        connection.executemany("INSERT INTO bones VALUES (?, ?)", bones)
        connection.execute("INSERT INTO skeleton SELECT skeleton, key FROM bones ORDER BY skeleton, key")
        connection.execute("DROP TABLE bones")
        connection.execute("INSERT INTO prefixes VALUES (1, ?, ?)", prefixes.packed())


class _Prefixes:
    """Checksums of the leading words of keys that come in order; see `gazetteer.store.Prefixes`."""

    def __init__(self) -> None:
        self._first: array.array[int] = array.array("I")
        self._runs: array.array[int] | None = array.array("I")
        self._before: list[str] = []

    def add(self, key: str) -> None:
        """Add the runs of words that the key before did not have."""
        words, before = key.split(" "), self._before
        self._before = words
        same = 0
        while same < len(before) and same < len(words) and before[same] == words[same]:
            same += 1
        if same == 0:
            self._first.append(zlib.crc32(words[0].encode()))
        if self._runs is None:
            return
        if before and same == len(before):  # the key before ended where this one goes on
            self._runs.append(zlib.crc32(f"{' '.join(before)} ".encode()))
        for end in range(same, len(words)):
            run = " ".join(words[: end + 1])
            self._runs.append(zlib.crc32(run.encode()))
            if end + 1 < len(words):
                self._runs.append(zlib.crc32(f"{run} ".encode()))
        if len(self._runs) > MAX_PREFIXES:
            self._runs = None

    def packed(self) -> tuple[str, bytes]:
        """Return "runs" or "first" (only first words), and the checksums with their index before them."""
        kind, values = ("first", self._first) if self._runs is None else ("runs", self._runs)
        distinct = sorted(set(values))
        counts = Counter(value >> 16 for value in distinct)
        starts = accumulate((counts[top] for top in range(BUCKETS)), initial=0)
        ordered = array.array("I", [*starts, *distinct])
        if sys.byteorder == "big":
            ordered.byteswap()
        return kind, ordered.tobytes()
