# ruff: noqa: E501
"""How the words of a sentence turn to another act or take one up: rows of ``data/openings.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.tables import table
from geoincidents.incidents.value import value

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

_ANEW = Pattern(
    r"\b(?:another(?!\s+(?:man|woman|person|victim|boy|girl))|separate(?:ly)?|different|elsewhere|in\s+addition|likewise|similar(?:ly)?|identical|two\s+more|one\s+more|a\s+further|also|second|third|fourth|unrelated)\b",
)


@value
class Turns:
    """How the words of a sentence turn to another act or take one up.

    Attributes
    ----------
    new_act, same_act : bool
        The trigger, or an act's noun, is new ("a second blast") or taken up ("the attack").
    new_agent, same_agent : bool
        Those who act are new ("unidentified men") or taken up ("the gunmen").
    anew : bool
        Words before the act set it apart: "was also shot", "in a separate shooting".
    recalls : bool
        It speaks of an act told elsewhere: "put the toll at", "claimed responsibility", "accused them of".
    """

    new_act: bool = False
    same_act: bool = False
    new_agent: bool = False
    same_agent: bool = False
    anew: bool = False
    recalls: bool = False


@cache
def _patterns() -> dict[str, Pattern]:
    """Return a pattern a turn, all but `anew`."""
    acts = "|".join(table("openings")["acts"]["words"]).lower()
    agents = "|".join(
        sorted(word for word, group in lexicon().people.items() if group == "attackers" and "-" not in word)
    )
    return {
        "new_act": Pattern(
            rf"\b(?:an?|another|one|two|three|a second|second|third|more|fresh|new)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{acts})\b",
        ),
        "same_act": Pattern(
            rf"\b(?:the|this|that|these|those|both)\s+(?:[\w’'-]+\s+){{0,1}}?(?:{acts})\b(?!\s+of\s+an?\b)",
        ),
        "new_agent": Pattern(
            rf"\b(?:(?:unidentified|unknown|unnamed|masked|hooded|suspected|armed)\s+(?:[\w’'-]+\s+)?(?:\w+)|(?:(?:an?|two|three|four|five|six|several|some|\d+|group of|another)\s+(?:[\w’'-]+\s+){{0,2}}?|(?:when|as|by|after|where)\s+)(?:{agents}))\b|(?:^|[,;]\s+)(?:{agents})\b",
        ),
        "same_agent": Pattern(rf"\b(?:the|these|those|his|her|their)\s+(?:[\w’'-]+\s+)?(?:{agents}|(?:armed|masked|hooded)\s+men)\b"),
        "recalls": Pattern(rf"\b(?:{'|'.join(table('openings')['recalls']['words'])})"),
    }  # fmt: skip


def turns_in(lower: str, span: Span, body: int, act: int) -> Turns:
    """Read the turns of a sentence.

    Parameters
    ----------
    lower : str
        The article's text in lower case.
    span : Span
        The sentence or part of one.
    body : int
        Where its opening ends.
    act : int
        Where the words of the act begin.
    """
    patterns, holds = _patterns(), present(lower, *span)

    def tells(name: str, start: int) -> bool:
        return patterns[name].search(holds, lower, start, span[1]) is not None

    return Turns(
        new_act=tells("new_act", span[0]),
        same_act=tells("same_act", span[0]),
        new_agent=tells("new_agent", body),
        same_agent=tells("same_agent", span[0]),
        anew=_ANEW.search(holds, lower, body, act) is not None,
        recalls=tells("recalls", span[0]),
    )
