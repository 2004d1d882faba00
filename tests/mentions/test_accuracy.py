"""The accuracy gate: no figure may fall below its floor in ``tests/data/floors.toml``; floors only rise."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.tagger import ModelRecognizer
from geoincidents.types import Article
from tests.own_articles import load

FLOORS = tomllib.loads((Path(__file__).parent.parent / "data/floors.toml").read_text("utf-8"))["recognition"]
EVERY = 4
"""Every so many documents of a corpus are measured; the whole corpora by ``docs/accuracy/recognition.md``."""
CORPORA = {
    "lgl": "corpora/lgl.jsonl",
    "geovirus": "corpora/geovirus.jsonl",
    "worldwide": "ner/worldwide.jsonl",
}
Span = tuple[int, int]


def overlap_f1(pairs: list[tuple[set[Span], set[Span]]]) -> float:
    """Return F1 of (gold, found) spans, one-to-one, at least one shared character; equal spans go first."""
    right = total = 0
    for gold, found in pairs:
        total += len(gold) + len(found)
        right += len(gold & found)
        left = sorted(gold - found)
        for span in sorted(found - gold):
            partner = next((other for other in left if other[0] < span[1] and span[0] < other[1]), None)
            if partner is not None:
                left.remove(partner)
                right += 1
    return 2 * right / total


def rows(path: Path) -> Iterator[tuple[str, set[Span]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                row = json.loads(line)
                if "mentions" in row:
                    yield row["text"], {(mention["start"], mention["end"]) for mention in row["mentions"]}
                else:
                    yield row["text"], {(s, e) for s, e, label in row["spans"] if label in {"LOC", "FAC"}}


def test_own_articles(gazetteer: Gazetteer) -> None:
    recognizer = ModelRecognizer(gazetteer)
    pairs = []
    for own in load()[:40]:  # the floor's; tests/test_own_articles.py has floors of the others
        mentions = recognizer(Article(id=own.name, text=own.text))
        gold = {(mention.start, mention.end) for mention in own.mentions}
        # The gold names places; demonyms beside it are neither right nor wrong.
        found = {mention.span for mention in mentions if mention.kind != "demonym" or mention.span in gold}
        pairs.append((gold, found))
    assert overlap_f1(pairs) >= FLOORS["own"]


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA)
def test_floor(gazetteer: Gazetteer, shared: Path, corpus: str) -> None:
    recognizer = ModelRecognizer(gazetteer)
    pairs = []
    for text, gold in rows(shared / "eval" / CORPORA[corpus]):
        # LGL alone marks demonyms.
        found = {
            mention.span
            for mention in recognizer(Article(id="a", text=text))
            if mention.kind != "demonym" or corpus == "lgl"
        }
        pairs.append((gold, found))
    assert overlap_f1(pairs) >= FLOORS[corpus]
