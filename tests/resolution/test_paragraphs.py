"""News of our own from all continents, from text to places: gold written before any tool had read it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from gazetteer.geocoder import Gazetteer
from gazetteer.geodesy import distance_m
from geoincidents.pipeline import Pipeline, as_article
from geoincidents.types import Article

PARAGRAPHS = Path(__file__).parents[1] / "data" / "cases" / "paragraphs.toml"


def test_most_names_are_found_and_right(gazetteer: Gazetteer) -> None:
    pipeline = Pipeline(gazetteer)
    gold = right = 0
    for row in tomllib.loads(PARAGRAPHS.read_text(encoding="utf-8"))["paragraph"]:
        resolved = pipeline.parse(as_article(Article(id="a", text=row["text"]))).resolutions
        for name, lon, lat, within_km in row["places"]:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", row["text"]):
                gold += 1
                right += any(
                    each.mention.span[0] < found.end()
                    and found.start() < each.mention.span[1]
                    and each.location is not None
                    and distance_m(each.location.lon, each.location.lat, lon, lat) <= within_km * 1000
                    for each in resolved
                )
    assert gold == 70
    assert right >= 66
