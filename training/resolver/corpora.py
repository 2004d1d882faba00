"""Articles with gold places, as the resolver sees them: mentions given, and what each may rightly mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.relations.grammar import find_relations
from geoincidents.protocols import Recognizer
from geoincidents.resolution.document import Option
from geoincidents.resolution.sphere import distance_m
from geoincidents.types import Article, Mention

NARROW_M = 25_000.0
"""Two gazetteers' points for one town are rarely farther apart."""

DIVISION_M = 500_000.0
"""Points of one first-order division may differ by this in the largest."""

WIDE_M = 161_000.0
"""The usual bound of "right"."""

WIDE_GROUPS = frozenset({"region", "continent", "sea", "river", "lake", "mountain", "admin1"})

COUNTRY_M = 2_500_000.0
"""Points of one country differ by up to 1,000 km between sources, more for the largest."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answer of a mention, where the corpus knows it."""

    lon: float
    lat: float
    national: bool
    geonames_id: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """An article, its mentions, and gold for each (None: not known, not judged)."""

    corpus: str
    article: Article
    mentions: tuple[Mention, ...]
    gold: tuple[Gold | None, ...]


def read_corpus(path: Path) -> Iterator[Example]:
    """Yield the articles of a toponym corpus with their gold mentions, in order."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        article = Article(id=row["doc_id"], text=row["text"], title=row.get("title"), url=row.get("url"))
        spans = sorted(row["mentions"], key=lambda m: (m["start"], m["end"]))
        yield Example(
            corpus=row["corpus"],
            article=article,
            mentions=tuple(given_mention(article.text, m["start"], m["end"]) for m in spans),
            gold=tuple(_gold(m) for m in spans),
        )


def given_mention(text: str, start: int, end: int) -> Mention:
    """Return a mention for a given span."""
    words = text[start:end]
    name = re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", words)).strip()
    return Mention(span=(start, end), text=words, kind="toponym", recognizer="given", score=1.0, name=name)


def _gold(row: dict[str, object]) -> Gold | None:
    if row.get("lat") is None:
        return None
    geonames_id = row.get("geonameid")
    return Gold(
        float(row["lon"]),  # type: ignore[arg-type]
        float(row["lat"]),  # type: ignore[arg-type]
        bool(row.get("level")),
        f"geonames:{geonames_id}" if geonames_id else None,
    )


def rightful(options: list[Option], gold: Gold) -> list[int]:
    """Return the candidates that are right, the strictest reading that any of them meets."""
    same = [at for at, option in enumerate(options) if option.place.id == gold.geonames_id]
    if same:
        return same
    distances = [distance_m(gold.lon, gold.lat, option.place.lon, option.place.lat) for option in options]
    if gold.national:
        return [
            at
            for at, option in enumerate(options)
            if option.group in {"country", "continent", "region"} and distances[at] <= COUNTRY_M
        ]
    for radius_m in (NARROW_M, DIVISION_M, WIDE_M):
        within = [
            at
            for at, distance in enumerate(distances)
            if distance <= radius_m and (radius_m != DIVISION_M or options[at].group == "admin1")
        ]
        if within:
            return within
    # The middle of a sea or a part of a continent is a convention: anywhere in it will do.
    return [
        at
        for at, option in enumerate(options)
        if option.group in WIDE_GROUPS and distances[at] <= option.place.extent_m
    ]


def relations_of(example: Example) -> tuple:  # type: ignore[type-arg]
    """Return the spatial relations of the article."""
    return find_relations(example.article.text, [mention.span for mention in example.mentions])


def read_incidents(path: Path, recognizer: Recognizer) -> Iterator[Example]:
    """Yield the articles of an incident corpus; gold are the mentions of the town of a single incident.

    The recognizer finds the other names, which are context and not judged.
    """
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        row = json.loads(line)
        points = {
            _town(incident): incident
            for incident in row["incidents"]
            if incident["lat"] is not None and incident["level"] in {"city", "address"}
        }
        article = Article(id=row["doc_id"], text=row["text"])
        mentions = recognizer(article)
        yield Example(
            corpus=row["corpus"],
            article=article,
            mentions=mentions,
            gold=tuple(_gold_town(points.get(mention.name.casefold())) for mention in mentions),
        )


def _town(incident: dict[str, Any]) -> str:
    """Return the town of a chain: country, division, town, street."""
    chain = incident["location_chain"]
    name = chain[min(2, len(chain) - 1)] if incident["country"] == "US" else chain[-1]
    return re.sub(r"\s*\(.*\)$", "", name).casefold()


def _gold_town(incident: dict[str, Any] | None) -> Gold | None:
    if incident is None:
        return None
    return Gold(float(incident["lon"]), float(incident["lat"]), False, None)
