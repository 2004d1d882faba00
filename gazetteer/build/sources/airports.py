"""Airports, air bases and airfields from airportsdata, with the names that news copy gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gazetteer.build.record import Name, Record
from gazetteer.build.tables import AIRPORT_COLUMNS, read_table
from gazetteer.fold import fold

SOURCE = "airportsdata"

_MILITARY_TAIL = re.compile(
    r"\s*\b(?:Military )?(?:Air Force Base|Air Base|Airbase|AFB|Army Air ?field|AAF"
    r"|Naval Air Station|NAS|Naval Air Facility|Air Reserve Base|Joint Base|Air Station"
    r"|Marine Corps Air Station)"
    r"(?: Airport)?$",
    re.IGNORECASE,
)
_CIVIL_TAIL = re.compile(
    r"\s*\b(?:(?:Regional|Municipal|County|International|Intl|Domestic|Metropolitan|Executive) )*"
    r"(?:Airport|Airfield|Airpark|Airstrip|Aerodrome|Field)$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\([^)]*\)")

BASE_TAILS = ("Air Base", "Airfield", "Military Airport")
"""What news copy calls a military airfield after its town; "airbase" folds to "air base"."""


def read_airports(path: Path) -> Iterator[Record]:
    """Yield the airports; a military one has class S.AIRB."""
    for icao, iata, name, city, country, lon, lat in read_table(path, AIRPORT_COLUMNS):
        main = _ASIDE.sub("", name).strip() or name
        military = _MILITARY_TAIL.search(main) is not None
        codes: list[Name] = [(code, "code", None) for code in (icao, iata) if code]
        yield Record(
            id=f"airport:{icao}",
            name=main,
            lon=float(lon),
            lat=float(lat),
            feature_class="S",
            feature_code="AIRB" if military else "AIRP",
            country_code=country or None,
            names=codes + [(other, "alias", None) for other in airport_names(name, city) if other != main],
            source=SOURCE,
        )


def airport_names(name: str, city: str) -> list[str]:
    """Return the names of an airfield beside the registered one: by its parts, and by its town.

    Examples
    --------
    >>> airport_names("Balad Southeast Air Base", "Balad")[:4]
    ['Balad Southeast Air Base', 'Balad Southeast', 'Balad Air Base', 'Balad Airfield']
    """
    found: dict[str, None] = {name: None}
    main = _ASIDE.sub("", name).strip() or name
    towns = [_ASIDE.sub("", part).strip() for part in city.split("/")]
    tail = _CIVIL_TAIL.search(main) or _MILITARY_TAIL.search(main)
    for part in (part.strip() for part in main.split("/")):
        military, civil = _MILITARY_TAIL.search(part), _CIVIL_TAIL.search(part)
        # "Istres Le Tube/Istres Air Base": the first part shares the tail of the last.
        found[part if military or civil or tail is None else f"{part} {tail[0].strip()}"] = None
        core = part[: military.start()].strip() if military else ""
        # "Kirkuk" alone is the town; "Incirlik" is the base too.
        if core and fold(core) not in map(fold, towns):
            found[core] = None
        tails: tuple[str, ...] = BASE_TAILS if _MILITARY_TAIL.search(main) else ()
        if civil and not military:
            tails = ("International Airport", "Airport") if "nternational" in part else ("Airport",)
        for name_before in (*towns, core):
            for word in tails if name_before in towns else BASE_TAILS:
                if name_before:
                    found[f"{name_before} {word}"] = None
    return list(found)
