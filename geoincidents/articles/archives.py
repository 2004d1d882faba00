"""WARC web archives: an article a page."""

from __future__ import annotations

from collections.abc import Iterator

from geoincidents.articles.html import article_of_html
from geoincidents.articles.source import need
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_HTML = ("text/html", "application/xhtml+xml")


def read_warc(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each HTML response of status 200, in the archive's order."""
    warc = need("fastwarc.warc", "reading WARC", "warc")
    found = False
    try:
        with open(source, "rb") as stream:
            for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.response):
                headers = record.http_headers
                if headers is None or headers.status_code != 200 or record.http_content_type not in _HTML:
                    continue
                found = True
                url = record.headers.get("WARC-Target-URI", "").strip("<>")
                page = record.reader.read(settings.max_document_bytes + 1)
                if len(page) > settings.max_document_bytes:
                    yield ArticleError(f"{url}: longer than {settings.max_document_bytes:,} bytes")
                    continue
                try:
                    yield article_of_html(page, url, url=url)
                except ArticleError as error:
                    yield error
    except OSError as error:
        raise ArticleError(f"{source}: {error.strerror or error}") from error
    if not found:
        yield ArticleError(f"{source}: no HTML pages; is it a WARC archive?")
