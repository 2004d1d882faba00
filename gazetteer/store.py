"""The place database, read-only and memory-mapped. SQL is here, in contents.py and in the build."""

from __future__ import annotations

import array
import math
import os
import sqlite3
import struct
import sys
import threading
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gazetteer.errors import DatabaseError
from gazetteer.place import NameKind, Place, PlaceName

APPLICATION_ID = 0x47657A31
SCHEMA_VERSION = 4
DEFAULT_PATH = Path(__file__).parent / "data" / "places.sqlite"

KINDS: tuple[NameKind, ...] = ("official", "alternate", "alias", "abbreviation", "demonym", "code")
FIRST_OWN_NUMBER = 1 << 40
"""Places without a GeoNames id are numbered from here."""

BUCKETS = 1 << 16
"""The checksums are found by their upper half: where each begins stands before them."""

PREFIX = "geonames:"
BOX = struct.Struct("<4i")
CELLS_A_ROW = 1441
_CELL = f"((lat + 90000000) / 250000) * {CELLS_A_ROW} + (lon + 180000000) / 250000"

_COLUMNS = (
    "p.n, p.name, p.lon, p.lat, p.feature_class, p.feature_code, p.country_code, p.admin1_code,"
    " p.admin2_code, p.population, p.extent_m, p.importance, p.source, p.box"
)
_BY_KEY = (
    f"SELECT k.kind, k.name, {_COLUMNS},"  # noqa: S608
    " CASE WHEN k.n >= 1 << 40 THEN (SELECT id FROM own_id o WHERE o.n = k.n) END"
    " FROM name k JOIN place p ON p.n = k.n WHERE k.key = ?"
)
_ORDER = " ORDER BY k.rank, k.n LIMIT ? OFFSET ?"

Row = tuple[NameKind, str, Place]
"""The kind of the stored name, the name, and its place."""


# A frozen dataclass sets its fields one by one through object.__setattr__; its slots do so in a third of the
# time (0.8 µs for 2.2 µs), and a common name has dozens of places.
_new_place = Place.__new__
(
    _set_id, _set_name, _set_lon, _set_lat, _set_feature_class, _set_feature_code, _set_country_code,
    _set_admin1_code, _set_admin2_code, _set_population, _set_bbox, _set_extent_m, _set_importance,
    _set_source,
) = (vars(Place)[field.name].__set__ for field in fields(Place))  # fmt: skip


def geonames_number(place_id: str) -> int | None:
    """Return the number of a GeoNames id; None for an id of another source."""
    digits = place_id[len(PREFIX) :]
    return int(digits) if place_id.startswith(PREFIX) and digits.isdecimal() else None


def skeleton_number(skeleton: str) -> int:
    """Return the number of a skeleton: its checksum, in the four bytes that SQLite gives it."""
    return zlib.crc32(skeleton.encode()) - (1 << 31)


def _unpacked_box(box: bytes) -> tuple[float, float, float, float]:
    west, south, east, north = BOX.unpack(box)
    return west / 1e6, south / 1e6, east / 1e6, north / 1e6


class Store:
    """One database file; a connection per thread and process, opened when first needed.

    Parameters
    ----------
    path : path or None
        None takes the one that ships with the package.

    Raises
    ------
    DatabaseError
        The file is missing, is no place database, or was built by another version.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = DEFAULT_PATH if path is None else Path(path)
        if not self.path.is_file():
            build = "python -m gazetteer.build" if path is None else "geoincidents gazetteer build"
            raise DatabaseError(f"{self.path}: no such database; build it with: {build}")
        self._local = threading.local()

    def __reduce__(self) -> tuple[type[Store], tuple[Path]]:
        return Store, (self.path,)

    @property
    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection."""
        local = self._local
        if getattr(local, "process", None) != os.getpid():
            local.connection = self._connect()
            local.process = os.getpid()
        connection: sqlite3.Connection = local.connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        # The file is never changed in place, so SQLite may skip its locks.
        connection = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise DatabaseError(f"{self.path}: not a place database ({error})") from error
        if found != APPLICATION_ID:
            raise DatabaseError(f"{self.path}: not a place database")
        if version != SCHEMA_VERSION:
            raise DatabaseError(
                f"{self.path}: built as version {version}, read as version {SCHEMA_VERSION}; build it again"
            )
        connection.execute(f"PRAGMA mmap_size = {self.path.stat().st_size}")
        connection.execute("PRAGMA cache_size = -512")
        return connection

    def find(
        self,
        key: str,
        *,
        country_code: str | None = None,
        admin1_code: str | None = None,
        feature_classes: Iterable[str] | None = None,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[Row]:
        """Return the names with that key and their places, most important first, without the first `skip`."""
        sql = _BY_KEY
        parameters: list[str | int] = [key]
        if country_code is not None:
            sql += " AND p.country_code = ?"
            parameters.append(country_code)
        if admin1_code is not None:
            sql += " AND p.admin1_code = ?"
            parameters.append(admin1_code)
        if feature_classes is not None:
            classes = sorted(feature_classes)
            sql += f" AND p.feature_class IN ({','.join('?' * len(classes))})"
            parameters += classes
        parameters += [-1 if limit is None else limit, skip]
        rows = self.connection.execute(sql + _ORDER, parameters).fetchall()
        titled = key.title()
        found: list[Row] = []
        for kind, name, *columns, own_id in rows:
            place = self._place(columns, own_id)
            found.append((KINDS[kind], place.name if name is None else name or titled, place))
        return found

    def has_key(self, key: str) -> bool:
        """Tell whether any place has that key."""
        return (
            self.connection.execute("SELECT 1 FROM name WHERE key = ? LIMIT 1", (key,)).fetchone() is not None
        )

    def starts(self, key: str) -> bool:
        """Tell whether any key is `key` or goes on after it with a further word.

        With a space at the end of `key`, whether any goes on.
        """
        if not key.endswith(" "):
            if self.has_key(key):
                return True
            key += " "
        found = self.connection.execute("SELECT key FROM name WHERE key >= ? LIMIT 1", (key,)).fetchone()
        return found is not None and found[0].startswith(key)

    def keys_by_skeleton(self, skeleton: str, limit: int) -> list[str]:
        """Return the keys with the same consonants."""
        rows = self.connection.execute(
            "SELECT key FROM skeleton WHERE skeleton = ? LIMIT ?", (skeleton_number(skeleton), limit)
        )
        return [row[0] for row in rows]

    def keys_by_prefix(self, prefix: str, low: int, high: int, limit: int) -> list[str]:
        """Return the keys that begin with letters, of `low` to `high` letters."""
        rows = self.connection.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?"
            " AND length(key) BETWEEN ? AND ? LIMIT ?",
            (prefix, prefix + "\U0010ffff", low, high, limit),
        )
        return [row[0] for row in rows]

    def place(self, place_id: str) -> Place | None:
        """Return the place of that id."""
        n = self._number(place_id)
        return None if n is None else self.place_by_number(n)

    def place_by_number(self, n: int) -> Place | None:
        """Return the place of that number."""
        row = self.connection.execute(f"SELECT {_COLUMNS} FROM place p WHERE p.n = ?", (n,)).fetchone()  # noqa: S608
        return None if row is None else self._place(row)

    def _number(self, place_id: str) -> int | None:
        n = geonames_number(place_id)
        if n is None:
            row = self.connection.execute("SELECT n FROM own_id WHERE id = ?", (place_id,)).fetchone()
            if row is None:
                row = self.connection.execute("SELECT n FROM alias_id WHERE id = ?", (place_id,)).fetchone()
            n = None if row is None else row[0]
        return n if n is None or n < 1 << 63 else None

    def _place(self, row: Sequence[Any], own_id: str | None = None) -> Place:
        (n, name, lon, lat, feature_class, feature_code, country, admin1, admin2, population, extent_m, value,
         source, box) = row  # fmt: skip
        place = _new_place(Place)
        _set_id(place, f"{PREFIX}{n}" if n < FIRST_OWN_NUMBER else own_id or self._own_id(n))
        _set_name(place, name)
        _set_lon(place, lon / 1e6)
        _set_lat(place, lat / 1e6)
        _set_feature_class(place, feature_class)
        _set_feature_code(place, feature_code)
        _set_country_code(place, country)
        _set_admin1_code(place, admin1)
        _set_admin2_code(place, admin2)
        _set_population(place, population)
        _set_bbox(place, None if box is None else _unpacked_box(box))
        _set_extent_m(place, float(extent_m))
        _set_importance(place, value / 10_000)
        _set_source(place, self._sources[source])
        return place

    def _own_id(self, n: int) -> str:
        found: str = self.connection.execute("SELECT id FROM own_id WHERE n = ?", (n,)).fetchone()[0]
        return found

    @cached_property
    def _sources(self) -> dict[int, str]:
        return dict(self.connection.execute("SELECT id, name FROM source"))

    def names(self, place: Place) -> tuple[PlaceName, ...]:
        """Return every name of a place, its usual one first."""
        found = [PlaceName(name=place.name, kind="official")]
        number = self._number(place.id)
        row = self.connection.execute("SELECT names FROM names WHERE n = ?", (number,)).fetchone()
        packed = "" if row is None else row[0]
        text = zlib.decompress(packed).decode() if isinstance(packed, bytes) else packed
        for line in filter(None, text.split("\n")):
            kind, language, name = line.split("\t", 2)
            found.append(PlaceName(name=name, kind=KINDS[int(kind)], language=language or None))
        return tuple(found)

    def division(self, country_code: str, admin1_code: str = "", admin2_code: str = "") -> Place | None:
        """Return the country or division of these codes."""
        row = self.connection.execute(
            f"SELECT {_COLUMNS} FROM division d JOIN place p ON p.n = d.n"  # noqa: S608
            " WHERE d.country_code = ? AND d.admin1_code = ? AND d.admin2_code = ?",
            (country_code, admin1_code, admin2_code),
        ).fetchone()
        return None if row is None else self._place(row)

    def neighbours(self, country_code: str) -> tuple[str, ...]:
        """Return the codes of the countries that share a land border."""
        rows = self.connection.execute(
            "SELECT other FROM neighbour WHERE country_code = ? ORDER BY other", (country_code,)
        )
        return tuple(row[0] for row in rows)

    def parents(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places that GeoNames' hierarchy puts a place in."""
        rows = self.connection.execute(
            "SELECT parent FROM parent WHERE n = ? ORDER BY parent", (self._number(place_id),)
        )
        return tuple(f"{PREFIX}{n}" for (n,) in rows)

    def places_in_box(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        *,
        feature_classes: Iterable[str] | None = None,
        min_population: int | None = None,
    ) -> Iterator[Place]:
        """Yield the places in a box of degrees, in no order; west > east across the antimeridian."""
        if west > east:
            for part in ((west, 180.0), (-180.0, east)):
                yield from self.places_in_box(
                    part[0],
                    south,
                    part[1],
                    north,
                    feature_classes=feature_classes,
                    min_population=min_population,
                )
            return
        sql = (
            f"SELECT {_COLUMNS} FROM place p WHERE {_CELL} BETWEEN ? AND ?"  # noqa: S608
            " AND p.lon BETWEEN ? AND ? AND p.lat BETWEEN ? AND ?"
        )
        box = [math.floor(west * 1e6), math.ceil(east * 1e6), math.floor(south * 1e6), math.ceil(north * 1e6)]
        parameters: list[object] = list(box)
        if min_population is not None:
            sql += " AND p.population >= ?"
            parameters.append(min_population)
        if feature_classes is not None:
            classes = sorted(feature_classes)
            sql += f" AND p.feature_class IN ({','.join('?' * len(classes))})"
            parameters += classes
        first, last = (box[2] + 90_000_000) // 250_000, (box[3] + 90_000_000) // 250_000
        left, right = (box[0] + 180_000_000) // 250_000, (box[1] + 180_000_000) // 250_000
        for row in range(max(first, 0), min(last, 720) + 1):
            cells = (row * CELLS_A_ROW + max(left, 0), row * CELLS_A_ROW + min(right, 1440))
            for found in self.connection.execute(sql, (*cells, *parameters)):
                yield self._place(found)

    def polygon(self, place_id: str, *, simplified: bool = False) -> bytes | None:
        """Return the polygon of a place as WKB, where the database has one."""
        column = "simplified" if simplified else "full"
        row = self.connection.execute(
            f"SELECT {column} FROM polygon WHERE n = ?",  # noqa: S608  # one of two words
            (self._number(place_id),),
        ).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def polygons_in_box(self, west: float, south: float, east: float, north: float, level: int) -> list[str]:
        """Return the ids of the places whose polygon has a part whose box meets the given one.

        `level` is 0 for countries, 1 for first-order divisions, 9 for seas and regions.
        """
        rows = self.connection.execute(
            "SELECT DISTINCT n FROM polygon_box"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? AND level = ? ORDER BY n",
            (east, west, north, south, level),
        )
        return [f"{PREFIX}{n}" if n < FIRST_OWN_NUMBER else self._own_id(n) for (n,) in rows]

    @cached_property
    def prefixes(self) -> Prefixes:
        """Return the filter for scanning text; read on first use (about 6 MB for the default database)."""
        kind, checksums = self.connection.execute("SELECT kind, checksums FROM prefixes").fetchone()
        return Prefixes(checksums, whole=kind == "runs")


class Prefixes:
    """Sorted checksums of the leading words of all keys: says "no" for certain and "yes" almost so.

    Of texts that begin no key, about one in 2,000 gets a wrong "yes" (two million of 2^32 checksums
    are taken); what follows looks the whole name up anyway.
    """

    def __init__(self, checksums: bytes, *, whole: bool) -> None:
        self.whole = whole
        """False where only the first words are there."""
        values = array.array("I")
        values.frombytes(checksums)
        if sys.byteorder == "big":
            values.byteswap()
        self._starts, self._checksums = values[: BUCKETS + 1], values[BUCKETS + 1 :]

    def __contains__(self, words: str) -> bool:
        checksum = zlib.crc32(words.encode())
        top = checksum >> 16
        low, high = self._starts[top], self._starts[top + 1]
        at = bisect_left(self._checksums, checksum, low, high)
        return at < high and self._checksums[at] == checksum
