"""Options that several commands share, and the objects that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer
    from geoincidents.pipeline import Pipeline
    from geoincidents.settings import Reading
    from geoincidents.types import Article

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

articles_argument: Decorator = click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
output_option: Decorator = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write here; the suffix tells the format. Default: standard output.",
)
gazetteer_option: Decorator = click.option(
    "--gazetteer", "gazetteer_path", envvar="GEOINCIDENTS_GAZETTEER", metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Place database to use instead of the one in the package, as gazetteer build makes it; also"
    " $GEOINCIDENTS_GAZETTEER.",
)  # fmt: skip
fallback_option: Decorator = click.option(
    "--fallback",
    metavar="SERVICE",
    help="Ask this geopy geocoder (nominatim, …) for names that the database lacks: they leave your machine.",
)
recognizer_option: Decorator = click.option(
    "--recognizer",
    metavar="NAME",
    help="Who finds the names: model (default), scan (only what the database knows, in any script), given"
    " (the mentions of the rows), spacy:PIPELINE, or a plug-in.",
)
date_option: Decorator = click.option(
    "--date", "published", metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]), callback=lambda _context, _option, value: _day(value),
    help="Publication date of articles that do not tell their own.",
)  # fmt: skip
corrections_option: Decorator = click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Table of your own decisions, as explain --corrections-template writes it; they win.",
)
reader_option: Decorator = click.option(
    "--reader",
    metavar="NAME",
    help="How to read the articles, where the suffix does not tell: text, markdown, html, pdf, docx, eml,"
    " feed, warc, jsonl, csv, parquet, url, or a plug-in.",
)


columns_option: Decorator = click.option(
    "--column", "columns", metavar="OURS=THEIRS", multiple=True,
    help="In tables and rows, what text, date, doc_id, title, url … are called: text=body. May be repeated.",
)  # fmt: skip
private_option: Decorator = click.option(
    "--allow-private", is_flag=True, help="Read web addresses inside private networks too."
)


def reading(columns: tuple[str, ...], allow_private: bool) -> Reading:
    """Return the reading settings that the options describe."""
    from geoincidents.settings import Reading  # noqa: PLC0415 - not for --help

    pairs = [column.partition("=") for column in columns]
    for ours, _, theirs in pairs:
        if not ours or not theirs:
            raise click.BadParameter("is to be like text=body", param_hint="--column")
    return Reading(columns=tuple((ours, theirs) for ours, _, theirs in pairs), url_private=allow_private)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def open_gazetteer(path: str | None) -> Gazetteer:
    """Open the database that the options name."""
    from gazetteer.geocoder import Gazetteer  # noqa: PLC0415 - not for --help

    return Gazetteer(path)


def open_pipeline(
    gazetteer_path: str | None,
    recognizer: str | None = None,
    corrections: str | None = None,
    fallback: str | None = None,
    extractor: str | None = None,
) -> Pipeline:
    """Make the pipeline that the options describe."""
    from geoincidents.pipeline import Pipeline  # noqa: PLC0415 - not for --help

    gazetteer: Gazetteer | str | None = gazetteer_path
    if fallback is not None:
        from gazetteer.geocoder import Gazetteer  # noqa: PLC0415 - not for --help

        gazetteer = Gazetteer(gazetteer_path, fallback=fallback)
    return Pipeline(gazetteer, recognizer=recognizer, extractor=extractor, corrections=corrections)


class Inputs:
    """The articles of a command line; names each failure on stderr, and goes on with the next.

    Parameters
    ----------
    sources : tuple of str
        Files, directories, patterns, addresses, ``-``.
    published : date or None
        For articles without a date of their own.
    reader : str or None
        Name of a reader; None goes by the suffix.
    settings : Reading or None
        Limits, and names of columns.

    Attributes
    ----------
    failed : int
        How many inputs could not be read or worked on so far.
    """

    def __init__(
        self,
        sources: tuple[str, ...],
        *,
        published: date | None = None,
        reader: str | None = None,
        settings: Reading | None = None,
    ) -> None:
        self.sources = sources
        self.published = published
        self.reader = reader
        self.settings = settings
        self.failed = 0

    def __iter__(self) -> Iterator[Article]:
        """Yield every article that can be read, in order, and count them in a bar."""
        from geoincidents.cli.progress import counted  # noqa: PLC0415 - not for --help

        yield from counted(self._read(), "articles", self.count)

    def _read(self) -> Iterator[Article]:
        from geoincidents.articles.read import read_articles  # noqa: PLC0415 - not for --help

        for source in self.sources:
            yield from read_articles(
                source,
                published=self.published,
                reader=self.reader,
                settings=self.settings,
                on_error=lambda error: self.fail(str(error)),
            )

    def count(self) -> int | None:
        """Return how many articles there are; None where a source does not tell without being read."""
        from geoincidents.articles.count import count  # noqa: PLC0415 - not for --help

        return count(self.sources, self.reader)

    def fail(self, message: str) -> None:
        """Name a failure and count it."""
        click.echo(f"geoincidents: {message}", err=True)
        self.failed += 1

    def fail_at(self, article: Article, error: Exception) -> None:
        """Name an article that a stage failed on."""
        self.fail(f"{article.id}: {type(error).__name__}: {error}")

    def finish(self) -> None:
        """End the command with exit code 1 where any input failed."""
        if self.failed:
            raise click.exceptions.Exit(1)
