"""A database of GeoNames' dump files laid over the default one.

A place that is in both takes its row from the dump and keeps the names of both; of two dump files with the
same place the row changed last wins. A dump's divisions take over the default's of the same codes, under
their GeoNames ids; the default's ids stay known.

The rows of a dump are read and folded by several processes, each into its own draft; rows that meet the
default database come back and are merged here. Memory stays flat: what grows with the dump is on disk.
"""

from __future__ import annotations

import os
from pathlib import Path

from gazetteer.build.alternates import Progress, index_alternates
from gazetteer.build.default import SOURCE_NUMBERS, default_numbers, default_records, digest, read_about
from gazetteer.build.draft import Draft
from gazetteer.build.dumps import Dumps, checksum, division_names, parents
from gazetteer.build.finish import MAX_DRAFTS, workplace, writing
from gazetteer.build.overlay import Held, merge
from gazetteer.build.polygons import add_outlines, outlines
from gazetteer.build.reading import Task, read
from gazetteer.build.sources.countries import read_arabic, read_neighbours
from gazetteer.build.sources.curated import read_curated
from gazetteer.build.tables import CURATED, SOURCES

MAX_WORKERS = MAX_DRAFTS - 1


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
    tables = read_curated(curated)
    countries = sources / "countries.tsv.xz"
    arabic = read_arabic(countries)
    with workplace(path) as folder, writing(path, folder) as database:
        alternates = index_alternates(dumps.alternates, folder, progress)
        task = Task(folder, arabic, default_numbers(tables, sources), alternates)
        held = Held()
        for found in read(dumps.places, task, workers, progress):
            held.add(found)
        english = division_names(dumps.admin1, 1) | division_names(dumps.admin2, 2)
        draft = Draft(folder / "merged", SOURCE_NUMBERS, arabic)
        progress("merging", 0)
        aliases = merge(draft, default_records(tables, sources), held, tables, english)
        draft.close()
        drafts = sorted(path for path in folder.iterdir() if path.name.startswith("dump-"))
        progress("sorting", 0)
        database.take([draft.path, *drafts])
        database.add_codes(draft.own_ids, draft.divisions)
        database.add_aliases(aliases)
        database.add_neighbours(read_neighbours(countries))
        if dumps.hierarchy is not None:
            database.add_parents(parents(dumps.hierarchy))
        add_outlines(database, draft, outlines(sources, curated))
        progress("indexing", 0)
        meta = {"digest": digest(sources, curated), "made_of": "default and GeoNames dumps"}
        meta |= {f"file {file.name}": checksum(file) for file in dumps.all()}
        about = read_about(sources)
        latest = max((record.modified for record in held.records.values()), default="")
        about["geonames"] = {**about.get("geonames", {}), "date": latest}
        database.finish(meta, SOURCE_NUMBERS, about)
