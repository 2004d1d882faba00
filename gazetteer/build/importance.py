"""How likely a bare name means a place, before any context: 0 to 1.

A sum of what is known without reading an article: people living there, in how many spellings and scripts the
place is written about, and its standing. The weights are by hand; the resolver, which sees the article,
learns its own.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LARGEST_LOG = math.log10(1.5e9)
"""The most populous country."""

POPULATION_WEIGHT = 0.50
NAMES_WEIGHT = 0.22
SCRIPTS_WEIGHT = 0.06

STANDING = {
    "A.PCLI": 0.22, "A.PCL": 0.22, "A.PCLD": 0.15, "A.PCLS": 0.15, "A.PCLF": 0.2, "A.TERR": 0.1,
    "A.PCLIX": 0.1, "A.ADM1": 0.04, "A.ADM2": -0.08, "A.ADM3": -0.12, "A.ADM4": -0.14, "A.ADM5": -0.15,
    "P.PPLC": 0.1, "P.PPLA": 0.04, "P.PPLA2": 0.01, "P.PPLX": -0.03, "P.PPLH": -0.1, "P.PPLQ": -0.1,
    "P.PPLW": -0.1, "S.AIRB": 0.16, "S.MILB": 0.16, "S.INSM": 0.16, "S.AIRP": 0.1, "S.AIRF": 0.06,
    "S.PRT": 0.1, "L.PRT": 0.1, "L.RGN": 0.2, "L.CONT": 0.6, "H.OCN": 0.6, "H.SEA": 0.45, "H.GULF": 0.35,
    "H.STRT": 0.3, "S.NUC": 0.1, "H.STM": 0.05, "H.LK": 0.08, "T.MTS": 0.12, "T.ISL": 0.08, "T.ISLS": 0.12,
    "T.PEN": 0.12, "T.DSRT": 0.12,
}  # fmt: skip
"""Countries before all, capitals before their provinces, counties after the towns they are named for."""

CLASS_STANDING = {
    "A": 0.0,
    "P": 0.02,
    "S": 0.02,
    "H": 0.02,
    "T": 0.02,
    "L": 0.02,
    "R": 0.0,
    "U": 0.0,
    "V": 0.0,
}


def importance(feature_class: str, feature_code: str, population: int | None, names: Iterable[str]) -> float:
    """Return the importance of a place from its code, its people and its other names."""
    count = 0
    scripts = set()
    for name in names:
        count += 1
        if not name.isascii():
            scripts.add(_script(name[-1]))
    return _sum(feature_class, feature_code, population or 0, count, len(scripts))


@lru_cache(maxsize=65536)
def _sum(feature_class: str, feature_code: str, population: int, names: int, scripts: int) -> float:
    """Return the importance; most places of a dump are villages without a number of people."""
    score = (
        POPULATION_WEIGHT * math.log10(1 + population) / LARGEST_LOG
        + NAMES_WEIGHT * min(1.0, math.log2(1 + names) / 8)
        + SCRIPTS_WEIGHT * min(1.0, scripts / 12)
        + STANDING.get(f"{feature_class}.{feature_code}", CLASS_STANDING.get(feature_class, 0.0))
    )
    return round(min(1.0, max(0.0, score)), 4)


@lru_cache(maxsize=65536)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]
