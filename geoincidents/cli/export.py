"""``geoincidents export``: a file of incidents to another format."""

from __future__ import annotations

import click

from geoincidents.cli import options


@click.command()
@click.argument("incidents", metavar="INCIDENTS", type=click.Path())
@options.output_option
@click.option("--format", metavar="NAME", help="Format, where the suffix of -o does not tell.")
def command(incidents: str, output: str | None, format: str | None) -> None:
    """Convert INCIDENTS, a file that geocode wrote, to the format of -o."""
    from geoincidents.cli.output import write_frame  # noqa: PLC0415 - not for --help
    from geoincidents.exports import read_incidents  # noqa: PLC0415

    write_frame(read_incidents(incidents), output, format)
