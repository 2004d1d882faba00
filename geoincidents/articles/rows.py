"""Rows that hold an article each, and JSON lines, which are such rows.

A row has ``text``, and may have ``doc_id``, ``title``, ``date``, ``url``, ``publisher``, ``language`` and
``mentions`` (a list of ``{"start", "end"}``). Other keys are carried through.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from gazetteer.relations.relation import Span
from geoincidents.articles.source import decode, encoding_of, read_date
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

KNOWN = ("doc_id", "id", "text", "title", "date", "published", "url", "publisher", "language", "mentions")


def read_jsonl(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each line; a bad line is an error that names it, and the next line is read."""
    try:
        lines: Any = nullcontext(sys.stdin.buffer) if source == "-" else _opened(source)
    except OSError as error:
        raise ArticleError(f"{source}: {error.strerror or error}") from error
    with lines as file:
        yield from rows_of_lines(file, source, settings)


def _opened(source: str) -> IO[bytes]:
    if source.endswith(".gz"):
        return io.BufferedReader(gzip.open(source, "rb"))
    return Path(source).open("rb")


def rows_of_lines(file: IO[bytes], source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the articles of JSON lines."""
    any_line = False
    for number, line in _numbered(file, source, settings.max_article_bytes):
        if not any_line and isinstance(line, bytes) and (encoding := encoding_of(line)) != "utf-8-sig":
            yield ArticleError(
                f"{source}: {encoding.upper()}; convert it first: iconv -f {encoding} -t utf-8"
            )
            return
        any_line = True
        where = f"{source}:{number}"
        try:
            if isinstance(line, ArticleError):
                raise line
            try:
                row = json.loads(decode(line, where))
            except (json.JSONDecodeError, RecursionError) as error:
                raise ArticleError(f"{where}: not JSON: {error}") from error
            yield article_of_row(row, where, settings, default_id=f"{Path(source).name}:{number}")
        except ArticleError as error:
            yield error
    if not any_line:
        yield ArticleError(f"{source}: empty")


def _numbered(file: IO[bytes], source: str, limit: int) -> Iterator[tuple[int, bytes | ArticleError]]:
    """Yield lines that are not blank, and an error for one too long to be held."""
    number = 0
    try:
        while line := file.readline(limit + 1):
            number += 1
            if len(line) > limit:
                while not line.endswith(b"\n") and (line := file.readline(limit + 1)):
                    pass
                yield (
                    number,
                    ArticleError(
                        f"{source}:{number}: longer than {limit:,} bytes, the limit for one article"
                    ),
                )
            elif line.strip():
                yield number, line
    except (OSError, EOFError) as error:  # a damaged or cut gzip file
        yield number + 1, ArticleError(f"{source}:{number + 1}: {error}")


def article_of_row(row: object, where: str, settings: Reading, *, default_id: str) -> Article:
    """Return the article of one row.

    Raises
    ------
    ArticleError
        When the row is not an object with a text, or a known key holds something else than it should.
    """
    if not isinstance(row, Mapping):
        raise ArticleError(f"{where}: a row must be an object with a 'text', not {type(row).__name__}")
    renamed = dict(settings.columns)
    row = {**row, **{ours: row[theirs] for ours, theirs in renamed.items() if theirs in row}}
    text = row.get("text")
    column = renamed.get("text", "text")
    if text is None:
        raise ArticleError(f"{where}: no {column!r}; it has {', '.join(map(str, row)) or 'nothing'}")
    if not isinstance(text, str):
        raise ArticleError(f"{where}: {column!r} is no text but {type(text).__name__}")
    doc_id = row.get("doc_id", row.get("id"))
    carried = {key: value for key, value in row.items() if key not in KNOWN and key not in renamed.values()}
    return Article(
        id=default_id if _missing(doc_id) else str(doc_id),
        text=text,
        title=_text(row, "title"),
        published=read_date(row.get("date", row.get("published")), where),
        url=_text(row, "url"),
        publisher=_text(row, "publisher"),
        language=_text(row, "language"),
        given=_given(row.get("mentions"), len(text), where),
        extra=carried,
    )


def _missing(value: object) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN of tables


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return None if _missing(value) else str(value)


def _given(mentions: Any, length: int, where: str) -> tuple[Span, ...] | None:
    if mentions is None:
        return None
    try:
        spans = tuple((int(mention["start"]), int(mention["end"])) for mention in mentions)
    except (TypeError, KeyError, ValueError) as error:
        raise ArticleError(f"{where}: 'mentions' must be a list of objects with 'start' and 'end'") from error
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise ArticleError(f"{where}: mention {start}–{end} is outside the text of {length} characters")
    return spans
