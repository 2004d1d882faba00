"""Build a database of a made-up dump as large as GeoNames, and look names up in it.

    python benchmarks/full_gazetteer.py --rows 12000000 --folder /tmp/full [--workers 2]

Names are put together from syllables and repeat as real ones do (see POOLS); each row has up to three alternate
names, and one in ten one in another script. Prints seconds, memory and look-up times.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from gazetteer.build.dumps import Dumps
from gazetteer.build.full import build_full

SYLLABLES = re.findall(
    "..",
    "badakamanarasatalelimirtakadohajeqaumzobegonostapuvitohabesalorimopovoshichugamakoliwethaphubadabibiq",
)
ARABIC = "بتثجحخدرزسشصطعغفقكلمنهوي"
WORDS = ("Nahr", "Jabal", "Qaryat", "New", "Old", "San", "Upper", "Lower", "Mount", "Lake", "Saint")
CLASSES = (
    ("P", "PPL", 55), ("H", "STM", 14), ("T", "HLL", 12), ("S", "FRM", 4), ("S", "SCH", 5), ("L", "LCTY", 8),
    ("A", "ADM4", 2),
)  # fmt: skip
COUNTRIES = ("US", "CN", "IN", "ID", "MX", "NO", "RU", "IR", "IQ", "PK", "BR", "ET", "NG", "UA", "YE", "DE")
POOLS = ((0.001, 8), (0.01, 400), (0.1, 30_000), (0.4, 1_000_000), (1.0, 1_000_000_000))
"""Shares of names, summed up, and how many names share them. In the 351,061 rows of sixteen real countries the
median place shares its name with no other, one in ten with eight or more, one in a hundred with 117 or more; in a
million rows made up so it is none, two and twelve, and the shares grow with the rows."""
FIRST_ID = 20_000_000


def write_dump(path: Path, rows: int, seed: int = 7) -> None:
    """Write a dump of so many rows."""
    chance = random.Random(seed)
    kinds = [kind[:2] for kind in CLASSES for _ in range(kind[2])]

    def word() -> str:
        """Return a name of one of the pools: the number drawn, written in syllables."""
        drawn = chance.random()
        number = int(chance.random() * next(count for share, count in POOLS if drawn <= share))
        # Scattered, so that small numbers have names of many letters too.
        number = number * 2_654_435_761 % 1_000_003_000
        parts = []
        while number or len(parts) < 2:
            number, digit = divmod(number, len(SYLLABLES))
            parts.append(SYLLABLES[digit])
        return "".join(parts).capitalize()

    with path.open("w", encoding="utf-8") as file:
        for number in range(rows):
            name = word()
            if chance.random() < 0.25:
                name = f"{chance.choice(WORDS)} {name}"
            others = [word() for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
            if chance.random() < 0.1:
                others.append("".join(chance.choices(ARABIC, k=6)))
            if chance.random() < 0.2:
                name = name.replace("a", "ā", 1)
            kind = chance.choice(kinds)
            file.write(
                f"{FIRST_ID + number}\t{name}\t{name.replace('ā', 'a')}\t{','.join(others)}\t"
                f"{chance.uniform(-60, 75):.5f}\t{chance.uniform(-180, 180):.5f}\t{kind[0]}\t{kind[1]}\t"
                f"{chance.choice(COUNTRIES)}\t\t{chance.randrange(30):02d}\t{chance.randrange(900)}\t\t\t"
                f"{chance.choice((0, 0, 0, 120, 4000))}\t\t100\tEtc/UTC\t2024-01-01\n"
            )


def main() -> None:
    """Make the dump, build, look up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=12_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    dump = arguments.folder / f"synthetic-{arguments.rows}.txt"
    database = arguments.folder / "full.sqlite"
    if not dump.exists():
        write_dump(dump, arguments.rows)
    print(f"dump {dump.stat().st_size / 1e9:.2f} GB, {arguments.rows:,} rows", flush=True)
    stages: list[tuple[str, float]] = []

    def progress(what: str, _count: int) -> None:
        if not stages or stages[-1][0] != what:
            stages.append((what, time.monotonic()))

    started, cpu = time.monotonic(), time.process_time()
    build_full(Dumps(places=(dump,)), database, workers=arguments.workers, progress=progress)
    ended = time.monotonic()
    stages.append(("end", ended))
    for (what, at), (_, until) in pairwise(stages):
        print(f"  {what:<10} {until - at:6.0f} s")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    wall = ended - started
    print(f"built in {wall:.0f} s ({wall / 60:.1f} min) with {arguments.workers} reading processes")
    readers = children.ru_utime + children.ru_stime
    print(f"CPU {time.process_time() - cpu:.0f} s here, {readers:.0f} s in the readers")
    print(f"largest process {own.ru_maxrss / 1024:.0f} MB here, {children.ru_maxrss / 1024:.0f} MB a reader")
    sys.stdout.flush()
    subprocess.run([sys.executable, str(Path(__file__).parent / "lookup.py"), str(database)], check=True)


if __name__ == "__main__":
    main()
