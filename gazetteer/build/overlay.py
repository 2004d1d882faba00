"""Rows of dumps that the default database has too: one record of both, and divisions by their codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gazetteer.build.draft import Draft, division_codes
from gazetteer.build.kinds import core_name
from gazetteer.build.record import Record
from gazetteer.build.sources.curated import Curated
from gazetteer.build.sources.divisions import division_names
from gazetteer.fold import fold
from gazetteer.store import geonames_number


def is_division(record: Record) -> bool:
    """Tell whether a record is a country or a division of the first two orders, with a code or without."""
    return division_codes(record) is not None or record.feature_code == "ADM1"


@dataclass(slots=True)
class Held:
    """Rows that are merged with the default database, by id; and divisions, which take over codes."""

    records: dict[int, Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        n = int(record.id.partition(":")[2])
        known = self.records.get(n)
        if known is None or known.modified <= record.modified:
            self.records[n] = record


def merge(
    draft: Draft, defaults: Iterator[Record], held: Held, tables: Curated, english: Mapping[int, str]
) -> dict[str, int]:
    """Add to the draft the default's places with what the dumps say of them, then the divisions that are
    left.

    Returns
    -------
    dict of str to int
        The default's ids of divisions that the dumps know by their GeoNames id.
    """
    records = held.records
    divisions = _Divisions(records)
    aliases: dict[str, int] = {}
    for default in defaults:
        n = geonames_number(default.id) or divisions.find(default)
        if n is None or n not in records:
            # Where the dumps have districts, the default's own that are none of them are an older cut of the
            # country.
            if not (
                default.id.startswith("geonames-admin2:") and default.country_code in divisions.with_districts
            ):
                draft.add(default)
            continue
        record = records.pop(n)
        if default.id != record.id:
            aliases[default.id] = n
        draft.add(_merged(default, record))
    for n, record in sorted(records.items()):
        usual = english.get(n)
        if usual and usual != record.name:
            record.names.insert(0, (record.name, "alternate", None))
            record.name = usual
        if record.feature_class == "A":
            others = [name[0] for name in record.names if name[0].isascii()]
            record.names += division_names(record.name, others[:3], "", 2)
        draft.add(tables.apply(record))
    return aliases


def _merged(default: Record, record: Record) -> Record:
    """Return the dump's row with what only the default knows.

    A division keeps the default's name, which is the usual one ("Iraq", where the dump has "Republic of
    Iraq").
    """
    name, other = (default.name, record.name) if record.feature_class == "A" else (record.name, default.name)
    record.names = [(other, "alternate", None), *default.names, *record.names]
    record.name = name
    record.population = record.population or default.population
    record.admin1_code = record.admin1_code or default.admin1_code
    record.admin2_code = record.admin2_code or default.admin2_code
    record.country_code = record.country_code or default.country_code
    if default.feature_code == "PPLC":
        record.feature_code = default.feature_code
    record.bbox, record.extent_m, record.importance = default.bbox, default.extent_m, default.importance
    return record


class _Divisions:
    """The dumps' divisions by their codes; provinces without a code, and districts, also by their names."""

    def __init__(self, records: Mapping[int, Record]) -> None:
        self._by_codes: dict[tuple[str, str, str], int] = {}
        self._by_name: dict[tuple[str, str, str], set[int]] = {}
        self.with_districts: set[str] = set()
        for n, record in sorted(records.items()):
            codes = division_codes(record)
            if codes is not None:
                self._by_codes.setdefault(codes, n)
            if codes is not None and codes[2]:
                self.with_districts.add(codes[0])
                self._add_names(codes[0], codes[1], record, n)
            elif codes is None and record.feature_code == "ADM1":
                self._add_names(record.country_code or "", "", record, n)

    def _add_names(self, country: str, admin1: str, record: Record, n: int) -> None:
        for name in _cores(record):
            self._by_name.setdefault((country, admin1, name), set()).add(n)

    def find(self, default: Record) -> int | None:
        """Return the division with the codes of a default one, else the only one sharing a name."""
        codes = division_codes(default)
        if codes is None or codes in self._by_codes or not codes[1]:
            return None if codes is None else self._by_codes.get(codes)
        within = codes[1] if codes[2] else ""
        found = set[int]().union(
            *(self._by_name.get((codes[0], within, name), set()) for name in _cores(default))
        )
        return found.pop() if len(found) == 1 else None


def _cores(record: Record) -> set[str]:
    """Return the folded names of a division without their words of kind."""
    return {fold(core_name(name)) for name in (record.name, *(other[0] for other in record.names))}
