# ruff: noqa: E501, PLR0912
"""Which of an article's places is an incident's own, and what part the others play.

Every place and relative location of the article is an option. What the text says for it (same sentence,
preposition, distance in words, dateline, headline, how exact it is, what it holds or lies in) becomes named
features; a linear model whose weights are shipped as data adds them up. "None of these" and "only the
country" are possible answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.weights import Linear, load_linear, sigmoid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.location import Location
    from gazetteer.place import Place
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.events import EventMention
    from geoincidents.types import Parse, PlaceRole

_SAYS = r"(?:said|says|told|announced|reported|stated|confirmed|declared|denied|warned|accused|condemned|urged|called|added|spokes\w+|officials?|foreign\s+minist\w+|government|ministry|parliament|congress)"
_PREPOSITION = re.compile(
    r"\b(in|at|near|on|outside|inside|from|to|of|against|between|into|around|for|through|toward|towards|by|within|over|across|with|and|throughout|off)\s+(?:the\s+|this\s+|its\s+)?(?:(?:city|town|village|municipality|province|department|district|region|state|port|capital|area|neighborhood|neighbourhood|suburb|outskirts|center|centre|northern|southern|eastern|western|north|south|east|west|central|downtown|northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest|rural|nearby|neighboring|jurisdiction|commune|county|island|locality|settlement|hamlet)\s+){0,3}(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:\b(?:resident|residents|native|natives|citizen|man|woman|people|born|lives?|lived|living|raised|home|family|formerly|based)\s+(?:of|in|from)|\d\d?,\s+of|,\s+of)\s+$",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"^\W{0,2}(?:[\w.'&-]+\s+){0,4}?(?:hospital|medical|clinic|health|trauma|infirmary|morgue)\b",
    re.IGNORECASE,
)
_HOSPITAL_BEFORE = re.compile(
    r"\b(?:hospital|hospitals|clinic|medical cent(?:er|re)|morgue)\s+(?:in|at|of)\s+$", re.IGNORECASE
)
_POLICE = re.compile(
    r"^\W{0,2}(?:\w+\s+)?(?:police|pd\b|sheriff|county sheriff|firefighters|fire department|detectives|homicide|authorities)",
    re.IGNORECASE,
)
_POLICE_ANY = re.compile(r"\bpolice|sheriff", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"^\W{0,1}\s?(?:university|college|times|post|news|herald|tribune|gazette|daily|press|court|embassy|army|front|party|radio|television|tv|street|avenue|road|boulevard|cartel|st\b|ave\b|battalion|brigade|government|state university|bank|company|airlines?)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"^(?:'s|’s)?\s+(?:\w+\s+){{0,2}}?{_SAYS}\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:statement|communique|report|speech|interview|conference|meeting|sources|dispatch|published|broadcast|offices?|headquarter\w*|told|said|according)\s+(?:\w+\s+){0,3}?(?:in|from|at)\s+$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:from|left|leaving|departed|returning from|arrived from|came from|fled)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DESTINATION = re.compile(
    r"\b(?:to|toward|towards|bound for|heading to|en route to|into|reached)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^[^\n]{0,60}?(?:--|—|–|\(\w[^)]{1,30}\)\s*(?:--?|—|–)|,\s+\d{1,2}\s+\w{3,9}\.?\s+\d{2,4})"
)
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|confirmed|declared|denied|warned|added|claimed|condemned|indicated)\b",
    re.IGNORECASE,
)
_GUESSED = "surroundings"
"""How the resolver marks a name that no gazetteer knows, placed by the names around it."""
_STREET = re.compile(
    r"\b(?:street|avenue|road|drive|boulevard|lane|court|circle|way|highway|parkway|plaza|square|terrace|place|expressway|"
    r"hospital|school|park|mall|apartments|hotel|market|church|mosque|university|airport|barracks|neighbou?rhood)s?$",
    re.IGNORECASE,
)
_MARGIN = 64
_CLAUSE = re.compile(
    r"[,;:()]|\b(?:and|but|while|after|when|who|which|where|as|because|that)\b", re.IGNORECASE
)
_PRECISION_NAME = {
    Precision.EXACT: "exact", Precision.TOWN: "town", Precision.DISTRICT: "district", Precision.PROVINCE: "province",
    Precision.AREA: "area", Precision.COUNTRY: "country", Precision.SEA: "sea",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an option is named."""

    span: Span
    sentence: int
    role: PlaceRole | None
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Option:
    """A place or relative location that may be an incident's own.

    Attributes
    ----------
    name : str
        As the text names it first.
    place : Place or None
        None for coordinates and relative locations.
    location : Location
        Where.
    confidence : float
        Of the resolution.
    demonym : bool
        Only meant by "Iraqi" and the like.
    relative : bool
        A relative location.
    occurrences : tuple of Occurrence
        In the order of the text.
    """

    name: str
    place: Place | None
    location: Location
    confidence: float
    demonym: bool
    relative: bool
    occurrences: tuple[Occurrence, ...]

    @property
    def country_code(self) -> str | None:
        """The country, where known."""
        return None if self.place is None else self.place.country_code


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """The choice for one incident.

    Attributes
    ----------
    option : Option or None
        The place; None where none of them is the incident's.
    confidence : float
        0 to 1, calibrated.
    reasons : tuple of str
        Why.
    evidence : dict
        What the confidence was worked out from.
    """

    option: Option | None
    confidence: float
    reasons: tuple[str, ...]
    evidence: dict[str, float] = field(default_factory=dict)


def find_options(parse: Parse, sentences: Sequence[Span]) -> tuple[Option, ...]:
    """Return the article's options, each place once, in the order of the text."""
    text = parse.article.text
    dateline_end = _dateline_end(text)
    glossed = {r.gloss_of for r in parse.relatives if r.gloss_of is not None}
    inside: dict[int, int] = {}
    for number, relative in enumerate(parse.relatives):
        if relative.location is not None and relative.gloss_of is None:
            inside.update(dict.fromkeys(relative.anchors, number))
    by_id = {r.place.id: r for r in parse.resolutions if r.place is not None and r.location is not None}
    grouped: dict[object, list[tuple[int, Occurrence]]] = {}
    facts: dict[object, tuple[str, Place | None, Location, float, bool, bool]] = {}
    for index, resolution in enumerate(parse.resolutions):
        if resolution.location is None:
            continue
        span = resolution.mention.span
        demonym = resolution.mention.kind == "demonym"
        key: object = resolution.place.id if resolution.place is not None else ("point", span)
        if resolution.place is None and resolution.location.method == _GUESSED:
            if resolution.location.precision >= Precision.AREA and not _STREET.search(
                resolution.mention.text
            ):
                continue  # only that it lies somewhere round the others: no place to choose
            anchor = next(iter(resolution.location.place_ids), None)
            if anchor not in by_id:
                continue
            key = anchor
        cues = set(_cues(text, span, dateline_end))
        if demonym:
            cues = {"demonym"}
        elif resolution.place is None and resolution.location.method == _GUESSED:
            cues.add("site_within")
        if index in glossed:
            cues.add("described")
        if index in inside:
            cues.add("anchor")
        occurrence = Occurrence(span, _sentence_of(span, sentences), resolution.role, frozenset(cues))
        grouped.setdefault((key, demonym), []).append((index, occurrence))
        known = facts.get((key, demonym))
        stands = by_id[str(key)] if "site_within" in cues else resolution
        if stands.location is not None and (known is None or stands.confidence > known[3]):
            facts[key, demonym] = (
                stands.mention.text if known is None else known[0],
                stands.place, stands.location, stands.confidence, demonym, False,
            )  # fmt: skip
    anchors = {index: parse.resolutions[index].place for r in parse.relatives for index in r.anchors}
    for number, relative in enumerate(parse.relatives):
        if relative.location is None or relative.gloss_of is not None:
            continue
        span = relative.relation.span
        cues = {*_cues(text, span, dateline_end), relative.relation.relation}
        key = ("relative", number)
        grouped[key, False] = [(-1, Occurrence(span, _sentence_of(span, sentences), None, frozenset(cues)))]
        place = next((anchors[i] for i in relative.anchors if anchors[i] is not None), None)
        confidence = min((parse.resolutions[i].confidence for i in relative.anchors), default=0.5)
        facts[key, False] = (text[slice(*span)], place, relative.location, confidence, False, True)
    options = [
        Option(*facts[key], occurrences=tuple(occurrence for _, occurrence in rows))
        for key, rows in grouped.items()
    ]
    options = _with_adjectives(options)
    options.sort(key=lambda option: (option.occurrences[0].span, option.relative))
    return tuple(options)


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


def _dateline_end(text: str) -> int:
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _sentence_of(span: Span, sentences: Sequence[Span]) -> int:
    for index, (start, end) in enumerate(sentences):
        if span[0] < end and start <= span[0]:
            return index
    return -1


def _cues(text: str, span: Span, dateline_end: int) -> list[str]:
    """Return what the words beside a name say of it."""
    before, after = text[max(0, span[0] - _MARGIN) : span[0]], text[span[1] : span[1] + _MARGIN]
    cues = []
    if span[0] < dateline_end and span[0] < 80:
        cues.append("dateline")
    preposition = _PREPOSITION.search(before)
    if preposition:
        cues.append("prep_" + preposition.group(1).lower())
    elif re.search(r",\s*$|\(\s*$", before):
        cues.append("after_comma")
    else:
        cues.append("prep_none")
    for name, pattern, where in (
        ("home", _HOME, before), ("hospital", _HOSPITAL, after), ("hospital", _HOSPITAL_BEFORE, before),
        ("police", _POLICE, after), ("organisation", _ORGANISATION, after), ("speaker", _SPEAKS, after),
        ("source", _SOURCE, before), ("origin", _ORIGIN, before), ("destination", _DESTINATION, before),
    ):  # fmt: skip
        found = pattern.match(where) if where is after else pattern.search(where)
        if found and name not in cues:
            cues.append(name)
    if after.startswith(("'s", "’s")):
        cues.append("possessive")
    return cues


_LISTED = re.compile(
    r"^(?:\s+(?:cities|towns|villages|departments|provinces|districts|municipalities|areas))?\s*(?:,|,?\s+and|,?\s+as\s+well\s+as)\s+(?:also\s+)?(?:in|at|near)?\s*(?:the\s+)?"
    r"(?:(?:city|town|village|municipality|province|department|district|port)\s+of\s+)?$",
    re.IGNORECASE,
)


def listed_with(
    own: Option, options: Sequence[Option], mention: EventMention, text: str
) -> tuple[Option, ...]:
    """Return the places named in one list with an incident's own: "attacks in A, B and C" are three."""
    chain: list[Option] = []
    fine = own.location.precision <= Precision.TOWN
    last = next((o for o in own.occurrences if mention.span[0] <= o.span[0] < mention.span[1]), None)
    if (
        last is None
        or own.relative
        or own.location.precision > Precision.PROVINCE
        or "prep_between" in last.cues
    ):
        return ()
    here = [
        (occurrence, option)
        for option in options
        for occurrence in option.occurrences
        if option is not own and not option.demonym and not option.relative
        and last.span[1] <= occurrence.span[0] < mention.span[1]
    ]  # fmt: skip
    here.sort(key=lambda row: row[0].span)
    for occurrence, option in here:
        if not _LISTED.match(text[last.span[1] : occurrence.span[0]]):
            break
        same_kind = (
            option.location.precision <= Precision.TOWN
        ) == fine and option.location.precision <= Precision.PROVINCE
        if not same_kind or holds(option, own) or any(holds(option, other) for other in chain):
            if holds(option, own) or any(holds(option, other) for other in chain):
                last = occurrence  # "A, in B province, and C"
                continue
            break
        chain.append(option)
        last = occurrence
    return tuple(dict.fromkeys(chain))


def holds(outer: Option, inner: Option) -> bool:
    """Tell whether one option's unit is named to hold the other's, by codes."""
    a, b = outer.place, inner.place
    if (
        a is None
        or b is None
        or outer.relative
        or a.id == b.id
        or outer.location.precision <= inner.location.precision
    ):
        return False
    if a.country_code != b.country_code or a.country_code is None:
        return False
    if outer.location.precision >= Precision.COUNTRY:
        return True
    return (
        outer.location.precision in {Precision.PROVINCE, Precision.DISTRICT}
        and a.admin1_code is not None
        and a.admin1_code == b.admin1_code
    )


def features(
    option: Option, mentions: Sequence[EventMention], options: Sequence[Option], text: str
) -> dict[str, float]:
    """Return what speaks for and against an option as the place of an incident told by `mentions`."""
    values: dict[str, float] = {
        "precision_" + _PRECISION_NAME[option.location.precision]: 1.0,
        "resolved": option.confidence,
        "times": min(len(option.occurrences), 5) / 5.0,
    }
    if option.demonym:
        values["demonym"] = 1.0
    if option.relative:
        values["relative"] = 1.0
    exact = option.location.precision <= Precision.TOWN and not option.demonym
    kind = "fine" if exact else "coarse"
    lead = mentions[0].sentence
    told = {mention.sentence: mention for mention in mentions}
    best_gap, same, nearest = 99, 0, 99
    for occurrence in option.occurrences:
        if "dateline" in occurrence.cues:
            values["dateline"] = 1.0
            nearest = min(nearest, 4)
            continue
        mention = told.get(occurrence.sentence)
        if mention is not None and not mention.span[0] <= occurrence.span[0] < mention.span[1]:
            mention = None  # another part of the sentence, which tells of another act
        for cue in occurrence.cues:
            if mention is not None:
                values[f"here_{cue}"] = 1.0
            elif cue in {
                "dateline",
                "hospital",
                "home",
                "speaker",
                "police",
                "source",
                "organisation",
            } or cue.startswith("prep_in"):
                values[f"far_{cue}"] = 1.0
        if occurrence.role is not None:
            values[f"role_{occurrence.role}"] = 1.0
        if mention is not None:
            same += 1
            words, clauses, ahead = _gap(text, mention.trigger.span, occurrence.span)
            best_gap = min(best_gap, words + 3 * clauses)
            if ahead:
                values["before_trigger"] = 1.0
            between = (
                min(occurrence.span[1], mention.trigger.span[1]),
                max(occurrence.span[0], mention.trigger.span[0]),
            )
            if ahead and _SAYING.search(text, *between):
                values["said_between"] = 1.0
            weight = "strong" if mention.strength >= 0.4 else "weak"
            values[f"same_{weight}_{kind}"] = 1.0
            if mention.title:
                values["in_title"] = 1.0
        nearest = min(nearest, min((abs(occurrence.sentence - m.sentence) for m in mentions), default=99))
    if same == 0:
        values[f"sentences_away_{min(nearest, 4)}_{kind}"] = 1.0
    else:
        values[
            f"gap_{'0' if best_gap <= 3 else '1' if best_gap <= 7 else '2' if best_gap <= 15 else '3'}_{kind}"
        ] = 1.0
        values["told_here_share"] = min(same, len(mentions)) / len(mentions)
    if any(o.sentence == lead for o in option.occurrences):
        values["in_first_sentence"] = 1.0
    if option.occurrences[0].sentence < lead and same == 0:
        values["only_earlier"] = 1.0
    _add_company(values, option, options, set(told))
    countries = {
        other.country_code
        for other in options
        for occurrence in other.occurrences
        if occurrence.sentence in told and other.country_code and "speaker" not in occurrence.cues
    }
    if countries and option.country_code is not None and same == 0:
        values["country_told" if option.country_code in countries else "country_contradicted"] = 1.0
    return values


def _add_company(values: dict[str, float], option: Option, options: Sequence[Option], told: set[int]) -> None:
    """Add what the other options say: what holds what, how many share the country."""
    sentences = {occurrence.sentence for occurrence in option.occurrences}
    for other in options:
        if other is option:
            continue
        if holds(option, other) and not other.demonym:
            theirs = {occurrence.sentence for occurrence in other.occurrences}
            if theirs & told:
                values["holds_finer_told"] = 1.0
            elif theirs & sentences:
                values["holds_finer_beside"] = 1.0
            else:
                values["holds_finer_elsewhere"] = 1.0
        elif holds(other, option) and not other.demonym:
            values["within_coarser"] = 1.0
    total = sum(len(o.occurrences) for o in options)
    share = sum(
        len(o.occurrences) for o in options if o.country_code == option.country_code and o.country_code
    )
    values["country_share"] = share / total if total else 0.0
    rivals = [
        o for o in options if o is not option and not o.demonym and o.location.precision <= Precision.TOWN
    ]
    if not rivals and option.location.precision <= Precision.TOWN:
        values["only_fine"] = 1.0


def _gap(text: str, trigger: Span, place: Span) -> tuple[int, int, bool]:
    """Return words and clause ends between trigger and name, and whether the name stands first."""
    ahead = place[0] < trigger[0]
    between = text[place[1] : trigger[0]] if ahead else text[trigger[1] : place[0]]
    return len(between.split()), len(_CLAUSE.findall(between)), ahead


def choose(
    mentions: Sequence[EventMention], options: Sequence[Option], text: str, model: Linear | None = None
) -> OwnPlace:
    """Choose the place of the incident that `mentions` tell of."""
    model = model or load_linear("own_place")
    calibration = load_linear("own_place_confidence")
    if not options:
        return OwnPlace(None, 0.0, ("place unknown: the article names none that could be resolved",))
    scored = [
        (model.score(values), values, option)
        for option in options
        for values in (features(option, mentions, options, text),)
    ]
    scored.sort(key=lambda row: (-row[0], row[2].occurrences[0].span))
    score, values, option = scored[0]
    described = _described_there(option, options, mentions)
    if described is not None:
        option = described
    rival = next((row[0] for row in scored[1:] if not _same_spot(row[2], option)), -9.0)
    evidence = {
        "score": score, "margin": min(score - rival, 6.0), "resolved": option.confidence,
        "country": float(option.location.precision == Precision.COUNTRY),
    }  # fmt: skip
    confidence = calibration.probability(evidence)
    if sigmoid(score) < model.weights.get("threshold", 0.0):
        return OwnPlace(None, 0.0, (f"place unknown: no place of the article fits (best: {option.name})",))
    why = ", ".join(
        f"{name} {'+' if part > 0 else '−'}{abs(part):.1f}" for name, part in model.strongest(values, 4)
    )
    reasons = [f"place {option.name}: {why}"]
    if option.location.precision == Precision.COUNTRY:
        reasons.append("only the country is known")
    return OwnPlace(option, confidence, tuple(reasons), evidence)


_FIRM = frozenset(
    {
        "offset",
        "direction",
        "distance",
        "between",
        "near",
        "outskirts",
        "offshore",
        "road",
        "orthogonal",
        "part",
    }
)


def _described_there(
    option: Option, options: Sequence[Option], mentions: Sequence[EventMention]
) -> Option | None:
    """Return the relative location that an incident's sentence gives by this place: "30 km north of" it."""
    if option.relative or option.place is None or option.location.precision > Precision.TOWN:
        return None
    for mention in mentions:
        told_plainly = any(
            mention.span[0] <= o.span[0] < mention.span[1] and not o.cues & {"anchor", "dateline"}
            for o in option.occurrences
        )
        if told_plainly:
            return None
    for mention in mentions:
        for other in options:
            here = any(
                mention.span[0] <= o.span[0] < mention.span[1] and o.cues & _FIRM for o in other.occurrences
            )
            if other.relative and here and other.place is not None and other.place.id == option.place.id:
                return other
    return None


def _same_spot(a: Option, b: Option) -> bool:
    return (
        holds(a, b)
        or holds(b, a)
        or (a.place is not None and b.place is not None and a.place.id == b.place.id)
    )


def role_of(option: Option, own: Option | None, mentions: Sequence[EventMention]) -> PlaceRole:
    """Return the part that a place plays for an incident whose own place is another."""
    if own is not None and holds(option, own):
        return "containing"
    cues = set().union(*(occurrence.cues for occurrence in option.occurrences))
    told = next((o.role for o in option.occurrences if o.role is not None), None)
    if "dateline" in cues or told == "dateline":
        return "dateline"
    if told is not None and told not in {"incident", "other"}:
        return told
    for cue, role in _CUE_ROLES:
        if cue in cues:
            return role
    if option.demonym:
        return "actor"
    return "other"


_CUE_ROLES: tuple[tuple[str, PlaceRole], ...] = (
    ("hospital", "hospital"), ("home", "home"), ("speaker", "speaker"), ("source", "speaker"),
    ("origin", "origin"), ("destination", "destination"),
)  # fmt: skip
