"""What a database holds: its sources and counts, and whether the file is sound."""

from __future__ import annotations

import sqlite3

from gazetteer.errors import DatabaseError
from gazetteer.store import Store

MAX_PROBLEMS = 20
"""More say nothing new."""


def info(store: Store) -> dict[str, str]:
    """Return what the database is made of: digest of its inputs and, for each source, rows and date."""
    found = dict(store.connection.execute("SELECT key, value FROM meta ORDER BY key"))
    for name, date, rows in store.connection.execute("SELECT name, date, rows FROM source ORDER BY name"):
        found[f"source {name}"] = f"{rows} places" + (f", {date}" if date else "")
    return found


def counts(store: Store) -> dict[str, str]:
    """Return the numbers of places and names, of places by class and of places by country."""
    found = {}
    for table, what in (("place", "places"), ("name", "names"), ("polygon", "polygons")):
        found[what] = str(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
    for column, what in (("feature_class", "class"), ("country_code", "country")):
        rows = store.connection.execute(
            f"SELECT {column}, count(*) FROM place GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        )
        found[f"by {what}"] = " ".join(f"{value or '-'}:{count}" for value, count in rows)
    return found


def attributions(store: Store) -> list[str]:
    """Return the texts that the sources' licences ask for."""
    rows = store.connection.execute(
        "SELECT DISTINCT attribution FROM source WHERE attribution IS NOT NULL ORDER BY 1"
    )
    return [text for (text,) in rows]


_CHECKS = (
    ("place {} is off the earth", "SELECT n FROM place WHERE abs(lat) > 90000000 OR abs(lon) > 180000000"),
    ("place {} has no name", "SELECT n FROM place WHERE name = ''"),
    ("place {} has no key", "SELECT n FROM place WHERE n NOT IN (SELECT n FROM name)"),
    ("name {} belongs to no place", "SELECT key FROM name WHERE n NOT IN (SELECT n FROM place)"),
    ("place {} has an unknown source", "SELECT n FROM place WHERE source NOT IN (SELECT id FROM source)"),
    (
        "place {} has no id",
        "SELECT n FROM place WHERE n >= 1099511627776 AND n NOT IN (SELECT n FROM own_id)",
    ),
    (
        "division {} is no place",
        "SELECT country_code || '.' || admin1_code FROM division WHERE n NOT IN (SELECT n FROM place)",
    ),
    ("polygon {} belongs to no place", "SELECT n FROM polygon WHERE n NOT IN (SELECT n FROM place)"),
    (
        "source {} has another number of places than it says",
        "SELECT name FROM source WHERE rows != (SELECT count(*) FROM place WHERE source = source.id)",
    ),
)


def problems(store: Store) -> list[str]:
    """Return what is wrong with the file, in words; empty for a sound one."""
    try:
        connection = store.connection
        found = [row[0] for row in connection.execute("PRAGMA quick_check(20)") if row[0] != "ok"]
        if found:
            return [f"{store.path}: damaged: {text}" for text in found]
        for words, sql in _CHECKS:
            found += [words.format(row[0]) for row in connection.execute(f"{sql} LIMIT {MAX_PROBLEMS}")]
    except (sqlite3.DatabaseError, DatabaseError) as error:
        return [f"{store.path}: damaged: {error}"]
    return found
