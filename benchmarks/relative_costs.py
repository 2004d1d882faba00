"""The dearest relative location of each kind, over every country and sea.

usage: python benchmarks/relative_costs.py [--every N]

CPU seconds on one core. The first kind meets each outline for the first time; what comes again is kept.
"""

from __future__ import annotations

import argparse
import time

from gazetteer.geocoder import Gazetteer
from gazetteer.relations.anchor import Anchor
from gazetteer.relations.placement import place_relation
from gazetteer.relations.relation import Distance, SpatialRelation
from gazetteer.store import Store

FAR = Distance(low=80_000.0, best=80_000.0, high=80_000.0, text="80 km", unit_m=1000.0)
KINDS = {
    "part": {"azimuth_deg": 0.0, "azimuth_half_deg": 45.0},
    "direction": {"azimuth_deg": 0.0, "azimuth_half_deg": 45.0},
    "offset": {"azimuth_deg": 90.0, "azimuth_half_deg": 45.0, "distance_m": FAR},
    "distance": {"distance_m": FAR},
    "near": {},
    "border": {},
    "coast": {},
    "offshore": {},
    "offshore ": {"distance_m": FAR, "azimuth_deg": 0.0},
}


def main() -> None:
    """Print for each kind the median, the dearest and whose it is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="take only every N-th outline")
    every = options.parse_args().every
    gazetteer = Gazetteer()
    store = Store()
    wide = "SELECT n FROM place WHERE feature_code LIKE 'PCL%' OR feature_code IN ('SEA', 'OCN') ORDER BY n"
    numbers = [number for (number,) in store.connection.execute(wide)][::every]
    places = [place for number in numbers if (place := store.place_by_number(number)) is not None]
    for kind, fields in KINDS.items():
        relation = SpatialRelation(span=(0, 1), relation=kind.strip(), **fields)
        costs = []
        for place in places:
            start = time.process_time()
            place_relation(relation, [Anchor.of(place)], gazetteer)
            costs.append((time.process_time() - start, place.name))
        costs.sort()
        dear = ", ".join(f"{name} {seconds:.2f} s" for seconds, name in reversed(costs[-3:]))
        print(
            f"{kind}: {len(costs)} outlines, median {costs[len(costs) // 2][0] * 1000:.0f} ms; {dear}",
            flush=True,
        )


if __name__ == "__main__":
    main()
