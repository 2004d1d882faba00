# ruff: noqa: E501
"""Fit which sentences tell of the same incident (`coreference` of weights.json).

    python -m training.incidents.fit_coreference ../shared/eval/incidents --cache training/work [--bias 0.2]

Learnt from pairs of a sentence and the incident told so far, in the order of the text: our own articles (the two
thirds for tuning), whose gold says it sentence by sentence; the fit half of muc4, where only the sentences are used
whose own place or date belongs to one gold incident alone; the fit half of gva, where an article tells of one
shooting. Signs that a reader would insist on are bounds; what the data hardly show stays near `PRIOR`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from geoincidents.incidents.agreement import PLAIN_ACT, agreement
from geoincidents.incidents.company import Company
from geoincidents.incidents.dating import own_date
from geoincidents.incidents.drafts import own_place_of
from geoincidents.incidents.events import read_mentions, sentences_of
from geoincidents.incidents.find_options import find_options
from geoincidents.incidents.told import STARTS, Group, Told, killed_of
from training.incidents import articles as own_articles
from training.incidents.fit import OUT, WORK, fits_gold, is_fit, parses, read_rows

PRIOR = {
    "last": 0.5, "first": 0.1, "gap_0": 0.2, "gap_1": 0.3, "gap_far": -0.3, "same_paragraph": 0.6, "weak": 0.5,
    "title": 1.0, "several": -1.5, "several_both": 0.0, "past": -4.0, "summary": -1.5, "new_turn": -1.5, "dated_turn": -2.5, "plain": 0.8, "plain_harm": 1.0, "toll": 2.0, "besides": 1.0, "victim_again": 2.0, "of_others": -3.5, "victim_same": 0.8, "victim_other_name_aimed": -3.5, "victim_other_name_act": -0.6, "victim_other_name_harm": -0.2,
    "victim_other_trade_aimed": -1.2, "victim_other_trade_act": -0.5, "victim_other_trade_harm": 0.0, "kind_alike_act": -0.3, "anew_agent": -0.5, "cut": -1.0, "answered": -6.0, "item": -1.0, "other_item": -3.0, "repeated": 0.4,
    "opens_another": -1.5, "opens_also": -0.8, "opens_same_day": -1.2, "opens_shifted": -0.8, "opens_placed": -0.6,
    "opens_dated": -0.3, "definite_last": 0.8, "definite_back": 0.1, "indefinite_last": -0.4, "indefinite_back": -0.4,
    "new_act": -0.3, "same_act_last": 0.8, "same_act_back": 0.2, "new_agent": -0.3, "same_agent": 0.3, "new_scene": -1.0,
    "date_same": 0.6, "date_near": -0.8, "date_far": -1.5, "place_same": 0.7, "place_near": 0.2, "place_inside": 0.0, "place_outside": -0.5,
    "place_far": -1.5, "kind_same": 0.2, "kind_alike": -0.2, "kind_other": -1.0, "killed_same": 0.8,
    "killed_differs": -0.3, "name_shared": 0.4, "name_other": -0.8, "names": 0.6, "words": 0.6,
    "anew": -0.8, "street_same": 0.5, "street_other": -0.5, "clock_same": 0.5, "clock_other": -0.5,
}  # fmt: skip
AGAINST = frozenset(
    {
        "date_far",
        "date_near",
        "place_far",
        "kind_other",
        "opens_another",
        "opens_same_day",
        "opens_shifted",
        "cut",
        "answered",
        "other_item",
        "several",
        "new_scene",
        "name_other",
        "dated_turn",
        "past",
        "new_turn",
        "summary",
        "victim_other_name_aimed",
    }
)
"""At least half of the prior stays, whatever the data say."""
MOST = {"first": 0.4, "last": 0.8, "gap_1": 0.6, "words": 1.0}
"""What an article of one incident would teach too well."""
STRENGTH = 2.0
SHARE = {"own": 1.0, "muc4": 0.6, "gva": 0.25}
"""What all rows of a corpus count together, against those of our own articles."""


def told_of(parse) -> list[Told]:
    """Return the sentences with their own dates and places, as the extractor reads them."""
    text = parse.article.text
    options = Company(find_options(parse, sentences_of(parse.article)))
    return [Told(m, own_date(m), own_place_of(m, options, text)) for m in read_mentions(parse)]


def own_label(own: own_articles.OwnArticle, item: Told) -> int | None:
    """Return the gold incident of a sentence; -1 for background, None where the gold does not say."""
    start, end = item.mention.span
    mine = [n for n, gold in enumerate(own.golds) if any(start <= piece[0] < end for piece in gold.said)]
    if mine:
        return mine[0] if len(mine) == 1 else None
    return -1 if item.mention.strength >= STARTS else None


def muc_label(golds: list[dict], item: Told) -> int | None:
    """Return the only gold incident that a sentence's own place or date belongs to."""
    fits = set(range(len(golds)))
    told = False
    if item.place is not None:
        verdicts = [fits_gold(item.place, gold) for gold in golds]
        if None not in verdicts and any(verdicts) and not all(verdicts):
            fits &= {n for n, verdict in enumerate(verdicts) if verdict}
            told = True
    if item.date is not None and item.date.start is not None:
        days = [
            not g["date_open"]
            and g["date_low"] <= str(item.date.end)
            and str(item.date.start) <= g["date_high"]
            for g in golds
        ]
        if any(days) and not any(g["date_open"] for g in golds):
            fits &= {n for n, day in enumerate(days) if day}
            told = True
    for narrower in (_of_kind(golds, item), _of_toll(golds, item)):
        if fits & narrower:
            told = told or len(fits & narrower) < len(fits)
            fits &= narrower
    return next(iter(fits)) if told and len(fits) == 1 else None


def _of_kind(golds: list[dict], item: Told) -> set[int]:
    """Return the gold incidents that the plain word for an act may mean."""
    if item.mention.strength < PLAIN_ACT:
        return set()
    kind = item.mention.trigger.event_type, item.mention.trigger.sub_event_type
    return {
        n
        for n, gold in enumerate(golds)
        if any(event == kind[0] and sub in {"*", kind[1]} for event, sub in gold["acled"])
    }


def _of_toll(golds: list[dict], item: Told) -> set[int]:
    """Return the gold incidents that the sentence's number of several dead may be told of."""
    killed = killed_of(item)
    if killed is None:
        return set()
    return {
        n
        for n, gold in enumerate(golds)
        if gold["killed"]
        and gold["killed"]["low"] <= killed
        and (gold["killed"]["high"] is None or killed <= gold["killed"]["high"])
    }


def gva_label(gold: dict, item: Told) -> int | None:
    """Return 0 for a sentence that nothing speaks against telling of an article's only shooting."""
    if item.mention.judged.has("historical"):
        return None
    if (
        item.date is not None
        and item.date.start is not None
        and not str(item.date.start) <= gold["date_high"] <= str(item.date.end)
    ):
        return None
    return None if item.place is not None and fits_gold(item.place, gold) is False else 0


def pairs_of(
    told: list[Told], labels: list[int | None], background: float
) -> list[tuple[dict[str, float], int, float]]:
    """Walk through an article with the gold groups and return each decision as a row."""
    groups: dict[int, Group] = {}
    last = None
    rows = []
    for item, label in zip(told, labels, strict=True):
        if label is None:
            continue
        for key, group in groups.items():
            weight = background if label < 0 else 1.0
            if weight:
                rows.append((agreement(item, group, last=key == last), int(key == label), weight))
        if label < 0:
            continue
        if label not in groups:
            if item.mention.strength < STARTS:
                continue
            groups[label] = Group(first=not groups)
        groups[label].add(item)
        last = label
    return rows


def gather(folder: Path, cache: Path) -> dict[str, list[tuple[dict[str, float], int, float]]]:
    found: dict[str, list] = {"own": [], "muc4": [], "gva": []}
    ours = own_articles.load()
    parsed = own_articles.parses(ours)
    for own in ours:
        if not own.checks:
            told = told_of(parsed[own.name])
            found["own"] += pairs_of(told, [own_label(own, item) for item in told], 0.5)
    for name in ("muc4", "gva"):
        rows = read_rows(folder, name)
        documents = parses(rows, name, cache)
        for row in rows:
            golds = [g for g in row["incidents"] if not g["optional"]]
            if not is_fit(row["doc_id"]) or (name == "gva") != (len(golds) == 1) or not golds:
                continue
            parse = documents[row["doc_id"]]
            told = told_of(parse)
            if name == "muc4":
                labels = [muc_label(golds, item) for item in told]
            else:
                labels = [gva_label(golds[0], item) for item in told]
            found[name] += pairs_of(told, labels, 0.0)
    return found


def learn(found: dict[str, list[tuple[dict[str, float], int, float]]]) -> dict:
    """Find the weights nearest to the data and to the prior, within the bounds."""
    rows, labels, weights = [], [], []
    size = sum(w for _, _, w in found["own"])
    for name, part in found.items():
        each = SHARE[name] * size / max(1.0, sum(w for _, _, w in part))
        rows += [x for x, _, _ in part]
        labels += [y for _, y, _ in part]
        weights += [w * each for _, _, w in part]
    vectorizer = DictVectorizer(sparse=True)
    x = vectorizer.fit_transform(rows).tocsr()
    names = [str(n) for n in vectorizer.get_feature_names_out()]
    start = np.array([PRIOR.get(n, 0.0) for n in names] + [0.0])
    y, s = np.array(labels, float), np.array(weights)

    def loss(theta):
        z = x @ theta[:-1] + theta[-1]
        away = theta[:-1] - start[:-1]
        p = 1.0 / (1.0 + np.exp(-z))
        g = s * (p - y)
        return np.sum(s * (np.logaddexp(0.0, z) - y * z)) + 0.5 * STRENGTH * away @ away, np.append(
            x.T @ g + STRENGTH * away, g.sum()
        )

    bounds = []
    for name in names:
        prior = PRIOR.get(name, 0.0)
        least = 0.5 * prior if name in AGAINST else 0.0
        bounds.append((None, None) if not prior else (least, MOST.get(name)) if prior > 0 else (None, least))
    best = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)], options={"maxiter": 800}
    ).x
    z = x @ best[:-1] + best[-1]
    for name, part in found.items():
        print(name, len(part), "pairs,", sum(y for _, y, _ in part), "same")
    print("right", np.average((z > 0) == (y > 0), weights=s))
    return {
        "bias": round(float(best[-1]), 3),
        "weights": {**PRIOR, **{n: round(float(v), 3) for n, v in zip(names, best, strict=False)}},
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cache", type=Path, default=WORK)
    arguments.add_argument(
        "--bias", type=float, default=0.0, help="added to the fitted bias: more than 0 joins more"
    )
    chosen = arguments.parse_args()
    model = learn(gather(chosen.folder, chosen.cache))
    model["bias"] = round(model["bias"] + chosen.bias, 3)
    models = json.loads(OUT.read_text("utf-8"))
    models["coreference"] = model
    OUT.write_text(json.dumps(models, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(model, sort_keys=True))


if __name__ == "__main__":
    main()
