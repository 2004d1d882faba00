"""Measure recognition: precision, recall, F1 with intervals over documents, and what each rule is worth.

    python -m training.recognizer.measure ../shared [--rules] [--recognizer scan]

Spans are compared one to one, exact or overlapping, as ``../shared/eval/score.py`` does. LGL marks demonyms,
the others do not, so they are left out there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.reading import RULES
from geoincidents.mentions.scan import ScanRecognizer
from geoincidents.mentions.tagger import ModelRecognizer
from geoincidents.protocols import Recognizer
from geoincidents.types import Article

CORPORA = {
    "lgl": "eval/corpora/lgl.jsonl",
    "geovirus": "eval/corpora/geovirus.jsonl",
    "worldwide": "eval/ner/worldwide.jsonl",
    "gmb_dev": "training/gmb_dev.jsonl",
    "ewt_dev": "training/ewt_dev.jsonl",
}
Span = tuple[int, int]
Document = tuple[str, set[Span]]


def documents(path: Path) -> Iterator[Document]:
    """Yield each text with its gold spans of places."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if "mentions" in row:
                yield row["text"], {(mention["start"], mention["end"]) for mention in row["mentions"]}
            else:
                yield row["text"], {(s, e) for s, e, label in row["spans"] if label in {"LOC", "FAC"}}


def counts(gold: set[Span], found: set[Span]) -> tuple[int, int, int, int]:
    """Return exactly right, overlapping, gold and found spans."""
    exact = len(gold & found)
    pairs = sorted(
        (-(min(one[1], other[1]) - max(one[0], other[0])), one, other)
        for one in gold - found
        for other in found - gold
        if one[0] < other[1] and other[0] < one[1]
    )
    taken: set[tuple[int, Span]] = set()
    overlap = exact
    for _, one, other in pairs:
        if (0, one) not in taken and (1, other) not in taken:
            taken |= {(0, one), (1, other)}
            overlap += 1
    return exact, overlap, len(gold), len(found)


def figures(table: np.ndarray) -> np.ndarray:
    """Return exact P, R, F1 and overlap P, R, F1 of summed counts."""
    exact, overlap, gold, found = table.sum(axis=0)
    return np.array(
        [
            value
            for right in (exact, overlap)
            for value in (right / found, right / gold, 2 * right / (gold + found))
        ]
    )


def table(recognizer: Recognizer, name: str, texts: list[Document]) -> np.ndarray:
    """Return a row of counts a document."""
    rows = []
    for text, gold in texts:
        mentions = recognizer(Article(id="document", text=text))
        kept = {
            m.span
            for m in mentions
            if m.kind not in ({"coordinate"} if name == "lgl" else {"demonym", "coordinate"})
        }
        rows.append(counts(gold, kept))
    return np.array(rows, dtype=np.float64)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="folder with eval/ and training/")
    parser.add_argument("--rules", action="store_true", help="also without each rule")
    parser.add_argument("--recognizer", choices=("model", "scan"), default="model")
    parser.add_argument("--every", type=int, default=1, help="measure every so many documents")
    arguments = parser.parse_args()
    gazetteer = Gazetteer()
    data = {
        name: list(documents(arguments.shared / path))[:: arguments.every] for name, path in CORPORA.items()
    }
    recognizer = {"model": ModelRecognizer, "scan": ScanRecognizer}[arguments.recognizer](gazetteer)
    generator = np.random.default_rng(1)
    print("corpus      exact P / R / F1     overlap P / R / F1   both F1 in 95 % of 1,000 resamples")
    for name, texts in data.items():
        rows = table(recognizer, name, texts)
        drawn = [figures(rows[generator.integers(0, len(rows), len(rows))]) for _ in range(1000)]
        low, high = np.quantile([sample[[2, 5]] for sample in drawn], [0.025, 0.975], axis=0)
        values = "  ".join(f"{value:.3f}" for value in figures(rows))
        print(f"{name:10}  {values}   {low[0]:.3f}-{high[0]:.3f}  {low[1]:.3f}-{high[1]:.3f}", flush=True)
    if arguments.rules:
        base = {name: figures(table(recognizer, name, texts)) for name, texts in data.items()}
        for rule in [*sorted(RULES), "all"]:
            other = ModelRecognizer(gazetteer, frozenset() if rule == "all" else RULES - {rule})
            gains = []
            for name, texts in data.items():
                difference = base[name] - figures(table(other, name, texts))
                gains.append(f"{name} {100 * difference[2]:+.1f}/{100 * difference[5]:+.1f}")
            print(f"{rule:14} {'  '.join(gains)}", flush=True)


if __name__ == "__main__":
    main()
