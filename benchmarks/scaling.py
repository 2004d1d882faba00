"""Batch: articles a second on one process and on two, and the memory of the parent against the number of articles.

    python benchmarks/scaling.py [--articles N] [--rounds N]

Each run is a fresh `geoincidents batch` over the articles of tests/data/articles, repeated. Needs two
cores that nobody else uses.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gazetteer.store import DEFAULT_PATH
from tests import own_articles

LONGEST = 1_000
"""Times three weeks: the articles' years stay within the calendar's."""

MEASURE = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
)


def names() -> list[str]:
    """Return names of populated places, in no order but always the same."""
    with sqlite3.connect(f"file:{DEFAULT_PATH}?mode=ro", uri=True) as connection:
        asked = "SELECT name FROM place WHERE feature_class = 'P' AND population > 0 ORDER BY n"
        found = [name for (name,) in connection.execute(asked)]
    random.Random(1).shuffle(found)
    return found


def rows(count: int) -> Iterator[str]:
    """Yield `count` articles as JSON lines: our own, again and again under other dates and with another place."""
    own = own_articles.load()
    towns = names()
    for n in range(count):
        turn, which = divmod(n, len(own))
        article = own[which]
        text = article.text
        if turn and article.mentions:
            # So that a run meets as many names as it has articles, and fills every cache.
            text = text.replace(article.mentions[-1].text, towns[n % len(towns)])
        # Three weeks apart, or the merging would take the same incident's thousand copies for its reports.
        day = (article.published or date(2020, 1, 1)) + timedelta(weeks=3 * (turn % LONGEST))
        yield json.dumps({"doc_id": f"{n}", "text": text, "date": str(day)}) + "\n"


def write(source: Path, count: int) -> None:
    """Write so many articles."""
    with source.open("w", encoding="utf-8") as file:
        file.writelines(rows(count))


def run(source: Path, folder: Path, workers: int) -> tuple[float, int]:
    """Return the clock's seconds of a batch and the memory of its largest process in MB."""
    command = [
        sys.executable,
        "-m",
        "geoincidents",
        "batch",
        str(source),
        "-o",
        str(folder),
        "--workers",
        str(workers),
    ]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return time.perf_counter() - start, int(done.stdout.split()[-1])


def main() -> None:
    """Print a line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    count = options.articles
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.jsonl"
        write(source, count)
        took: dict[int, float] = {}
        for _ in range(options.rounds):
            # In turn, and of each the best: other users of the machine only ever add.
            for workers in (1, 2):
                shutil.rmtree(folder / f"out{workers}", ignore_errors=True)
                seconds, peak = run(source, folder / f"out{workers}", workers)
                took[workers] = min(took.get(workers, seconds), seconds)
                rate = count / seconds
                print(
                    f"{workers} processes: {seconds:7.1f} s, {rate:7.1f} articles/s, largest process {peak} MB"
                )
        print(
            f"two processes are {took[1] / took[2]:.2f} times as fast as one (start-up and merging included)"
        )
        size = sum(file.stat().st_size for file in (folder / "out1").rglob("*.parquet"))
        print(f"{size / count:,.0f} bytes of tables an article")
        for part in (count // 4, count // 2):
            write(source, part)
            _, peak = run(source, folder / f"part{part}", 1)
            print(f"{part:>8,} articles: largest process {peak} MB")


if __name__ == "__main__":
    main()
