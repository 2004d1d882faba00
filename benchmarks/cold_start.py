"""Cold starts of the command, beside Python itself and beside loading geopandas, in one run.

    python benchmarks/cold_start.py [--passes N]

Each a fresh process; the clock's and the processor's seconds, best of the passes. Modules are compiled before
(into a folder of this benchmark's own), as pip does when it installs. Aim: `locate` ≤ 0.6 s and `geocode` of
one article ≤ 1.5 s, or a ratio to `import geopandas` where that is the larger part.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = ROOT / "maps/examples/maiduguri-road/article.md"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import geopandas": ["-c", "import geopandas"],
    "geoincidents --help": ["-m", "geoincidents", "--help"],
    "geoincidents locate": ["-m", "geoincidents", "locate", "80 kilometres north of Baghdad"],
    "geoincidents geocode": ["-m", "geoincidents", "geocode", str(ARTICLE)],
}


def best(arguments: list[str], passes: int, compiled: str) -> tuple[float, float]:
    """Return the least of the clock's and of the processor's seconds, the first, compiling, left out."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=environment)
    clock, processor = [], []
    for _ in range(passes):
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=environment)
        after = os.times()
        clock.append(time.perf_counter() - start)
        processor.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return min(clock), min(processor)


def main() -> None:
    """Print a line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passes", type=int, default=5)
    passes = parser.parse_args().passes
    with tempfile.TemporaryDirectory() as compiled:
        measured = {name: best(arguments, passes, compiled) for name, arguments in COMMANDS.items()}
    geopandas = measured["import geopandas"][1]
    for name, (clock, processor) in measured.items():
        print(
            f"{name:24} {clock:6.2f} s clock {processor:6.2f} s processor {processor / geopandas:6.2f} × geopandas"
        )


if __name__ == "__main__":
    main()
