"""Compare the regions of relative locations with point-radius circles at the same coverage.

usage: python benchmarks/relative_areas.py $SHARED/eval/relative/dev.jsonl

For rows with distance and direction. The circle of a row is the point-radius method's (`pr_circle_km`), round the
point that the stated distance and direction give; the method's circles cover what they cover, so each is
scaled by one factor, the same for all rows of a style, that makes them hold as many truths as the regions do.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
from shapely.geometry import Point

from gazetteer.geocoder import Gazetteer
from gazetteer.geodesy import area_m2, destination, distance_m
from gazetteer.locate import locate
from gazetteer.relations.vocabulary import vocabulary


def rows(path: str):
    """Yield style, area of our region, whether it holds the truth, radius of the circle, distance to its centre."""
    gazetteer = Gazetteer()
    winds = vocabulary().abbreviations
    for line in Path(path).read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "dist_dir" or not row.get("pr_circle_km") or row.get("anchor_lat") is None:
            continue
        location = locate(row["text"], gazetteer)
        if location is None or row["direction"] not in winds:
            continue
        azimuth = winds[row["direction"]].azimuth_deg
        lon, lat = destination(row["anchor_lon"], row["anchor_lat"], azimuth, row["distance_km"] * 1000.0)
        off = distance_m(lon, lat, row["lon"], row["lat"]) / 1000.0
        held = location.region.covers(Point(row["lon"], row["lat"]))
        yield row["style"], area_m2(location.region) / 1e6, held, row["pr_circle_km"], off


def main() -> None:
    """Print one line a style."""
    told = list(rows(sys.argv[1]))
    for style in sorted({row[0] for row in told}):
        part = [row for row in told if row[0] == style]
        area, held, radius, off = (np.array(column, float) for column in list(zip(*part, strict=True))[1:])
        covered = held.mean()
        circles = math.pi * radius**2
        factor = float(np.quantile(off / radius, covered))
        print(
            f"{style}: {len(part)} rows, regions hold {covered:.3f}; circles hold {(off <= radius).mean():.3f} "
            f"at {circles.sum() / area.sum():.1f} times the area; at equal coverage (circles × {factor:.2f}) the "
            f"regions have {area.sum() / (circles.sum() * factor**2):.3f} of their area"
        )


if __name__ == "__main__":
    main()
