"""RSS and Atom feeds: an article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from geoincidents.articles.html import text_of_fragment
from geoincidents.articles.source import need, read_bytes
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article


def read_feed(source: str, settings: Reading) -> Iterator[Article | ArticleError]:
    """Yield the article of each entry of a feed."""
    yield from articles_of_feed(read_bytes(source, settings.max_document_bytes), source)


def articles_of_feed(data: bytes, source: str) -> Iterator[Article | ArticleError]:
    """Yield the entries of a feed: the whole content where the feed has it, else the summary."""
    feed = need("feedparser", "reading RSS and Atom", "feeds").parse(data)
    if not feed.entries:
        yield ArticleError(f"{source}: no entries; is it an RSS or Atom feed?")
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{source}:{number}"
        text = text_of_fragment(_content(entry))
        if not text:
            yield ArticleError(f"{where}: the entry has no text")
            continue
        day = entry.get("published_parsed") or entry.get("updated_parsed")
        yield Article(
            id=entry.get("id") or entry.get("link") or where,
            text=text,
            title=text_of_fragment(entry.get("title", "")) or None,
            published=date(*day[:3]) if day else None,
            url=entry.get("link"),
            publisher=feed.feed.get("title"),
            language=feed.feed.get("language"),
        )


def _content(entry: Any) -> str:
    contents: list[str] = [part.get("value", "") for part in entry.get("content", ())]
    return max([*contents, str(entry.get("summary", ""))], key=len)
