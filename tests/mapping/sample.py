"""Frames of invented incidents at real towns, for the tests of the map."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from typing import Any

import geopandas
import shapely

from geoincidents import frame

# fmt: off
# Towns of the Sahel with rounded coordinates; nothing below happened.
TOWNS = (
    ("Khartoum", 15.55, 32.53), ("Omdurman", 15.64, 32.48), ("Nyala", 12.05, 24.88),
    ("El Fasher", 13.63, 25.35),
    ("Geneina", 13.45, 22.45), ("Port Sudan", 19.62, 37.22), ("Kassala", 15.45, 36.40),
    ("El Obeid", 13.18, 30.22),
    ("Kosti", 13.16, 32.66), ("Wad Medani", 14.40, 33.52), ("Sennar", 13.55, 33.63), ("Atbara", 17.70, 33.99),
    ("Kadugli", 11.01, 29.72), ("Dilling", 12.05, 29.65), ("Singa", 13.15, 33.93), ("Gedaref", 14.03, 35.38),
    ("Zalingei", 12.91, 23.47), ("El Daein", 11.46, 26.13),
)
# fmt: on
KINDS = (
    ("Explosions/Remote violence", "Air/drone strike", "Strike hits a market in {}", "aircraft"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "Shells fall on {}", "artillery"),
    ("Battles", "Armed clash", "Fighting breaks out on the edge of {}", "small arms"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED", "Blast at a bus station in {}", "bomb"),
    ("Violence against civilians", "Attack", "Aid convoy attacked near {}", None),
    ("Protests", "Peaceful protest", "Teachers march over unpaid wages in {}", None),
    ("Strategic developments", "Arrests", "Volunteers detained at a checkpoint in {}", None),
    ("Strategic developments", "Other", "Ceasefire monitors arrive in {}", None),
)
ELSEWHERE = {
    "name": "Geneva",
    "role": "speaker",
    "place_id": "geonames:2660646",
    "lon": 6.146,
    "lat": 46.202,
    "country_code": "CH",
    "start": 1,
    "end": 7,
}
OUTLETS = ("Example Wire", "The Sample Herald", "Radio Muster", "Morning Placeholder")


def circle(lon: float, lat: float, radius_m: float) -> shapely.Polygon:
    """Return a circle of 64 corners."""
    y = radius_m / 111_195
    x = y / math.cos(math.radians(lat))
    turns = [2 * math.pi * step / 64 for step in range(64)]
    return shapely.Polygon([(lon + x * math.cos(turn), lat + y * math.sin(turn)) for turn in turns])


def rows(count: int, seed: int = 7) -> list[dict[str, Any]]:
    """Return that many invented incidents, the same for the same seed."""
    chance = random.Random(seed)
    return [_row(chance, number) for number in range(count)]


def _row(chance: random.Random, number: int) -> dict[str, Any]:
    town, lat, lon = chance.choices(TOWNS, weights=[8, 4, 5, 5] + [2] * (len(TOWNS) - 4))[0]
    event_type, sub_event_type, headline, weapon = chance.choice(KINDS)
    precision = chance.choices(
        ("exact", "town", "district", "province", "country"), weights=(3, 12, 2, 1, 0.3)
    )[0]
    radius_m = {"exact": 800, "town": 6000, "district": 45_000, "province": 120_000, "country": 900_000}[
        precision
    ]
    start = date(2023, 4, 16) + timedelta(days=int(chance.betavariate(1.4, 2.2) * 320))
    end = start + timedelta(days=chance.choice((0, 0, 0, 0, 2, 6)))
    killed = chance.choice((None, None, 0, 1, 2, 4, 12, 30)) if weapon else None
    place = "Sudan" if precision == "country" else town
    title = headline.format(place)
    lead = f"Officials in the region said on {start:%A} that "
    what = title[0].lower() + title[1:]
    quote = f"{lead}{what}; the account of incident {number} could not be verified independently."
    trigger = what.split()[0]
    doc_id, publisher = f"article-{number}", OUTLETS[number % len(OUTLETS)]
    url = f"https://news.example.org/{start:%Y/%m}/{number}"
    published = start + timedelta(days=1)
    offset = 40 + number % 300
    report = {
        "doc_id": doc_id,
        "title": title,
        "url": url,
        "publisher": publisher,
        "published": published,
        "quote": quote,
        "quote_start": offset,
        "quote_end": offset + len(quote),
        "trigger_start": offset + len(lead),
        "trigger_end": offset + len(lead) + len(trigger),
        "claims": {},
    }
    reports = [report]
    if number % 11 == 5:
        second = {**report, "doc_id": f"{doc_id}b", "publisher": "Second Sample Agency", "url": f"{url}-b"}
        reports.append({**second, "claims": {"killed_best": str((killed or 0) + 1)}})
    confidence = round(chance.choice((0.35, 0.6, 0.72, 0.85, 0.93)), 2)
    exact = precision == "exact"
    lon, lat = (
        (round(lon + chance.uniform(-0.2, 0.2), 4), round(lat + chance.uniform(-0.2, 0.2), 4))
        if exact
        else (lon, lat)
    )
    return {
        "incident_id": f"inc-{number:05d}",
        "title": title,
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "date_start": start,
        "date_end": end,
        "place_name": place,
        "place_id": f"geonames:{abs(hash_of(town)) % 10**6}",
        "country": "Sudan",
        "country_code": "SD",
        "lon": lon,
        "lat": lat,
        "uncertainty_m": radius_m,
        "region": circle(lon, lat, radius_m),
        "coverage": 0.9,
        "precision": precision,
        "location_method": "place",
        "killed_low": killed,
        "killed_best": killed,
        "killed_high": killed,
        "injured_best": (killed or 0) * 2 or None,
        "injured_low": (killed or 0) * 2 or None,
        "actors": ["the army"] if number % 3 else [],
        "weapon": weapon,
        "other_places": [ELSEWHERE] if number % 9 == 0 else [],
        "quote": quote,
        "quote_start": offset,
        "quote_end": offset + len(quote),
        "doc_id": doc_id,
        "source_url": url,
        "publisher": publisher,
        "published": published,
        "reports": reports,
        "confidence": confidence,
        "type_confidence": 0.9,
        "place_confidence": confidence,
        "date_confidence": 0.8,
        "reasons": [f"The text names {place}.", f"{town} is the most populous place of that name in Sudan."],
    }


def hash_of(text: str) -> int:
    """Return a number for a text, the same in every process."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(text))


def make_frame(count: int = 96, seed: int = 7) -> geopandas.GeoDataFrame:
    """Return a frame of that many invented incidents."""
    return frame.build(rows(count, seed))
