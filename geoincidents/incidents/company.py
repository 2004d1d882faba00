"""An article's options with what is asked of them again and again: who is named where, and what holds what.

Every incident weighs every option, and what speaks for an option depends on the others; without these
look-ups the cost would grow with the third power of a section's length.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.options import Option, holds
from geoincidents.types import PlaceInRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.relations.relation import Span
    from geoincidents.types import PlaceRole

_HOLDERS = frozenset(
    precision
    for precision in Precision
    if precision >= Precision.COUNTRY or precision in {Precision.PROVINCE, Precision.DISTRICT}
)
"""The units that can hold another (see `holds`)."""


class Company(tuple[Option, ...]):
    """The options of an article, in order, or some of them.

    Attributes
    ----------
    by_sentence : dict
        The options that a sentence names, in their order.
    home : set of str
        The country of the dateline.
    fine : int
        How many options are towns or finer.
    guessed : bool
        Whether any option's name is one that no gazetteer knows.
    common : dict
        What speaks for and against each option whatever the incident (see `features`).
    clauses : dict
        What the sentences of acts say of the names in them, by both and kind of place (see `features`); for
        all companies of an article.
    """

    by_sentence: dict[int, list[Option]]
    home: set[str]
    fine: int
    guessed: bool
    common: dict[int, dict[str, float]]
    clauses: dict[tuple[Span, Span, str], tuple[dict[str, float], int]]
    _named_by_country: dict[str | None, int]
    _narrower: dict[tuple[int, ...], Company]
    _named_in: dict[Span, tuple[Option, ...]]
    _in_roles: dict[tuple[int, PlaceRole], PlaceInRole]

    def __new__(cls, options: Sequence[Option] = ()) -> Company:
        """Look each option up once: most companies are of one or two and asked for nearly all of this."""
        self = super().__new__(cls, options)
        self.common, self.clauses = {}, {}
        self._narrower, self._named_in, self._in_roles = {}, {}, {}
        self.fine, self.guessed = 0, False
        self.home, self.by_sentence, self._named_by_country = set(), {}, {}
        for option in self:
            code = option.country_code
            self._named_by_country[code] = self._named_by_country.get(code, 0) + len(option.occurrences)
            self.fine += not option.demonym and option.location.precision <= Precision.TOWN
            self.guessed = self.guessed or option.guessed
            for occurrence in option.occurrences:
                here = self.by_sentence.setdefault(occurrence.sentence, [])
                if not here or here[-1] is not option:
                    here.append(option)
                if code and "dateline" in occurrence.cues:
                    self.home.add(code)
        return self

    @classmethod
    def of(cls, options: Sequence[Option]) -> Company:
        """Return the options themselves where they are a company already."""
        return options if isinstance(options, Company) else cls(options)

    def only(self, options: Sequence[Option]) -> Company:
        """Return a company of some of the options; what is known of names in sentences holds for it too."""
        if len(options) == len(self):
            return self
        key = tuple(map(id, options))
        narrower = self._narrower.get(key)
        if narrower is None:
            narrower = self._narrower[key] = Company(options)
            narrower.clauses = self.clauses
        return narrower

    @cached_property
    def placing(self) -> dict[int, tuple[Option, ...]]:
        """The options that a sentence puts an act at."""
        return {
            sentence: placing
            for sentence, options in self.by_sentence.items()
            if (
                placing := tuple(
                    option
                    for option in options
                    if any(o.sentence == sentence and o.places_act for o in option.occurrences)
                )
            )
        }

    @cached_property
    def countries(self) -> dict[int, frozenset[str]]:
        """The countries that a sentence names by a place of theirs, speakers aside."""
        found: dict[int, set[str]] = {}
        for option in self:
            if code := option.country_code:
                for occurrence in option.occurrences:
                    if "speaker" not in occurrence.cues:
                        found.setdefault(occurrence.sentence, set()).add(code)
        return {sentence: frozenset(codes) for sentence, codes in found.items()}

    def country_share(self, code: str | None) -> float:
        """Return the share of a country's places among all that is named."""
        named = sum(self._named_by_country.values())
        return self._named_by_country.get(code, 0) / named if code and named else 0.0

    def held_by(self, option: Option) -> tuple[frozenset[int], ...]:
        """Return, for each option that another holds, the sentences that name it."""
        return self._holding[0].get(id(option), ()) if option.location.precision in _HOLDERS else ()

    def is_held(self, option: Option) -> bool:
        """Tell whether a wider unit around an option is named too."""
        return len(self) > 1 and id(option) in self._holding[1]

    def role(self, option: Option, own: Option | None) -> PlaceRole:
        """Return the part that a place plays for an incident whose own place is another."""
        return "containing" if own is not None and holds(option, own) else self._roles[id(option)]

    def in_roles(self, own: Option | None) -> tuple[PlaceInRole, ...]:
        """Return all places but an incident's own, with the part that each plays for it."""
        return tuple(self._in_role(option, self.role(option, own)) for option in self if option is not own)

    def _in_role(self, option: Option, role: PlaceRole) -> PlaceInRole:
        known = self._in_roles.get((id(option), role))
        if known is None:
            known = self._in_roles[id(option), role] = PlaceInRole(
                name=option.name, place=option.place, location=option.location,
                role=role, span=option.occurrences[0].span,
            )  # fmt: skip
        return known

    @cached_property
    def _roles(self) -> dict[int, PlaceRole]:
        return {id(option): _role_of(option) for option in self}

    def named_in(self, span: Span) -> tuple[Option, ...]:
        """Return the places named in a stretch of text; the closest ones where some hold others."""
        found = self._named_in.get(span)
        if found is None:
            here = [
                option
                for option in self
                if not option.demonym and any(span[0] <= o.span[0] < span[1] for o in option.occurrences)
            ]
            known = [option for option in here if not option.guessed] or here
            found = tuple(o for o in known if not any(holds(o, x) for x in known if x is not o))
            self._named_in[span] = found
        return found

    @cached_property
    def _holding(self) -> tuple[dict[int, tuple[frozenset[int], ...]], set[int]]:
        """For each wider unit the sentences that name what it holds, and all that a named one holds."""
        held: dict[int, tuple[frozenset[int], ...]] = {}
        within: set[int] = set()
        for outer in self:
            if outer.location.precision in _HOLDERS:
                inside = [inner for inner in self if inner is not outer and holds(outer, inner)]
                named = (inner.occurrences for inner in inside if not inner.demonym)
                held[id(outer)] = tuple(frozenset([o.sentence for o in there]) for there in named)
                if not outer.demonym:
                    within.update(map(id, inside))
        return held, within


def _role_of(option: Option) -> PlaceRole:
    """Return the part that the words beside its names give a place."""
    cues = set().union(*(occurrence.cues for occurrence in option.occurrences))
    told = next((o.role for o in option.occurrences if o.role is not None), None)
    if "dateline" in cues or told == "dateline":
        return "dateline"
    if told is not None and told not in {"incident", "other"}:
        return told
    for cue, role in _CUE_ROLES:
        if cue in cues:
            return role
    return "actor" if option.demonym else "other"


_CUE_ROLES: tuple[tuple[str, PlaceRole], ...] = (
    ("hospital", "hospital"), ("home", "home"), ("speaker", "speaker"), ("source", "speaker"),
    ("origin", "origin"), ("destination", "destination"),
)  # fmt: skip
