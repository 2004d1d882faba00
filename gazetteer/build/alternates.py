"""GeoNames' alternate names with their languages, in a table that the readers of places look them up in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from gazetteer.build.record import Record
from gazetteer.build.sources.geonames import lines, read_alternate

BATCH = 50_000

Progress = Callable[[str, int], None]
"""Called with what is being done and the number of rows (or bytes) of it that are done."""


def index_alternates(paths: Sequence[Path], folder: Path, progress: Progress) -> Path | None:
    """Put the alternate names in a file that the reading processes look them up in, by place."""
    if not paths:
        return None
    path = folder / "alternates"
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TEMP TABLE unsorted (n INTEGER, kind TEXT, language TEXT, name TEXT)")
    connection.execute(
        "CREATE TABLE alternate (n INTEGER, name TEXT, kind TEXT, language TEXT, PRIMARY KEY (n, name))"
        " WITHOUT ROWID"
    )
    connection.execute("BEGIN")
    batch: list[tuple[int, str, str | None, str]] = []
    for file in paths:
        for number, line in lines(file):
            found = read_alternate(line, f"{file.name}:{number}")
            if found is not None:
                n, (name, kind, language) = found
                batch.append((n, kind, language, name))
            if len(batch) >= BATCH:
                connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?)", batch)
                batch.clear()
                progress(f"{file.name}: lines", number)
    connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?)", batch)
    connection.execute(
        "INSERT OR IGNORE INTO alternate SELECT n, name, kind, language FROM unsorted"
        " ORDER BY n, name, kind, language"
    )
    connection.execute("COMMIT")
    connection.close()
    return path


class Alternates:
    """Names with their languages, by place."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)

    def apply(self, record: Record, n: int) -> None:
        """Put the names with a language in place of the bare ones."""
        rows = self._connection.execute(
            "SELECT name, kind, language FROM alternate WHERE n = ?", (n,)
        ).fetchall()
        if rows:
            known = {row[0] for row in rows}
            record.names = [*rows, *(name for name in record.names if name[0] not in known)]
