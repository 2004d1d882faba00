"""Any source → articles: files by suffix, directories, globs, addresses, standard input."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from geoincidents.articles.plain import article_of
from geoincidents.articles.rows import rows_of_lines
from geoincidents.articles.sentences import split
from geoincidents.articles.source import decode, read_bytes, text_limit, unified_lines
from geoincidents.errors import ArticleError, MissingExtraError, PluginError
from geoincidents.plugins import load, plugins
from geoincidents.types import Article

SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    "": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""Which reader takes a file, by its suffix in lower case. A plug-in named like a suffix takes that suffix."""

ReadError = ArticleError | MissingExtraError


def read_articles(
    source: str | Path,
    *,
    published: date | None = None,
    reader: str | None = None,
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
    for file in _sources(str(source)):
        try:
            for read in _read_one(file, reader):
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


def reader_for(source: str) -> str:
    """Return the name of the reader that takes a source.

    Raises
    ------
    ArticleError
        When none takes its suffix.
    """
    if source.startswith(("http://", "https://")):
        return "url"
    suffix = Path(source).suffix.lower()
    name = SUFFIXES.get(suffix) or suffix.removeprefix(".")
    if name in plugins("readers"):
        return name
    raise ArticleError(
        f"{source}: no reader for {suffix!r} files; known: {', '.join(sorted(filter(None, SUFFIXES)))}"
    )


def _sources(source: str) -> Iterator[str]:
    if source == "-" or source.startswith(("http://", "https://")):
        yield source
        return
    path = Path(source)
    if path.is_dir():
        # A suffix that is told, so that a LICENSE or a lock file between the articles is not read as one.
        suffixes = {suffix for suffix in SUFFIXES if suffix}
        inside = sorted(
            file for file in path.rglob("*") if file.suffix.lower() in suffixes and file.is_file()
        )
        yield from (str(file) for file in inside)
    elif not path.exists() and glob.has_magic(source):
        matched = sorted(glob.glob(source, recursive=True))
        yield from matched or [source]
    else:
        yield source


def _read_one(source: str, reader: str | None) -> Iterable[Article | ReadError]:
    if source == "-" and reader is None:
        return _read_stdin()
    if not source.startswith(("http://", "https://", "-")) and not Path(source).exists():
        raise ArticleError(f"{source}: no such file")
    name = reader or reader_for(source)
    try:
        articles: Iterable[Article | ReadError] = load("readers", name)(source)
    except PluginError as error:
        raise ArticleError(f"{source}: {error}") from error
    return articles


def _read_stdin() -> Iterator[Article | ReadError]:
    """Read JSON lines where the first character says so, else one text."""
    data = read_bytes("-", text_limit() * 10)
    if data.lstrip()[:1] == b"{":
        yield from rows_of_lines(data.splitlines(), "-")
        return
    if len(data) > text_limit():
        raise ArticleError(f"-: longer than {text_limit():,} bytes, the limit for one article")
    yield article_of("-", unified_lines(decode(data, "-")))


def _completed(article: Article, published: date | None) -> Article:
    return replace(
        article,
        published=article.published or published,
        sentences=article.sentences or split(article.text),
    )
