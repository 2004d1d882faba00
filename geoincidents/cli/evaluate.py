"""``geoincidents evaluate``: scores against a gold file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geoincidents.cli import options
from geoincidents.errors import ArticleError

if TYPE_CHECKING:
    from geoincidents.evaluation import Scores


@click.command()
@click.argument("gold", type=click.Path(dir_okay=False))
@click.option(
    "--predictions",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Lines that `parse` wrote; default: parse the articles of GOLD now.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@options.recognizer_option
@options.gazetteer_option
def command(
    gold: str, predictions: str | None, as_json: bool, recognizer: str | None, gazetteer_path: str | None
) -> None:
    """Score the mentions and places found in the articles of GOLD.

    GOLD has a row of JSON an article: {"doc_id": …, "text": …, "mentions": [{"start", "end", "lon", "lat"}]}.
    """
    from geoincidents.evaluation import evaluate  # noqa: PLC0415 - not for --help

    wanted = list(_rows(gold))
    predicted = list(_rows(predictions) if predictions else _parsed(gold, recognizer, gazetteer_path))
    both = {
        "all": evaluate(wanted, predicted),
        "sub-national": evaluate(wanted, predicted, sub_national=True),
    }
    if as_json:
        click.echo(json.dumps({name: as_plain(scores) for name, scores in both.items()}, indent=1))
    else:
        click.echo("\n\n".join(as_text(name, scores) for name, scores in both.items()))


def _rows(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                row["doc_id"], row["mentions"]
            except (ValueError, KeyError, TypeError) as error:
                raise ArticleError(
                    f"{path}:{number}: not a row with doc_id and mentions ({error})"
                ) from error
            yield row


def _parsed(gold: str, recognizer: str | None, gazetteer_path: str | None) -> Iterator[dict[str, Any]]:
    from geoincidents.cli.parse import parse_row  # noqa: PLC0415 - not for --help

    pipeline = options.open_pipeline(gazetteer_path, recognizer)
    inputs = options.Inputs((gold,))
    for article in inputs:
        yield parse_row(article, pipeline.parse(article).resolutions)
    inputs.finish()


def as_plain(scores: Scores) -> dict[str, Any]:
    """Return the figures as plain values."""
    return {
        "documents": scores.documents,
        "documents_without_predictions": scores.missing_documents,
        **{
            name: {
                "precision": round(rates.precision, 4),
                "recall": round(rates.recall, 4),
                "f1": round(rates.f1, 4),
                "right": rates.right,
                "predicted": rates.predicted,
                "gold": rates.gold,
            }
            for name, rates in _rates(scores).items()
        },
        "acc161": round(scores.accuracy(), 4),
        "acc20": round(scores.accuracy(20.0), 4),
        "median_km": _rounded(scores.median_km(), 2),
        "auc": _rounded(scores.auc(), 4),
        "answered": len(scores.errors_km),
        "located_gold": scores.located_gold,
        "calibration_error": _rounded(scores.calibration_error, 4),
        "reliability": [
            {
                "low": row.low,
                "high": row.high,
                "answers": row.answers,
                "confidence": _rounded(row.confidence, 4),
                "right": _rounded(row.right, 4),
            }
            for row in scores.reliability
        ],
        "in_region": scores.in_region,
        "with_region": scores.with_region,
    }


def _rates(scores: Scores) -> dict[str, Any]:
    return {
        "recognition_exact": scores.exact,
        "recognition_overlap": scores.overlap,
        "end_to_end_161km": scores.end_to_end,
        "end_to_end_20km": scores.end_to_end_narrow,
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def as_text(name: str, scores: Scores) -> str:
    """Return the figures as lines of text."""
    lines = [f"{name}: {scores.documents} documents"]
    lines += [
        f"  {title.replace('_', ' '):20} P {rates.precision:.3f}  R {rates.recall:.3f}  F1 {rates.f1:.3f}"
        for title, rates in _rates(scores).items()
    ]
    median, auc = scores.median_km(), scores.auc()
    if median is not None and auc is not None:
        lines.append(
            f"  of {scores.located_gold} with a place: Acc@161 {scores.accuracy():.3f}  "
            f"Acc@20 {scores.accuracy(20.0):.3f}  median {median:.1f} km  AUC {auc:.3f}"
        )
    if scores.calibration_error is not None:
        lines.append(f"  calibration error {scores.calibration_error:.3f}; confidence → right:")
        lines += [
            f"    {row.low:.1f}–{row.high:.1f}  {row.confidence:.2f} → {row.right:.2f}  ({row.answers})"
            for row in scores.reliability
            if row.confidence is not None and row.right is not None
        ]
    if scores.with_region:
        lines.append(f"  within the stated uncertainty: {scores.in_region} of {scores.with_region}")
    return "\n".join(lines)
