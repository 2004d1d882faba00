"""``parse`` and ``evaluate``: a line a document, in order, and figures from a gold file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geoincidents.cli.evaluate import command as evaluate_command
from geoincidents.cli.parse import command as parse_command
from geoincidents.errors import ArticleError

ROWS = [
    {
        "doc_id": "one", "text": "A fire broke out in Paris, Texas.",
        "mentions": [{"start": 20, "end": 25}, {"start": 27, "end": 32}],
    },
    {"doc_id": "two", "text": "Nothing happened.", "mentions": []},
    {"doc_id": "three", "text": "They left Qaryat Zubaydaniyun.", "mentions": [{"start": 10, "end": 29}]},
]  # fmt: skip
POINTS = [[(33.66, -95.55), (31.0, -100.0)], [], [(35.0, 43.0)]]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    rows = [
        {**row, "mentions": [
            {**mention, "lat": lat, "lon": lon}
            for mention, (lat, lon) in zip(row["mentions"], points, strict=True)  # type: ignore[arg-type]
        ]}
        for row, points in zip(ROWS, POINTS, strict=True)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_parse_writes_a_line_a_document(articles: Path) -> None:
    result = CliRunner().invoke(parse_command, [str(articles), "--recognizer", "given"])
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.output.splitlines()]
    assert [line["doc_id"] for line in lines] == ["one", "two", "three"]
    town, state = lines[0]["mentions"]
    assert (town["start"], town["end"], town["text"]) == (20, 25, "Paris")
    assert town["place_id"] == "geonames:4717560"
    assert (town["name"], town["country_code"]) == ("Paris", "US")
    assert town["lat"] == pytest.approx(33.66, abs=0.05)
    assert state["feature_code"] == "ADM1"
    assert lines[1]["mentions"] == []
    unknown = lines[2]["mentions"][0]
    assert unknown["lon"] is unknown["lat"] is unknown["place_id"] is unknown["uncertainty_m"] is None
    assert unknown["reasons"]


def test_min_confidence_leaves_the_mention_without_a_place(articles: Path) -> None:
    result = CliRunner().invoke(
        parse_command, [str(articles), "--recognizer", "given", "--min-confidence", "1"]
    )
    town = json.loads(result.output.splitlines()[0])["mentions"][0]
    assert town["place_id"] is None
    assert town["lon"] is None
    assert 0 < town["confidence"] < 1


def test_evaluate_reads_predictions_or_parses(articles: Path, gold: Path, tmp_path: Path) -> None:
    parsed = CliRunner().invoke(parse_command, [str(articles), "--recognizer", "given"])
    predictions = tmp_path / "parsed.jsonl"
    predictions.write_text(parsed.output, encoding="utf-8")
    told = CliRunner().invoke(evaluate_command, [str(gold), "--predictions", str(predictions), "--json"])
    assert told.exit_code == 0, told.output
    figures = json.loads(told.output)["all"]
    assert figures["acc161"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["answered"] == 2
    assert figures["recognition_exact"]["f1"] == 1.0
    direct = CliRunner().invoke(evaluate_command, [str(gold), "--recognizer", "given", "--json"])
    assert json.loads(direct.output) == json.loads(told.output)
    text = CliRunner().invoke(evaluate_command, [str(gold), "--predictions", str(predictions)])
    assert "sub-national: 3 documents" in text.output
    assert "Acc@161 0.667" in text.output
    assert "within the stated uncertainty: 2 of 2" in text.output


def test_evaluate_names_the_line_of_a_bad_row(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"doc_id": "a", "mentions": []}\n\n{"doc_id": "b"}\n', encoding="utf-8")
    result = CliRunner().invoke(evaluate_command, [str(bad)])
    assert isinstance(result.exception, ArticleError)
    assert "bad.jsonl:3: not a row with doc_id and mentions" in str(result.exception)


def test_evaluate_of_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    result = CliRunner().invoke(evaluate_command, [str(empty), "--predictions", str(empty)])
    assert result.output.startswith("all: 0 documents")
    assert "median" not in result.output
