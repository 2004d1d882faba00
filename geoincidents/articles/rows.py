"""Rows that hold an article each: JSON lines, CSV, Parquet.

A row has ``text``, and may have ``doc_id``, ``title``, ``date``, ``url``, ``publisher``, ``language`` and
``mentions`` (a list of ``{"start", "end"}``). Other keys are carried through.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from gazetteer.relations.relation import Span
from geoincidents.articles.source import decode, read_date, text_limit
from geoincidents.errors import ArticleError
from geoincidents.types import Article

_KNOWN = {"doc_id", "id", "text", "title", "date", "published", "url", "publisher", "language", "mentions"}


def read_jsonl(source: str) -> Iterator[Article | ArticleError]:
    """Yield the article of each line; a bad line is an error that names it, and the next line is read."""
    try:
        lines: Any = nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb")  # noqa: SIM115
    except OSError as error:
        raise ArticleError(f"{source}: {error.strerror or error}") from error
    with lines as file:
        yield from rows_of_lines(file, source)


def rows_of_lines(file: BinaryIO | Iterable[bytes], source: str) -> Iterator[Article | ArticleError]:
    """Yield the articles of JSON lines."""
    any_line = False
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        any_line = True
        where = f"{source}:{number}"
        try:
            if len(line) > text_limit():
                raise ArticleError(f"{where}: longer than {text_limit():,} bytes, the limit for one article")
            try:
                row = json.loads(decode(line, where))
            except (json.JSONDecodeError, RecursionError) as error:
                raise ArticleError(f"{where}: not JSON: {error}") from error
            yield article_of_row(row, where, default_id=f"{Path(source).name}:{number}")
        except ArticleError as error:
            yield error
    if not any_line:
        yield ArticleError(f"{source}: empty")


def article_of_row(row: object, where: str, *, default_id: str) -> Article:
    """Return the article of one row.

    Raises
    ------
    ArticleError
        When the row is not an object with a text, or a known key holds something else than it should.
    """
    if not isinstance(row, Mapping):
        raise ArticleError(f"{where}: a row must be an object with a 'text', not {type(row).__name__}")
    text = row.get("text")
    if not isinstance(text, str):
        raise ArticleError(f"{where}: no 'text'")
    doc_id = row.get("doc_id", row.get("id"))
    return Article(
        id=default_id if _missing(doc_id) else str(doc_id),
        text=text,
        title=_text(row, "title"),
        published=read_date(row.get("date", row.get("published")), where),
        url=_text(row, "url"),
        publisher=_text(row, "publisher"),
        language=_text(row, "language"),
        given=_given(row.get("mentions"), len(text), where),
        extra={key: value for key, value in row.items() if key not in _KNOWN},
    )


def _missing(value: object) -> bool:
    return value is None or value == "" or value != value  # noqa: PLR0124 - NaN of tables


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return None if _missing(value) else str(value)


def _given(mentions: object, length: int, where: str) -> tuple[Span, ...] | None:
    if mentions is None:
        return None
    try:
        spans = tuple((int(mention["start"]), int(mention["end"])) for mention in mentions)  # type: ignore[attr-defined]
    except (TypeError, KeyError, ValueError) as error:
        raise ArticleError(f"{where}: 'mentions' must be a list of objects with 'start' and 'end'") from error
    for start, end in spans:
        if not 0 <= start < end <= length:
            raise ArticleError(
                f"{where}: the mention {start}–{end} is outside the text of {length} characters"
            )
    return spans
