"""Every value that passes between the stages.

    article → mentions → relations → resolution → incidents → frame → exports | map

Offsets are half-open indices into ``Article.text``. Unknown is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from gazetteer.location import Location
from gazetteer.place import Place
from gazetteer.relations.relation import Span, SpatialRelation

MentionKind = Literal["toponym", "facility", "demonym", "region", "coordinate"]
PlaceRole = Literal[
    "incident", "dateline", "speaker", "origin", "destination", "home", "hospital", "earlier",
    "actor", "containing", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to read.

    Attributes
    ----------
    id : str
        The reader's name for it: a path, a URL, a ``doc_id``.
    text : str
        As read; all offsets are into it.
    title : str or None
        Headline where the source gives it apart from the text.
    published : date or None
        Publication date.
    url, publisher, language : str or None
        Where it is from: address, outlet's name or domain, BCP 47 tag.
    sentences : tuple of Span
        In order, not overlapping.
    given : tuple of Span or None
        Spans to take as mentions, where the input row has them.
    extra : dict
        Other keys of the input row, carried through untouched.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    sentences: tuple[Span, ...] = ()
    given: tuple[Span, ...] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that names a place.

    Attributes
    ----------
    span : Span
        Where.
    text : str
        ``article.text[start:end]``.
    kind : MentionKind
        What sort of name.
    recognizer : str
        Which recognizer found it.
    score : float
        0 to 1, uncalibrated: how surely it is a place's name.
    name : str
        The form to look up: `text` without possessive, line breaks and hyphenation.
    location : Location or None
        For coordinates, which need no gazetteer.
    """

    span: Span
    text: str
    kind: MentionKind
    recognizer: str
    score: float
    name: str
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a mention may mean, and what speaks for it.

    Attributes
    ----------
    place : Place
        The place.
    match : str
        How the name matched: a ``gazetteer.place.MatchKind``.
    score : float
        The joint score after all context, uncalibrated; higher is better.
    features : tuple of (str, float)
        Each feature with its value, in the model's order.
    """

    place: Place
    match: str
    score: float
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention was found to mean.

    Attributes
    ----------
    mention : Mention
        The mention.
    place : Place or None
        The chosen place; None where none is good enough.
    location : Location or None
        The place as a location; also for coordinates, which have no place.
    confidence : float
        0 to 1, calibrated: of the answers at 0.8, 80 % are right.
    candidates : tuple of Candidate
        All of them, best first.
    reasons : tuple of str
        Why this one, or why none.
    role : PlaceRole or None
        The part that the mention plays where the words around it tell ("speaker", "dateline").
    """

    mention: Mention
    place: Place | None
    location: Location | None
    confidence: float
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    role: PlaceRole | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativePlace:
    """A relative location of the text, placed.

    Attributes
    ----------
    relation : SpatialRelation
        The words read.
    anchors : tuple of int
        Indices into ``Parse.resolutions`` of its anchors.
    location : Location or None
        Where; None where no anchor resolved.
    gloss_of : int or None
        Index of the resolution that the words only describe ("Piura, 1,100 km north of Lima"): the
        event is at that place, the relation helped to choose it.
    reasons : tuple of str
        Each step in words.
    """

    relation: SpatialRelation
    anchors: tuple[int, ...]
    location: Location | None
    gloss_of: int | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """All that is known of the places of one article.

    Attributes
    ----------
    article : Article
        The article.
    resolutions : tuple of Resolution
        One a mention, in the order of the text.
    relatives : tuple of RelativePlace
        One a spatial relation, in the order of the text.
    """

    article: Article
    resolutions: tuple[Resolution, ...]
    relatives: tuple[RelativePlace, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People counted: low, best and high; None where the text gives no such bound ("at least")."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One statement of casualties.

    Attributes
    ----------
    harm : str
        "killed", "injured", "missing", "detained" or "abducted".
    count : Count
        How many.
    who : str or None
        Whom, as the text says: "two officers and two airmen".
    group : str or None
        "civilians", "soldiers", "police", "attackers", "children".
    source : str or None
        Who says so, as the text says.
    span : Span
        The words.
    """

    harm: Literal["killed", "injured", "missing", "detained", "abducted"]
    count: Count
    who: str | None
    group: str | None
    source: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInRole:
    """Another place of the article and the part it plays for the incident."""

    name: str
    place: Place | None
    location: Location | None
    role: PlaceRole
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's account of an incident.

    Attributes
    ----------
    doc_id : str
        ``Article.id``.
    quote_span, trigger_span : Span
        The quoted sentence, and the word that tells of the incident, in the article's text.
    quote : str
        The sentence.
    title, url, publisher : str or None
        Of the article.
    published : date or None
        Of the article.
    claims : tuple of (str, str)
        What this report says where it differs from the merged incident: column and value.
    """

    doc_id: str
    quote_span: Span
    trigger_span: Span
    quote: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    claims: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something that happened, where, when and to how many.

    Attributes
    ----------
    id : str
        Digest of what it rests on; the same input gives the same id.
    title : str
        One line: what and where.
    event_type, sub_event_type : str
        ACLED's words.
    date_start, date_end : date or None
        Both ends of the interval, inclusive.
    location : Location or None
        None where the text does not say; then `reasons` says so.
    place : Place or None
        The place the location rests on, where there is one.
    place_name : str or None
        In the article's words.
    places : tuple of PlaceInRole
        The other places.
    killed, injured, missing, detained, abducted : Count or None
        None where not stated; zero is stated zero.
    tolls : tuple of Toll
        Every statement that the counts rest on.
    actors : tuple of str
        As named.
    target, weapon : str or None
        As named.
    confidence, type_confidence, place_confidence, date_confidence : float
        0 to 1, calibrated.
    reports : tuple of Report
        At least one.
    reasons : tuple of str
        Each decision in words, and for each missing value why.
    """

    id: str
    title: str
    event_type: str
    sub_event_type: str
    date_start: date | None
    date_end: date | None
    location: Location | None
    place: Place | None
    place_name: str | None
    places: tuple[PlaceInRole, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    missing: Count | None = None
    detained: Count | None = None
    abducted: Count | None = None
    tolls: tuple[Toll, ...] = ()
    actors: tuple[str, ...] = ()
    target: str | None = None
    weapon: str | None = None
    confidence: float
    type_confidence: float
    place_confidence: float
    date_confidence: float
    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()
