"""Any source → articles: files by suffix, directories, globs, addresses, standard input."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from geoincidents.articles.plain import article_of
from geoincidents.articles.rows import rows_of_lines
from geoincidents.articles.sentences import split
from geoincidents.articles.source import decode, read_bytes, unified_lines, writable
from geoincidents.errors import ArticleError, MissingExtraError, PluginError
from geoincidents.plugins import load, plugins
from geoincidents.settings import Reading
from geoincidents.types import Article

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
}
"""Which reader takes a file, by its suffix in lower case. A plug-in named like a suffix takes that suffix."""

_TOLD = tuple(sorted(filter(None, SUFFIXES)))

_SNIFFED = 4096
"""Bytes of standard input that tell whether rows or a text come."""

ReadError = ArticleError | MissingExtraError


def read_articles(
    source: str | Path,
    *,
    published: date | None = None,
    reader: str | None = None,
    settings: Reading | None = None,
    on_error: Callable[[ReadError], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles of a source, in order, with their sentences.

    Parameters
    ----------
    source : str or path
        A file, a directory (its files in the order of their names, at any depth), a pattern with ``*``,
        an address (``https://…``), or ``-`` for standard input.
    published : date or None
        Publication date of articles that do not tell their own.
    reader : str or None
        Name of a reader; None chooses by the suffix.
    settings : Reading or None
        Limits, and names of columns; None takes the defaults.
    on_error : callable or None
        Called with the error of each article that cannot be read, and reading goes on; None raises it.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder) / "note.txt"
    ...     _ = file.write_text("A bomb exploded in Kirkuk. Two died.")
    ...     [article.sentences for article in read_articles(file)]
    [((0, 26), (27, 36))]
    """
    file = None
    for file in files_of(str(source)):
        try:
            for read in _read_one(file, reader, settings or Reading()):
                if isinstance(read, Article):
                    yield _completed(read, published)
                elif on_error is None:
                    raise read
                else:
                    on_error(read)
        except (ArticleError, MissingExtraError) as error:
            if on_error is None:
                raise
            on_error(error)
    if file is None:
        nothing = ArticleError(
            f"{source}: no article in this folder; files are read that end in {', '.join(_TOLD)}"
        )
        if on_error is None:
            raise nothing
        on_error(nothing)


def reader_for(source: str) -> str:
    """Return the name of the reader that takes a source.

    Raises
    ------
    ArticleError
        When none takes its suffix.
    """
    if source.startswith(("http://", "https://")):
        return "url"
    path = Path(source.lower())
    suffix = path.suffix if path.suffix != ".gz" else "".join(path.suffixes[-2:])
    name = SUFFIXES.get(suffix) or suffix.removeprefix(".")
    if name in plugins("readers"):
        return name
    raise ArticleError(f"{source}: no reader for {suffix!r} files; known: {', '.join(_TOLD)}")


def files_of(source: str) -> Iterator[str]:
    """Yield the files of a directory or pattern; every other source is yielded as it is."""
    if source == "-" or source.startswith(("http://", "https://")):
        yield source
        return
    path = Path(source)
    if path.is_dir():
        # A suffix that is told, so that a LICENSE or a lock file between the articles is not read as one.
        inside = sorted(
            file for file in path.rglob("*") if file.name.lower().endswith(_TOLD) and file.is_file()
        )
        yield from (str(file) for file in inside)
    elif not path.exists() and glob.has_magic(source):
        matched = sorted(glob.glob(source, recursive=True))
        yield from matched or [source]
    else:
        yield source


def _read_one(source: str, reader: str | None, settings: Reading) -> Iterable[Article | ReadError]:
    if source == "-" and reader is None:
        return _read_stdin(settings)
    if not source.startswith(("http://", "https://", "-")) and not Path(source).exists():
        raise ArticleError(f"{source}: no such file")
    name = reader or reader_for(source)
    try:
        articles: Iterable[Article | ReadError] = load("readers", name)(source, settings)
    except PluginError as error:
        raise ArticleError(f"{source}: {error}") from error
    return articles


def _read_stdin(settings: Reading) -> Iterator[Article | ReadError]:
    """Read JSON lines where the first character says so, else one text."""
    file = sys.stdin.buffer
    first = file.peek(_SNIFFED)[:_SNIFFED].lstrip() if isinstance(file, io.BufferedReader) else b""
    if first.startswith(b"{"):
        yield from rows_of_lines(file, "-", settings)
    else:
        yield article_of("-", unified_lines(decode(read_bytes("-", settings.max_article_bytes), "-")))


def _completed(article: Article, published: date | None) -> Article:
    text = writable(article.text)
    return replace(
        article,
        id=writable(article.id),
        text=text,
        title=article.title and writable(article.title),
        url=article.url and writable(article.url),
        publisher=article.publisher and writable(article.publisher),
        language=article.language and writable(article.language),
        published=article.published or published,
        sentences=article.sentences or split(text),
    )
