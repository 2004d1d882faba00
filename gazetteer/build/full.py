"""A database of GeoNames' dump files laid over the default one.

A place that is in both takes its row from the dump and keeps the names of both; of two dump files with the
same place the row changed last wins. A dump's divisions take over the default's of the same codes, under
their GeoNames ids; the default's ids stay known.

The rows of a dump are read and folded by several processes, each into its own draft; rows that meet the
default database come back and are merged here. Memory stays flat: what grows with the dump is on disk.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from gazetteer.build.default import SOURCE_NUMBERS, default_numbers, default_records, digest, read_about
from gazetteer.build.draft import Draft, division_codes
from gazetteer.build.finish import MAX_DRAFTS, writing
from gazetteer.build.polygons import add_outlines, outlines
from gazetteer.build.record import Record
from gazetteer.build.refresh import core_name
from gazetteer.build.sources.countries import read_arabic, read_neighbours
from gazetteer.build.sources.curated import Curated, read_curated
from gazetteer.build.sources.divisions import division_names
from gazetteer.build.sources.geonames import chunks, decoded, lines, read_alternate, read_line
from gazetteer.build.tables import CURATED, SOURCES
from gazetteer.errors import SourceError
from gazetteer.fold import fold
from gazetteer.store import geonames_number

SMALL_BYTES = 30_000_000
"""Dumps up to this size are read by one process: starting more would take longer."""
MAX_WORKERS = MAX_DRAFTS - 1
BATCH = 50_000

_TABLES = ("alternatenamesv2", "hierarchy", "admin1codesascii", "admin2codes")

Progress = Callable[[str, int], None]
"""Called with what is being done and the number of rows (or bytes) of it that are done."""


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


def sorted_out(files: Sequence[Path]) -> Dumps:
    """Return the files by what they are, which their names tell as on GeoNames' server.

    Raises
    ------
    SourceError
        There is no file of places among them, or a table twice.
    """
    kinds: dict[str, list[Path]] = {}
    for path in files:
        stem = path.name.partition(".")[0].lower()
        if path.parent.name == "alternatenames":
            stem = "alternatenamesv2"
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


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process needs to read a piece of a dump."""

    folder: Path
    arabic: frozenset[str]
    held_back: frozenset[int]
    alternates: Path | None


@dataclass(slots=True)
class _Held:
    """Rows that are merged with the default database, by id; and divisions, which take over codes."""

    records: dict[int, Record] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        n = int(record.id.partition(":")[2])
        known = self.records.get(n)
        if known is None or known.modified <= record.modified:
            self.records[n] = record


def build_full(
    dumps: Dumps,
    path: Path,
    *,
    workers: int | None = None,
    progress: Progress = lambda _what, _count: None,
    sources: Path = SOURCES,
    curated: Path = CURATED,
) -> None:
    """Write a database of the dumps over the default one.

    Raises
    ------
    SourceError
        Naming file and line of a row that is wrong, or a file that is damaged.
    """
    workers = min(workers or os.cpu_count() or 1, MAX_WORKERS)
    path.parent.mkdir(parents=True, exist_ok=True)
    tables = read_curated(curated)
    countries = sources / "countries.tsv.xz"
    arabic = read_arabic(countries)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as name, writing(path) as database:
        folder = Path(name)
        alternates = _index_alternates(dumps.alternates, folder, progress)
        task = _Task(folder, arabic, default_numbers(tables, sources), alternates)
        held = _Held()
        for found in _read(dumps.places, task, workers, progress):
            held.add(found)
        english = _division_names(dumps.admin1, 1) | _division_names(dumps.admin2, 2)
        draft = Draft(folder / "merged", SOURCE_NUMBERS, arabic)
        progress("merging", 0)
        aliases = _merge(draft, default_records(tables, sources), held, tables, english)
        draft.close()
        drafts = sorted(path for path in folder.iterdir() if path.name.startswith("dump-"))
        progress("sorting", 0)
        database.take([draft.path, *drafts])
        database.add_codes(draft.own_ids, draft.divisions)
        database.add_aliases(aliases)
        database.add_neighbours(read_neighbours(countries))
        if dumps.hierarchy is not None:
            database.add_parents(_parents(dumps.hierarchy))
        add_outlines(database, draft, outlines(sources, curated))
        progress("indexing", 0)
        meta = {"digest": digest(sources, curated), "made_of": "default and GeoNames dumps"}
        meta |= {f"file {file.name}": checksum(file) for file in dumps.all()}
        about = read_about(sources)
        latest = max((record.modified for record in held.records.values()), default="")
        about["geonames"] = {**about.get("geonames", {}), "date": latest}
        database.finish(meta, SOURCE_NUMBERS, about)


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _index_alternates(paths: Sequence[Path], folder: Path, progress: Progress) -> Path | None:
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


def _read(paths: Sequence[Path], task: _Task, workers: int, progress: Progress) -> Iterator[Record]:
    """Have every dump read into drafts; yield the records that were held back."""
    pieces = ((path.name, number, piece) for path in paths for number, piece in chunks(path))
    rows = 0
    if workers == 1 or sum(path.stat().st_size for path in paths) <= SMALL_BYTES:
        _start(task)
        for name, number, piece in pieces:
            held, count = _read_piece(name, number, piece)
            rows += count
            progress("places", rows)
            yield from held
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start, initargs=(task,)) as pool:
        running: set[Future[tuple[list[Record], int]]] = set()
        try:
            for name, number, piece in pieces:
                running.add(pool.submit(_read_piece, name, number, piece))
                if len(running) >= 2 * workers:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        held, count = future.result()
                        rows += count
                        yield from held
                    progress("places", rows)
            for future in running:
                held, count = future.result()
                rows += count
                yield from held
            progress("places", rows)
        except BrokenProcessPool as error:
            raise SourceError("a reading process was ended from outside (out of memory?)") from error
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


_task: _Task | None = None


def _start(task: _Task) -> None:
    """Remember in a reading process what it shall do."""
    global _task  # noqa: PLW0603  # a process pool's initializer has no other place
    _task = task


def _read_piece(name: str, first: int, piece: bytes) -> tuple[list[Record], int]:
    """Read lines of a dump into this process's draft; return the records held back and the count of rows."""
    task = _task
    if task is None:
        raise RuntimeError("the process was not started with its task")
    held = []
    draft = Draft(task.folder / f"dump-{os.getpid()}", SOURCE_NUMBERS, task.arabic)
    alternates = None if task.alternates is None else _Alternates(task.alternates)
    rows = 0
    for number, line in enumerate(decoded(name, first, piece), first):
        rows += 1
        record = read_line(line.rstrip("\r"), f"{name}:{number}")
        if record is None:
            continue
        n = int(record.id[9:])
        if alternates is not None:
            alternates.apply(record, n)
        # Divisions take over codes, so they come back too.
        if n in task.held_back or is_division(record):
            held.append(record)
        else:
            draft.add(record)
    draft.close()
    return held, rows


def is_division(record: Record) -> bool:
    """Tell whether a record is a country or a division of the first two orders, with a code or without."""
    return division_codes(record) is not None or record.feature_code == "ADM1"


class _Alternates:
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


def _merge(
    draft: Draft, defaults: Iterator[Record], held: _Held, tables: Curated, english: Mapping[int, str]
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


def _division_names(path: Path | None, level: int) -> dict[int, str]:
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


def _parents(path: Path) -> Iterator[tuple[int, int]]:
    """Yield the pairs of ``hierarchy.zip``: a place and the one that holds it."""
    for number, line in lines(path):
        cells = line.split("\t")
        if len(cells) < 2 or not (cells[0].isdecimal() and cells[1].isdecimal()):
            raise SourceError(f"{path.name}:{number}: not a line of GeoNames' hierarchy")
        yield int(cells[1]), int(cells[0])
