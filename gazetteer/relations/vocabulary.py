"""The words of ``words.toml``, ready for look-up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

WINDS = [
    "N",
    "NbE",
    "NNE",
    "NEbN",
    "NE",
    "NEbE",
    "ENE",
    "EbN",
    "E",
    "EbS",
    "ESE",
    "SEbE",
    "SE",
    "SEbS",
    "SSE",
    "SbE",
    "S",
    "SbW",
    "SSW",
    "SWbS",
    "SW",
    "SWbW",
    "WSW",
    "WbS",
    "W",
    "WbN",
    "WNW",
    "NWbW",
    "NW",
    "NWbN",
    "NNW",
    "NbW",
]
_HALF = (45.0, 5.625, 11.25, 5.625, 22.5, 5.625, 11.25, 5.625)
_SPELLED = {"N": "north", "E": "east", "S": "south", "W": "west", "b": "by"}


@dataclass(frozen=True, slots=True)
class Wind:
    """A compass word: azimuth and half the angle that words of its fineness stand for."""

    azimuth_deg: float
    half_deg: float
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All rows of ``words.toml``; keys in lower case, several words joined by one space.

    Attributes
    ----------
    units : dict
        Word → metres.
    times : dict
        Word → seconds.
    travel : dict
        Means of travel → straight-line km/h.
    numbers, multipliers, fractions : dict
        Word → value.
    vague : dict
        Word → lowest, likeliest, highest count.
    hedges : dict
        Word → "about", "down", "up", "within", "exact".
    winds : dict
        "north", "northeastern", "southsouthwest" → Wind (hyphens and spaces taken out).
    abbreviations : dict
        "NNE" → Wind.
    nouns : dict
        List name → its words.
    """

    units: dict[str, float]
    times: dict[str, float]
    travel: dict[str, float]
    numbers: dict[str, float]
    multipliers: dict[str, float]
    fractions: dict[str, float]
    vague: dict[str, tuple[float, float, float]]
    hedges: dict[str, str]
    winds: dict[str, Wind]
    abbreviations: dict[str, Wind]
    nouns: dict[str, frozenset[str]]


@cache
def vocabulary() -> Vocabulary:
    """Read ``words.toml`` once."""
    rows = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    winds: dict[str, Wind] = {}
    abbreviations: dict[str, Wind] = {}
    for index, abbreviation in enumerate(WINDS):
        azimuth, half = index * 11.25, _HALF[index % 8]
        name = "".join(_SPELLED[letter] for letter in abbreviation)
        wind = Wind(azimuth, half)
        abbreviations[abbreviation.upper()] = wind
        winds[name] = winds[name + "ward"] = winds[name + "wards"] = wind
        winds[name + "ern"] = winds[name + "erly"] = winds[name + "ernmost"] = Wind(azimuth, half, True)
    return Vocabulary(
        units={word: float(row["metres"]) for row in rows["unit"] for word in row["words"]},
        times={word: float(row["seconds"]) for row in rows["time"] for word in row["words"]},
        travel={word: float(row["kmh"]) for row in rows["travel"] for word in row["words"]},
        numbers={word: float(value) for word, value in rows["number"].items()},
        multipliers={word: float(value) for word, value in rows["multiplier"].items()},
        fractions={word: float(value) for word, value in rows["fraction"].items()},
        vague={
            word: (float(low), float(best), float(high)) for word, (low, best, high) in rows["vague"].items()
        },
        hedges={word: kind for kind, words in rows["hedge"].items() for word in words},
        winds=winds,
        abbreviations=abbreviations,
        nouns={name: frozenset(words) for name, words in rows["nouns"].items()},
    )
