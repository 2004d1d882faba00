"""How often answers of each confidence are right: the table of docs/accuracy/incidents.md.

The confidences of place, type and date have three to five weights, learnt on all documents; here each half
of them is judged by weights learnt on the other. Whether it happened at all is learnt on one half and judged
on the other.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.weights import Linear, load_linear
from training.incidents.fit import (
    WORK,
    gather_actual,
    gather_confidence,
    is_fit,
    learn_confidence,
    parses,
    read_rows,
    scorer,
)

NAMES = ("place", "type", "date")
"""In the order of `gather_confidence`."""
EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def is_check(doc_id: str) -> bool:
    """Tell whether a document was kept back from learning."""
    return not is_fit(doc_id)


def table(name: str, answers: list[tuple[float, bool]]) -> None:
    """Print, bin by bin, how many answers there are, their mean confidence and the share that is right."""
    bins = defaultdict(list)
    for confidence, right in answers:
        low = max(edge for edge in EDGES if confidence >= edge)
        bins[low].append((confidence, right))
    error = 0.0
    for low in sorted(bins):
        rows = bins[low]
        mean = sum(c for c, _ in rows) / len(rows)
        share = sum(r for _, r in rows) / len(rows)
        error += abs(mean - share) * len(rows) / len(answers)
        print(f"| {name} | {low:.1f} | {len(rows)} | {mean:.2f} | {share:.2f} |")
    print(f"{name}: {len(answers)} answers, expected calibration error {error:.3f}")


def main() -> None:
    """Measure on the half kept back."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cache", type=Path, default=WORK)
    chosen = arguments.parse_args()
    score = scorer(chosen.folder)
    corpora = []
    for name in ("muc4", "gva"):
        rows = read_rows(chosen.folder, name)
        corpora.append((name, rows, parses(rows, name, chosen.cache)))
    rules = IncidentRules()
    answers = defaultdict(list)
    halves = [gather_confidence(corpora, score, rules, keep) for keep in (is_fit, is_check)]
    for learnt, checked in (halves, halves[::-1]):
        for name, (rows, labels), (others, verdicts) in zip(NAMES, learnt, checked, strict=True):
            model = learn_confidence(rows, labels)
            linear = Linear(model["bias"], model["weights"])
            answers[name] += [
                (linear.probability(row), bool(right)) for row, right in zip(others, verdicts, strict=True)
            ]
    x, y, _, _ = gather_actual(corpora[:1], score, rules, is_check)
    actual = load_linear("actual")
    answers["incident"] = [(actual.probability(row), bool(label)) for row, label in zip(x, y, strict=True)]
    for name, rows in answers.items():
        table(name, rows)


if __name__ == "__main__":
    main()
