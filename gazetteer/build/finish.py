"""Drafts → one sorted database, by SQLite's own sorter, so that memory stays flat.

Everything is inserted in the order of its key: the file is small, and the same bytes come out however the
records were spread over drafts. It is written whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from gazetteer.build.draft import packed_box
from gazetteer.build.prefixes import MAX_PREFIXES, stored, together
from gazetteer.store import APPLICATION_ID, KINDS, SCHEMA_VERSION

MAX_DRAFTS = 9
"""SQLite attaches ten files at most."""

PLACE_COLUMNS = (
    "n, name, lon, lat, feature_class, feature_code, country_code, admin1_code, admin2_code, population,"
    " extent_m, importance, source, box"
)

OFFICIAL = list(KINDS).index("official")

_SCHEMA = Path(__file__).parent.parent / "schema.sql"


@contextmanager
def workplace(path: Path) -> Iterator[Path]:
    """Give a folder beside `path` for a build; remove it in the end, and those of builds that were killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(f".{path.name}.*.part"):
        if not _runs(int(leftover.name.split(".")[-2])):
            shutil.rmtree(leftover, ignore_errors=True)
    folder = path.with_name(f".{path.name}.{os.getpid()}.part")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


@contextmanager
def writing(path: Path, folder: Path) -> Iterator[Database]:
    """Write a database in `folder`, and move it to `path` when all went well."""
    unfinished = folder / path.name
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
        foreign = everything("foreign_key", "key, n, least")
        connection.execute(
            "DELETE FROM name WHERE (key, n) IN (SELECT asked.key, asked.n"  # noqa: S608
            f" FROM ({foreign}) AS asked JOIN name AS other ON other.key = asked.key AND other.kind = ?"
            " JOIN place ON place.n = other.n"
            " WHERE other.n <> asked.n AND ifnull(place.population, 0) >= asked.least)",
            (OFFICIAL,),
        )
        rows = everything("bones", "skeleton, key")
        connection.execute(f"INSERT OR IGNORE INTO skeleton {rows} ORDER BY skeleton, key")
        kind, checksums = "runs", together(_column(connection, everything("prefixes", "runs")), MAX_PREFIXES)
        if len(checksums) > MAX_PREFIXES:
            kind, checksums = "first", together(_column(connection, everything("prefixes", "firsts")))
        connection.execute("INSERT INTO prefixes VALUES (1, ?, ?)", (kind, stored(checksums)))
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


def _column(connection: sqlite3.Connection, query: str) -> Iterator[bytes]:
    for row in connection.execute(query):
        yield row[0]
