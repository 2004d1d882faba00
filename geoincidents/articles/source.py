"""What every reader needs: bytes within limits, text of bytes, dates, and errors that name the source."""

from __future__ import annotations

import codecs
import re
import sys
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from geoincidents.errors import ArticleError, MissingExtraError

_BINARY = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format": "a database",
    b"PAR1": "a Parquet file",
}
"""First bytes of files that are often renamed, from the formats' specifications."""


CONVERT = "convert it first, for example with: iconv -f windows-1252 -t utf-8"

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def read_bytes(source: str, limit: int) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises
    ------
    ArticleError
        When there is no such file, or it is larger than `limit` bytes.
    """
    try:
        if source == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(limit + 1)
    except OSError as error:
        raise ArticleError(f"{source}: {error.strerror or error}") from error
    if len(data) > limit:
        raise ArticleError(f"{source}: longer than {limit:,} bytes, the limit for one article")
    return data


def decode(data: bytes, source: str) -> str:
    """Return the text of bytes that should be UTF-8, or UTF-16 or UTF-32 with its mark.

    Raises
    ------
    ArticleError
        When they are something else; the message says what, and what to do.
    """
    for magic, what in _BINARY.items():
        if data.startswith(magic):
            raise ArticleError(f"{source}: not text but {what}; give it the suffix of what it is")
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise ArticleError(
                f"{source}: not {encoding.upper()}, though it begins so: {error.reason}"
            ) from error
        raise ArticleError(
            f"{source}: not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}); {CONVERT}"
        ) from error
    if "\x00" in text:
        raise ArticleError(
            f"{source}: not text: it holds zero bytes, as binary files do and UTF-16 without its mark"
        )
    return text


def encoding_of(data: bytes) -> str:
    """Return the encoding that the first bytes tell: UTF-16 and UTF-32 have a mark, all else is UTF-8."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def unified_lines(text: str) -> str:
    """Return the text with ``\\n`` for every line end; this is the text that offsets count in."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def writable(text: str) -> str:
    """Return a text that every format can hold, of as many characters, so that offsets into it still hold.

    Zero characters and halves of pairs come of broken PDFs, JSON escapes and names of files in old encodings.
    """
    return _UNWRITABLE.sub("\ufffd", text)


def read_date(value: object, where: str) -> date | None:
    """Return a date given as ISO 8601 (a time of day is left out), a date, or nothing.

    Raises
    ------
    ArticleError
        When it is something else.
    """
    if value is None or value == "" or value != value:  # noqa: PLR0124 - NaN and NaT of tables
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", str(value).strip())
    try:
        if match is None:
            raise ValueError(value)
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise ArticleError(f"{where}: the date {str(value)[:40]!r} is not like 2020-01-13") from error


def need(module: str, what: str, extra: str) -> Any:
    """Import an optional package.

    Raises
    ------
    MissingExtraError
        When it is not installed; the message names the pip command.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtraError(what, extra) from error
