"""Fit the densities of relative locations on expressions with known anchors and true points.

usage: python training/relative/fit.py ../shared/eval/relative/fit.jsonl gazetteer/relations/densities.csv

Needs scipy. Each row of the table is one class of expression at one stated distance or anchor size; between
them the parameters are interpolated on the logarithm. The columns q50 to q95 are the conformal levels: the
share of the density that has to be taken so that 50 … 95 % of held-out expressions fall inside (five folds).
"""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from gazetteer.features import typical_extent_m
from gazetteer.geodesy import azimuth_deg, distance_m
from gazetteer.relations.densities import OWN_SIZE_M
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.polar import Polar, level_of

LEVELS = (0.5, 0.68, 0.8, 0.9, 0.95)
NEARER = {"within", "less than"}
MILE_M = 1609.344
BY_UNIT = {"4", "4 mi", "8", "8 mi"}
ENOUGH = 120.0
"""Rows that a knot of one unit rests on; where it has fewer, those of the other unit make up for them."""
FAR = 12.0
"""Ratios beyond this are anchors of the same name elsewhere; they are left out, and counted."""
FAR_SIZES = 8.0
"""The same for words without a figure, in sizes of the anchor."""


def read(path: str):
    """Yield (relation, measured azimuth, measured distance, anchor extent, row)."""
    for line in Path(path).read_text("utf-8").splitlines():
        row = json.loads(line)
        found = find_relations(row["phrase"], expression=True)
        if not found:
            continue
        here = (row["anchor_lon"], row["anchor_lat"], row["lon"], row["lat"])
        extent = typical_extent_m("P", "PPL", row["anchor_pop"] or None)
        yield found[0], azimuth_deg(*here), distance_m(*here), extent, row


def share(row) -> float:
    """Return the weight of a row: pages that one program wrote about all places of a country count less."""
    return 0.1 if row["anchor_country"] == "IT" and row.get("hedge") == "about" else 1.0


def turn(azimuth: float, stated: float) -> float:
    """Return the angle between two azimuths, 0 to 180."""
    return abs((azimuth - stated + 180.0) % 360.0 - 180.0)


def log_likelihood(density: Polar, radius, angle, weight, directed: bool) -> float:
    """Return the weighted log-likelihood of radii and angles."""
    top = density.farthest
    grid = np.concatenate(
        (
            np.linspace(0, min(top, density.mode + 4 * density.right), 400),
            np.geomspace(min(top, density.mode + 4 * density.right) + 1e-6, top + 1e-3, 100),
        )
    )
    total = np.trapezoid(density.radial(grid), grid)
    value = np.log(density.radial(radius) / total + 1e-9)
    if directed:
        value = value + np.log(density.angular(angle) + 1e-9)
    return float((weight * value).sum())


def fit_density(
    radius, angle, weight, directed: bool, *, least: float = 0.03, tail_least: float = 3.0
) -> Polar:
    """Fit one density by maximum likelihood."""

    middle = float(np.median(radius))

    def make(p):
        aimed = {}
        if directed:
            aimed = {
                "half_deg": float(min(np.exp(p[4]), 120.0)),
                "blur_deg": float(np.exp(p[5])),
                "stray": float(1 / (1 + np.exp(-p[6]))),
            }
        return Polar(
            mode=float(np.exp(p[0])),
            left=max(float(np.exp(p[1])), least * middle),
            right=float(np.exp(p[2])),
            tail=float(tail_least + np.exp(p[3])),
            **aimed,
        )

    def cost(p):
        prior = 0.5 * (p[3] - 0.5) ** 2 + 0.5 * max(0.0, abs(p[1]) - 4) ** 2
        if directed:
            prior += (
                0.5 * ((p[6] + 3.0) / 1.0) ** 2
                + 0.5 * ((p[5] - 1.5) / 0.7) ** 2
                + 0.5 * ((p[4] - 3.0) / 0.8) ** 2
            )
        return -log_likelihood(make(p), radius, angle, weight, directed) + prior

    start = [np.log(middle), np.log(middle * 0.15), np.log(middle * 0.15), 0.5]
    if directed:
        start += [np.log(20.0), np.log(5.0), -3.0]
    best = minimize(
        cost,
        start,
        method="Nelder-Mead",
        options={"maxiter": 4000, "maxfev": 4000, "xatol": 1e-3, "fatol": 1e-3},
    )
    return make(best.x)


def conformal(radius, angle, weight, directed: bool, least: float, tail_least: float) -> dict[float, float]:
    """Return for each coverage the level that holds it on folds not fitted on."""
    fold = np.arange(radius.size) % 5
    levels = np.empty(radius.size)
    for k in range(5):
        density = fit_density(
            radius[fold != k],
            angle[fold != k],
            weight[fold != k],
            directed,
            least=least,
            tail_least=tail_least,
        )
        for i in np.flatnonzero(fold == k):
            levels[i] = level_of(density, radius[i], angle[i] if directed else 0.0)
    order = np.argsort(levels)
    share = np.cumsum(weight[order]) / (weight.sum() + weight.mean())
    return {
        c: float(min(0.995, levels[order][min(np.searchsorted(share, c), radius.size - 1)])) for c in LEVELS
    }


def table(rows):
    """Yield the rows of the table."""
    data = list(rows)

    def collect(kind, keep, scale):
        got = [
            (
                d / scale(r, e),
                turn(az, r.azimuth_deg) if r.azimuth_deg is not None else 0.0,
                scale(r, e),
                share(row),
                in_miles(r),
            )
            for r, az, d, e, row in data
            if r.relation == kind and keep(r)
        ]
        return np.array(got)

    def stated(relation, extent):
        return relation.distance_m.best

    def size(relation, extent):
        return extent + OWN_SIZE_M

    def plain(r):
        return not r.by_road and not r.chained and r.wording != "computed" and r.hedge not in NEARER

    def worded(half):
        return lambda r: plain(r) and r.wording is None and r.azimuth_half_deg == half

    def in_miles(r):
        return r.distance_m is not None and r.distance_m.unit_m == MILE_M

    far = (1, 3, 6, 12, 25, 50, 100, 200, 400)
    sizes = (3.7, 6, 10, 18)
    classes = [
        ("offset", "4", worded(45.0), stated, True, far),
        ("offset", "4 mi", worded(45.0), stated, True, far),
        ("offset", "8", worded(22.5), stated, True, far),
        ("offset", "8 mi", worded(22.5), stated, True, far),
        ("offset", "16", worded(11.25), stated, True, (6, 50)),
        ("offset", "aviation", lambda r: r.wording == "aviation", stated, True, (1.852, 3.7, 5.5, 9.3, 20)),
        ("offset", "road", lambda r: r.by_road, stated, True, (20,)),
        ("distance", "", plain, stated, False, (3, 10, 30, 100, 400)),
        ("distance", "within", lambda r: r.hedge in NEARER, stated, False, (20,)),
        ("direction", "", lambda r: not r.near_side, size, True, sizes),
        ("direction", "near", lambda r: r.near_side, size, True, sizes),
        ("near", "", lambda r: True, size, False, sizes),
    ]
    for kind, name, keep, scale, directed, knots in classes:
        got = collect(kind, keep, scale)
        if got.size == 0:
            continue
        far = FAR if scale is stated else FAR_SIZES
        strays = (got[:, 0] > far).sum()
        got = got[got[:, 0] <= far]
        for knot in knots:
            width = 0.4 if len(knots) > 1 else 9.0
            weight = got[:, 3] * np.exp(-0.5 * (np.log(got[:, 2] / (knot * 1000.0)) / width) ** 2)
            if name in BY_UNIT:
                # A mile is a coarser count than a kilometre; the other unit helps out where rows are few.
                own = got[:, 4] == name.endswith(" mi")
                lacking = (ENOUGH - weight[own].sum()) / max(weight[~own].sum(), 1.0)
                weight[~own] *= min(1.0, max(0.0, lacking))
            near = weight > 0.05 * got[:, 3]
            if weight.sum() < 12:
                continue
            radius, angle, w = got[near, 0], got[near, 1], weight[near]
            # Stated distances: a heavy tail would let a thin neck run to the anchor for the sake of the few
            # that are there; vague words spread over all sizes.
            tail_least = 3.0 if scale is stated else 2.0
            least = 0.2 if directed and scale is size else 0.02  # vague words have no sharp edge
            density = fit_density(radius, angle, w, directed, least=least, tail_least=tail_least)
            levels = conformal(radius, angle, w, directed, least, tail_least)
            row = {"relation": kind, "wording": name, "scale_km": knot}
            row |= asdict(density) | {f"q{round(c * 100)}": q for c, q in levels.items()}
            row |= {"n": round(w.sum()), "source": "training/relative/fit.py"}
            print(
                {k: round(v, 3) if isinstance(v, float) else v for k, v in row.items()},
                "beyond",
                strays,
                flush=True,
            )
            yield row


def main() -> None:
    """Fit and write the table."""
    rows = list(table(read(sys.argv[1])))
    with Path(sys.argv[2]).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: f"{v:.4g}" if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    main()
