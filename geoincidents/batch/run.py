"""One batch run from its inputs to its last table: here partitions are handed out and taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from geoincidents import __version__
from geoincidents.articles.source import writable
from geoincidents.batch.folder import Folder
from geoincidents.batch.partition import Asked, Done, Failure, pipeline_of
from geoincidents.types import Article

Partition = tuple[int, list[Article | Failure]]
Workers = Callable[[Iterable[Partition], Asked], Iterator[Done]]
"""Takes partitions as it needs them, and yields each when its tables are written, in any order."""


def run_batch(
    items: Iterable[Article | Failure],
    asked: Asked,
    workers: Workers,
    *,
    inputs: Iterable[str] = (),
    progress: Callable[[int], object] = lambda articles: None,
) -> dict[str, Any]:
    """Run a batch, or go on with one that was stopped; return its manifest.

    Parameters
    ----------
    items : iterable of Article or Failure
        The whole input in order, read as it is needed; the same again when a run goes on.
    asked : Asked
        What to do.
    workers : callable
        Who does it: `geoincidents.batch.processes.processes` or `geoincidents.batch.cluster.cluster`.
    inputs : iterable of str
        The sources as the user named them, for the manifest.
    progress : callable
        Told of every so many articles that are done.

    Raises
    ------
    SettingsError
        When the folder holds another run.
    """
    folder = Folder(Path(asked.folder))
    folder.begin(_asked_for(asked, inputs))
    told = folder.manifest
    if "done" in told:
        progress(told["done"]["articles"])
        return told
    total = _Total()

    def still_to_do() -> Iterator[Partition]:
        for index, part in enumerate(_partitions(items, asked.partition_articles)):
            total.add(index, part)
            if folder.is_whole(index):
                progress(len(part))
            else:
                yield index, part

    for done in workers(still_to_do(), asked):
        progress(done.articles)
    return _finish(folder, asked, total)


def _finish(folder: Folder, asked: Asked, total: _Total) -> dict[str, Any]:
    from geoincidents.batch.merging import merge_partitions  # noqa: PLC0415

    pipeline = pipeline_of(asked.gazetteer, asked.recognizer, asked.corrections)
    merged = merge_partitions(folder, pipeline.gazetteer)
    manifest = {
        **folder.manifest,
        "evidence": pipeline.evidence(),
        "done": {
            "articles": total.articles,
            "partitions": total.partitions,
            "incidents": _rows(folder, "incidents"),
            "places": _rows(folder, "places"),
            "errors": _rows(folder, "errors"),
            "merged_incidents": merged,
            "input_sha256": total.digest.hexdigest(),
        },
    }
    folder.write_manifest(manifest)
    return manifest


class _Total:
    """What was read: counted, and a digest that tells whether two runs read the same."""

    def __init__(self) -> None:
        self.articles = 0
        self.partitions = 0
        self.digest = sha256()

    def add(self, index: int, part: list[Article | Failure]) -> None:
        self.articles += len(part)
        self.partitions = index + 1
        for item in part:
            told = item.id + item.text if isinstance(item, Article) else f"{item.doc_id} {item.reason}"
            self.digest.update(told.encode("utf-8", "surrogatepass"))


def _partitions(items: Iterable[Article | Failure], size: int) -> Iterator[list[Article | Failure]]:
    items = iter(items)
    while part := list(islice(items, size)):
        yield part


def _rows(folder: Folder, table: str) -> int:
    import pyarrow.parquet as pq  # noqa: PLC0415

    return sum(int(pq.read_metadata(part).num_rows) for part in folder.parts(table))


def _asked_for(asked: Asked, inputs: Iterable[str]) -> dict[str, Any]:
    """Return what makes two runs the same run: all that is asked, but not where the folder is."""
    settings = asdict(asked)
    del settings["folder"]
    return {
        "tool": f"geoincidents {__version__}",
        "inputs": [writable(source) for source in inputs],
        **settings,
    }
