"""``geoincidents locate``: one expression, or a file of them, to points and regions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from geoincidents.cli import options
from geoincidents.errors import ArticleError

if TYPE_CHECKING:
    from gazetteer.location import Location

FORMATS = ("text", "geojson", "jsonl", "wkt", "darwin-core")


@click.command()
@click.argument("expressions", nargs=-1, metavar="[TEXT]...")
@click.option(
    "--jsonl",
    "rows_path",
    metavar="FILE",
    help='Instead of TEXT, rows of JSON, one a line: {"id": …, "text": …, "context": [places told with it]};'
    " - is standard input.",
)
@click.option(
    "--in",
    "context",
    multiple=True,
    metavar="PLACE",
    help="A country, state or place that TEXT is told with. May be repeated.",
)
@click.option(
    "--genre",
    type=click.Choice(["general", "news"]),
    default="general",
    show_default=True,
    help="How loosely distances and directions are meant.",
)
@click.option(
    "--coverage",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.9,
    show_default=True,
    help="Share of the true places that the region shall hold.",
)
@click.option(
    "--format",
    "as_format",
    type=click.Choice(FORMATS),
    help="Default: text on a terminal, GeoJSON in a pipe, JSON lines for --jsonl.",
)
@options.output_option
@options.gazetteer_option
def command(
    expressions: tuple[str, ...],
    rows_path: str | None,
    context: tuple[str, ...],
    genre: str,
    coverage: float,
    as_format: str | None,
    output: str | None,
    gazetteer_path: str | None,
) -> None:
    """Say where TEXT is: "80 kilometres north of Baghdad", "near Hit, Iraq", "Baghdad"."""
    if bool(expressions) == bool(rows_path):
        raise click.UsageError("give TEXT, or --jsonl FILE")
    from gazetteer.locate import explain  # noqa: PLC0415 - not for --help

    atlas = options.open_gazetteer(gazetteer_path)
    failures: list[str] = []
    rows = _read_rows(rows_path, failures) if rows_path else _given_rows(expressions)
    style = as_format or ("jsonl" if rows_path else "text" if _terminal(output) else "geojson")

    def answers() -> Iterator[tuple[dict[str, Any], Location | None, Sequence[str]]]:
        for row in rows:
            beside = (*context, *row.get("context", ()))
            location, reasons = explain(row["text"], atlas, context=beside, genre=genre, coverage=coverage)  # type: ignore[arg-type]
            if location is None and not rows_path:
                failures.append(f"{row['text']!r}: {'; '.join(reasons)}")
            yield row, location, reasons

    if output and output != "-":
        from geoincidents.files import write_text  # noqa: PLC0415

        write_text(output, "".join(_lines(answers(), style)))
    else:
        for line in _lines(answers(), style):
            sys.stdout.write(line)
    for message in failures:
        click.echo(f"geoincidents: {message}", err=True)
    if failures:
        raise click.exceptions.Exit(1)


def _terminal(output: str | None) -> bool:
    return (output is None or output == "-") and sys.stdout.isatty()


def _given_rows(expressions: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(expressions, 1):
        yield {"id": str(number), "text": text}


def _read_rows(path: str, failures: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file; a line that is none is named and left out."""
    try:
        with click.open_file(path, encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
                        raise ValueError('not a row with "id" and "text"')
                except ValueError as error:
                    failures.append(f"{path}:{number}: {error}")
                    continue
                beside = row.get("context") or ()
                row["context"] = (
                    [beside] if isinstance(beside, str) else [c for c in beside if isinstance(c, str)]
                )
                yield row
    except OSError as error:
        raise ArticleError(f"{path}: {error.strerror or error}") from error


def _lines(
    answers: Iterator[tuple[dict[str, Any], Location | None, Sequence[str]]], style: str
) -> Iterator[str]:
    from geoincidents.exports.plain import compact  # noqa: PLC0415 - not for --help

    if style == "geojson":
        features = [
            _feature(row, location, reasons) for row, location, reasons in answers if location is not None
        ]
        yield compact({"type": "FeatureCollection", "features": features}) + "\n"
        return
    for row, location, reasons in answers:
        if style == "jsonl":
            yield compact(answer(row["id"], location, reasons)) + "\n"
        elif location is None:
            continue
        elif style == "wkt":
            from geoincidents.exports.plain import rounded_geometry  # noqa: PLC0415

            yield rounded_geometry(location.region).wkt + "\n"
        elif style == "darwin-core":
            yield compact({"id": row["id"], **darwin_core(location)}) + "\n"
        else:
            yield _text(row["text"], location)


def answer(row_id: Any, location: Location | None, reasons: Sequence[str]) -> dict[str, Any]:
    """Return the JSON line of one expression; nulls and the reason where there is no answer."""
    from geoincidents.exports.plain import plain_geometry  # noqa: PLC0415 - not for --help

    if location is None:
        keys = ("lon", "lat", "region", "coverage", "uncertainty_m", "precision", "method")
        return {"id": row_id, **dict.fromkeys(keys), "place_ids": [], "reasons": list(reasons)}
    return {
        "id": row_id,
        "lon": round(location.lon, 6),
        "lat": round(location.lat, 6),
        "region": plain_geometry(location.region),
        "coverage": location.coverage,
        "uncertainty_m": round(location.uncertainty_m),
        "precision": location.precision.name.lower(),
        "method": location.method,
        "place_ids": list(location.place_ids),
        "reasons": list(reasons),
    }


def _feature(row: dict[str, Any], location: Location, reasons: Sequence[str]) -> dict[str, Any]:
    properties = answer(row["id"], location, reasons)
    point = [properties["lon"], properties["lat"]]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": point},
        "properties": {"text": row["text"], **properties},
    }


def darwin_core(location: Location) -> dict[str, Any]:
    """Return the Darwin Core terms of a location."""
    from geoincidents.exports.plain import rounded_geometry  # noqa: PLC0415 - not for --help

    return {
        "decimalLatitude": round(location.lat, 6),
        "decimalLongitude": round(location.lon, 6),
        "geodeticDatum": "EPSG:4326",
        "coordinateUncertaintyInMeters": max(1, round(location.uncertainty_m)),
        "footprintWKT": rounded_geometry(location.region).wkt,
        "footprintSRS": "EPSG:4326",
        "georeferenceProtocol": (
            f"geoincidents: smallest region with probability {location.coverage:g}, "
            "densities measured by kind of expression"
        ),
        "georeferenceSources": "; ".join(location.place_ids),
        "georeferenceRemarks": "; ".join(location.reasons),
    }


def _text(text: str, location: Location) -> str:
    from gazetteer.geodesy import area_m2  # noqa: PLC0415 - not for --help

    south_north = f"{abs(location.lat):.4f}° {'N' if location.lat >= 0 else 'S'}"
    west_east = f"{abs(location.lon):.4f}° {'E' if location.lon >= 0 else 'W'}"
    area = area_m2(location.region) / 1e6
    lines = [
        text,
        f"  point   {south_north}, {west_east}",
        f"  region  {area:,.{0 if area >= 100 else 1}f} km² that hold it with {location.coverage:.0%},"
        f" all within {location.uncertainty_m / 1000:,.1f} km of the point",
        f"  known   {location.precision.name.lower()}, by {location.method}",
        *(f"  why     {reason}" for reason in location.reasons),
    ]
    return "\n".join(lines) + "\n"
