"""``geoincidents geocode``: articles to incidents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from geoincidents.cli import options

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geoincidents.pipeline import Pipeline


@click.command()
@options.articles_argument
@options.output_option
@click.option(
    "--format", metavar="NAME", help="geojson, geojsonseq, jsonl, csv, gpkg …; default by the suffix of -o."
)
@options.date_option
@click.option("--places", is_flag=True, help="Every place that is mentioned, not only incidents.")
@click.option("--map", "map_path", metavar="FILE", help="Write a map too: one HTML file.")
@options.recognizer_option
@options.corrections_option
@options.reader_option
@options.gazetteer_option
def command(
    articles: tuple[str, ...],
    output: str | None,
    format: str | None,
    published: date | None,
    places: bool,
    map_path: str | None,
    recognizer: str | None,
    corrections: str | None,
    reader: str | None,
    gazetteer_path: str | None,
) -> None:
    """Find the incidents in ARTICLEs, and where each happened.

    ARTICLE is a file, a directory, a pattern, an address, or - for standard input. A terminal gets a
    table, a pipe gets GeoJSON. Where some articles cannot be read the others are done, and the exit
    code is 1.
    """
    from geoincidents.cli.output import write_frame  # noqa: PLC0415 - not for --help
    from geoincidents.exports import format_of  # noqa: PLC0415

    if output and output != "-" and format is None:
        format_of(output)  # a wrong suffix is told before the work, not after
    inputs = options.Inputs(articles, published=published, reader=reader)
    frame = _frame(options.open_pipeline(gazetteer_path, recognizer, corrections), inputs, places)
    if len(frame) or not inputs.failed:
        write_frame(frame, output, format)
        if map_path:
            from geoincidents.mapping import write_map  # noqa: PLC0415 - folium is slow to load

            write_map(frame, map_path)
            click.echo(f"map in {map_path}", err=True)
    inputs.finish()


def _frame(pipeline: Pipeline, inputs: options.Inputs, places: bool) -> GeoDataFrame:
    if not places:
        return pipeline.geocode(inputs)
    from geoincidents.frame import places_frame  # noqa: PLC0415

    parses = [pipeline.parse(article) for article in inputs]
    frame = places_frame(parses)
    frame.attrs["evidence"] = pipeline.evidence(parse.article for parse in parses)
    return frame
