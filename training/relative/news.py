"""Measure how news states distances and directions: on offsets that describe a named town.

usage: python training/relative/news.py FILE.jsonl ...

Rows have a "text", as ../shared/eval/corpora/lgl.jsonl. In "Piura, 1,100 km north of Lima" both names are
resolved without the relation (which would choose those that fit it); pairs more than four times too far or
near are taken for wrong ones, and the same words of the same pair count once. Prints the quantiles of the
ratio of the true to the stated distance and of the angle, and how many lie in the 0.9 regions of the genres
"general" and "news", up to 90 km and beyond.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from shapely.geometry import Point

from gazetteer.geodesy import azimuth_deg, distance_m
from gazetteer.relations.anchor import Anchor
from gazetteer.relations.grammar import find_relations
from gazetteer.relations.placement import place_relation
from geoincidents import Pipeline
from geoincidents.pipeline import as_article
from geoincidents.resolution.relative import place_relatives

TOO_FAR = 4.0
SURE = 0.5


def offsets(paths: list[str]):
    """Yield relation, anchor and described place of each gloss with distance and direction."""
    pipeline, seen = Pipeline(), set()
    for path in paths:
        for line in Path(path).read_text("utf-8").split("\n"):
            if not line:
                continue
            article = as_article(json.loads(line)["text"])
            mentions = pipeline.recognizer(article)
            relations = find_relations(article.text, [mention.span for mention in mentions])
            stated = [r for r in relations if r.relation == "offset" and r.distance_m and not r.chained]
            if not stated:
                continue
            resolved = pipeline.resolver(article, mentions, ())
            for told in place_relatives(article, stated, resolved, pipeline.gazetteer):
                if told.gloss_of is None or len(told.anchors) != 1:
                    continue
                here, there = resolved[told.gloss_of], resolved[told.anchors[0]]
                if min(here.confidence, there.confidence) < SURE or here.place is None or there.place is None:
                    continue
                key = (
                    here.place.id,
                    there.place.id,
                    told.relation.distance_m.best,
                    told.relation.azimuth_deg,
                )
                if {here.place.feature_class, there.place.feature_class} == {"P"} and key not in seen:
                    seen.add(key)
                    yield told.relation, there.place, here.place


def main() -> None:
    """Print the figures."""
    ratios, turns, inside, wrong = [], [], {}, 0
    for relation, anchor, place in offsets(sys.argv[1:]):
        here = (anchor.lon, anchor.lat, place.lon, place.lat)
        ratio = distance_m(*here) / relation.distance_m.best
        if not 1.0 / TOO_FAR < ratio < TOO_FAR:
            wrong += 1
            continue
        ratios.append(ratio)
        turns.append(abs((azimuth_deg(*here) - relation.azimuth_deg + 180.0) % 360.0 - 180.0))
        band = "beyond 90 km" if relation.distance_m.best > 90_000.0 else "up to 90 km"
        for genre in ("general", "news"):
            location = place_relation(relation, [Anchor.of(anchor)], genre=genre)
            held = location.region.covers(Point(place.lon, place.lat))
            inside.setdefault(f"{genre}, {band}", []).append(held)
    steps = (0.1, 0.25, 0.5, 0.75, 0.9)
    print(f"{len(ratios)} offsets, {wrong} left out as wrong places")
    print("ratio", np.quantile(ratios, steps).round(2), "angle", np.quantile(turns, steps).round(0))
    for name, held in sorted(inside.items()):
        print(f"{name}: {np.mean(held):.3f} of {len(held)} inside")


if __name__ == "__main__":
    main()
