"""``geoincidents map``: articles or incident files to one HTML file."""

from __future__ import annotations

import webbrowser
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geoincidents.cli import options

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FOLDER = Path("maps")
_INCIDENT_FILES = {".geojson", ".json", ".geojsonseq", ".geojsonl", ".csv", ".gpkg", ".parquet", ".fgb"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o", "--output", metavar="FILE", help="Write here. Default: maps/<name of the first input>.html."
)
@click.option("--title", metavar="TEXT", help="Heading of the page.")
@click.option(
    "--tiles",
    metavar="URL",
    help="Background tiles, as https://host/{z}/{x}/{y}.png. Every reader's browser will call that host.",
)
@click.option("--attribution", metavar="TEXT", help="Who made the tiles.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", help="Of the page's own words.")
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@options.date_option
@options.recognizer_option
@options.corrections_option
@options.gazetteer_option
def command(
    inputs: tuple[str, ...],
    output: str | None,
    title: str | None,
    tiles: str | None,
    attribution: str | None,
    language: str,
    open_: bool,
    published: date | None,
    recognizer: str | None,
    corrections: str | None,
    gazetteer_path: str | None,
) -> None:
    """Draw the incidents of INPUTs, articles or files that geocode wrote, as one HTML file.

    The page needs no network and sends nothing. Where some inputs cannot be read the others are drawn, and
    the exit code is 1.
    """
    from geoincidents.errors import IncidentFileError  # noqa: PLC0415 - not for --help
    from geoincidents.exports import read_incidents  # noqa: PLC0415
    from geoincidents.mapping import write_map  # noqa: PLC0415

    files = [source for source in inputs if Path(source).suffix.lower() in _INCIDENT_FILES]
    articles = options.Inputs(tuple(source for source in inputs if source not in files), published=published)
    frames: list[GeoDataFrame] = []
    for source in files:
        try:
            frames.append(read_incidents(source))
        except IncidentFileError as error:
            articles.fail(str(error))
    if articles.sources:
        frames.append(options.open_pipeline(gazetteer_path, recognizer, corrections).geocode(articles))
    if frames and not (articles.failed and all(len(frame) == 0 for frame in frames)):
        if tiles:
            click.echo(f"note: every reader's browser will ask for tiles at {tiles}", err=True)
        gazetteer = options.open_gazetteer(gazetteer_path) if gazetteer_path else None
        path = write_map(
            _joined(frames),
            output or FOLDER / f"{_stem(inputs[0])}.html",
            title=title, tiles=tiles, attribution=attribution, language=language, gazetteer=gazetteer,
        )  # fmt: skip
        click.echo(f"map in {path}", err=True)
        if open_:
            webbrowser.open(path.resolve().as_uri())
    articles.finish()


def _joined(frames: list[GeoDataFrame]) -> GeoDataFrame:
    """Return one frame; an incident that several files hold stands once."""
    if len(frames) == 1:
        return frames[0]
    import pandas as pd  # noqa: PLC0415 - not for --help

    filled = [frame for frame in frames if len(frame)] or frames[:1]
    joined = pd.concat(filled, ignore_index=True)
    return joined.drop_duplicates("incident_id", ignore_index=True) if "incident_id" in joined else joined


def _stem(source: str) -> str:
    """Return the name of the file that a map of that input gets."""
    return "incidents" if source == "-" or "://" in source else (Path(source).stem or "incidents")
