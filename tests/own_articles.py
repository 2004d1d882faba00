"""Articles of our own with their gold: invented incidents at real places, each with a trap or two.

``tests/data/articles/*.toml``. A mention is ``[text, lon, lat, within_km]`` or ``[text, country_code]``; it
stands for every occurrence of the text as whole words, or for the n-th where the text ends in "#n".
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data" / "articles"


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A place's name in the text and where the place is; a country where `country_code` is set."""

    start: int
    end: int
    text: str
    lon: float | None = None
    lat: float | None = None
    within_km: float | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """An incident: no `lon` with a `country_code` is one of which only the country is known."""

    event_type: str
    sub_event_type: str
    date_start: date
    date_end: date
    quote: str
    lon: float | None
    lat: float | None
    within_km: float | None
    country_code: str | None
    killed: int | None
    injured: int | None


@dataclass(frozen=True, slots=True)
class OwnArticle:
    """An article and all that is to be found in it."""

    name: str
    title: str
    text: str
    published: date
    style: str
    traps: tuple[str, ...]
    mentions: tuple[GoldMention, ...]
    not_places: tuple[str, ...]
    incidents: tuple[GoldIncident, ...]


def load(folder: Path = FOLDER) -> list[OwnArticle]:
    """Return all of them, in the order of their names."""
    return [_article(path) for path in sorted(folder.glob("*.toml"))]


def _article(path: Path) -> OwnArticle:
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [mention for cells in row["mentions"] for mention in _mentions(row["text"], cells)]
    return OwnArticle(
        name=path.stem,
        title=row["title"],
        text=row["text"],
        published=row["published"],
        style=row["style"],
        traps=tuple(row["traps"]),
        mentions=tuple(sorted(found, key=lambda mention: mention.start)),
        not_places=tuple(row.get("not_places", ())),
        incidents=tuple(_incident(incident) for incident in row.get("incidents", ())),
    )


def _mentions(text: str, cells: list[Any]) -> list[GoldMention]:
    name, _, which = str(cells[0]).partition("#")
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if which:
        spans = [spans[int(which) - 1]]
    if not spans:
        raise ValueError(f"'{name}' is not in the text")
    if len(cells) == 2:
        return [GoldMention(start, end, name, country_code=cells[1]) for start, end in spans]
    return [GoldMention(start, end, name, *map(float, cells[1:])) for start, end in spans]


def _incident(row: dict[str, Any]) -> GoldIncident:
    return GoldIncident(
        event_type=row["event_type"],
        sub_event_type=row["sub_event_type"],
        date_start=row["date"][0],
        date_end=row["date"][1],
        quote=" ".join(row["quote"].split()),
        lon=row.get("lon"),
        lat=row.get("lat"),
        within_km=row.get("within_km"),
        country_code=row.get("country"),
        killed=row.get("killed"),
        injured=row.get("injured"),
    )
