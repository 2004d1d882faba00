"""Look-up times and memory of a place database.

    python benchmarks/lookup.py [DATABASE] [--queries 20000]

Names are drawn evenly from all places, a quarter of the questions are misses.
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from gazetteer import Gazetteer
from gazetteer.fold import fold
from gazetteer.store import DEFAULT_PATH


def sample(path: Path, count: int, seed: int = 1) -> list[str]:
    """Return names of the database and misses, in no order."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    chance = random.Random(seed)
    last = connection.execute("SELECT max(n) FROM place WHERE n < 1099511627776").fetchone()[0]
    names: list[str] = []
    while len(names) < count * 3 // 4:
        n, name = connection.execute(
            "SELECT n, name FROM place WHERE n >= ? LIMIT 1", (chance.randrange(last),)
        ).fetchone()
        row = connection.execute("SELECT names FROM names WHERE n = ?", (n,)).fetchone()
        others = [name]
        if row and isinstance(row[0], str):
            others += [line.split("\t")[2] for line in row[0].split("\n")]
        names.append(chance.choice(others))
    names += [f"Zq{name}" for name in names[: count - len(names)]]
    chance.shuffle(names)
    return names


def percentile(values: list[float], share: float) -> float:
    """Return a percentile in microseconds."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1e6


def anonymous_mb() -> float:
    """Return the memory that is this process's own (not the file's pages, which all readers share)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measure(path: Path, queries: int) -> None:
    """Print the figures."""
    names = sample(path, queries)
    Gazetteer(path)
    gc.collect()
    before = anonymous_mb()
    gazetteer = Gazetteer(path)
    started = time.perf_counter()
    gazetteer.search("Baghdad")
    first_ms = (time.perf_counter() - started) * 1000
    times = []
    for title, ask in (
        ("search", gazetteer.search),
        ("search, the best", lambda name: next(iter(gazetteer.search(name)), None)),
        ("search, all read", lambda name: tuple(gazetteer.search(name))),
        ("search, limit 10", lambda name: gazetteer.search(name, limit=10)),
        ("has_name", gazetteer.has_name),
        ("has_prefix", lambda name: gazetteer.has_prefix(fold(name))),
        ("fold", fold.__wrapped__),
    ):
        times.clear()
        for name in names:
            started = time.thread_time()  # other processes shall not count
            ask(name)
            times.append(time.thread_time() - started)
        print(f"{title:<18} p50 {percentile(times, 0.5):7.1f} µs   p99 {percentile(times, 0.99):7.1f} µs")
    gc.collect()
    after = anonymous_mb()
    misspelt = [name[:3] + name[4:] for name in names[:200] if len(name) > 7 and name.isascii()]
    started = time.perf_counter()
    for name in misspelt:
        gazetteer.search(name, fuzzy=True, limit=5)
    print(f"search, fuzzy      mean {(time.perf_counter() - started) / max(1, len(misspelt)) * 1000:6.2f} ms")
    print(f"first search       {first_ms:6.2f} ms")
    print(f"memory             {after - before:6.1f} MB")
    print(f"file               {path.stat().st_size / 1e6:6.1f} MB")


def main() -> None:
    """Run the benchmark in a fresh process, so that memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", nargs="?", type=Path, default=DEFAULT_PATH)
    parser.add_argument("--queries", type=int, default=20_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        measure(arguments.database, arguments.queries)
        return
    command = [
        sys.executable,
        __file__,
        str(arguments.database),
        "--queries",
        str(arguments.queries),
        "--inside",
    ]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
