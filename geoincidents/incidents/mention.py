"""One sentence that tells of an incident, with all that was read in it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from geoincidents.incidents.scenes import Scene
from geoincidents.incidents.value import value
from geoincidents.incidents.victims import NOBODY, Victims

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span
    from geoincidents.incidents.casualties import Claim
    from geoincidents.incidents.date_fit import DatedPhrase
    from geoincidents.incidents.factuality import Factuality
    from geoincidents.incidents.triggers import Trigger
    from geoincidents.layout import Block

_NO_SCENE = Scene()


@value
class EventMention:
    """One sentence, or a part of it, that tells of an incident.

    Attributes
    ----------
    sentence : int
        Index of the sentence.
    span : Span
        The stretch of text.
    quote : Span
        The whole sentence.
    triggers : tuple of Trigger
        In order.
    factuality : tuple of Factuality
        One a trigger.
    main : int
        Index of the trigger that counts most.
    votes : tuple of (str, float)
        Sub-event types with what speaks for each.
    dates : tuple of DatedPhrase
        Best fit first.
    claims : tuple of Claim
        Statements of casualties.
    title : bool
        In the headline.
    trigger_text : str
        The words up to the main trigger, for "another", "elsewhere".
    aftermath : bool
        Only what came after: the wounded are taken to hospital, the dead are buried.
    scene : Scene
        How it opens, who acts, which names stand where.
    paragraph : int
        Index of the paragraph.
    victims : Victims
        The people harmed that it names.
    block : Block or None
        The paragraph or item, with what stands over it.
    strength : float
        Strength of the main trigger, less what its surroundings take away.
    trigger : Trigger
        The main trigger.
    judged : Factuality
        What the surroundings make of the main trigger.
    """

    sentence: int
    span: Span
    quote: Span
    triggers: tuple[Trigger, ...]
    factuality: tuple[Factuality, ...]
    main: int
    votes: tuple[tuple[str, float], ...]
    dates: tuple[DatedPhrase, ...]
    claims: tuple[Claim, ...]
    title: bool = False
    trigger_text: str = ""
    aftermath: bool = False
    scene: Scene = _NO_SCENE
    paragraph: int = 0
    victims: Victims = NOBODY
    block: Block | None = None
    strength: float = field(init=False)
    trigger: Trigger = field(init=False)
    judged: Factuality = field(init=False)

    def __post_init__(self) -> None:
        """Keep what is asked for at every comparison."""
        trigger, judged = self.triggers[self.main], self.factuality[self.main]
        object.__setattr__(self, "trigger", trigger)
        object.__setattr__(self, "judged", judged)
        object.__setattr__(self, "strength", trigger.strength * judged.actual)
