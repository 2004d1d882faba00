"""Names to places: exact, folded, alias, abbreviation, demonym, fuzzy; best first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from gazetteer.fold import fold, skeleton, without_article
from gazetteer.matches import Matches
from gazetteer.place import MatchKind, NameKind, NameMatch
from gazetteer.store import Row, Store

SAME_KEY = 0.99
"""Differs in case, marks, hyphens or written-out words only."""
OTHER_ARTICLE = 0.9
"""With and without the Arabic article, or the name within "… Province"."""
CASELESS_CODE = 0.7
"""An abbreviation or a code written in small letters: "us", "or"."""
SEAT = 0.85
"""A town for the district that bears its name and that we do not have."""
SEAT_EXTENT_M = 27_000.0
"""Radius of such a district: a country's area by the number of its second-order divisions, median of the 68
countries with fifty and more of them (quartiles 16 and 43 km)."""
SPARE_ROWS = 8
"""Rows read beyond the limit: they come by importance in steps, and codes go behind names."""
FIRST_ROWS = 12
"""Rows read before it is known that more are wanted: 95 of 100 names have fewer places."""
RANK_STEP = 1 / 127 + 0.001
"""Rows lie by importance in steps of a 127th; what is more important by that lies before them for certain."""
FUZZY_WEIGHT = 0.9
LETTERS_AN_EDIT = 6
"""A fuzzy match has one wrong, missing, further or exchanged letter in each six (Damerau-Levenshtein)."""
FUZZY_CANDIDATES = 12_000
"""Most keys compared for one fuzzy search."""

_MATCH_KINDS: dict[NameKind, MatchKind] = {
    "alias": "alias", "abbreviation": "abbreviation", "demonym": "demonym", "code": "abbreviation",
}  # fmt: skip

DIVISION_WORDS = (
    "province|governorate|state|region|oblast|district|county|department|prefecture|canton|municipality|republic"
    "|emirate|territory|voivodeship|krai|division|muhafazah"
)
LOCAL_DIVISION_WORDS = (
    "district|sub district|subdistrict|county|sub county|department|territory|municipality|commune|cercle"
    "|raion|rayon|township|local government area|lga|upazila|tehsil|taluk|woreda|kebele|locality"
    "|arrondissement|sub prefecture|subprefecture|regency|canton|parish|qada|nahiya|governorate|prefecture"
    "|zone|oblast|province"
)
_DIVISION = re.compile(rf"(?:(?:{DIVISION_WORDS}) of (?P<after>.+)|(?P<before>.+) (?:{DIVISION_WORDS}))")
_LOCAL_DIVISION = re.compile(
    rf"(?:(?:{LOCAL_DIVISION_WORDS}) (?:of|de|du) (?P<after>.+)|(?P<before>.+) (?:{LOCAL_DIVISION_WORDS}))"
)
_SETTLEMENT = re.compile(
    r"(?:(?:city|town|village|port) of (?P<after>.+)|(?P<before>.+) (?:city|town|village))"
)


def search(
    store: Store,
    name: str,
    *,
    country_code: str | None = None,
    admin1_code: str | None = None,
    feature_classes: Iterable[str] | None = None,
    near: tuple[float, float] | None = None,
    fuzzy: bool = False,
    limit: int | None = None,
) -> Sequence[NameMatch]:
    """Return the places that `name` may mean; see `gazetteer.geocoder.Gazetteer.search`."""
    classes = None if feature_classes is None else tuple(feature_classes)
    key = fold(name)
    if not key or limit == 0:
        return ()

    def find(key: str, classes: tuple[str, ...] | None = classes, **some: int) -> list[Row]:
        if near is None and limit is not None:
            some["limit"] = limit + SPARE_ROWS
        return store.find(
            key, country_code=country_code, admin1_code=admin1_code, feature_classes=classes, **some
        )

    if limit is None and near is None:
        rows = find(key, limit=FIRST_ROWS)
        matches = _matches(rows, name, key)
        if len(rows) == FIRST_ROWS:

            def read() -> tuple[NameMatch, ...]:
                return tuple(_ordered([*matches, *_matches(find(key, skip=FIRST_ROWS), name, key)], None))

            return Matches(_settled(matches), read)
    else:
        matches = _matches(find(key), name, key)
    if not matches:
        bare = without_article(key)
        if bare is not None:
            matches = [_lesser(match, OTHER_ARTICLE) for match in _matches(find(bare), name, bare)]
    if not matches:
        matches = [
            _lesser(match, OTHER_ARTICLE)
            for core, only in _cores(key, classes)
            for match in _matches(find(core, only), name, core)
        ]
    if not matches and (classes is None or "A" in classes):
        matches = [
            _around(match) for seat in _seats(key) for match in _matches(find(seat, ("P",)), name, seat)
        ]
    if not matches and fuzzy:
        for other, ratio in similar_keys(store, key):
            matches += [
                NameMatch(place=place, name=stored, kind="fuzzy", score=round(FUZZY_WEIGHT * ratio, 3))
                for _, stored, place in find(other)
            ]
    return tuple(_ordered(matches, near)[:limit]) if len(matches) > 1 else tuple(matches)


def _settled(matches: list[NameMatch]) -> tuple[NameMatch, ...]:
    """Return the best of the first rows that no row behind them can come before."""
    least = matches[-1].place.importance + RANK_STEP
    sure = [match for match in matches if match.score >= OTHER_ARTICLE and match.place.importance > least]
    return tuple(_ordered(sure, None))


def _cores(key: str, classes: tuple[str, ...] | None) -> list[tuple[str, tuple[str, ...]]]:
    """Return the name inside "Anbar province" or "the city of Basra" with the classes it may then have."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for pattern, kinds in ((_DIVISION, "A"), (_SETTLEMENT, "P")):
        inside = pattern.fullmatch(key)
        if inside is not None and (classes is None or kinds in classes):
            found.append((inside["after"] or inside["before"], (kinds,)))
    return found


def _seats(key: str) -> list[str]:
    """Return the town that "Sangin district" or "the cercle of Mopti" would be named after."""
    inside = _LOCAL_DIVISION.fullmatch(key)
    return [] if inside is None else [inside["after"] or inside["before"]]


def _around(match: NameMatch) -> NameMatch:
    """Return the match with the town as a district: what is said of the district may lie at its edge."""
    place = match.place
    extent_m = max(place.extent_m, SEAT_EXTENT_M)
    wide = replace(place, feature_class="A", feature_code="ADM2", extent_m=extent_m, bbox=None)
    return NameMatch(place=wide, name=match.name, kind=match.kind, score=min(match.score, SEAT))


# As in the store: a frozen dataclass's own __init__ takes three times as long.
_new_match = NameMatch.__new__
_set_place, _set_name, _set_kind, _set_score = (vars(NameMatch)[f.name].__set__ for f in fields(NameMatch))


def _matches(rows: Iterable[Row], name: str, key: str) -> list[NameMatch]:
    told: dict[tuple[NameKind, str], tuple[MatchKind, float]] = {}
    found = []
    for kind, stored, place in rows:
        how = told.get((kind, stored))
        if how is None:
            how = told[kind, stored] = _how(kind, stored, name, key)
        match = _new_match(NameMatch)
        _set_place(match, place)
        _set_name(match, stored)
        _set_kind(match, how[0])
        _set_score(match, how[1])
        found.append(match)
    return found


def _how(stored_kind: NameKind, stored: str, name: str, key: str) -> tuple[MatchKind, float]:
    """Return how a stored name matches the searched one, and how nearly."""
    kind = _MATCH_KINDS.get(stored_kind, "exact" if stored == name else "folded")
    if stored_kind in ("abbreviation", "code") and not name.isupper() and stored.isupper():
        return kind, CASELESS_CODE
    if stored == name:
        return kind, 1.0
    return kind, SAME_KEY if fold(stored) == key else OTHER_ARTICLE


def _lesser(match: NameMatch, weight: float) -> NameMatch:
    return NameMatch(place=match.place, name=match.name, kind=match.kind, score=min(match.score, weight))


def _ordered(matches: list[NameMatch], near: tuple[float, float] | None) -> list[NameMatch]:
    best: dict[str, NameMatch] = {}
    for match in matches:
        known = best.get(match.place.id)
        if known is None or known.score < match.score:
            best[match.place.id] = match

    def order(match: NameMatch) -> tuple[float, float, float, str]:
        place = match.place
        away = 0.0 if near is None else _apart_deg(near, (place.lon, place.lat))
        # Marks, capitals and articles do not outweigh importance; a letter more or less does.
        nearness = 1.0 if match.score >= OTHER_ARTICLE else match.score
        return -nearness, away, -place.importance, place.id

    return sorted(best.values(), key=order)


def _apart_deg(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the angle between two points on the sphere: enough to order places by nearness."""
    lon, lat, lon2, lat2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half))))


def similar_keys(store: Store, key: str, limit: int = 20) -> list[tuple[str, float]]:
    """Return the keys most like `key` with their similarity: the same consonants, or the same beginning."""
    from rapidfuzz import process  # noqa: PLC0415  # only fuzzy search needs it
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

    slack = max(1, len(key) // LETTERS_AN_EDIT)
    candidates = dict.fromkeys(store.keys_by_skeleton(skeleton(key), FUZZY_CANDIDATES))
    candidates |= dict.fromkeys(
        store.keys_by_prefix(
            key[: 3 if len(key) > 4 else 2], len(key) - slack, len(key) + slack, FUZZY_CANDIDATES
        )
    )
    found = process.extract(
        key, sorted(candidates), scorer=DamerauLevenshtein.distance, score_cutoff=slack, limit=limit
    )
    return [(other, 1 - edits / max(len(key), len(other))) for other, edits, _ in found]
