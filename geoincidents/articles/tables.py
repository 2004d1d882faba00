"""CSV and Parquet tables with a row an article."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from geoincidents.articles.rows import article_of_row
from geoincidents.articles.source import CONVERT, encoding_of, need
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_BATCH_ROWS = 256
"""Rows of a Parquet file held at once: articles are long, and memory is to stay flat."""


def read_csv(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each row of a CSV file with a header."""
    # Never lowered: the limit is the whole process's, and the tables of the gazetteer are CSV too.
    csv.field_size_limit(max(csv.field_size_limit(), settings.max_article_bytes))
    number = 1
    try:
        with Path(source).open("rb") as data:
            encoding = encoding_of(data.peek(4))
            file = io.TextIOWrapper(data, encoding, newline="")
            header = file.readline()
            rows = csv.DictReader(chain([header], file), delimiter=_delimiter(header, settings))
            _need_text(rows.fieldnames or (), source, settings)
            for number, row in enumerate(rows, start=2):
                filled = {
                    key: value for key, value in row.items() if key is not None and value not in (None, "")
                }
                yield from _article(filled, f"{source}:{number}", f"{Path(source).name}:{number}", settings)
    except UnicodeError as error:
        raise ArticleError(
            f"{source}: not {encoding.removesuffix('-sig').upper()} from about row {number} on; {CONVERT}"
        ) from error
    except OSError as error:
        raise ArticleError(f"{source}: {error.strerror or error}") from error
    except csv.Error as error:
        raise ArticleError(f"{source}:{number + 1}: not a CSV table: {error}") from error
    if number == 1:
        yield ArticleError(f"{source}: no rows")


def read_parquet(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each row of a Parquet file, a few rows in memory at a time."""
    parquet = need("pyarrow.parquet", "reading Parquet", "parquet")
    try:
        with parquet.ParquetFile(source) as file:
            number = 0
            _need_text(file.schema_arrow.names, source, settings)
            for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield from _article(row, f"{source}:{number}", f"{Path(source).name}:{number}", settings)
    except (OSError, need("pyarrow", "reading Parquet", "parquet").ArrowException) as error:
        raise ArticleError(f"{source}: not a Parquet table: {error}") from error


def _delimiter(header: str, settings: Reading) -> str:
    """Return what stands between columns: a comma, else what sets the column of texts apart."""
    wanted = dict(settings.columns).get("text", "text")
    for delimiter in (",", ";", "\t"):
        if wanted in next(csv.reader([header], delimiter=delimiter), ()):
            return delimiter
    return ","


def _need_text(columns: Sequence[str], source: str, settings: Reading) -> None:
    """Refuse a table without a column of texts, once and not for each of its rows."""
    wanted = dict(settings.columns).get("text", "text")
    if columns and wanted not in columns:
        raise ArticleError(
            f"{source}: no column {wanted!r}; it has {', '.join(columns)}: say which one is the text with "
            f"--column text={columns[0]}"
        )


def _article(
    row: dict[str, Any], where: str, default_id: str, settings: Reading
) -> Iterator[Article | ArticleError]:
    try:
        if isinstance(row.get("mentions"), str):
            row["mentions"] = json.loads(row["mentions"])
        yield article_of_row(row, where, settings, default_id=default_id)
    except ArticleError as error:
        yield error
    except json.JSONDecodeError as error:
        yield ArticleError(f"{where}: 'mentions' is not JSON: {error}")
