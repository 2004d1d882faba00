"""``geoincidents geocode``: articles to incidents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from geoincidents.cli import options

if TYPE_CHECKING:
    from geoincidents.pipeline import Pipeline
    from geoincidents.records import Records


@click.command()
@options.articles_argument
@options.output_option
@click.option(
    "--format",
    metavar="NAME",
    help="geojson, geojsonseq, jsonl (a line a document), csv, gpkg, fgb, kml, parquet, postgis; default by"
    " the suffix of -o.",
)
@options.date_option
@click.option("--places", is_flag=True, help="Write every place that is mentioned, instead of the incidents.")
@click.option("--map", "map_path", metavar="FILE", help="Draw a map too, and write it here: one HTML file.")
@click.option("--accidents", is_flag=True, help="Find accidents and disasters too, which ACLED leaves out.")
@options.recognizer_option
@options.corrections_option
@options.reader_option
@options.columns_option
@options.private_option
@options.gazetteer_option
@options.fallback_option
def command(
    articles: tuple[str, ...],
    output: str | None,
    format: str | None,
    published: date | None,
    places: bool,
    map_path: str | None,
    accidents: bool,
    recognizer: str | None,
    corrections: str | None,
    reader: str | None,
    columns: tuple[str, ...],
    allow_private: bool,
    gazetteer_path: str | None,
    fallback: str | None,
) -> None:
    """Find the incidents in ARTICLEs, and where each happened.

    ARTICLE is a file (text, Markdown, HTML, PDF, DOCX, mail, feed, WARC, JSON lines, CSV, Parquet), a
    directory, a pattern, a web address, or - for standard input. A terminal gets a table, a pipe gets
    GeoJSON. Where some articles cannot be read the others are done, and the exit code is 1.
    """
    from geoincidents.cli.output import write_frame, write_stream  # noqa: PLC0415 - not for --help
    from geoincidents.exports import format_of  # noqa: PLC0415

    to_file = output is not None and output != "-"
    if format is None and output is not None and to_file:
        format = format_of(output)  # noqa: A001 - a wrong suffix is told before the work, not after
    inputs = options.Inputs(
        articles, published=published, reader=reader, settings=options.reading(columns, allow_private)
    )
    pipeline = options.open_pipeline(
        gazetteer_path, recognizer, corrections, fallback, extractor="accidents" if accidents else None
    )
    if format == "jsonl" and not places:
        if map_path:
            raise click.UsageError(
                "--map draws merged incidents, and .jsonl keeps documents apart: call twice"
            )
        write_stream(_lines(pipeline, inputs), output)
    else:
        records = _places(pipeline, inputs) if places else pipeline.records(inputs, on_error=inputs.fail_at)
        if len(records) or not inputs.failed:
            write_frame(records, output, format)
            if map_path:
                from geoincidents.frame import frame_of  # noqa: PLC0415 - loads geopandas
                from geoincidents.mapping import write_map  # noqa: PLC0415 - slow to load

                write_map(frame_of(records), map_path)
                click.echo(f"map in {map_path}", err=True)
    inputs.finish()


def _lines(pipeline: Pipeline, inputs: options.Inputs) -> Iterator[str]:
    """Yield a line a document, in input order; documents that fail have none."""
    from geoincidents.exports.geojson import document_lines  # noqa: PLC0415

    found = pipeline.each(inputs, pipeline.incidents, on_error=inputs.fail_at)
    return document_lines(found, pipeline.gazetteer)


def _places(pipeline: Pipeline, inputs: options.Inputs) -> Records:
    from geoincidents.records import places_of  # noqa: PLC0415

    parses = [parse for _, parse in pipeline.each(inputs, pipeline.parse, on_error=inputs.fail_at)]
    records = places_of(parses)
    records.attrs["evidence"] = pipeline.evidence(parse.article for parse in parses)
    return records
