"""Print what a resolver can at most and at least reach with the database at hand.

    python training/resolver/baselines.py CORPUS.jsonl ...

Of the gold mentions below the level of countries: for how many a candidate lies within 161 km of the gold
point (the oracle), and for how many the most populous candidate does.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import WIDE_M
from train import read_cases

from gazetteer.geocoder import Gazetteer
from geoincidents.resolution.sphere import distance_m


def main() -> None:
    """Count and print."""
    counts: dict[str, list[int]] = {}
    for case in read_cases([Path(name) for name in sys.argv[1:]], Gazetteer()):
        count = counts.setdefault(case.example.corpus, [0, 0, 0, 0])
        for at, gold in enumerate(case.example.gold):
            if gold is None or gold.national:
                continue
            options = case.prepared.senses[case.prepared.sense_of[at]].options
            near = [
                distance_m(gold.lon, gold.lat, option.place.lon, option.place.lat) <= WIDE_M
                for option in options
            ]
            populous = max(range(len(options)), key=lambda n: options[n].place.population or 0, default=None)
            count[0] += 1
            count[1] += bool(options)
            count[2] += any(near)
            count[3] += populous is not None and near[populous]
    for corpus, (mentions, known, oracle, populous) in sorted(counts.items()):
        print(
            f"{corpus}: {mentions} sub-national mentions; a candidate for {known / mentions:.3f}, "
            f"a right one for {oracle / mentions:.3f}; the most populous right for {populous / mentions:.3f}"
        )


if __name__ == "__main__":
    main()
