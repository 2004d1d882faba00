"""``python -m gazetteer.build``: the default database; ``… refresh``: the tracked source tables."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from gazetteer.build.default import build_default
from gazetteer.store import DEFAULT_PATH


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m gazetteer.build", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("default", "refresh"), default="default")
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT_PATH, help="database file to write")
    arguments = parser.parse_args()
    started = time.monotonic()
    if arguments.what == "refresh":
        from gazetteer.build.refresh import refresh  # noqa: PLC0415  # needs an extra

        for table, rows in refresh().items():
            sys.stderr.write(f"{table}: {rows} rows\n")
        return
    for target in build_default(arguments.output):
        sys.stderr.write(f"warning: curated names for {target}, which is no place\n")
    size = arguments.output.stat().st_size / 1e6
    sys.stderr.write(f"{arguments.output}: {size:.1f} MB in {time.monotonic() - started:.1f} s\n")


if __name__ == "__main__":
    main()
