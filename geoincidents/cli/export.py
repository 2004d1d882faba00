"""``geoincidents export``: a file of incidents to another format."""

from __future__ import annotations

import click

from geoincidents.cli import options


@click.command()
@click.argument("incidents", metavar="INCIDENTS", type=click.Path())
@options.output_option
@click.option(
    "--format",
    metavar="NAME",
    help="geojson, geojsonseq, jsonl, csv, gpkg, fgb, kml, parquet, postgis; default by the suffix of -o.",
)
@click.option(
    "--profile",
    type=click.Choice(["acled", "ucdp", "darwin-core"]),
    help="Columns and codes of that data set; CSV unless -o tells otherwise.",
)
@click.option(
    "--blur",
    "blur_km",
    type=float,
    metavar="KM",
    help="Move points to a grid this wide, and widen regions to match.",
)
@click.option(
    "--drop", "dropped", multiple=True, metavar="COLUMN", help="Leave this column out; may be repeated."
)
def command(
    incidents: str,
    output: str | None,
    format: str | None,
    profile: str | None,
    blur_km: float | None,
    dropped: tuple[str, ...],
) -> None:
    """Convert INCIDENTS, a file that geocode or batch wrote, to the format of -o.

    --blur and --drop are for publishing without harm: what they did stands in the file's metadata.
    """
    from geoincidents.cli.output import write_frame  # noqa: PLC0415 - not for --help
    from geoincidents.exports import harm, profiles, read_incidents  # noqa: PLC0415

    frame = read_incidents(incidents)
    if blur_km is not None:
        frame = harm.blur(frame, blur_km)
        telling = [name for name in harm.TELLING if name not in dropped]
        if telling:
            click.echo(
                f"still as it was, and may name the place: {', '.join(telling)} (see --drop)", err=True
            )
    if dropped:
        frame = harm.drop(frame, dropped)
    if profile is not None:
        frame = profiles.profile(frame, profile)
    to_stdout = output is None or output == "-"
    write_frame(frame, output, format or ("csv" if profile and to_stdout else None))
