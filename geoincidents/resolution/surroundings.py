"""What speaks for a candidate by the other names of the article: the features of `CONTEXT`.

What the other names mean is not known but believed: each candidate has a share. Shares are summed by
country, by first-order division and by the cells of two grids, once for the article and once a sense, so that
a candidate is compared with sums, not with every other candidate, and its own name never supports it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.fold import fold
from geoincidents.resolution.document import AROUND_CELL, LEVELS, Option, Sense, holds
from geoincidents.resolution.nations import Nations
from geoincidents.resolution.sphere import distance_m

Cell = int
Key = TypeVar("Key")

LEAST_BELIEF = 0.01
"""Candidates less likely than this are no evidence for others."""

MOST_AREAS = 12
"""Divisions and regions compared with every candidate; more are left out, so that time stays linear."""

NEEDS_COMPANY = 20_000
"""Fewer people than this, and a place seldom is the only one of its surroundings in an article."""

NEAR_M = 100_000.0
"""Scale of nearness to the outlet's town and the dateline: local news is seldom from farther away."""


@dataclass(slots=True)
class Shares:
    """What one sense probably means, summed.

    `fine` and `coarse` hold what is within a cell and the eight around it, `cells` what is within a cell.
    """

    countries: dict[str, float] = field(default_factory=dict)
    admin1s: dict[str, float] = field(default_factory=dict)
    levels: dict[int, float] = field(default_factory=dict)
    fine: dict[Cell, float] = field(default_factory=dict)
    coarse: dict[Cell, float] = field(default_factory=dict)
    cells: dict[Cell, float] = field(default_factory=dict)


@dataclass(slots=True)
class Beliefs:
    """What all senses probably mean.

    Attributes
    ----------
    of : list of list of float
        Share of each candidate of each sense.
    own : list of Shares
        Sums a sense.
    admin1s, fine, coarse : dict
        The same over the article, each sense with its weight.
    named : dict of str to float
        How surely a country or division is itself named, by its key.
    areas : list of (Option, float, int)
        Districts and regions named, with share and sense.
    around : list of dict of str to float
        Shares of the countries that the names close by mean, a sense.
    total : float
        Weight of all senses.
    """

    of: list[list[float]]
    own: list[Shares] = field(default_factory=list)
    admin1s: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    fine: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))
    coarse: dict[Cell, float] = field(default_factory=lambda: defaultdict(float))
    named: dict[str, float] = field(default_factory=dict)
    areas: list[tuple[Option, float, int]] = field(default_factory=list)
    around: list[dict[str, float]] = field(default_factory=list)
    total: float = 0.0


def gather_beliefs(senses: Sequence[Sense], of: list[list[float]]) -> Beliefs:
    """Return the sums of what the senses probably mean."""
    beliefs = Beliefs(of=of)
    for index, (sense, shares) in enumerate(zip(senses, of, strict=True)):
        own = Shares()
        for option, share in zip(sense.options, shares, strict=True):
            if share < LEAST_BELIEF:
                continue
            _count(own, option, share)
            if option.group in {"country", "admin1"}:
                key = option.admin1 if option.group == "admin1" else option.country
                if key:
                    beliefs.named[key] = max(beliefs.named.get(key, 0.0), share)
            elif option.group in {"admin2", "region"} and share > SURE_AREA:
                beliefs.areas.append((option, share, index))
        beliefs.own.append(own)
        beliefs.total += sense.weight
        for admin1, share in own.admin1s.items():
            beliefs.admin1s[admin1] += share * sense.weight
        for cells, own_cells in ((beliefs.fine, own.fine), (beliefs.coarse, own.coarse)):
            for cell, share in own_cells.items():
                cells[cell] += share * sense.weight
    beliefs.around += (_pooled([beliefs.own[at].countries for at in sense.neighbours]) for sense in senses)
    beliefs.areas.sort(key=lambda area: (-area[1], area[2]))
    del beliefs.areas[MOST_AREAS:]
    return beliefs


SURE_AREA = 0.3
"""Share from which a district counts as named."""


def _count(own: Shares, option: Option, share: float) -> None:
    own.levels[option.level] = own.levels.get(option.level, 0.0) + share
    if option.country:
        own.countries[option.country] = own.countries.get(option.country, 0.0) + share
    if option.admin1:
        own.admin1s[option.admin1] = own.admin1s.get(option.admin1, 0.0) + share
    if option.fine is not None and option.coarse is not None:
        own.cells[option.coarse] = own.cells.get(option.coarse, 0.0) + share
        for grid, middle in ((own.fine, option.fine), (own.coarse, option.coarse)):
            for step in AROUND_CELL:
                grid[middle + step] = grid.get(middle + step, 0.0) + share


@dataclass(slots=True)
class Agreement:
    """How well each candidate of a sense agrees with what is stated of its distance and direction.

    Attributes
    ----------
    for_it, against_it : list of float
        0 to 1, a candidate; an anchor that is itself in doubt speaks against nothing.
    """

    for_it: list[float]
    against_it: list[float]


def likely(sense: Sense, shares: Sequence[float], most: int = 12) -> list[tuple[Option, float]]:
    """Return the candidates that the sense most probably means."""
    if len(shares) <= most:
        return list(zip(sense.options, shares, strict=True))
    order = sorted(range(len(shares)), key=lambda at: -shares[at])[:most]
    return [(sense.options[at], shares[at]) for at in order]


def context_features(
    index: int,
    senses: Sequence[Sense],
    beliefs: Beliefs,
    agreed: Agreement | None,
    outlets: Sequence[int],
    datelines: Sequence[int],
    nations: Nations,
) -> list[list[float]]:
    """Return the rows of `CONTEXT`, one a candidate of sense `index`.

    Parameters
    ----------
    index : int
        Which sense.
    senses, beliefs
        All names, and what they probably mean.
    agreed : Agreement or None
        How the candidates agree with the spatial relations beside the name.
    outlets, datelines : sequence of int
        Senses in the outlet's name and in datelines.
    nations : Nations
        What the article's own words tell of its country.
    """
    sense, own = senses[index], beliefs.own[index]
    if not sense.options:
        return []
    weight = sense.weight
    total = max(beliefs.total - weight, 1e-9)
    near = [beliefs.own[at] for at in sense.neighbours]
    local_country = beliefs.around[index]
    local_admin1 = _pooled([shares.admin1s for shares in near])
    local_cells = _pooled([shares.cells for shares in near])
    sibling_country: dict[str, float] = {}
    sibling_admin1: dict[str, float] = {}
    sibling_level: dict[int, float] = {}
    if sense.siblings:
        listed = [beliefs.own[at] for at in sense.siblings]
        sibling_country = _pooled([shares.countries for shares in listed])
        sibling_admin1 = _pooled([shares.admin1s for shares in listed])
        sibling_level = _pooled([shares.levels for shares in listed])
    parents = [pair for at in closest_parents(sense, senses) for pair in likely(senses[at], beliefs.of[at])]
    children = [pair for at in sense.children for pair in likely(senses[at], beliefs.of[at])]
    kin = _kin_shares(sense, senses, beliefs)
    areas = [(area, share) for area, share, at in beliefs.areas if at != index]
    outlet_pairs = _pairs(outlets, index, senses, beliefs)
    dateline_pairs = _pairs(datelines, index, senses, beliefs)
    bare_country = _is_bare_country(sense)
    countries = {option.country for option in sense.options if option.group == "country"}
    rows = []
    # Locals and guards: this is the inner loop of resolution, run for each candidate three times.
    article_admin1s, own_admin1s, named = beliefs.admin1s, own.admin1s, beliefs.named
    for at, option in enumerate(sense.options):
        country, admin1, group = option.country or "", option.admin1 or "", option.group
        admin1_mass = max(article_admin1s.get(admin1, 0.0) - own_admin1s.get(admin1, 0.0) * weight, 0.0)
        near_50km = near_200km = local_near = 0.0
        fine, coarse = option.fine, option.coarse
        if fine is not None and coarse is not None:
            near_50km = beliefs.fine.get(fine, 0.0) - weight * own.fine.get(fine, 0.0)
            near_200km = beliefs.coarse.get(coarse, 0.0) - weight * own.coarse.get(coarse, 0.0)
            local_near = _around(local_cells, coarse) if local_cells else 0.0
        parent_agrees = _held_by(option, parents) if parents else 0.0
        local = local_country.get(country, 0.0)
        small = _is_small(option)
        alone = bare_country and group != "country"
        lonely = unsupported = 0.0
        if small:
            lonely = 1.0 - _saturated(max(near_200km, admin1_mass), SEVERAL)
        if alone:
            around = local if group == "admin1" else _saturated(near_50km, SEVERAL)
            nation = nations.countries.get(country, 0.0)
            unsupported = 1.0 - max(around, _saturated(admin1_mass, SEVERAL), parent_agrees, nation)
            if option.country in countries:  # what lies around Taiwan Province lies in Taiwan as well
                unsupported = 1.0 - parent_agrees
        rows.append([
            admin1_mass / total,
            _saturated(admin1_mass, ANY),
            _saturated(near_50km, ANY),
            local,
            local_admin1.get(admin1, 0.0),
            min(local_near, 1.0),
            named.get(country, 0.0) if group != "country" else 0.0,
            named.get(admin1, 0.0) if group != "admin1" else 0.0,
            _held_by(option, areas) if areas else 0.0,
            parent_agrees,
            _holding(option, children) if children else 0.0,
            sibling_country.get(country, 0.0),
            sibling_admin1.get(admin1, 0.0),
            sibling_level.get(option.level, 0.0),
            kin.get(option.place.id, 0.0) if kin else 0.0,
            _nearest(option, outlet_pairs) if outlet_pairs else 0.0,
            _shared_admin1(admin1, outlet_pairs) if admin1 and outlet_pairs else 0.0,
            _nearest(option, dateline_pairs) if dateline_pairs else 0.0,
            agreed.for_it[at] if agreed else 0.0,
            agreed.against_it[at] if agreed else 0.0,
            lonely,
            unsupported,
        ])  # fmt: skip
    return rows


def closest_parents(sense: Sense, senses: Sequence[Sense]) -> list[int]:
    """Return the parents but those that hold another known one: Anbar of "in Iraq's Anbar province"."""
    inner = [at for at in sense.parents if senses[at].options]
    return [at for at in sense.parents if not any(at in senses[other].parents for other in inner)]


def _holding(option: Option, inner: Sequence[tuple[Option, float]]) -> float:
    return max((share for other, share in inner if holds(option, other)), default=0.0)


def _shared_admin1(admin1: str, others: Sequence[tuple[Option, float]]) -> float:
    return max((share for other, share in others if other.admin1 == admin1), default=0.0)


def null_context(index: int, senses: Sequence[Sense], beliefs: Beliefs) -> list[float]:
    """Return the row of `NULL_CONTEXT`: how surely the place meant is one that the gazetteer lacks.

    No candidate lies in what is said to hold the name, or in the country that the names around it are in.
    """
    sense = senses[index]
    if not sense.options:
        return [0.0, 0.0]
    outside = 0.0
    own_pairs = likely(sense, beliefs.of[index])
    for at in closest_parents(sense, senses):
        pairs = likely(senses[at], beliefs.of[at])
        known = sum(share for outer, share in pairs if outer.level <= LEVELS["settlement"])
        held = max((_held_by(option, pairs) for option in sense.options), default=0.0)
        own = {option.place.id for option in sense.options}
        same = max((share for outer, share in pairs if outer.place.id in own), default=0.0)
        # "The Puno region of Peru" can be read both ways: what lies in the name does not hold it.
        inner = max(
            (share for outer, share in pairs if _held_by(outer, own_pairs) >= SURE_HOLDER), default=0.0
        )
        outside = max(outside, known - held - max(same, inner))
    elsewhere = 0.0
    if all(option.country for option in sense.options):
        around = beliefs.around[index]
        most = max(around.values(), default=0.0)
        elsewhere = most - max(around.get(option.country or "", 0.0) for option in sense.options)
    return [max(outside, 0.0), max(elsewhere, 0.0)]


SURE_HOLDER = 0.5
"""Share from which a candidate is what the name means, and so holds what lies in it."""


def _pairs(
    wanted: Sequence[int], index: int, senses: Sequence[Sense], beliefs: Beliefs
) -> list[tuple[Option, float]]:
    return [pair for at in wanted[:4] if at != index for pair in likely(senses[at], beliefs.of[at], 6)]


def _around(grid: Mapping[Cell, float], cell: Cell) -> float:
    return sum([grid.get(cell + step, 0.0) for step in AROUND_CELL])


SEVERAL = 1.5
ANY = 0.3
"""Names, or shares of them, that give a good half of the greatest support."""


def _saturated(mass: float, scale: float) -> float:
    """Return 0 for no support, near 1 for several times `scale`."""
    return 1.0 - math.exp(-mass / scale) if mass > 0.0 else 0.0


def _pooled(shares: Sequence[Mapping[Key, float]]) -> dict[Key, float]:
    """Return the mean of several shares."""
    if len(shares) == 1:
        return dict(shares[0])
    pooled: dict[Key, float] = {}
    number = len(shares)
    for own in shares:
        for key, share in own.items():
            pooled[key] = pooled.get(key, 0.0) + share / number
    return pooled


def _held_by(option: Option, outers: Sequence[tuple[Option, float]]) -> float:
    if not outers:
        return 0.0
    return max([share for outer, share in outers if holds(outer, option)], default=0.0)


def _nearest(option: Option, others: Sequence[tuple[Option, float]]) -> float:
    if not others:
        return 0.0
    return max([share * _nearness(option, other) for other, share in others], default=0.0)


def _nearness(option: Option, other: Option) -> float:
    here, there = option.place, other.place
    if abs(here.lat - there.lat) > FAR_DEG:
        return 0.0
    return math.exp(-distance_m(here.lon, here.lat, there.lon, there.lat) / NEAR_M)


FAR_DEG = 6.0
"""More degrees of latitude apart than this is not near by any count; saves the arithmetic."""


def _is_small(option: Option) -> bool:
    narrow = option.fine is not None  # an ocean needs no company
    return narrow and option.level >= LEVELS["settlement"] and (option.place.population or 0) < NEEDS_COMPANY


def _is_bare_country(sense: Sense) -> bool:
    """Tell whether the name is a country's, not the outlet's, and no word calls for another kind."""
    if sense.publisher or (sense.found.wanted and "country" not in sense.found.wanted):
        return False
    folded = fold(sense.name)
    named = {option.group for option in sense.options if fold(option.place.name) == folded}
    # "England" is a name in use for the United Kingdom and the name of England.
    return "country" in named or (
        "admin1" not in named
        and any(
            option.group == "country" and option.match.kind in {"exact", "folded", "alias", "demonym"}
            for option in sense.options
        )
    )


def _kin_shares(sense: Sense, senses: Sequence[Sense], beliefs: Beliefs) -> dict[str, float]:
    """Return what other senses of the same name mean, by place."""
    shares: dict[str, float] = {}
    for at in sense.kin_senses:
        for option, share in zip(senses[at].options, beliefs.of[at], strict=True):
            shares[option.place.id] = max(shares.get(option.place.id, 0.0), share)
    return shares
