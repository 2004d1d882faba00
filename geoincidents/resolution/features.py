"""What speaks for a candidate: numbers between about −1 and 1, each with a name for `explain`.

`PRIOR` needs the name alone. `CONTEXT` asks what the other names of the article probably mean (their
beliefs), and is computed again in each round.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.fold import fold
from geoincidents.resolution.candidates import in_groups
from geoincidents.resolution.document import Option, Sense, holds
from geoincidents.resolution.sphere import distance_m

Key = TypeVar("Key")

PRIOR = (
    "importance", "population", "population_unknown", "behind_the_best", "best_by_importance", "country",
    "admin1", "admin2", "capital", "seat", "section", "natural", "site", "region", "settlement_small",
    "main_name", "match_alias", "match_abbreviation", "match_folded", "match_fuzzy", "match_stripped",
    "words_agree", "words_disagree",
    "not_the_bare_country", "publisher_country",
)  # fmt: skip
"""Names of the features that hang on the name alone."""

CONTEXT = (
    "country_share", "country_present", "admin1_share", "admin1_present", "near_50km", "near_200km",
    "local_country", "local_admin1", "in_named_country", "in_named_admin1", "in_named_area", "parent_agrees",
    "parent_possible", "child_agrees", "sibling_country", "sibling_admin1", "sibling_level", "kin_agrees",
    "publisher_near", "publisher_admin1", "dateline_near", "relation_agrees", "lonely_and_small",
)  # fmt: skip
"""Names of the features that hang on the other names."""

FEATURES = PRIOR + CONTEXT

NULL_FEATURES = ("null", "null_fuzzy", "null_stripped", "null_demonym", "null_alone")
"""Features of the answer "none of these"."""

SMALL_POPULATION = 2_000
"""Below this a settlement seldom makes news outside its own district."""

_SITES = frozenset({"airport", "military", "facility", "landmark", "camp", "road", "park"})
_NATURAL = frozenset({"river", "lake", "sea", "island", "mountain"})


def prior_features(sense: Sense, publisher_country: str | None) -> list[list[float]]:
    """Return the rows of `PRIOR`, one a candidate of the sense."""
    options = sense.options
    if not options:
        return []
    best = max(option.place.importance for option in options)
    bare_country = (
        any(
            option.group == "country" and option.match.kind in {"exact", "folded", "alias"}
            for option in options
        )
        and not sense.publisher
        and not sense.found.wanted
    )
    rows = []
    for option in options:
        place, group, kind = option.place, option.group, option.match.kind
        settled = group in {"settlement", "section"}
        agrees = bool(sense.found.wanted) and in_groups(place, sense.found.wanted)
        rows.append([
            place.importance,
            math.log10(1 + (place.population or 0)) / 7.0,
            float(settled and not place.population),
            place.importance - best,
            float(place.importance == best),
            float(group == "country"),
            float(group == "admin1"),
            float(group in {"admin2", "admin3"}),
            float(place.feature_code == "PPLC"),
            float(place.feature_code.startswith("PPLA")),
            float(group == "section"),
            float(group in _NATURAL),
            float(group in _SITES),
            float(group in {"region", "continent"}),
            float(settled and (place.population or 0) < SMALL_POPULATION),
            float(fold(option.match.name) == fold(place.name)),
            float(kind == "alias"),
            float(kind == "abbreviation"),
            float(kind == "folded"),
            1.0 - option.match.score if kind == "fuzzy" else 0.0,
            float(sense.found.stripped is not None),
            float(agrees),
            float(bool(sense.found.wanted) and not agrees),
            float(bare_country and group != "country"),
            float(publisher_country is not None and place.country_code == publisher_country),
        ])  # fmt: skip
    return rows


def null_features(sense: Sense, others: int) -> list[float]:
    """Return the row of `NULL_FEATURES` for a sense among so many others."""
    kinds = {option.match.kind for option in sense.options}
    return [
        1.0,
        float(kinds == {"fuzzy"}),
        float(sense.found.stripped is not None),
        float(kinds == {"demonym"}),
        float(others == 0),
    ]


@dataclass(slots=True)
class Beliefs:
    """What each sense probably means, summed in the ways that the context features ask for.

    All sums are kept a sense apart too, so that no candidate counts its own name as support.
    """

    of: list[list[float]]
    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    own_countries: list[dict[str, float]] = field(default_factory=list)
    own_admin1s: list[dict[str, float]] = field(default_factory=list)
    own_levels: list[dict[int, float]] = field(default_factory=list)
    admin1s: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=dict)
    areas: list[tuple[Option, float, int]] = field(default_factory=list)
    cells: tuple[dict[tuple[int, int], float], ...] = field(default_factory=tuple)
    total: float = 0.0


CELLS_DEG = (0.5, 2.0)
"""Sides of the grids on which nearness is counted: with the eight cells around, about 50 and 200 km."""

MOST_AREAS = 12
"""Divisions and regions compared with every candidate; more are left out, so that time stays linear."""


def gather_beliefs(senses: list[Sense], of: list[list[float]]) -> Beliefs:
    """Return the sums over all senses of what they probably mean."""
    beliefs = Beliefs(of=of)
    fine: dict[tuple[int, int], float] = defaultdict(float)
    coarse: dict[tuple[int, int], float] = defaultdict(float)
    beliefs.cells = (fine, coarse)
    for index, (sense, shares) in enumerate(zip(senses, of, strict=True)):
        countries: dict[str, float] = defaultdict(float)
        admin1s: dict[str, float] = defaultdict(float)
        levels: dict[int, float] = defaultdict(float)
        for option, share in zip(sense.options, shares, strict=True):
            if share < LEAST_BELIEF:
                continue
            levels[option.level] += share
            if option.country:
                countries[option.country] += share
                if option.group == "country":
                    beliefs.named[option.country] = max(beliefs.named.get(option.country, 0.0), share)
            if option.admin1:
                admin1s[option.admin1] += share
                if option.group == "admin1":
                    beliefs.named[option.admin1] = max(beliefs.named.get(option.admin1, 0.0), share)
            if option.group in {"admin2", "region"} and share > 0.3:
                beliefs.areas.append((option, share, index))
            if option.level > LEVEL_OF_ADMIN1:
                mass = share * sense.weight
                for grid, side in zip(beliefs.cells, CELLS_DEG, strict=True):
                    grid[_cell(option, side)] += mass
        beliefs.own_countries.append(countries)
        beliefs.own_admin1s.append(admin1s)
        beliefs.own_levels.append(levels)
        beliefs.total += sense.weight
        for code, mass in countries.items():
            beliefs.countries[code] += mass * sense.weight
        for code, mass in admin1s.items():
            beliefs.admin1s[code] += mass * sense.weight
    beliefs.areas.sort(key=lambda area: (-area[1], area[2]))
    del beliefs.areas[MOST_AREAS:]
    return beliefs


LEAST_BELIEF = 0.01
"""Candidates less likely than this are no evidence for others."""

LEVEL_OF_ADMIN1 = 2


def _cell(option: Option, side: float) -> tuple[int, int]:
    return int(option.place.lon // side), int(option.place.lat // side)


def _around(grid: dict[tuple[int, int], float], cell: tuple[int, int]) -> float:
    x, y = cell
    return sum(grid.get((x + right, y + up), 0.0) for right in (-1, 0, 1) for up in (-1, 0, 1))


def likely(sense: Sense, shares: list[float], most: int = 12) -> list[tuple[Option, float]]:
    """Return the candidates that the sense most probably means."""
    if len(shares) <= most:
        return list(zip(sense.options, shares, strict=True))
    order = sorted(range(len(shares)), key=lambda at: -shares[at])[:most]
    return [(sense.options[at], shares[at]) for at in order]


def context_features(
    index: int,
    senses: list[Sense],
    beliefs: Beliefs,
    relation_scores: list[float] | None,
    publisher: list[int],
    datelines: list[int],
) -> list[list[float]]:
    """Return the rows of `CONTEXT`, one a candidate of sense `index`."""
    sense = senses[index]
    own = beliefs.of[index]
    weight = sense.weight
    total = max(beliefs.total - weight, 1e-9)
    own_country, own_admin1 = beliefs.own_countries[index], beliefs.own_admin1s[index]
    own_cells = _own_cells(sense, own)
    local_country = _pooled(sense.neighbours, beliefs.own_countries)
    local_admin1 = _pooled(sense.neighbours, beliefs.own_admin1s)
    sibling_country = _pooled(sense.siblings, beliefs.own_countries)
    sibling_admin1 = _pooled(sense.siblings, beliefs.own_admin1s)
    sibling_level = _pooled(sense.siblings, beliefs.own_levels)
    parents = [likely(senses[at], beliefs.of[at]) for at in sense.parents]
    children = [likely(senses[at], beliefs.of[at]) for at in sense.children]
    possible_parents = [senses[at].options[:40] for at in sense.parents]
    kin = _kin_shares(index, senses, beliefs)
    areas = [(area, share) for area, share, at in beliefs.areas if at != index]
    outlets = [pair for at in publisher if at != index for pair in likely(senses[at], beliefs.of[at], 6)]
    bylines = [pair for at in datelines if at != index for pair in likely(senses[at], beliefs.of[at], 6)]
    rows = []
    for at, option in enumerate(sense.options):
        country, admin1 = option.country, option.admin1
        country_mass = admin1_mass = 0.0
        if country:
            country_mass = max(
                beliefs.countries.get(country, 0.0) - own_country.get(country, 0.0) * weight, 0.0
            )
        if admin1:
            admin1_mass = max(beliefs.admin1s.get(admin1, 0.0) - own_admin1.get(admin1, 0.0) * weight, 0.0)
        near = [0.0, 0.0]
        if option.level > LEVEL_OF_ADMIN1:
            for grid_at, (grid, side) in enumerate(zip(beliefs.cells, CELLS_DEG, strict=True)):
                cell = _cell(option, side)
                near[grid_at] = max(_around(grid, cell) - weight * _around(own_cells[grid_at], cell), 0.0)
        in_country = beliefs.named.get(country, 0.0) if country and option.group != "country" else 0.0
        in_admin1 = beliefs.named.get(admin1, 0.0) if admin1 and option.group != "admin1" else 0.0
        in_area = max((share for area, share in areas if holds(area, option)), default=0.0)
        support = _saturated(near[1] + admin1_mass)
        rows.append([
            country_mass / total,
            _saturated(country_mass),
            admin1_mass / total,
            _saturated(admin1_mass),
            _saturated(near[0]),
            _saturated(near[1]),
            local_country.get(country, 0.0) if country else 0.0,
            local_admin1.get(admin1, 0.0) if admin1 else 0.0,
            in_country,
            in_admin1,
            in_area,
            max((share for pairs in parents for outer, share in pairs if holds(outer, option)), default=0.0),
            float(any(holds(outer, option) for outers in possible_parents for outer in outers)),
            max((share for pairs in children for inner, share in pairs if holds(option, inner)), default=0.0),
            sibling_country.get(country, 0.0) if country else 0.0,
            sibling_admin1.get(admin1, 0.0) if admin1 else 0.0,
            sibling_level.get(option.level, 0.0),
            kin.get(option.place.id, 0.0),
            max((share * _nearness(option, other) for other, share in outlets), default=0.0),
            max((share for other, share in outlets if admin1 and other.admin1 == admin1), default=0.0),
            max((share * _nearness(option, other) for other, share in bylines), default=0.0),
            relation_scores[at] if relation_scores else 0.0,
            (1.0 - support) if _small(option) else 0.0,
        ])  # fmt: skip
    return rows


LEVEL_OF_SETTLEMENT = 5

NEEDS_COMPANY = 20_000
"""Fewer people than this, and a place seldom is the only one of its surroundings in an article."""


def _small(option: Option) -> bool:
    return option.level >= LEVEL_OF_SETTLEMENT and (option.place.population or 0) < NEEDS_COMPANY


NEAR_M = 100_000.0
"""Scale of nearness to the outlet's town and the dateline: news of one place is seldom from farther away."""


def _nearness(option: Option, other: Option) -> float:
    if option.country != other.country and abs(option.place.lat - other.place.lat) > 5:
        return 0.0
    return math.exp(
        -distance_m(option.place.lon, option.place.lat, other.place.lon, other.place.lat) / NEAR_M
    )


def _saturated(mass: float) -> float:
    """Return 0 for no support, near 1 for that of several names."""
    return 1.0 - math.exp(-mass / 1.5)


def _own_cells(sense: Sense, shares: list[float]) -> tuple[dict[tuple[int, int], float], ...]:
    grids: tuple[dict[tuple[int, int], float], ...] = (defaultdict(float), defaultdict(float))
    for option, share in zip(sense.options, shares, strict=True):
        if share >= LEAST_BELIEF and option.level > LEVEL_OF_ADMIN1:
            for grid, side in zip(grids, CELLS_DEG, strict=True):
                grid[_cell(option, side)] += share
    return grids


def _pooled(links: list[int], shares: list[dict[Key, float]]) -> dict[Key, float]:
    """Return the mean over linked senses of their shares."""
    pooled: dict[Key, float] = defaultdict(float)
    for link in links:
        for key, share in shares[link].items():
            pooled[key] += share / len(links)
    return pooled


def _kin_shares(index: int, senses: list[Sense], beliefs: Beliefs) -> dict[str, float]:
    """Return what other senses of the same name mean, by place."""
    sense = senses[index]
    shares: dict[str, float] = {}
    for at in sense.kin_senses:
        for option, share in zip(senses[at].options, beliefs.of[at], strict=True):
            shares[option.place.id] = max(shares.get(option.place.id, 0.0), share)
    return shares
