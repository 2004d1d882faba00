"""Measure how often the worthiest candidate of an anchor's name is right, by how far it leads.

usage: python training/relative/namesakes.py ../shared/eval/relative/fit.jsonl

The anchors' true points are given, and so is their country; names of states are not, so that names of the
United States are harder here than in labels. Prints the best `_DOUBT` of `gazetteer.relations.choice` on one
half and, for the other half, how often the first candidate is right where it is believed so much.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np

from gazetteer.geocoder import Gazetteer
from gazetteer.geodesy import distance_m
from gazetteer.relations import choice
from gazetteer.relations.relation import SpatialRelation

RIGHT_WITHIN_M = 15_000.0
DOUBTS = (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2)
STEPS = (0.0, 0.4, 0.6, 0.8, 0.9, 0.95, 1.01)


def names(path: str):
    """Yield the candidates of each name and the index of the right one, None where it is not among them."""
    gazetteer = Gazetteer()
    relation = SpatialRelation(span=(0, 0), relation="offset")
    rows = (json.loads(line) for line in Path(path).read_text("utf-8").splitlines())
    unique = {(row["anchor"], row["anchor_country"]): row for row in rows}
    for (name, code), row in sorted(unique.items()):
        country = gazetteer.country(code)
        found = choice.candidates(name, gazetteer, [[country]] if country else [], relation)
        here = (row["anchor_lon"], row["anchor_lat"])
        right = [distance_m(c.place.lon, c.place.lat, *here) < RIGHT_WITHIN_M for c in found]
        if found:
            yield found, right.index(True) if True in right else None


def believed(found, doubt: float) -> list[tuple[choice.Choice, float]]:
    """Return the candidates with their probabilities at a doubt."""
    choice._DOUBT = doubt
    return list(choice.likely(found, 0.9999))


def main() -> None:
    """Fit on every other name, report on the rest."""
    told = list(names(sys.argv[1]))
    scores = {}
    for doubt in DOUBTS:
        logs = []
        for found, right in told[::2]:
            shares = {c.place.id: share for c, share in believed(found, doubt)}
            logs.append(-math.log(shares.get(found[right].place.id, 1e-3) if right is not None else 1e-3))
        scores[doubt] = float(np.mean(logs))
        print(f"doubt {doubt}: log-loss {scores[doubt]:.4f}")
    best = min(scores, key=scores.__getitem__)
    print(f"best {best}; on the other half, first candidate believed → right:")
    first = [(believed(found, best)[0][1], right == 0) for found, right in told[1::2]]
    for low, high in itertools.pairwise(STEPS):
        part = [right for share, right in first if low <= share < high]
        if part:
            print(f"  {low:.2f} to {min(high, 1.0):.2f}: {np.mean(part):.3f} of {len(part)}")


if __name__ == "__main__":
    main()
