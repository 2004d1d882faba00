# ruff: noqa: E501
"""Fit the linear models of the incident stage; see README.md beside this file."""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
from dataclasses import replace
from datetime import date
from hashlib import md5
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from gazetteer.geodesy import distance_m
from gazetteer.location import Precision
from geoincidents.incidents import weights as weights_module
from geoincidents.incidents.extract import IncidentRules
from geoincidents.incidents.place_features import features as place_features
from geoincidents.incidents.stated import pool_of
from geoincidents.incidents.triggers import event_type_of
from geoincidents.pipeline import Pipeline, as_article
from geoincidents.types import Article
from tests.own_articles import load as own_articles

ROOT = Path(__file__).parents[2]
OUT = ROOT / "geoincidents/incidents/data/weights.json"
WORK = ROOT / "training/work"
# Kinds of act that the gold of muc4 leaves out on purpose: they are no evidence against anything.
NOT_IN_GOLD = {"Battles", "Protests", "Riots", "Strategic developments"}
NEAR_M = 20_000
LEAST_FURTHER = 0.2
OWN_WEIGHT = 1.0
"""What a draft of our own articles weighs: they are few, and of every kind and style."""


def is_fit(doc_id: str) -> bool:
    """Tell whether a document is for learning; the others are for checking."""
    return int(md5(doc_id.encode()).hexdigest(), 16) % 2 == 1


def read_rows(folder: Path, name: str) -> list[dict]:
    with open(folder / f"{name}.dev.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def parses(rows: list[dict], name: str, cache: Path) -> dict:
    """Parse all documents once; later runs read the cache."""
    path = cache / f"{name}.pkl"
    if path.exists():
        return pickle.loads(path.read_bytes())
    pipeline, out = Pipeline(), {}
    for row in rows:
        published = date.fromisoformat(row["date"]) if row["date"] else None
        parse = pipeline.parse(as_article(Article(id=row["doc_id"], text=row["text"], published=published)))
        out[row["doc_id"]] = replace(
            parse, resolutions=tuple(replace(r, candidates=()) for r in parse.resolutions)
        )
    cache.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pickle.dumps(out))
    return out


def scorer(folder: Path):
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_prediction(draft) -> dict:
    own = draft.place.option
    return {
        "event_type": event_type_of(draft.sub_event_type),
        "sub_event_type": draft.sub_event_type,
        "date_start": str(draft.dated[0]) if draft.dated else None,
        "date_end": str(draft.dated[1]) if draft.dated else None,
        "lat": own.location.lat if own else None,
        "lon": own.location.lon if own else None,
        "country_code": own.country_code if own else None,
    }


def fits_gold(option, gold: dict) -> bool | None:
    """Tell whether an option is the gold place; None where the gold cannot say."""
    if gold["level"] == "country":
        return option.location.precision == Precision.COUNTRY and option.country_code == gold["country"]
    points = [p for p in [gold, *gold.get("alt_places", [])] if p.get("lat") is not None]
    if not points:
        return None
    if "city_lat" in gold and gold["city_lat"] is not None:
        points.append({"lat": gold["city_lat"], "lon": gold["city_lon"]})
    if option.location.precision >= Precision.COUNTRY:
        return False
    near = min(
        distance_m(option.location.lon, option.location.lat, p["lon"], p["lat"])
        - 1000 * (p.get("radius_km") or 0)
        for p in points
    )
    return near <= NEAR_M


def by_type_and_date(score, drafts, golds):
    """Pair drafts and gold without looking at places, so that the place can be learnt from the pair."""
    pairs = []
    table = [[score.compare(as_prediction(draft), gold) for gold in golds] for draft, _ in drafts]
    rows = [
        [
            r["type"] + (r["date_ok"] is True) + 0.01 * d[0].features["strength"]
            if r["type"] and (r["date_ok"] or len(golds) == 1)
            else None
            for r in row
        ]
        for row, d in zip(table, drafts, strict=True)
    ]
    for i, j in score.hungarian(rows):
        pairs.append((drafts[i], golds[j]))
    return pairs


def learn(rows: list[dict[str, float]], labels: list[int], sample: list[float], c: float, drop: float = 0.02):
    vectorizer = DictVectorizer(sparse=True)
    x = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=c, max_iter=2000).fit(x, labels, sample_weight=sample)
    names = vectorizer.get_feature_names_out()
    pairs = zip(names, model.coef_[0], strict=True)
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {str(name): round(float(weight), 3) for name, weight in pairs if abs(weight) >= drop},
    }


# Where the weights of `own_place` start from: what any reader of news expects. The data move them from there;
# (low, high) are bounds that a corpus of one kind (one city a document, capitals as datelines) may not cross.
PRIOR = {
    "same_strong_fine": 1.5, "same_strong_coarse": 0.8, "same_weak_fine": 0.6, "same_weak_coarse": 0.3,
    "here_prep_in": 1.2, "here_prep_at": 1.2, "here_prep_near": 1.0, "here_prep_on": 0.5, "here_prep_outside": 0.8,
    "here_prep_of": 0.3, "relative": 1.0, "here_offset": 1.0, "here_between": 1.0, "here_border": 0.8, "here_near": 0.8,
    "here_outskirts": 0.8, "here_distance": 0.8, "gap_0_fine": 0.8, "gap_1_fine": 0.5, "gap_0_coarse": 0.4,
    "here_hospital": -2.0, "here_home": -2.0, "here_speaker": -1.5, "here_source": -1.5, "said_between": -1.0,
    "here_origin": -0.5, "here_destination": -0.7, "country_contradicted": -1.5, "rival_told_fine": -1.5,
    "rival_told_coarse": -0.8, "holds_finer_told": -1.5, "here_anchor": -1.5, "role_speaker": -1.0, "resolved": 1.0,
    "clause_same": 0.8, "clause_joined": 0.5, "clause_chain": 0.6, "clause_lead": 0.6, "clause_during": 0.2,
    "clause_said": -0.8, "clause_other": -0.8,
    "width": -0.7, "precision_country": -1.0, "demonym": -1.0, "here_police": 0.7, "far_police": 0.5, "dateline": 0.3,
    "abroad_adjective": -1.5, "abroad": -0.3, "only_bodies": -2.5,
}  # fmt: skip
BOUNDS = {
    "country_share": (0.0, 0.3), "times": (0.0, 0.6), "precision_area": (-2.0, 0.0), "precision_district": (-1.0, 0.3),
    "only_fine": (0.0, 0.8), "rival_told_fine": (-4.0, -0.5), "country_contradicted": (-4.0, -0.5), "dateline": (-1.0, 1.0),
    "far_prep_in": (0.0, 0.5), "relative": (0.5, 3.0), "here_anchor": (-4.0, -0.5), "here_hospital": (-4.0, -0.5),
    "here_demonym": (-1.0, 0.2), "role_actor": (-1.0, 0.0), "holds_finer_elsewhere": (-1.0, 0.3),
    "holds_finer_beside": (-1.0, 0.0), "holds_finer_told": (-3.0, 0.0), "precision_country": (-3.0, -0.7),
    "here_after_comma": (-0.5, 0.5), "width": (-3.0, -0.3),
    "here_home": (-4.0, -0.5), "clause_said": (-3.0, -0.3), "clause_other": (-3.0, -0.3), "clause_same": (0.3, 2.0), "told_here_share": (0.0, 1.0), "said_between": (-3.0, -0.3), "here_source": (-3.0, -0.3),
    "only_bodies": (-4.0, -0.5), "abroad": (-0.8, 0.0), "abroad_adjective": (-3.0, -0.5),
}  # fmt: skip


def learn_to_choose(groups: list[tuple[list[dict[str, float]], list[int], float]], strength: float = 1.0):
    """Find the weights nearest to the data and to the prior: a choice among the options of each incident.

    Conditional logit (McFadden 1974): the loss of an incident is minus the logarithm of the share of the right options
    in the sum of the exponentials; a normal prior about `PRIOR`, and bounds.
    """
    vectorizer = DictVectorizer(sparse=True)
    x = vectorizer.fit_transform([row for rows, _, _ in groups for row in rows]).tocsr()
    right = np.concatenate([np.array(labels, float) for _, labels, _ in groups])
    sizes = np.array([len(rows) for rows, _, _ in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.array([w for _, _, w in groups])
    names = [str(name) for name in vectorizer.get_feature_names_out()]
    prior = np.array([PRIOR.get(name, 0.0) for name in names])

    def share(z):
        e = np.exp(z - np.repeat(np.maximum.reduceat(z, starts), sizes))
        return e / np.repeat(np.add.reduceat(e, starts), sizes)

    def loss(theta):
        p = share(x @ theta)
        hit = np.add.reduceat(p * right, starts)
        away = theta - prior
        q = p * right / np.repeat(hit, sizes)
        g = x.T @ (np.repeat(weight, sizes) * (p - q)) + strength * away
        return -np.sum(weight * np.log(hit)) + 0.5 * strength * away @ away, g

    bounds = [BOUNDS.get(name, (None, None)) for name in names]
    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x
    weights = {
        name: round(float(value), 3) for name, value in zip(names, found, strict=True) if abs(value) >= 0.02
    }
    for name, value in PRIOR.items():  # what the corpora never show keeps its prior
        weights.setdefault(name, value)
    return {"bias": 0.0, "weights": weights}


def gather_places(corpora, score, rules):
    """Return the options of each incident among which there is something to choose, and which are right."""
    groups = []
    for name, rows, parsed in corpora:
        for row in rows:
            if not is_fit(row["doc_id"]):
                continue
            golds = [g for g in row["incidents"] if not g["optional"] and g["stage"] != "THREATENED"]
            if not golds or (name == "gva" and len(row["incidents"]) > 1):
                continue
            text = parsed[row["doc_id"]].article.text
            drafts = rules.drafts(parsed[row["doc_id"]])
            if not drafts:
                continue
            for (draft, options), gold in by_type_and_date(score, drafts, golds):
                pool = pool_of(draft.mentions, options, text)
                verdicts = [fits_gold(option, gold) for option in pool]
                if None in verdicts or not any(verdicts) or all(verdicts):
                    continue
                values = [place_features(option, draft.mentions, options, text) for option in pool]
                groups.append((values, [int(v) for v in verdicts], 1.0 if name == "muc4" else 0.7))
    return groups


def gather_actual(corpora, score, rules, keep=is_fit):
    x, y, w, docs = [], [], [], []
    for name, rows, parsed in corpora:
        for row in rows:
            if not keep(row["doc_id"]):
                continue
            if name == "gva" and len(row["incidents"]) > 1:
                continue
            drafts = rules.drafts(parsed[row["doc_id"]])
            golds = row["incidents"]
            real = [g for g in golds if not g["optional"] and g["stage"] != "THREATENED"]
            predictions = [as_prediction(draft) for draft, _ in drafts]
            pairs = {i: r for i, _, r in score.align(predictions, real)} if predictions and real else {}
            rest = [i for i in range(len(predictions)) if i not in pairs]
            ignored = [g for g in golds if g not in real]
            passed = (
                {rest[i] for i, _, _ in score.align([predictions[i] for i in rest], ignored)}
                if rest and ignored
                else set()
            )
            for i, (draft, _) in enumerate(drafts):
                if i in passed:
                    continue
                good = i in pairs and pairs[i]["agree2"]
                kept_out = event_type_of(draft.sub_event_type) in NOT_IN_GOLD
                if name == "muc4" and kept_out and draft.sub_event_type != "Looting/property destruction":
                    continue
                x.append(draft.features)
                y.append(int(good))
                w.append(1.0 if name == "muc4" else 0.1)
                docs.append(row["doc_id"])
    return x, y, w, docs


def gather_own(rules):
    """Label the drafts of our own articles: one that quotes a gold sentence happened, any other did not."""
    x, y, docs = [], [], []
    pipeline = Pipeline()
    for own in own_articles():
        article = Article(id=own.name, text=own.text, title=own.title, published=own.published)
        for draft, _ in rules.drafts(pipeline.parse(as_article(article))):
            told = " ".join(" ".join(own.text[slice(*m.quote)].split()) for m in draft.mentions)
            x.append(draft.features)
            y.append(int(any(gold.quote in told for gold in own.incidents)))
            docs.append(own.name)
    return x, y, docs


def check_own(x, y, w, docs) -> None:
    """Print how our own articles are judged by weights that were learnt without the article."""
    first, right = len(x) - len(docs), {True: [0, 0], False: [0, 0]}
    for name in dict.fromkeys(docs):
        out = {first + i for i, doc in enumerate(docs) if doc == name}
        keep = [i for i in range(len(x)) if i not in out]
        model = learn([x[i] for i in keep], [y[i] for i in keep], [w[i] for i in keep], 0.1)
        linear = weights_module.Linear(model["bias"], model["weights"])
        for i in out:
            right[bool(y[i])][linear.probability(x[i]) >= LEAST_FURTHER] += 1
    print("own articles, each left out: real kept", right[True], "others kept", right[False])


def judged_answers(corpora, score, rules, keep=is_fit):
    """Yield the surest incident of each article that has one gold incident, with how it compares.

    No condition of agreement pairs the two: what is measured is what a reader of one incident meets.
    """
    for name, rows, parsed in corpora:
        for row in rows:
            golds = [g for g in row["incidents"] if not g["optional"] and g["stage"] != "THREATENED"]
            if not keep(row["doc_id"]) or len(golds) != 1 or len(row["incidents"]) != 1:
                continue
            incidents = rules(parsed[row["doc_id"]])
            if not incidents:
                continue
            surest = max(incidents, key=lambda incident: incident.confidence)
            drafts = [d for d, _ in rules.drafts(parsed[row["doc_id"]]) if is_draft_of(d, surest)]
            yield name, surest, drafts[0], golds[0], score.compare(as_prediction(drafts[0]), golds[0])


def is_draft_of(draft, incident) -> bool:
    trigger = max(draft.mentions, key=lambda m: (m.strength, -m.sentence)).trigger.span
    return (
        trigger[0] >= 0
        and draft.sub_event_type == incident.sub_event_type
        and (draft.dated[:2] if draft.dated else (None, None)) == (incident.date_start, incident.date_end)
        and any(m.quote == incident.reports[0].quote_span for m in draft.mentions)
        and (draft.place.option is None) == (incident.location is None)
    )


def gather_confidence(corpora, score, rules, keep=lambda _: True):
    """Pair each answer with whether it is right, for calibration."""
    place, kind, when = ([], []), ([], []), ([], [])
    for _, _, draft, gold, result in judged_answers(corpora, score, rules, keep):
        lead = max(m.strength for m in draft.mentions)
        kind[0].append({"share": draft.type_share, "strength": lead})
        kind[1].append(int(result["type_strict"]))
        if draft.dated and result["date_1"] is not None:
            when[0].append(
                {
                    "fit": draft.dated[3],
                    "told": float(draft.dated[3] > 0),
                    "days": min((draft.dated[1] - draft.dated[0]).days, 30) / 30,
                }
            )
            when[1].append(int(result["date_in"]))
        verdict = fits_gold(draft.place.option, gold) if draft.place.option else None
        if verdict is not None:
            place[0].append(draft.place.evidence)
            place[1].append(int(verdict))
    return place, kind, when


def learn_confidence(rows: list[dict[str, float]], labels: list[int]) -> dict:
    """Learn how sure an answer is: a handful of weights, so that hardly any regularization is needed."""
    return learn(rows, labels, [1.0] * len(labels), 10.0, 0.0)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cache", type=Path, default=WORK)
    arguments.add_argument("--only", nargs="*", default=["own_place", "confidence", "actual"])
    chosen = arguments.parse_args()
    score = scorer(chosen.folder)
    corpora = []
    for name in ("muc4", "gva"):
        rows = read_rows(chosen.folder, name)
        corpora.append((name, rows, parses(rows, name, chosen.cache)))
    models = json.loads(OUT.read_text("utf-8"))

    def write() -> IncidentRules:
        OUT.write_text(json.dumps(models, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        weights_module.load_linear.cache_clear()
        return IncidentRules()

    rules = IncidentRules()
    if "own_place" in chosen.only:
        groups = gather_places(corpora, score, rules)
        models["own_place"] = learn_to_choose(groups)
        print("own place:", len(groups), "incidents,", sum(len(rows) for rows, _, _ in groups), "options")
        rules = write()
    if "actual" in chosen.only:
        x, y, w, _ = gather_actual(corpora, score, rules)
        own_x, own_y, own_docs = gather_own(rules)
        x, y, w = x + own_x, y + own_y, w + [OWN_WEIGHT] * len(own_y)
        models["actual"] = learn(x, y, w, 0.1)
        check_own(x, y, w, own_docs)
        print("actual:", len(y), "groups,", sum(y), "real")
        rules = write()
        print("mean", np.mean(y))
    if "confidence" in chosen.only:
        place, kind, when = gather_confidence(corpora, score, rules)
        for key, (rows, labels) in (
            ("own_place_confidence", place),
            ("type_confidence", kind),
            ("date_confidence", when),
        ):
            models[key] = learn_confidence(rows, labels)
            print(key, len(labels), np.mean(labels))
        write()


if __name__ == "__main__":
    main()
