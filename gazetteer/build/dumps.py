"""The files of a GeoNames dump by what they are, and the small tables among them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from gazetteer.build.sources.geonames import lines
from gazetteer.errors import SourceError

_SUFFIXES = (".txt", ".zip", ".gz")
_TABLES = ("alternatenamesv2", "hierarchy", "admin1codesascii", "admin2codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumps:
    """The files of a build.

    Attributes
    ----------
    places : tuple of Path
        Country files or ``allCountries``: plain, zip or gz.
    alternates : tuple of Path
        ``alternateNamesV2`` files: names with their languages.
    hierarchy : Path or None
        ``hierarchy.zip``.
    admin1, admin2 : Path or None
        ``admin1CodesASCII.txt`` and ``admin2Codes.txt``: the usual English names of divisions.
    """

    places: tuple[Path, ...]
    alternates: tuple[Path, ...] = ()
    hierarchy: Path | None = None
    admin1: Path | None = None
    admin2: Path | None = None

    def all(self) -> list[Path]:
        """Return every file."""
        tables = [path for path in (self.hierarchy, self.admin1, self.admin2) if path is not None]
        return [*self.places, *self.alternates, *tables]


def files_in(folder: Path) -> list[Path]:
    """Return the dumps in a folder, at any depth, in the order of their names, and no other files."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name.lower().endswith(_SUFFIXES)
        and ((stem := _stem(path)) in (*_TABLES, "allcountries") or (len(stem) == 2 and stem.isalpha()))
    )


def _stem(path: Path) -> str:
    if path.parent.name == "alternatenames":
        return "alternatenamesv2"
    return path.name.partition(".")[0].lower()


def sorted_out(files: Sequence[Path]) -> Dumps:
    """Return the files by what they are, which their names tell as on GeoNames' server.

    Of a folder the dumps in it are taken.

    Raises
    ------
    SourceError
        There is no file of places among them, or a table twice.
    """
    kinds: dict[str, list[Path]] = {}
    for path in chain.from_iterable(files_in(path) if path.is_dir() else [path] for path in files):
        stem = _stem(path)
        kinds.setdefault(stem if stem in _TABLES else "places", []).append(path)
    for stem in ("hierarchy", "admin1codesascii", "admin2codes"):
        if len(kinds.get(stem, ())) > 1:
            raise SourceError(f"{kinds[stem][1]}: given twice")
    if "places" not in kinds:
        raise SourceError("no file of places among those given; they are called IQ.zip or allCountries.zip")

    def table(stem: str) -> Path | None:
        return kinds[stem][0] if stem in kinds else None

    return Dumps(
        places=tuple(kinds["places"]),
        alternates=tuple(kinds.get("alternatenamesv2", ())),
        hierarchy=table("hierarchy"),
        admin1=table("admin1codesascii"),
        admin2=table("admin2codes"),
    )


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def division_names(path: Path | None, level: int) -> dict[int, str]:
    """Return the usual English name of each division by its GeoNames id."""
    if path is None:
        return {}
    names = {}
    for number, line in lines(path):
        cells = line.split("\t")
        if len(cells) != 4 or not cells[3].isdecimal() or cells[0].count(".") != level:
            raise SourceError(f"{path.name}:{number}: not a line of GeoNames' admin{level} codes")
        names[int(cells[3])] = cells[1]
    return names


def parents(path: Path) -> Iterator[tuple[int, int]]:
    """Yield the pairs of ``hierarchy.zip``: a place and the one that holds it."""
    for number, line in lines(path):
        cells = line.split("\t")
        if len(cells) < 2 or not (cells[0].isdecimal() and cells[1].isdecimal()):
            raise SourceError(f"{path.name}:{number}: not a line of GeoNames' hierarchy")
        yield int(cells[1]), int(cells[0])
