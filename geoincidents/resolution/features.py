"""What speaks for a candidate by its name alone: numbers between about −1 and 1, each with a name.

`FEATURES` are these and those of the other names of the article (`surroundings`), in the order of weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.fold import fold
from geoincidents.resolution.candidates import in_groups
from geoincidents.resolution.document import Option, Sense
from geoincidents.resolution.nations import Nations
from geoincidents.resolution.wordlists import dateline_places

PRIOR = (
    "importance", "population", "population_unknown", "behind_the_best", "far_behind", "best_by_importance",
    "country", "admin1", "admin2", "capital", "section", "natural", "site", "region", "settlement_small",
    "main_name", "match_distance", "match_with_word", "match_alias", "match_abbreviation", "match_folded",
    "match_stripped", "words_agree",
    "words_disagree", "outlet_country", "outlet_american", "outlet_importance", "outlet_settlement", "speaks",
    "dateline_alone", "nation", "telephone", "article_natural", "article_settled", "division_of_town",
    "not_people",
)  # fmt: skip
"""Names of the features that hang on the name alone."""

CONTEXT = (
    "admin1_share", "any_admin1", "any_near_50km", "local_country", "local_admin1", "local_near",
    "in_named_country", "in_named_admin1", "in_named_area", "parent_agrees", "child_agrees",
    "sibling_country",
    "sibling_admin1", "sibling_level", "kin_agrees", "outlet_near", "outlet_admin1", "dateline_near",
    "relation_agrees", "relation_disagrees", "lonely_and_small", "against_bare_country",
)  # fmt: skip
"""Names of the features that hang on the other names."""

FEATURES = PRIOR + CONTEXT

NULL_PRIOR = ("null", "null_fuzzy", "null_stripped", "null_demonym", "null_alone")
"""Features of the answer "none of these" that hang on the name alone."""

NULL_CONTEXT = ("null_outside_parent", "null_other_country")
"""Features of that answer that hang on the other names."""

NULL_FEATURES = NULL_PRIOR + NULL_CONTEXT

FAR_BEHIND = 0.25
"""Difference of importance, as between a town and a country, from which the best known place is a byword."""

SMALL_POPULATION = 2_000
"""Below this a settlement seldom makes news outside its own district."""

WITH_ARTICLE = frozenset({"river", "sea", "mountain", "region", "continent", "park", "road"})
"""Kinds whose names take an article in English: "the Nile", "the Sinai"."""

SITES = frozenset({"airport", "military", "facility", "landmark", "camp", "road", "park"})
NATURAL = frozenset({"river", "lake", "sea", "island", "mountain"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """What the publisher's address tells by itself.

    Attributes
    ----------
    country : str or None
        ISO 3166-1 code that its top-level domain stands for.
    american : bool
        Whether it has a commercial domain of no country, as most outlets of the United States.
    """

    country: str | None = None
    american: bool = False


NO_NATIONS = Nations()


def prior_features(sense: Sense, outlet: Outlet, nations: Nations = NO_NATIONS) -> list[list[float]]:
    """Return the rows of `PRIOR`, one a candidate of the sense.

    Parameters
    ----------
    sense : Sense
        The name.
    outlet : Outlet
        What the publisher tells.
    nations : Nations
        What the article's own words tell of its country.
    """
    if not sense.options:
        return []
    best = max(option.place.importance for option in sense.options)
    folded = fold(sense.found.stripped or sense.name)
    wanted = sense.found.wanted
    stripped = float(sense.found.stripped is not None)
    towns = [option for option in sense.options if option.group == "settlement"]
    rows = []
    for option in sense.options:
        place, group, kind = option.place, option.group, option.match.kind
        population = place.population or 0
        settled = group in {"settlement", "section"}
        agrees = bool(wanted) and in_groups(place, wanted)
        importance = place.importance
        town = None if agrees else _town_of_division(option, towns)
        outshone = _outshone(option, town) if town else 0.0
        if town:
            # What makes the division known is mostly its town.
            population = min(population, town.place.population or 0) if outshone >= 1.0 else population
            importance -= outshone * max(0.0, importance - town.place.importance)
        rows.append([
            importance,
            math.log10(1 + population) / 7.0,
            float(settled and not population),
            importance - best,
            max(0.0, best - importance - FAR_BEHIND) / (1.0 - FAR_BEHIND),
            float(importance == best),
            float(group == "country"),
            float(group == "admin1") * (1.0 - outshone),
            float(group in {"admin2", "admin3"}) * (1.0 - outshone),
            float(place.feature_code == "PPLC"),
            float(group == "section"),
            float(group in NATURAL),
            float(group in SITES),
            float(group in {"region", "continent"}),
            float(settled and population < SMALL_POPULATION),
            float(place.id in sense.found.with_word or fold(place.name) == folded),
            1.0 - option.match.score,
            float(place.id in sense.found.with_word),
            float(kind == "alias"),
            float(kind == "abbreviation"),
            float(kind == "folded"),
            stripped,
            float(agrees),
            float(bool(wanted) and not agrees),
            float(outlet.country is not None and place.country_code == outlet.country),
            float(outlet.american and place.country_code == "US"),
            place.importance if sense.publisher else 0.0,
            float(sense.publisher and settled),
            float(sense.speaks and (group == "country" or place.feature_code == "PPLC")),
            float(sense.dateline and dateline_places().get(folded) == place.id),
            nations.countries.get(place.country_code or "", 0.0) if group != "country" else 0.0,
            nations.divisions.get(option.admin1 or "", 0.0),
            float(sense.article and group in WITH_ARTICLE),
            float(sense.article and settled),
            outshone,
            float(sense.found.people and kind != "demonym"),
        ])  # fmt: skip
    return rows


def _town_of_division(option: Option, towns: Sequence[Option]) -> Option | None:
    """Return the largest town of the same name in a division, None where there is none of any size."""
    if option.group not in {"admin1", "admin2"} or option.admin1 is None:
        return None
    within = [
        town
        for town in towns
        if town.admin1 == option.admin1
        and (town.place.population or 0) >= TOWN_POPULATION
        # Oklahoma City and New York City are so called because the bare name is the state's, too.
        and not town.place.name.endswith(" City")
    ]
    return max(within, key=lambda town: (town.place.population or 0, town.place.id), default=None)


def _outshone(option: Option, town: Option) -> float:
    """Return how much a town of its name outshines the division it lies in: 1 for a tenth of its people.

    The bare name then mostly means the town: news says "Kandahar province" where it means the province.
    """
    people = option.place.population or 0
    return min(1.0, (town.place.population or 0) / people / TOWN_SHARE) if people else 1.0


TOWN_POPULATION = 20_000
TOWN_SHARE = 0.1
"""A town of this size and share of the division's people is what its name stands for by itself."""


def null_features(sense: Sense, others: int) -> list[float]:
    """Return the row of `NULL_PRIOR` for a sense among so many others."""
    kinds = {option.match.kind for option in sense.options}
    return [
        1.0,
        float(kinds == {"fuzzy"}),
        float(sense.found.stripped is not None),
        float(kinds == {"demonym"}),
        float(others == 0),
    ]
