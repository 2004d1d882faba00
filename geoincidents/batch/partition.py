"""The work on one partition, in whatever process it runs: articles in, four tables written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geoincidents.articles.source import writable
from geoincidents.batch.folder import Folder
from geoincidents.batch.limit import time_limit
from geoincidents.pipeline import NOT_THE_ARTICLES, Pipeline, digest
from geoincidents.types import Article, Incident, Parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a batch run is asked to do; travels to every worker.

    Attributes
    ----------
    folder : str
        Where the tables are; every worker must see it under this name.
    gazetteer, recognizer, corrections : str or None
        As for `geoincidents.pipeline.Pipeline`.
    partition_articles : int
        Articles a partition.
    article_seconds : float
        An article that takes longer is given up; see `geoincidents.batch.limit`.
    """

    folder: str
    gazetteer: str | None = None
    recognizer: str | None = None
    corrections: str | None = None
    partition_articles: int = 500
    article_seconds: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An article that could not be read or worked on."""

    doc_id: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one partition came to."""

    index: int
    articles: int
    incidents: int
    errors: int


Made = tuple[Article, Parse, tuple[Incident, ...]]
"""What the stages made of an article."""


@lru_cache(maxsize=1)
def pipeline_of(gazetteer: str | None, recognizer: str | None, corrections: str | None) -> Pipeline:
    """Return this process's pipeline, made once."""
    return Pipeline(gazetteer, recognizer=recognizer, corrections=corrections)


def work(index: int, items: Sequence[Article | Failure], asked: Asked) -> Done:
    """Work on one partition and write its tables.

    Parameters
    ----------
    index : int
        Number of the partition.
    items : sequence of Article or Failure
        In input order; a failure is what could not be read, and goes into the table of errors.
    asked : Asked
        What to do.
    """
    pipeline = pipeline_of(asked.gazetteer, asked.recognizer, asked.corrections)
    made: list[Made] = []
    failures: list[Failure] = []
    for item in items:
        done = _one(item, pipeline, asked)
        if isinstance(done, Failure):
            failures.append(done)
        else:
            made.append(done)
    write_tables(Folder(Path(asked.folder)), index, made, failures, pipeline)
    incidents = sum(len(found) for _, _, found in made)
    return Done(index=index, articles=len(items), incidents=incidents, errors=len(failures))


def survive(items: Sequence[Article | Failure], asked: Asked) -> bool:
    """Do the work without writing anything; that it returns at all is the answer."""
    pipeline = pipeline_of(asked.gazetteer, asked.recognizer, asked.corrections)
    for item in items:
        _one(item, pipeline, asked)
    return True


def _one(item: Article | Failure, pipeline: Pipeline, asked: Asked) -> Made | Failure:
    if isinstance(item, Failure):
        return item
    try:
        with time_limit(asked.article_seconds):
            parse = pipeline.parse(item)
            return item, parse, pipeline.incidents(parse)
    except NOT_THE_ARTICLES:
        raise
    except Exception as error:
        return Failure(doc_id=item.id, reason=f"{type(error).__name__}: {error}")


def write_tables(
    folder: Folder,
    index: int,
    made: Sequence[Made],
    failures: Sequence[Failure],
    pipeline: Pipeline,
) -> None:
    """Write the four tables of a partition; the incidents last, for they say that it is whole."""
    import pyarrow as pa  # noqa: PLC0415

    from geoincidents.exports.parquet import as_stored  # noqa: PLC0415
    from geoincidents.frame import places_frame, to_frame  # noqa: PLC0415

    documents = [
        {
            "doc_id": article.id,
            "sha256": digest(article.text),
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published.isoformat() if article.published else None,
            "characters": len(article.text),
            "places": len(parse.resolutions) + len(parse.relatives),
            "incidents": len(found),
        }
        for article, parse, found in made
    ]
    errors = [{"doc_id": failure.doc_id, "reason": writable(failure.reason)} for failure in failures]
    places = as_stored(places_frame(parse for _, parse, _ in made))
    incidents = as_stored(to_frame([one for _, _, found in made for one in found], pipeline.gazetteer))
    folder.write_part("places", index, lambda path: places.to_parquet(path, index=False, compression="zstd"))
    folder.write_part("documents", index, lambda path: _plain_table(path, documents, _DOCUMENTS))
    folder.write_part("errors", index, lambda path: _plain_table(path, errors, _ERRORS))
    folder.write_part(
        "incidents", index, lambda path: incidents.to_parquet(path, index=False, compression="zstd")
    )
    # Arrow keeps what it has written from, 15 to 35 MB, for a next time that needs no more.
    pa.default_memory_pool().release_unused()


_DOCUMENTS = {
    "doc_id": "string",
    "sha256": "string",
    "url": "string",
    "publisher": "string",
    "published": "string",
    "characters": "int64",
    "places": "int64",
    "incidents": "int64",
}
_ERRORS = {"doc_id": "string", "reason": "string"}


def _plain_table(path: Path, rows: list[dict[str, Any]], columns: dict[str, str]) -> None:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in columns.items()])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")
