"""Learn the resolver's weights and its calibration, and write them as tables.

    python training/resolver/train.py ../shared/eval/corpora/lgl.jsonl ../shared/eval/corpora/geovirus.jsonl

Needs the built database, scikit-learn and scipy. The same files and database give the same bytes. Figures
printed on the way are cross-validated: documents of one outlet are never on both sides.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from corpora import WIDE_M, Example, Gold, read_corpus, read_incidents, relations_of
from learn import Case, fit, make_case

from gazetteer.geocoder import Gazetteer
from geoincidents.plugins import load
from geoincidents.resolution.answer import best_options, is_unknown, ranking, trust_features
from geoincidents.resolution.candidates import CandidateFinder
from geoincidents.resolution.features import FEATURES, NULL_FEATURES
from geoincidents.resolution.joint import decide, prepare
from geoincidents.resolution.model import TRUST, Model, dot
from geoincidents.resolution.sphere import distance_m
from geoincidents.resolution.whereabouts import AROUND, around_features, whereabouts
from geoincidents.resolution.wordlists import rows

DATA = Path(__file__).parents[2] / "geoincidents" / "resolution" / "data"
FOLDS = 4
UNSIGNED = " without its address"
"""Ending of the corpus of an article learned from once more as if nobody knew its outlet."""

CORPUS_WEIGHTS = {"geovirus": 2.0, "lgl": 0.6, f"lgl{UNSIGNED}": 0.4}
"""GeoVirus has fewer mentions and less ambiguity; twice its weight keeps that kind of news heard. Many
articles come without an address, so the weights must not lean on it."""

DIGITS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on a held-out document: what its confidence may rest on, and whether it was right."""

    corpus: str
    trust: list[float] | None
    around: list[float] | None
    right: bool


def fold_of(example: Example) -> int:
    """Return the fold of a document: all documents of one outlet share it, and repeated stories do."""
    host = (urlsplit(example.article.url or "").hostname or "").removeprefix("www.")
    key = host if example.corpus == "lgl" else example.article.id
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % FOLDS


def hand_set() -> Model:
    """Return the weights before learning."""
    table = {row["feature"]: float(row["before_learning"]) for row in rows("weights")}
    return Model(
        weights=tuple(table[name] for name in FEATURES),
        null_weights=tuple(table[name] for name in NULL_FEATURES),
    )


def judge(case: Case, model: Model) -> list[Answer]:
    """Return the answers of a held-out document that has sub-national gold."""
    decision = decide(case.prepared, model)
    best = best_options(decision)
    senses = case.prepared.senses
    answers = []
    for at, gold in enumerate(case.example.gold):
        if gold is None or gold.national:
            continue
        sense = case.prepared.sense_of[at]
        order = ranking(decision, sense)
        around = whereabouts(senses[sense], senses, best)
        corpus = case.example.corpus
        if order and not (is_unknown(decision, sense) and around is not None):
            place = senses[sense].options[order[0]].place
            answers.append(Answer(corpus, trust_features(decision, sense, order), None, _near(gold, place)))
        elif around is not None:
            right = _near(gold, around.near.place)
            answers.append(Answer(corpus, None, around_features(around), right))
        else:
            answers.append(Answer(corpus, None, None, False))
    return answers


def _near(gold: Gold, place: object) -> bool:
    return distance_m(gold.lon, gold.lat, place.lon, place.lat) <= WIDE_M  # type: ignore[attr-defined]


def cross_validate(cases: Sequence[Case], unsigned: Sequence[Case], start: Model) -> list[Answer]:
    """Return the answers on every document by weights learned without it.

    `unsigned` holds the same documents without their addresses; answers on them have a corpus of their own.
    """
    answers: list[Answer] = []
    for fold in range(FOLDS):
        kept = [case for case in cases if fold_of(case.example) != fold]
        known = {case.example.article.id for case in kept}
        kept += [case for case in unsigned if case.example.article.id in known]
        model = fit(kept, start, CORPUS_WEIGHTS)
        for case in (*cases, *unsigned):
            if case.example.article.id not in known:
                answers.extend(judge(case, model))
    return answers


def calibrate(model: Model, answers: Sequence[Answer]) -> Model:
    """Return the model with its confidence fitted on held-out answers: Platt, then isotonic."""
    sure = [answer for answer in answers if answer.trust is not None]
    features = np.array([answer.trust for answer in sure])
    right = np.array([answer.right for answer in sure])
    platt = LogisticRegression(fit_intercept=False, C=1.0, max_iter=1000).fit(features, right)
    weights = tuple(round(float(value), DIGITS) for value in platt.coef_[0])
    raw = np.array([dot(weights, row) for row in features])
    around = [answer for answer in answers if answer.around is not None]
    rough = LogisticRegression(fit_intercept=False, C=1.0, max_iter=1000).fit(
        np.array([answer.around for answer in around]), np.array([answer.right for answer in around])
    )
    return replace(
        model,
        trust_weights=weights,
        trust_knots=knots(raw, right),
        around_weights=tuple(round(float(value), DIGITS) for value in rough.coef_[0]),
    )


QUANTILES = (0.0, 0.015, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.7, 0.85, 1.0)
"""Bounds of the bins of the calibration curve: narrower where answers are doubtful and it bends."""


def knots(raw: np.ndarray, right: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Return the isotonic curve at a dozen quantiles: few enough to read, none of a handful of answers."""
    order = np.argsort(raw, kind="stable")
    parts = np.split(order, [round(share * len(order)) for share in QUANTILES[1:-1]])
    x = np.array([raw[part].mean() for part in parts])
    y = np.array([(right[part].sum() + 1.0) / (len(part) + 2.0) for part in parts])
    rising = IsotonicRegression(y_min=0.02, y_max=0.99).fit(x, y, sample_weight=[len(p) for p in parts])
    return tuple(
        (round(float(at), DIGITS), round(float(value), DIGITS))
        for at, value in zip(x, rising.predict(x), strict=True)
    )


def report(answers: Sequence[Answer], model: Model) -> None:
    """Print what was right, and how well the confidence told it."""
    for corpus in sorted({answer.corpus for answer in answers}):
        own = [answer for answer in answers if answer.corpus == corpus]
        told = [
            (model.confidence(a.trust) if a.trust else model.confidence_around(a.around), a.right)
            for a in own
            if a.trust or a.around
        ]
        gaps = []
        for low in np.arange(0.0, 1.0, 0.1):
            inside = [(c, r) for c, r in told if low <= c < low + 0.1 or (low > 0.85 and c >= 1.0)]
            if inside:
                confidence, right = np.mean(np.array(inside, dtype=float), axis=0)
                gaps.append(abs(confidence - right) * len(inside) / len(told))
                print(f"  {low:.1f}  {confidence:.2f} → {right:.2f}  ({len(inside)})")
        right = sum(answer.right for answer in own)
        print(f"{corpus}: Acc@161 {right / len(own):.4f} of {len(own)}, calibration error {sum(gaps):.3f}")


def write(model: Model) -> None:
    """Write the tables that ship with the package."""
    meanings = [(row["feature"], row["before_learning"], row["meaning"]) for row in rows("weights")]
    learned = dict(zip((*FEATURES, *NULL_FEATURES), (*model.weights, *model.null_weights), strict=True))
    _table("weights", ("feature", "weight", "before_learning", "meaning"), [
        (name, f"{learned[name]:.{DIGITS}f}", before, meaning) for name, before, meaning in meanings
    ])  # fmt: skip
    _table("trust", ("answer", "feature", "weight"), [
        *(("place", name, value) for name, value in zip(TRUST, model.trust_weights, strict=True)),
        *(("surroundings", name, value) for name, value in zip(AROUND, model.around_weights, strict=True)),
    ])  # fmt: skip
    _table("reliability", ("log_odds", "right"), list(model.trust_knots))


def _table(name: str, header: Sequence[str], body: Sequence[Sequence[object]]) -> None:
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(body)


def read_cases(paths: Sequence[Path], gazetteer: Gazetteer) -> list[Case]:
    """Return all examples of the corpora with their candidates."""
    examples = [example for path in paths for example in read_corpus(path)]
    return prepared_cases(examples, gazetteer)


def prepared_cases(examples: Sequence[Example], gazetteer: Gazetteer) -> list[Case]:
    """Return examples with their candidates."""
    finder = CandidateFinder(gazetteer)
    return [
        make_case(
            example, prepare(example.article, example.mentions, relations_of(example), gazetteer, finder)
        )
        for example in examples
    ]


def unsigned(examples: Sequence[Example]) -> list[Example]:
    """Return the examples whose outlet tells something, as if it were not known."""
    return [
        replace(
            example,
            corpus=example.corpus + UNSIGNED,
            article=replace(example.article, url=None, publisher=None),
        )
        for example in examples
        if example.corpus + UNSIGNED in CORPUS_WEIGHTS
    ]


def main() -> None:
    """Read, learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument(
        "--also", nargs="*", default=[], type=Path,
        help="incident corpora: nothing is learned from them but the confidence",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="print figures, write nothing")
    arguments = parser.parse_args()
    gazetteer = Gazetteer()
    cases = read_cases(arguments.corpora, gazetteer)
    anonymous = prepared_cases(unsigned([case.example for case in cases]), gazetteer)
    start = hand_set()
    answers = cross_validate(cases, anonymous, start)
    learned = fit([*cases, *anonymous], start, CORPUS_WEIGHTS)
    recognizer = load("recognizers", "model")(gazetteer)
    told = [example for path in arguments.also for example in read_incidents(path, recognizer)]
    answers += [answer for case in prepared_cases(told, gazetteer) for answer in judge(case, learned)]
    model = calibrate(learned, answers)
    report(answers, model)
    if not arguments.dry_run:
        write(model)


if __name__ == "__main__":
    main()
