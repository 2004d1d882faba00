"""Incidents to standard output: a table for a terminal, GeoJSON for a pipe; or to a file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from geoincidents.records import Records

_QUOTE_CHARS = (20, 80)
"""Least and most characters of a quote in the table: it takes what the terminal's width leaves."""

_TABLE = ("WHEN", "WHAT", "WHERE", "WITHIN", "KILLED", "INJURED", "SURE")


def write_frame(frame: GeoDataFrame | Records, output: str | None, format: str | None) -> None:
    """Write a frame where the options say: to a file, else to standard output."""
    from geoincidents.exports import write_incidents  # noqa: PLC0415 - not for --help

    if output and output != "-":
        write_incidents(frame, output, format=format)
        click.echo(f"{len(frame)} {'row' if len(frame) == 1 else 'rows'} in {output}", err=True)
    elif format is None and sys.stdout.isatty():
        click.echo(table(frame, shutil.get_terminal_size().columns))
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "out"
            write_incidents(frame, file, format=format or "geojson")
            with file.open("rb") as data:
                shutil.copyfileobj(data, sys.stdout.buffer)
            sys.stdout.buffer.flush()


def write_stream(lines: Iterable[str], output: str | None) -> None:
    """Write lines as they come: to standard output, or to a file that appears when it is whole."""
    from geoincidents.files import whole_file  # noqa: PLC0415 - not for --help

    if output is None or output == "-":
        for line in lines:
            sys.stdout.write(line)
            sys.stdout.flush()
        return
    with whole_file(output) as path, path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def table(frame: GeoDataFrame | Records, width: int = 120) -> str:
    """Return the incidents, or the places, as a table of text that is `width` characters wide at most."""
    from geoincidents.exports.plain import plain_rows  # noqa: PLC0415 - not for --help

    rows = list(plain_rows(frame))
    if not rows:
        return "Nothing found."
    if "incident_id" not in rows[0]:
        heads = ("TEXT", "KIND", "PLACE", "COUNTRY", "LON", "LAT", "WITHIN", "SURE")
        return _aligned([heads, *(_place_cells(row) for row in rows)])
    shown = _aligned([_TABLE, *(_incident_cells(row) for row in rows)]).splitlines()
    column = max(map(len, shown)) + 2
    room = min(width - column, _QUOTE_CHARS[1])
    if room < _QUOTE_CHARS[0]:
        return "\n".join(shown)
    quotes = ["QUOTE", *(_shortened(" ".join((row.get("quote") or "").split()), room) for row in rows)]
    return "\n".join(
        f"{line.ljust(column)}{quote}".rstrip() for line, quote in zip(shown, quotes, strict=True)
    )


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _incident_cells(row: dict[str, Any]) -> tuple[str, ...]:
    start, end = row["date_start"], row["date_end"]
    when = "?" if start is None else start if start == end else f"{start}…{(end or '?')[5:]}"
    where = ", ".join(
        dict.fromkeys(part for part in (row["place_name"], row["admin1"], row["country"]) if part)
    )
    return (
        when,
        row["sub_event_type"] or row["event_type"],
        where or "not said",
        distance(row["uncertainty_m"]),
        people(row, "killed"),
        people(row, "injured"),
        f"{row['confidence']:.2f}",
    )


def _place_cells(row: dict[str, Any]) -> tuple[str, ...]:
    def degrees(value: float | None) -> str:
        return "–" if value is None else f"{value:.4f}"

    sure = "–" if row["confidence"] is None else f"{row['confidence']:.2f}"
    return (
        row["text"], row["kind"], row["name"] or "–", row["country_code"] or "–",
        degrees(row["lon"]), degrees(row["lat"]), distance(row["uncertainty_m"]), sure,
    )  # fmt: skip


def distance(metres: float | None) -> str:
    """Return a radius in km as a person would say it; "–" where there is none."""
    if metres is None:
        return "–"
    km = metres / 1000
    return f"{km:.1f} km" if km < 10 else f"{km:,.0f} km"


def people(row: dict[str, Any], harm: str) -> str:
    """Return a count as "4", "≥20", "≤5", "10–15"; "–" where not stated."""
    low, best, high = (row[f"{harm}_{bound}"] for bound in ("low", "best", "high"))
    if low is not None and high is not None and low != high:
        return f"{low}–{high}"
    if best is not None:
        return str(best) if high is not None or low is None or low == best else f"≥{low}"
    return f"≥{low}" if low is not None else f"≤{high}" if high is not None else "–"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
