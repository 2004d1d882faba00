"""``geoincidents batch``: any number of articles, on all cores or a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from geoincidents.cli import options

if TYPE_CHECKING:
    from geoincidents.batch.partition import Failure
    from geoincidents.types import Article


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="DIR",
    help="Folder of the run; that of one that was stopped goes on.",
)
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes. Default: one a core.")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Dask scheduler to use instead, such as tcp://10.0.0.1:8786."
)
@click.option(
    "--partition",
    type=click.IntRange(1),
    default=500,
    show_default=True,
    metavar="N",
    help="Articles a partition.",
)
@options.date_option
@options.recognizer_option
@options.corrections_option
@options.reader_option
@options.columns_option
@options.private_option
@options.gazetteer_option
def command(
    articles: tuple[str, ...],
    output: str,
    workers: int | None,
    scheduler: str | None,
    partition: int,
    published: date | None,
    recognizer: str | None,
    corrections: str | None,
    reader: str | None,
    columns: tuple[str, ...],
    allow_private: bool,
    gazetteer_path: str | None,
) -> None:
    """Geocode every article of INPUTs, which are as for geocode, into a folder of Parquet tables.

    DIR/merged has the incidents, each with all its reports (export and map read its files); DIR/incidents has
    them as each article tells them, DIR/places every place that is mentioned, DIR/documents the articles,
    DIR/errors what could not be done.

    A run that was stopped goes on when called again, and ends with the same bytes. An article that
    cannot be read or worked on is a row of the table of errors, and the exit code is 1.
    """
    from geoincidents.batch.cluster import cluster  # noqa: PLC0415 - not for --help
    from geoincidents.batch.partition import Asked  # noqa: PLC0415
    from geoincidents.batch.processes import processes  # noqa: PLC0415
    from geoincidents.batch.run import run_batch  # noqa: PLC0415
    from geoincidents.cli.progress import bar  # noqa: PLC0415

    if workers and scheduler:
        raise click.UsageError("--workers is for this machine, --scheduler for a cluster: choose one")
    asked = Asked(
        folder=os.path.abspath(output),
        gazetteer=gazetteer_path,
        recognizer=recognizer,
        corrections=corrections,
        partition_articles=partition,
    )
    inputs = options.Inputs(
        articles, published=published, reader=reader, settings=options.reading(columns, allow_private)
    )
    team = cluster(scheduler) if scheduler else processes(workers or os.cpu_count() or 1)
    with bar("batch", inputs.count) as update:
        try:
            manifest = run_batch(_items(inputs), asked, team, inputs=articles, progress=update)
        except KeyboardInterrupt:
            click.echo("\nthe same command goes on from here", err=True)
            raise
    done = manifest["done"]
    found = f"{done['merged_incidents']:,} incidents, {done['errors']:,} errors"
    click.echo(f"{done['articles']:,} articles, {found} in {output}", err=True)
    if done["errors"]:
        raise click.exceptions.Exit(1)


def _items(inputs: options.Inputs) -> Iterator[Article | Failure]:
    """Yield the articles, and what could not be read in its place among them."""
    from geoincidents.articles.read import read_articles  # noqa: PLC0415
    from geoincidents.batch.partition import Failure  # noqa: PLC0415

    failures: list[str] = []
    for source in inputs.sources:
        read = read_articles(
            source,
            published=inputs.published,
            reader=inputs.reader,
            settings=inputs.settings,
            on_error=lambda error: failures.append(str(error)),
        )
        for article in read:
            yield from (Failure(doc_id=None, reason=reason) for reason in failures)
            failures.clear()
            yield article
        yield from (Failure(doc_id=None, reason=reason) for reason in failures)
        failures.clear()
