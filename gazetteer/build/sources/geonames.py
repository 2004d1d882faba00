"""GeoNames' own dump files: a country (``IQ.zip``), all of them (``allCountries.zip``), and the tables beside
them.

Columns as in https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from gazetteer.build.record import Name, Record
from gazetteer.errors import SourceError
from gazetteer.features import features
from gazetteer.place import NameKind

SOURCE = "geonames"
COLUMNS = 19
WHOLE_CLASSES = frozenset("APHTL")
"""Kept with every code; of spots (S) those that have a row in ``data/features.csv``; no streets, no woods."""
DIVISION_CODES = ("ADM1", "ADM2", "TERR")

DROPPED_LANGUAGES = frozenset({"link", "post", "wkdt", "unlc", "phon", "tcid", "olc"})
"""Not names: links, postal codes, keys of other lists, pronunciation."""
CODE_LANGUAGES = frozenset({"iata", "icao", "faac"})
CHUNK_BYTES = 1 << 22
MAX_LINE_BYTES = 1 << 20
"""GeoNames' longest lines, with thousands of alternate names, have some ten thousand bytes."""


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a dump file: plain, ``.gz``, or the one data file inside a ``.zip``.

    Raises
    ------
    SourceError
        The archive is damaged, or holds no data file or several.
    """
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                inside = [name for name in archive.namelist() if name.lower() != "readme.txt"]
                data = [name for name in inside if name.startswith(path.stem)] or inside
                if len(data) != 1:
                    raise SourceError(
                        f"{path.name}: expected one data file inside, found {', '.join(inside)}"
                    )
                with archive.open(data[0]) as file:
                    yield file
        elif path.suffix == ".gz":
            with gzip.open(path) as file:
                yield cast(IO[bytes], file)
        else:
            with path.open("rb") as file:
                yield file
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise SourceError(f"{path.name}: damaged ({error})") from error


def chunks(path: Path, size: int = CHUNK_BYTES) -> Iterator[tuple[int, bytes]]:
    """Yield whole lines in pieces of about `size` bytes, each with the number of its first line.

    Raises
    ------
    SourceError
        A line is longer than any of GeoNames': this is another kind of file.
    """
    number, rest = 1, b""
    with opened(path) as file:
        while block := file.read(size):
            head, newline, tail = block.rpartition(b"\n")
            if newline:
                piece, rest = rest + head + newline, tail
                yield number, piece
                number += piece.count(b"\n")
            else:
                rest += tail
            if len(rest) > MAX_LINE_BYTES:
                raise SourceError(f"{path.name}:{number}: a line of over {MAX_LINE_BYTES} bytes; not a dump")
    if rest:
        yield number, rest + b"\n"


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each line of a file with its number.

    Raises
    ------
    SourceError
        The file is not UTF-8.
    """
    for first, piece in chunks(path):
        yield from enumerate((line.rstrip("\r") for line in decoded(path.name, first, piece)), first)


def decoded(name: str, first: int, piece: bytes) -> list[str]:
    """Return the lines of a piece that begins with line number `first`.

    Raises
    ------
    SourceError
        Naming the line that is not UTF-8.
    """
    try:
        return piece.decode("utf-8").split("\n")[:-1]
    except UnicodeDecodeError as error:
        at = first + piece.count(b"\n", 0, error.start)
        raise SourceError(f"{name}:{at}: not UTF-8 ({error.reason})") from error


def is_kept(feature_class: str, feature_code: str) -> bool:
    """Tell whether places of a code go into the database."""
    return feature_class in WHOLE_CLASSES or (
        feature_class == "S" and f"{feature_class}.{feature_code}" in features()
    )


def read_line(line: str, where: str) -> Record | None:
    """Return the place of a line; None for a kind that is not kept.

    Raises
    ------
    SourceError
        With `where`: the wrong number of columns, a number that is none, coordinates off the earth.
    """
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise SourceError(f"{where}: {len(cells)} columns, expected {COLUMNS}; is this a GeoNames dump?")
    feature_class, feature_code = cells[6], cells[7]
    if not is_kept(feature_class, feature_code):
        return None
    if not cells[0].isdecimal():
        raise SourceError(f"{where}: geonameid '{cells[0]}' is no number")
    lat = _degrees(cells[4], 90, "latitude", where)
    lon = _degrees(cells[5], 180, "longitude", where)
    name = cells[1] or cells[2]
    if not name:
        raise SourceError(f"{where}: geonameid {cells[0]} has no name")
    names: list[Name] = []
    if cells[2] and cells[2] != name:
        names.append((cells[2], "alternate", None))
    names += [(other, "alternate", None) for other in cells[3].split(",") if other and other != cells[2]]
    if cells[14] and not cells[14].isdecimal():
        raise SourceError(f"{where}: population '{cells[14]}' is no number")
    return Record(
        id=f"geonames:{cells[0]}",
        name=name,
        lon=lon,
        lat=lat,
        feature_class=feature_class,
        feature_code=feature_code or feature_class,
        country_code=cells[8] or None,
        admin1_code=cells[10] if cells[10] not in ("", "00") else None,
        admin2_code=cells[11] or None,
        population=int(cells[14]) or None if cells[14] else None,
        names=names,
        modified=cells[18],
        source=SOURCE,
    )


def _degrees(cell: str, limit: int, what: str, where: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise SourceError(f"{where}: {what} '{cell}' is outside [-{limit}, {limit}]")
    return value


def read_alternate(line: str, where: str) -> tuple[int, Name] | None:
    """Return a place's id and name from a line of alternateNamesV2; None for what is no name.

    Raises
    ------
    SourceError
        The wrong number of columns, or an id that is no number.
    """
    cells = line.split("\t")
    if len(cells) < 4 or not cells[1].isdecimal():
        raise SourceError(f"{where}: not a line of alternateNamesV2")
    language, name = cells[2], cells[3]
    if language in DROPPED_LANGUAGES or not name:
        return None
    kind: NameKind = "alternate"
    if language in CODE_LANGUAGES:
        kind, language = "code", ""
    elif language == "abbr":
        kind, language = "abbreviation", ""
    return int(cells[1]), (name, kind, language.partition("_")[0] or None)
