"""An article's options with what is asked of them again and again: who is named where, and what holds what.

Every incident weighs every option, and what speaks for an option depends on the others; without these
look-ups the cost would grow with the third power of a section's length.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.options import Option, holds

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOLDERS = frozenset(
    precision
    for precision in Precision
    if precision >= Precision.COUNTRY or precision in {Precision.PROVINCE, Precision.DISTRICT}
)
"""The units that can hold another (see `holds`)."""


class Company(tuple[Option, ...]):
    """The options of an article, in order; each look-up is made once, when it is first asked for."""

    @classmethod
    def of(cls, options: Sequence[Option]) -> Company:
        """Return the options themselves where they are a company already."""
        return options if isinstance(options, Company) else cls(options)

    @cached_property
    def by_sentence(self) -> dict[int, tuple[Option, ...]]:
        """The options that a sentence names, in their order."""
        found: dict[int, dict[int, Option]] = {}
        for option in self:
            for occurrence in option.occurrences:
                found.setdefault(occurrence.sentence, {})[id(option)] = option
        return {sentence: tuple(options.values()) for sentence, options in found.items()}

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

    @cached_property
    def named(self) -> int:
        """How often any option is named."""
        return sum(len(option.occurrences) for option in self)

    @cached_property
    def fine(self) -> int:
        """How many options are towns or finer."""
        return sum(not o.demonym and o.location.precision <= Precision.TOWN for o in self)

    def country_share(self, code: str | None) -> float:
        """Return the share of a country's places among all that is named."""
        return self._named_by_country.get(code, 0) / self.named if code and self.named else 0.0

    def held_by(self, option: Option) -> tuple[frozenset[int], ...]:
        """Return, for each option that another holds, the sentences that name it."""
        return self._held.get(id(option), ())

    def is_held(self, option: Option) -> bool:
        """Tell whether a wider unit around an option is named too."""
        return id(option) in self._within

    @cached_property
    def _named_by_country(self) -> dict[str | None, int]:
        found: dict[str | None, int] = {}
        for option in self:
            found[option.country_code] = found.get(option.country_code, 0) + len(option.occurrences)
        return found

    @cached_property
    def _held(self) -> dict[int, tuple[frozenset[int], ...]]:
        named = [
            (option, frozenset(occurrence.sentence for occurrence in option.occurrences))
            for option in self
            if not option.demonym
        ]
        return {
            id(outer): tuple(
                sentences for inner, sentences in named if inner is not outer and holds(outer, inner)
            )
            for outer in self
            if outer.location.precision in _HOLDERS
        }

    @cached_property
    def _within(self) -> frozenset[int]:
        outers = [o for o in self if not o.demonym and o.location.precision in _HOLDERS]
        return frozenset(
            id(inner) for inner in self if any(outer is not inner and holds(outer, inner) for outer in outers)
        )
