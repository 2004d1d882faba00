"""A sentence that tells of an act, and the sentences of one incident so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from geoincidents.incidents.kinds import family_of
from geoincidents.incidents.victims import NOBODY

if TYPE_CHECKING:
    from geoincidents.incidents.dates import DatePhrase
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option

STARTS = 0.25
"""Least strength of a sentence that may start an incident: a plain "killed" (0.4), not "the scene" (0.2)."""


@dataclass(slots=True, eq=False)
class Told:
    """A sentence with what sets it apart: its own date and its own place, where it names them.

    Attributes
    ----------
    mention : EventMention
        The sentence.
    date : DatePhrase or None
        Its own date.
    place : Option or None
        Its own place.
    family : str
        The kind of act.
    killed : int or None
        The first figure of several dead that it tells.
    """

    mention: EventMention
    date: DatePhrase | None
    place: Option | None
    family: str = field(init=False)
    killed: int | None = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is asked for at every comparison."""
        self.family = family_of(max(self.mention.votes, key=itemgetter(1))[0])
        self.killed = next(
            (
                c.count.best
                for c in self.mention.claims
                if c.harm == "killed" and not c.subset and c.count and c.count.best and c.count.best > 1
            ),
            None,
        )


class Group:
    """The sentences of one incident so far, with what they say, gathered once for all comparisons."""

    def __init__(self, *, first: bool = False) -> None:
        self.first = first
        self.told: list[Told] = []
        self.several = False
        self.dates: list[DatePhrase] = []
        self.places: list[Option] = []
        self.families: set[str] = set()
        self.killed: set[int] = set()
        self.where: set[str] = set()
        self.names: set[str] = set()
        self.words: set[str] = set()
        self.streets: set[str] = set()
        self.clock: set[int] = set()
        self.victims = NOBODY

    def add(self, item: Told) -> None:
        """Take in one more sentence."""
        mention, scene = item.mention, item.mention.scene
        if not mention.title or not self.told:  # what a title leaves out, the text tells
            self.several = scene.several and (self.several or all(t.mention.title for t in self.told))
        self.told.append(item)
        self.dates += [] if item.date is None else [item.date]
        self.places += [] if item.place is None else [item.place]
        if mention.strength >= STARTS or not self.families:
            self.families.add(item.family)
        if item.killed is not None:
            self.killed.add(item.killed)
        self.where |= scene.where
        self.names |= scene.names
        self.words |= scene.words
        self.streets |= scene.streets
        self.clock |= scene.clock
        self.victims += mention.victims
