"""``geoincidents parse``: every mention with its place, a JSON line a document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from geoincidents.cli import options

if TYPE_CHECKING:
    from geoincidents.types import Article, Resolution


@click.command()
@options.articles_argument
@options.date_option
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Leave a mention without a place where it is less sure than this.",
)
@options.recognizer_option
@options.reader_option
@options.columns_option
@options.private_option
@options.gazetteer_option
@options.fallback_option
def command(
    articles: tuple[str, ...],
    published: date | None,
    min_confidence: float,
    recognizer: str | None,
    reader: str | None,
    columns: tuple[str, ...],
    allow_private: bool,
    gazetteer_path: str | None,
    fallback: str | None,
) -> None:
    """Write every mention of ARTICLEs with its place: a JSON line a document, in input order.

    A mention without a place is there with null coordinates. `--recognizer given` takes the mentions of
    the input rows.
    """
    from geoincidents.exports.plain import compact  # noqa: PLC0415 - not for --help

    inputs = options.Inputs(
        articles, published=published, reader=reader, settings=options.reading(columns, allow_private)
    )
    pipeline = options.open_pipeline(gazetteer_path, recognizer, fallback=fallback)
    for article in inputs:
        resolutions = pipeline.parse(article).resolutions
        click.echo(compact(parse_row(article, resolutions, min_confidence)))
    inputs.finish()


def parse_row(
    article: Article, resolutions: tuple[Resolution, ...], min_confidence: float = 0.0
) -> dict[str, Any]:
    """Return the line of one document."""
    return {"doc_id": article.id, "mentions": [_mention(found, min_confidence) for found in resolutions]}


def _mention(found: Resolution, min_confidence: float) -> dict[str, Any]:
    mention = found.mention
    sure = found.confidence >= min_confidence
    location = found.location if sure else None
    place = found.place if sure else None
    return {
        "start": mention.span[0],
        "end": mention.span[1],
        "text": mention.text,
        "kind": mention.kind,
        "lon": round(location.lon, 6) if location else None,
        "lat": round(location.lat, 6) if location else None,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "country_code": place.country_code if place else None,
        "feature_code": place.feature_code if place else None,
        "score": round(mention.score, 4),
        "confidence": round(found.confidence, 4),
        "uncertainty_m": round(location.uncertainty_m) if location else None,
        "role": found.role,
        "reasons": list(found.reasons),
    }
