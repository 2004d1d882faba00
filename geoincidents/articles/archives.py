"""WARC web archives: an article a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from geoincidents.articles.html import article_of_html
from geoincidents.articles.source import need
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_HTML = ("text/html", "application/xhtml+xml")


_STARTS = (b"\x1f\x8b\x08", b"WARC/1.")
"""How a record begins, compressed and plain (RFC 1952, section 2.3.1; ISO 28500, section 4)."""
_BLOCK = 1 << 20


def read_warc(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each HTML response of status 200, in the archive's order."""
    found = False
    for record in _records(source):
        if isinstance(record, ArticleError):
            yield record
            continue
        headers = record.http_headers
        if headers is None or headers.status_code != 200 or record.http_content_type not in _HTML:
            continue
        found = True
        url = record.headers.get("WARC-Target-URI", "").strip("<>")
        told = record.content_length  # before reading, which counts it down
        page = record.reader.read(settings.max_document_bytes + 1)
        if len(page) > settings.max_document_bytes:
            yield ArticleError(f"{source}: {url}: longer than {settings.max_document_bytes:,} bytes")
            continue
        if len(page) < told:
            yield ArticleError(f"{source}: {url}: {len(page):,} of {told:,} bytes; the file is cut")
            continue
        try:
            yield article_of_html(page, url, url=url)
        except ArticleError as error:
            yield ArticleError(f"{source}: {error}")
    if not found:
        yield ArticleError(f"{source}: no HTML pages; is it a WARC archive?")


def _records(source: str) -> Iterator[Any]:
    """Yield the responses of an archive; a damaged record is an error, and reading goes on behind it."""
    warc = need("fastwarc.warc", "reading WARC", "warc")
    begin: int | None = 0
    damage: ArticleError | None = None
    while begin is not None:
        last: int | None = None
        try:
            with open(source, "rb") as stream:
                stream.seek(begin)
                for record in warc.ArchiveIterator(stream):
                    if damage is not None:  # and the record behind it is sound: its own length was wrong
                        yield damage
                        damage = None
                    last = begin + record.stream_pos
                    if record.record_type == warc.WarcRecordType.response:
                        yield record
            return
        except OSError as error:
            if error.errno is not None:
                raise ArticleError(f"{source}: {error.strerror}") from error
            at = begin if last is None else last
            damage = ArticleError(f"{source}: damaged at byte {at:,}: {error}")
            if last is None:  # it begins with the damaged record itself
                yield damage
                damage = None
            begin = _next_start(source, at + 1)
    if damage is not None:
        yield damage


def _next_start(source: str, begin: int) -> int | None:
    """Return where the next record begins, at `begin` or behind it."""
    longest = max(map(len, _STARTS))
    with open(source, "rb") as stream:
        stream.seek(begin)
        while block := stream.read(_BLOCK):
            found = [at for start in _STARTS if (at := block.find(start)) >= 0]
            if found:
                return stream.tell() - len(block) + min(found)
            if len(block) < _BLOCK:
                return None
            stream.seek(-longest, io.SEEK_CUR)
    return None
