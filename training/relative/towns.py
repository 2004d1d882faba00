"""Fit how far from a town's point lies what is told "in" the town.

usage: python training/relative/towns.py ../shared/eval/incidents/gva.dev.jsonl gazetteer/relations/towns.csv

The gold points are street addresses; the town is the place of the city's name nearest to the point. For each
coverage a line (base and multiple of the town's extent) is fitted by quantile regression on every other
incident, and the share inside is printed for the rest. Needs scipy.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from gazetteer.geocoder import Gazetteer
from gazetteer.geodesy import distance_m

COVERAGES = (0.5, 0.68, 0.8, 0.9, 0.95)
FARTHEST_M = 60_000.0
"""Beyond this the town is another of the same name."""


def pairs(path: str):
    """Yield the distance of each street address from its town's point, and the town's extent, in metres."""
    gazetteer = Gazetteer()
    for line in Path(path).read_text("utf-8").splitlines():
        for incident in json.loads(line)["incidents"]:
            if incident["level"] != "address" or incident["lat"] is None:
                continue
            here = (incident["lon"], incident["lat"])
            for name in reversed(incident["location_chain"]):
                found = gazetteer.search(name, country_code="US", feature_classes=["P"], near=here, limit=5)
                towns = [match.place for match in found if match.score >= 0.99]
                if towns and distance_m(towns[0].lon, towns[0].lat, *here) < FARTHEST_M:
                    yield distance_m(towns[0].lon, towns[0].lat, *here), towns[0].extent_m
                    break


def fit(distance, extent, coverage: float) -> tuple[float, float]:
    """Return base and multiple by quantile regression."""

    def loss(p):
        rest = distance - np.exp(p[0]) - np.exp(p[1]) * extent
        return float(np.where(rest > 0, coverage * rest, (coverage - 1.0) * rest).mean())

    best = minimize(loss, [np.log(2000.0), 0.0], method="Nelder-Mead", options={"maxiter": 4000})
    return float(np.exp(best.x[0])), float(np.exp(best.x[1]))


def main() -> None:
    """Fit, print and write."""
    data = np.array(list(pairs(sys.argv[1])))
    half, rest = data[::2], data[1::2]
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["coverage", "base_m", "per_extent", "n", "source"])
        for coverage in COVERAGES:
            base, multiple = fit(half[:, 0], half[:, 1], coverage)
            inside = (rest[:, 0] <= base + multiple * rest[:, 1]).mean()
            print(
                f"{coverage:.2f}: {base:.0f} m + {multiple:.2f} extents; held out {inside:.3f} of {len(rest)}"
            )
            base, multiple = fit(data[:, 0], data[:, 1], coverage)
            writer.writerow(
                [coverage, round(base), round(multiple, 3), len(data), "training/relative/towns.py"]
            )


if __name__ == "__main__":
    main()
