"""Where the words of an article may put an incident: its places and relative locations, each once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.location import Precision
from geoincidents.incidents.abroad import at_home
from geoincidents.incidents.capital import with_capital
from geoincidents.incidents.cues import cues_of, dateline_end
from geoincidents.incidents.home import Home, desks_of, is_site
from geoincidents.incidents.options import GUESSED, Occurrence, Option
from geoincidents.incidents.village import put_in
from geoincidents.streets import is_street

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.location import Location
    from gazetteer.place import Place
    from gazetteer.relations.relation import Span
    from geoincidents.types import Parse, RelativePlace, Resolution

_MUCH_WIDER = 3.0
"""An area so many times as wide as what describes it is said more closely by that."""
_NAMESAKES = 5
"""Other places of a name that are kept; a fifth is hardly ever meant."""
_AWAY = frozenset({"offset", "distance", "direction", "orthogonal", "travel"})
"""Relations of what lies outside of that from which they are told."""
_INSERTED = re.compile(r"[^,;.]*\baway$")
_CAPITAL = re.compile(r"\s+capital\b")


def find_options(parse: Parse, sentences: Sequence[Span]) -> tuple[Option, ...]:
    """Return the article's options, each place once, in the order of the text."""
    parse = _without_insertions(at_home(parse, sentences))
    desks = desks_of(parse)
    home = Home.of(parse, desks)
    named, relative = _named_places(parse, sentences, home, desks), _relative_places(parse, sentences, home)
    joined = with_capital(
        _with_adjectives(_joined([*named, *relative])),
        parse.article.text,
        lambda span: _sentence_of(span, sentences),
    )
    options = [option for option in joined if not option.only_measured_from]
    options.sort(key=lambda option: (option.occurrences[0].span, option.relative))
    return tuple(options)


def _without_insertions(parse: Parse) -> Parse:
    """Leave out how far a place is from one told before: "in Ardel, 20 miles away, a school was burned"."""
    text = parse.article.text
    kept = tuple(
        relative
        for relative in parse.relatives
        if not (
            _INSERTED.match(text, relative.relation.span[0], relative.relation.span[1])
            and any(
                text[parse.resolutions[at].mention.span[1] : relative.relation.span[0]].strip() == ","
                for at in relative.anchors
            )
        )
    )
    return parse if len(kept) == len(parse.relatives) else replace(parse, relatives=kept)


def _joined(options: Sequence[Option]) -> list[Option]:
    """Give what is named by itself and by a way beside a street of it one option."""
    found: dict[object, Option] = {}
    for option in options:
        town = option.place is not None and not option.relative and not option.demonym
        key = option.place.id if town and option.place is not None else id(option)
        known = found.get(key)
        if known is None:
            found[key] = option
            continue
        both = sorted((*known.occurrences, *option.occurrences), key=lambda o: o.span)
        found[key] = replace(known, occurrences=tuple(both))
    return list(found.values())


def _named_places(
    parse: Parse, sentences: Sequence[Span], home: Home | None, desks: frozenset[str]
) -> list[Option]:
    """Return the places that names were resolved to; a site in a town that is known stands for the town."""
    text = parse.article.text
    end = dateline_end(text)
    glossed = {r.gloss_of for r in parse.relatives}
    described = _described(parse)
    told_from = [r for r in parse.relatives if r.location is not None and _is_told_by(r, parse)]
    anchors = {i for r in parse.relatives if r.location is not None for i in r.anchors}
    measured = {i for r in told_from if r.relation.relation in _AWAY for i in r.anchors}
    kinds = {r.gloss_of: r.relation.relation for r in told_from if r.gloss_of is not None}
    by_id = {r.place.id: r for r in parse.resolutions if r.place is not None and r.location is not None}
    inside = put_in(parse)
    marked = (("described", glossed), ("anchor", anchors), ("measured_from", measured))
    found: dict[tuple[object, bool], list[_Named]] = {}
    for index, resolution in enumerate(parse.resolutions):
        if resolution.location is None:
            continue
        span = resolution.mention.span
        demonym = resolution.mention.kind == "demonym"
        key, stands = _stands_for(text, inside.get(index, resolution), by_id, home)
        astray = key in desks and stands is not resolution  # a site of a town that news is only written in
        if stands is None or stands.location is None or astray:
            continue
        cues = frozenset(("demonym",)) if demonym else cues_of(text, span, end)
        told = [name for name, those in marked if index in those]
        if resolution.role == "dateline":
            told.append("dateline")
        if index in kinds:
            told.append(kinds[index])
        if stands is not resolution:
            told.append("site_within")
        occurrence = Occurrence(
            span, _sentence_of(span, sentences), resolution.role, cues.union(told) if told else cues
        )
        alone = stands is resolution and resolution.place is None
        at = described.get(resolution.mention.name) if alone else None
        found.setdefault((key, demonym), []).append(_Named(occurrence, stands, stands.location, at))
    return [_option(named, demonym=demonym) for (_, demonym), named in found.items()]


class _Named(NamedTuple):
    """One time that a place is named: what tells where it is, and a place told by a relation alone."""

    occurrence: Occurrence
    stands: Resolution
    location: Location
    at: Place | None


def _option(named: Sequence[_Named], *, demonym: bool) -> Option:
    """Return the option of a place from all the times that it is named; the surest tells where it is."""
    best = max(named, key=lambda one: one.stands.confidence)
    stands, place = best.stands, best.stands.place
    return Option(
        named[0].stands.mention.text,
        place if best.at is None else best.at,
        best.location,
        stands.confidence,
        demonym,
        best.at is not None,
        tuple(one.occurrence for one in named),
        stands.candidates[1 : 1 + _NAMESAKES] if place is not None else (),
    )


def _is_told_by(relative: RelativePlace, parse: Parse) -> bool:
    """Tell whether a relation is what tells the place: it describes no name, or one that it alone places."""
    if relative.gloss_of is None:
        return True
    described = parse.resolutions[relative.gloss_of]
    return described.place is None and described.location == relative.location


def _described(parse: Parse) -> dict[str, Place]:
    """Return for the names that only a relation places ("Kelu, 50 km east of Ardel") what it is told from."""
    found: dict[str, Place] = {}
    for relative in parse.relatives:
        anchors = (parse.resolutions[at].place for at in relative.anchors)
        place = next((anchor for anchor in anchors if anchor is not None), None)
        if relative.gloss_of is not None and _is_told_by(relative, parse) and place is not None:
            found[parse.resolutions[relative.gloss_of].mention.name] = place
    return found


def _stands_for(
    text: str, resolution: Resolution, by_id: dict[str, Resolution], home: Home | None
) -> tuple[object, Resolution | None]:
    """Return what a name is known by, and the resolution that tells where: its own, or a site's town's."""
    if home is not None and home.holds(resolution):
        return home.place.id, home.town
    if resolution.place is not None:
        street = home is None and is_street(text, resolution.mention.span)
        return resolution.place.id, None if street else resolution
    location = resolution.location
    if location is None or location.method != GUESSED:
        told = resolution.mention.location is None
        return ("point", resolution.mention.name if told else resolution.mention.span), resolution
    if location.precision <= Precision.TOWN or is_site(resolution.mention.text):
        town = next(iter(location.place_ids), "")
        return town, by_id.get(town)
    return (GUESSED, resolution.mention.text), resolution


def _relative_places(parse: Parse, sentences: Sequence[Span], home: Home | None) -> list[Option]:
    """Return the relative locations that are places themselves; a gloss only describes another."""
    text = parse.article.text
    end = dateline_end(text)
    found = []
    for relative in parse.relatives:
        if relative.location is None or (relative.gloss_of is not None and not _narrows(relative, parse)):
            continue
        span = relative.relation.span
        if _CAPITAL.match(text, span[1]) and _are_adjectives(relative, parse):
            continue  # "the west of the Afghan capital" is no west of Afghanistan
        cues = frozenset({*cues_of(text, span, end), relative.relation.relation})
        occurrence = Occurrence(span, _sentence_of(span, sentences), None, cues)
        anchors = [parse.resolutions[i] for i in relative.anchors]
        place = next((anchor.place for anchor in anchors if anchor.place is not None), None)
        confidence = min((anchor.confidence for anchor in anchors), default=0.5)
        if home is None and any(is_street(text, anchor.mention.span) for anchor in anchors):
            continue  # "near A Street", in a town that nothing tells
        if home is not None and home.town.location is not None and anchors and all(map(home.holds, anchors)):
            # "near A Street": in the town
            occurrence = replace(occurrence, cues=cues | {"site_within"})
            town = home.town
            found.append(
                Option(
                    town.mention.text,
                    home.place,
                    home.town.location,
                    town.confidence,
                    False,
                    False,
                    (occurrence,),
                )
            )
            continue
        found.append(
            Option(text[slice(*span)], place, relative.location, confidence, False, True, (occurrence,))
        )
    return found


def _are_adjectives(relative: RelativePlace, parse: Parse) -> bool:
    kinds = {parse.resolutions[i].mention.kind for i in relative.anchors}
    return kinds == {"demonym"}


def _narrows(relative: RelativePlace, parse: Parse) -> bool:
    """Tell whether a gloss says where in a wide area: "in the Gulf of A, 60 nautical miles south of B"."""
    described = None if relative.gloss_of is None else parse.resolutions[relative.gloss_of].location
    return (
        described is not None
        and relative.location is not None
        and described.uncertainty_m > _MUCH_WIDER * relative.location.uncertainty_m
    )


def _with_adjectives(options: Sequence[Option]) -> list[Option]:
    """Give a country that is also named outright the occurrences of its adjective ("Iraqi bases")."""
    adjectives = {o.place.id: o for o in options if o.demonym and o.place is not None}
    out = []
    for option in options:
        if option.place is None or option.place.id not in adjectives or option.relative:
            out.append(option)
        elif not option.demonym:
            both = (*option.occurrences, *adjectives[option.place.id].occurrences)
            out.append(replace(option, occurrences=tuple(sorted(both, key=lambda o: o.span))))
    named = {o.place.id for o in out if o.place is not None and not o.demonym and not o.relative}
    out += [o for place_id, o in adjectives.items() if place_id not in named and o not in out]
    return out


def _sentence_of(span: Span, sentences: Sequence[Span]) -> int:
    index = bisect_right(sentences, span[0], key=itemgetter(0)) - 1
    return index if index >= 0 and span[0] < sentences[index][1] else -1
