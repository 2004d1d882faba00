"""The whole pipeline beside its own recognizer, flashgeotext and geotext, on the same articles, in one run.

    python benchmarks/pipeline.py [FILE.jsonl] [--after FILE.jsonl] [--passes N]

One core, processor's time (a busy machine does not spoil it), of each article the best of the passes. What each stage takes is
measured inside the pipeline, where the others empty the processor's caches: when each article is read first, and the best of
the passes. Also: memory, and the cost against the length of one article, which should be linear to a megabyte. The default
articles are those of tests/data/articles; with --after, another file is read before, as a batch has read others.
flashgeotext and geotext are measured where they are installed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geoincidents import Pipeline
from geoincidents.articles.read import read_articles
from geoincidents.pipeline import as_article
from geoincidents.types import Article
from tests import own_articles

LENGTHS = (10_000, 100_000, 1_000_000)


def articles_of(path: Path | None) -> list[Article]:
    """Return the articles to read: of a file of rows, else our own."""
    if path is not None:
        return list(read_articles(path))
    return [
        as_article(Article(id=own.name, text=own.text, published=own.published))
        for own in own_articles.load()
    ]


def seconds(
    tools: Mapping[str, Callable[[Article], object]], articles: Sequence[Article], passes: int
) -> dict[str, float]:
    """Return the processor's seconds of each tool, of each article the best pass; they take turns, so that ratios hold."""
    best = {name: [float("inf")] * len(articles) for name in tools}
    for _ in range(passes):
        for name, work in tools.items():
            for number, article in enumerate(articles):
                start = time.process_time()
                work(article)
                best[name][number] = min(best[name][number], time.process_time() - start)
    return {name: sum(took) for name, took in best.items()}


class Stages:
    """The processor's seconds of recognition and of incidents within the pipeline, article by article."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.took: dict[str, float] = {}
        self.pipeline = Pipeline(
            pipeline.gazetteer,
            self._timed("recognition", pipeline.recognizer),
            self._timed("resolution", pipeline.resolver),
            self._timed("incidents", pipeline.extractor),
        )

    def _timed(self, name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: object) -> Any:
            start = time.process_time()
            made = stage(*given)
            self.took[name] = time.process_time() - start
            return made

        return timed

    def read(self, article: Article) -> dict[str, float]:
        """Return what each stage takes of one article."""
        self.pipeline.incidents(article)
        return self.took.copy()

    def told(self, articles: Sequence[Article], passes: int) -> str:
        """Return what incidents take beside recognition, on the first pass and on the best of each article."""
        best = [self.read(article) for article in articles]
        first = _beside(best)
        for _ in range(1, passes):
            for number, article in enumerate(articles):
                took = self.read(article)
                best[number] = {name: min(best[number][name], took[name]) for name in took}
        return f"read first {first}; read again {_beside(best)}"


def _beside(took: Sequence[Mapping[str, float]]) -> str:
    total = {name: sum(article[name] for article in took) for name in took[0]}
    return ", ".join(
        f"{name} {total[name] / total['recognition']:.2f} ×" for name in ("resolution", "incidents")
    )


def others() -> dict[str, Callable[[Article], object]]:
    """Return the tools that match lists of names, where they are installed."""
    found: dict[str, Callable[[Article], object]] = {}
    try:
        from flashgeotext.geotext import GeoText as FlashGeoText

        flash = FlashGeoText()
        found["flashgeotext"] = lambda article: flash.extract(article.text)
    except ImportError:
        pass
    try:
        from geotext import GeoText

        found["geotext"] = lambda article: GeoText(article.text)
    except ImportError:
        pass
    return found


def main() -> None:
    """Print one table of speeds and one of costs against length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--after", type=Path)
    parser.add_argument("--passes", type=int, default=5)
    options = parser.parse_args()
    articles = articles_of(options.file)
    words = sum(len(article.text.split()) for article in articles)
    pipeline = Pipeline()
    stages = Stages(pipeline)
    for article in articles_of(options.after) if options.after else articles[:1]:
        stages.read(article)
    print(f"{len(articles)} articles, {words:,} words")
    print(f"beside recognition, within the pipeline: {stages.told(articles, options.passes)}")
    tools: dict[str, Callable[[Article], object]] = {
        "pipeline (parse, resolve, incidents)": pipeline.incidents,
        "pipeline without incidents": pipeline.parse,
        "its recognizer alone": pipeline.recognizer,
        **others(),
    }
    taken = seconds(tools, articles, options.passes)
    whole = next(iter(taken.values()))
    for name, took in taken.items():
        print(
            f"{name:38} {words / took:12,.0f} words/s {len(articles) / took:9,.1f} articles/s  {took / whole:6.2f} ×"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory, highest: {peak:.0f} MB")
    text = "\n\n".join(article.text for article in articles)
    print("cost against length")
    for length in LENGTHS:
        long = as_article((text * (length // len(text) + 1))[:length])
        took = seconds({"long": pipeline.incidents}, [long], 1)["long"]
        print(f"{length:>10,} characters {took:8.2f} s {took / length * 1e6:8.2f} s a megabyte")


if __name__ == "__main__":
    main()
