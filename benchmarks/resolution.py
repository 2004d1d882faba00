"""Words a second of recognition and of resolution, each place seen for the first time and again.

    python benchmarks/resolution.py FILE.jsonl [--every N]

One core, processor's time, each N-th article of a file of rows.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import islice
from pathlib import Path

from gazetteer.geocoder import Gazetteer
from gazetteer.relations.grammar import find_relations
from geoincidents.plugins import load
from geoincidents.types import Article


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--every", type=int, default=3)
    arguments = parser.parse_args()
    with arguments.articles.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 0, None, arguments.every)]
    articles = [Article(id=row["doc_id"], text=row["text"], url=row.get("url")) for row in rows]
    gazetteer = Gazetteer()
    recognizer, resolver = load("recognizers", "model")(gazetteer), load("resolvers", "joint")(gazetteer)
    recognizer(articles[0])  # the model is read
    words = sum(len(article.text.split()) for article in articles)

    start = time.process_time()
    mentions = [recognizer(article) for article in articles]
    print(f"recognition: {words / (time.process_time() - start):,.0f} words a second")
    relations = [
        find_relations(article.text, [mention.span for mention in found])
        for article, found in zip(articles, mentions, strict=True)
    ]
    for what in ("resolution, first pass", "resolution, second pass"):
        start = time.process_time()
        for article, found, told in zip(articles, mentions, relations, strict=True):
            resolver(article, found, told)
        print(f"{what}: {words / (time.process_time() - start):,.0f} words a second")


if __name__ == "__main__":
    main()
