"""The hand-written tables in ``data/curated``: places of our own, and further names for places of other
sources.

The header tells which a file is: places have a column ``id``, names a column ``target``. A place whose id
another source has adds to that place what its row says. Tables with neither column are read elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from gazetteer.build.record import Name, Record
from gazetteer.build.tables import BAR
from gazetteer.errors import SourceError
from gazetteer.place import NameKind

SOURCE = "curated"
KINDS = get_args(NameKind)


@dataclass(slots=True)
class Curated:
    """Everything in the curated tables.

    Attributes
    ----------
    names : dict
        Target (a place's id, or the codes of a country or division) to its further names.
    places : dict
        Id to record.
    used : set of str
        Targets that a record has taken up.
    """

    names: dict[str, list[Name]] = field(default_factory=dict)
    places: dict[str, Record] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def apply(self, record: Record) -> Record:
        """Add to a record what the tables say of it."""
        known = self.places.get(record.id)
        if known is not None and known is not record:
            self.used.add(record.id)
            _merge(record, known)
        targets = [record.id]
        if record.feature_class == "A" and record.country_code:
            code = record.feature_code
            parts = [record.country_code]
            if code == "ADM1":
                parts += [record.admin1_code or "?"]
            elif code == "ADM2":
                parts += [record.admin1_code or "?", record.admin2_code or "?"]
            if code in ("ADM1", "ADM2") or code.startswith("PCL") or code == "TERR":
                targets.append(".".join(parts))
        for target in targets:
            for name in self.names.get(target, ()):
                self.used.add(target)
                if name[1] == "official" and name[0] != record.name:
                    record.names.insert(0, (record.name, "alternate", None))
                    record.name = name[0]
                else:
                    record.names.append(name)
        return record

    def unused(self) -> list[str]:
        """Return the targets that no record had."""
        return sorted(set(self.names) - self.used)


def _merge(record: Record, known: Record) -> None:
    record.names += known.names
    if known.name and known.name != record.name:
        record.names.append((record.name, "alternate", None))
        record.name = known.name
    record.extent_m = record.extent_m if known.extent_m is None else known.extent_m
    record.importance = record.importance if known.importance is None else known.importance
    record.population = record.population if known.population is None else known.population
    record.bbox = record.bbox if known.bbox is None else known.bbox
    record.feature_code = known.feature_code or record.feature_code


def read_curated(directory: Path) -> Curated:
    """Read every curated table of places and names.

    Raises
    ------
    SourceError
        Naming file and line: an unknown kind, a missing cell, a number that is none, an id twice.
    """
    curated = Curated()
    for path in sorted(directory.glob("*.csv")):
        for where, row in _rows(path):
            if "target" in row:
                kind = row["kind"]
                if kind not in KINDS:
                    raise SourceError(f"{where}: kind '{kind}' is none of {', '.join(KINDS)}")
                name = (row["name"], cast("NameKind", kind), row.get("language") or None)
                for target in row["target"].split(BAR):
                    curated.names.setdefault(target, []).append(name)
            elif "id" in row and "feature_code" in row:
                if row["id"] in curated.places:
                    raise SourceError(f"{where}: {row['id']} stands twice")
                curated.places[row["id"]] = _place(where, row)
    return curated


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            where = f"{path.name}:{reader.line_num}"
            if None in row or None in row.values():
                raise SourceError(f"{where}: the number of cells differs from the header")
            yield where, row


def _place(where: str, row: dict[str, str]) -> Record:
    kind = row.get("kind") or "alias"
    drawn = any(row.get(cell) for cell in ("members", "outline", "bbox"))
    try:
        bbox = tuple(float(edge) for edge in row["bbox"].split(",")) if row.get("bbox") else None
        return Record(
            id=row["id"],
            name=row["name"],
            # An area's point is its polygon's.
            lon=float(row["lon"] or 0.0) if drawn else float(row["lon"]),
            lat=float(row["lat"] or 0.0) if drawn else float(row["lat"]),
            feature_class=row["feature_class"],
            feature_code=row["feature_code"],
            country_code=row["country_code"] or None,
            admin1_code=row["admin1_code"] or None,
            admin2_code=row.get("admin2_code") or None,
            population=int(row["population"]) if row.get("population") else None,
            bbox=cast("tuple[float, float, float, float] | None", bbox),
            extent_m=float(row["extent_m"]) if row["extent_m"] else None,
            importance=float(row["importance"]) if row.get("importance") else None,
            names=[(name, cast("NameKind", kind), None) for name in row["names"].split(BAR) if name],
            source=SOURCE,
        )
    except ValueError as error:
        raise SourceError(f"{where}: {error}") from error
