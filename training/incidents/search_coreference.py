# ruff: noqa: E501
"""Move the fitted weights of `coreference` where whole incidents come out better; run after fit_coreference.py.

    python -m training.incidents.search_coreference ../shared/eval/incidents --cache training/work

One weight after another is moved a step up and down and kept where the measures of the fit halves and of our own
articles for tuning rise together by more than `LEAST`; signs and bounds stay those of fit_coreference.py.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from geoincidents.incidents import coreference, drafts, extract
from geoincidents.incidents.sections import sections_of
from geoincidents.incidents.told import Told
from geoincidents.incidents.weights import Linear
from geoincidents.types import Incident, Parse
from training.incidents import articles as own_articles
from training.incidents.fit import OUT, WORK, is_fit, parses, read_rows, scorer
from training.incidents.fit_coreference import AGAINST, PRIOR, told_of

LEAST = 0.002
STEPS = (-0.4, 0.4)


def cached(function, key):
    """Remember what a step before the grouping returns: the weights do not change it."""
    known: dict = {}

    def remember(*arguments):
        k = key(*arguments)
        if k not in known:
            known[k] = function(*arguments)
        return known[k]

    return remember


def section_key(parse: Parse) -> tuple:
    """Tell one section of one article from all others."""
    return parse.article.text, parse.article.sentences[:1], parse.article.sentences[-1:]


def row(incident: Incident) -> dict:
    values = {
        "event_type": incident.event_type, "sub_event_type": incident.sub_event_type,
        "date_start": incident.date_start and str(incident.date_start), "date_end": incident.date_end and str(incident.date_end),
        "lat": incident.location and incident.location.lat, "lon": incident.location and incident.location.lon,
        "confidence": incident.confidence, "country_code": incident.place.country_code if incident.place else None,
        "killed_best": 0, "injured_best": 0,
    }  # fmt: skip
    for harm in ("killed", "injured"):
        count = getattr(incident, harm)
        if count is not None:
            values |= {f"{harm}_low": count.low, f"{harm}_best": count.best, f"{harm}_high": count.high}
    return values


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--cache", type=Path, default=WORK)
    arguments.add_argument("--rounds", type=int, default=2)
    chosen = arguments.parse_args()
    score = scorer(chosen.folder)
    corpora = {}
    for name in ("muc4", "gva"):
        rows = read_rows(chosen.folder, name)
        corpora[name] = ([r for r in rows if is_fit(r["doc_id"])], parses(rows, name, chosen.cache))
    ours = [own for own in own_articles.load() if not own.checks]
    own_parses = own_articles.parses(own_articles.load())
    drafts.read_mentions = cached(drafts.read_mentions, lambda parse, accidents=False: section_key(parse))
    drafts.find_options = cached(drafts.find_options, lambda parse, sentences: section_key(parse))
    drafts.own_place_of = cached(drafts.own_place_of, lambda mention, options, text: id(mention))
    shipped = extract.load_linear
    known: dict = {}

    def incidents_of(rules: extract.IncidentRules, parse: Parse) -> list[dict]:
        """Return the rows of an article; a grouping seen before is not read again."""
        key = (
            parse.article.text,
            tuple(
                tuple(tuple(item.mention.span for item in group) for group in coreference.same_incident(told))
                for told in sections(parse)
            ),
        )
        if key not in known:
            known[key] = [row(i) for i in rules(parse)]
        return known[key]

    def read_sections(parse: Parse) -> list[list[Told]]:
        return [told_of(section) for section in sections_of(parse)]

    sections = cached(read_sections, lambda parse: parse.article.text)

    def measures(model: Linear) -> dict[str, float]:
        coreference.load_linear = lambda name: model if name == "coreference" else shipped(name)
        rules = extract.IncidentRules()
        found = {}
        for name, (rows, documents) in corpora.items():
            predictions = [
                {"doc_id": r["doc_id"], "incidents": incidents_of(rules, documents[r["doc_id"]])}
                for r in rows
            ]
            found[name] = score.score(rows, predictions, single=name == "gva")
        total = own_articles.measure(ours, own_parses)
        return {
            "muc document": found["muc4"]["document detection"]["F1"],
            "muc 2 agree": found["muc4"][">= 2 agree"]["F1"],
            "muc all agree": found["muc4"]["all agree"]["F1"],
            "muc country": found["muc4"]["all"]["country"][0],
            "gva full": found["gva"]["all"]["full exact"][0],
            "gva day": found["gva"]["all"]["date inside"][0],
            "own found": 2 * total["found"] / (total["gold"] + total["given"]),
            "own all": total["all"] / total["gold"],
            "own pieces": 1 - (total["joined_wrong"] + total["split_wrong"]) / total["pieces"],
        }  # fmt: skip

    worth = {
        "muc document": 1.0,
        "muc 2 agree": 1.0,
        "muc all agree": 1.0,
        "muc country": 1.0,
        "gva full": 0.8,
        "gva day": 0.5,
        "own found": 0.5,
        "own all": 0.3,
        "own pieces": 0.5,
    }

    def value(found: dict[str, float]) -> float:
        return sum(worth[name] * number for name, number in found.items())

    models = json.loads(OUT.read_text("utf-8"))
    current = {"bias": models["coreference"]["bias"], **models["coreference"]["weights"]}

    def model_of(weights: dict[str, float]) -> Linear:
        return Linear(weights["bias"], {k: v for k, v in weights.items() if k != "bias"})

    best = measures(model_of(current))
    print({k: round(v, 3) for k, v in best.items()}, flush=True)
    order = ["bias", *sorted(PRIOR, key=lambda name: (-abs(current.get(name, 0.0)), name))]
    for _ in range(chosen.rounds):
        for name in order:
            prior = PRIOR.get(name, 0.0)
            for step in STEPS:
                moved = round(current.get(name, 0.0) + step, 3)
                least = abs(prior) * 0.5 if name in AGAINST else 0.0
                if prior and (moved * prior < 0 or abs(moved) < least):
                    continue
                trial = {**current, name: moved}
                found = measures(model_of(trial))
                if value(found) > value(best) + LEAST:
                    best, current = found, trial
                    print(name, moved, {k: round(v, 3) for k, v in best.items()}, flush=True)
                    models["coreference"] = {
                        "bias": current["bias"],
                        "weights": {k: v for k, v in current.items() if k != "bias"},
                    }
                    OUT.write_text(
                        json.dumps(models, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8"
                    )
                    break


if __name__ == "__main__":
    main()
