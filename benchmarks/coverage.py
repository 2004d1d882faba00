"""How many of a corpus's place names the database could place at all: the oracle.

    python benchmarks/coverage.py CORPUS.jsonl… [--database FILE] [--misses N]

A name counts as found if any candidate of `Gazetteer.search` is within 161 km of the gold point or bears its
GeoNames id; no context is used and nothing is chosen. Rows are those of ``geoincidents parse`` with gold
``mentions`` (``start, end, text, lat, lon, geonameid``).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer
from gazetteer.geodesy import distance_m

NEAR_M = 161_000.0
"""A hundred miles: the measure of the literature since Leidner (2007)."""

NATIONAL_M = 250_000.0


@dataclass(frozen=True, slots=True)
class Found:
    """A gold mention, and what the database offers for its text."""

    text: str
    right: bool
    candidates: int
    national: bool
    lon: float
    lat: float


def measure(gazetteer: Gazetteer, path: Path) -> Iterator[Found]:
    """Yield each gold mention that has a point."""
    known: dict[tuple[str, Any, Any], Found] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for mention in json.loads(line)["mentions"]:
                if mention.get("lat") is None:
                    continue
                key = mention["text"], mention["lat"], mention["lon"]
                if key not in known:
                    known[key] = _find(gazetteer, mention)
                yield known[key]


def _find(gazetteer: Gazetteer, mention: dict[str, Any]) -> Found:
    name = " ".join(mention["text"].split())
    lon, lat = float(mention["lon"]), float(mention["lat"])
    matches = gazetteer.search(name)
    gold = f"geonames:{mention.get('geonameid')}"
    right = any(
        match.place.id == gold or distance_m(match.place.lon, match.place.lat, lon, lat) <= NEAR_M
        for match in matches
    )
    national = any(
        match.place.feature_code.startswith("PCL")
        and (match.place.id == gold or distance_m(match.place.lon, match.place.lat, lon, lat) <= NATIONAL_M)
        for match in matches
    )
    return Found(name, right, len(matches), national, lon, lat)


def report(name: str, found: list[Found], misses: int) -> str:
    """Return the figures in words: all mentions, those below countries, and the commonest misses."""
    local = [one for one in found if not one.national]
    lines = [
        f"{name}: {len(found)} mentions, oracle {_share(found)};"
        f" below countries {len(local)}, {_share(local)}",
        f"  no candidate: {sum(not one.candidates for one in found)};"
        f" candidates, none right: {sum(bool(one.candidates) and not one.right for one in found)};"
        f" candidates a mention: {sum(one.candidates for one in found) / max(1, len(found)):.1f}",
    ]
    missed = Counter((one.text, one.candidates, one.lon, one.lat) for one in found if not one.right)
    for (text, candidates, lon, lat), count in missed.most_common(misses):
        lines.append(f"  {count:4} {text!r} {candidates} candidates, gold {lon:.2f} {lat:.2f}")
    return "\n".join(lines)


def _share(found: list[Found]) -> str:
    return f"{sum(one.right for one in found) / max(1, len(found)):.3f}"


def main() -> None:
    """Print the report of each corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    gazetteer = Gazetteer(options.database)
    for path in options.corpora:
        print(report(path.stem, list(measure(gazetteer, path)), options.misses))


if __name__ == "__main__":
    main()
