"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geoincidents.articles.source import decode, read_bytes, read_date, unified_lines
from geoincidents.errors import ArticleError
from geoincidents.settings import Reading
from geoincidents.types import Article

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n((?:[^\n]*\n){0,50}?)---[^\S\n]*\n")
_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#[ \t]+([^\n]+)", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)([^*\n]{1,500})(?<=\S)\*{1,3}|(?<!\w)_{1,2}([^_\n]{1,500})_{1,2}(?!\w)")
_QUOTE_OR_ITEM = re.compile(r"^[ \t]{0,3}(?:>[ \t]?|[-*+][ \t]+)", re.MULTILINE)


def read_text(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of a text file."""
    text = unified_lines(decode(read_bytes(source, settings.max_article_bytes), source))
    yield article_of(source, text)


def article_of(source: str, text: str) -> Article:
    """Return an article of bare text.

    Raises
    ------
    ArticleError
        When there is nothing in it.
    """
    if not text.strip():
        raise ArticleError(f"{source}: empty")
    return Article(id=source, text=text)


def read_markdown(source: str, settings: Reading) -> Iterator[Article]:
    """Yield the one article of a Markdown file: its prose without marks, its front matter as metadata."""
    raw = unified_lines(decode(read_bytes(source, settings.max_article_bytes), source))
    front = _FRONT_MATTER.match(raw)
    keys: dict[str, str] = {}
    if front:
        raw = raw[front.end() :]
        for line in front.group(1).splitlines():
            key, colon, value = line.partition(":")
            if colon:
                keys[key.strip().lower()] = value.strip().strip("\"'")
    heading = _FIRST_HEADING.search(raw)
    text = prose(raw)
    if not text.strip():
        raise ArticleError(f"{source}: empty")
    yield Article(
        id=source,
        text=text,
        title=keys.get("title") or (heading.group(1).strip() if heading else None),
        published=read_date(keys.get("date"), source),
        url=keys.get("url"),
        publisher=keys.get("publisher") or keys.get("source"),
        language=keys.get("lang") or keys.get("language"),
    )


def prose(markdown: str) -> str:
    """Return Markdown without the marks of headings, lists, quotes, links and emphasis."""
    text = _IMAGE.sub("", markdown)
    text = _LINK.sub(r"\1", text)
    text = _HEADING.sub("", text)
    text = _QUOTE_OR_ITEM.sub("", text)
    return _EMPHASIS.sub(lambda match: match.group(1) or match.group(2), text)
