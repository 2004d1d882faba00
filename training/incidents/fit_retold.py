# ruff: noqa: E501
"""Fit `retold`: which of an article's incidents, read whole, tell one act; see README.md beside this file.

    python -m training.incidents.fit_retold ../shared/eval/incidents --cache training/work

Learnt from pairs of drafts as `same_incident` leaves them: in the fit half of muc4 two that are paired with two gold
incidents, or of which one agrees only with the other's; in our own articles for tuning those whose sentences the gold gives.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from geoincidents.incidents import drafts as drafting
from geoincidents.incidents.drafts import Draft, drafts_of
from geoincidents.incidents.retold import Whole, likeness
from training.incidents import articles as own_articles
from training.incidents.fit import OUT, WORK, as_prediction, is_fit, parses, read_rows, scorer

PRIOR = {
    "lead_another": -1.5, "lead_also": -0.5, "lead_same_day": -1.0, "lead_shifted": -1.0, "turns_anew": -1.0,
    "victim_other_trade": -0.5, "victim_same": 4.0, "clock_other": -0.7, "clock_same": 0.6,
    "street_other": -0.7, "street_same": 0.8, "date_same": 0.4, "date_older": -2.0, "date_wide": -0.8,
    "place_same": 0.8, "place_near": -1.0, "place_inside": 0.0, "kind_same": 0.4, "kind_alike": 0.0,
    "killed_more": -1.0, "killed_fewer": -0.5, "killed_same": 1.2, "several": -1.0, "new_act": -0.3, "new_agent": -0.2, "where_other": -1.0, "where_same": 0.4,
    "words": 2.0, "names": 1.5, "same_agent": 0.5, "same_act": 0.7, "repeated": 0.5, "definite": 0.3,
}  # fmt: skip
"""What any reader expects. The data move the weights from there, never across zero, and what speaks against
joining keeps at least half: in muc4 hardly an article tells two acts of one day and place of which the gold has both."""
CERTAIN = frozenset({"victim_same"})
"""Nobody is murdered twice: a person harmed in both keeps at least half of it as well."""
STRENGTH = 2.0
OWN_SHARE = 3.0
"""What a pair of our own articles counts: they hold nearly all the pairs that are two acts."""
BACKGROUND = 0.3
"""What a pair counts, for two acts, of which one is no incident of the gold: joining it harms little."""

Pairs = list[tuple[dict[str, float], int, float]]


def pairs_of(score, drafts: list[Draft], golds: list[dict], real: list[int]) -> Pairs:
    """Return each pair of drafts of a corpus' article of which the gold tells: 1 for one act, 0 for two.

    Two are paired with two gold incidents; one repeats another where it agrees only with what that is paired with.
    """
    predictions = [as_prediction(draft) for draft in drafts]
    mine = {i: real[j] for i, j, _ in score.align(predictions, [golds[n] for n in real])}
    agree = [{n for n in real if score.compare(p, golds[n])["agree2"]} for p in predictions]
    wholes = [Whole.of(draft) for draft in drafts]
    found = []
    for later in range(len(drafts)):
        for earlier in range(later):
            a, b = (mine.get(n) if mine.get(n) in agree[n] else None for n in (earlier, later))
            one = (a is None) != (b is None) and (a in agree[later] if b is None else b in agree[earlier])
            values = likeness(wholes[earlier], wholes[later])
            if values is not None and (one or (a is not None and b is not None)):
                found.append((values, int(one), 1.0))
    return found


def gather(folder: Path, cache: Path) -> Pairs:
    """Return the pairs of both sources."""
    score = scorer(folder)
    rows = read_rows(folder, "muc4")
    documents = parses(rows, "muc4", cache)
    found: Pairs = []
    for row in rows:
        real = [n for n, g in enumerate(row["incidents"]) if not g["optional"] and g["stage"] != "THREATENED"]
        if not is_fit(row["doc_id"]) or not real:
            continue
        drafts = [draft for draft, _ in drafts_of(documents[row["doc_id"]]) if draft.rank == 0]
        found += pairs_of(score, drafts, row["incidents"], real)
    print("muc4", len(found), "pairs,", sum(y for _, y, _ in found), "same")
    ours = own_articles.load()
    parsed = own_articles.parses(ours)
    mine: Pairs = []
    for own in ours:
        if not own.checks:
            mine += _own_pairs(own, [d for d, _ in drafts_of(parsed[own.name]) if d.rank == 0])
    print("own", len(mine), "pairs,", sum(y for _, y, _ in mine), "same")
    return found + mine


def _own_pairs(own: own_articles.OwnArticle, drafts: list[Draft]) -> Pairs:
    golds = [
        frozenset(
            n for n, gold in enumerate(own.golds)
            if any(m.span[0] <= piece[0] < m.span[1] for piece in gold.said for m in draft.mentions)
        )
        for draft in drafts
    ]  # fmt: skip
    wholes = [Whole.of(draft) for draft in drafts]
    found = []
    for later in range(len(drafts)):
        for earlier in range(later):
            values = likeness(wholes[earlier], wholes[later])
            if values is not None:
                known = 1.0 if golds[earlier] and golds[later] else BACKGROUND
                found.append((values, int(bool(golds[earlier] & golds[later])), OWN_SHARE * known))
    return found


def learn(pairs: Pairs) -> dict:
    """Find the weights nearest to the data and to the prior, within the bounds."""
    vectorizer = DictVectorizer(sparse=True)
    x = vectorizer.fit_transform([values for values, _, _ in pairs]).tocsr()
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    prior = np.array([PRIOR[name] for name in names])
    y, s = np.array([y for _, y, _ in pairs], float), np.array([w for _, _, w in pairs])

    def loss(theta):
        z = x @ theta[:-1] + theta[-1]
        away = theta[:-1] - prior
        g = s * (1.0 / (1.0 + np.exp(-z)) - y)
        return np.sum(s * (np.logaddexp(0.0, z) - y * z)) + 0.5 * STRENGTH * away @ away, np.append(
            x.T @ g + STRENGTH * away, g.sum()
        )

    bounds = [
        (0.5 * p if name in CERTAIN else 0.0, None) if p > 0 else (None, 0.5 * p) if p < 0 else (0.0, 0.0)
        for name, p in zip(names, prior, strict=True)
    ]
    best = minimize(
        loss, np.append(prior, 0.0), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    ).x
    weights = {**PRIOR, **{n: round(float(v), 3) for n, v in zip(names, best, strict=False)}}
    return {"bias": round(float(best[-1]), 3), "weights": {n: v for n, v in weights.items() if v}}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cache", type=Path, default=WORK)
    arguments.add_argument(
        "--bias", type=float, default=0.0, help="added to the fitted bias: more than 0 joins more"
    )
    chosen = arguments.parse_args()
    drafting.join_retold = lambda drafts: tuple(draft.told for draft in drafts if draft.rank == 0)
    model = learn(gather(chosen.folder, chosen.cache))
    model["bias"] = round(model["bias"] + chosen.bias, 3)
    models = json.loads(OUT.read_text("utf-8"))
    models["retold"] = model
    OUT.write_text(json.dumps(models, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(model, sort_keys=True))


if __name__ == "__main__":
    main()
