# ruff: noqa: E501
"""What the words beside a name say of it: a preposition of place, a speaker's town, a hospital, a victim's home."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from gazetteer.relations.relation import Span

_SAYS = r"(?:said|says|told|counted|estimated|blamed|described|put\s+the\s+(?:\w+\s+)?(?:toll|number|figure|count)|announced|reported|stated|confirmed|declared|denied|warned|accused|condemned|urged|called|added|spokes\w+|officials?|foreign\s+minist\w+|government(?!\s+areas?\b)|ministry|parliament|congress)"
_PREPOSITION = re.compile(
    r"\b(in|at|near|on|outside|inside|from|to|of|against|between|into|around|for|through|toward|towards|by|within|over|across|with|and|throughout|off)\s+(?:the\s+|this\s+|its\s+)?(?:(?:city|town|village|municipality|province|department|district|region|state|port|capital|area|neighborhood|neighbourhood|suburb|outskirts|center|centre|northern|southern|eastern|western|north|south|east|west|central|downtown|northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest|rural|nearby|neighboring|jurisdiction|commune|county|island|locality|settlement|hamlet)\s+){0,3}(?:of\s+)?(?:the\s+)?$",
)
_OF_PHRASE = re.compile(
    r"\b(in|at|on|near|outside|inside|off|around|along|across)\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+)?(?:[\w'’-]+\s+){1,6}?(?:of|in|at|near|outside)\s+(?:the\s+)?"
    r"(?:\w+\s+(?:city|town|village|municipality|department|district|province|region|state|port|island)\s+of\s+)?$",
)
"""A place of something at a name: "on the beach of A", "in front of the police station of A"."""
_POSSESSED = re.compile(
    r"\b(in|at|on|near|outside|inside)\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*['’]s\s+(?:[a-z]+\s+)?$"
)
"""In A's B: the act is at B."""
_HOME = re.compile(
    r"(?:\b(?:an?|one|two|three|the)\s+(?:[a-z]+\s+){1,2}from|\b(?:resident|residents|native|natives|born|lives?|lived|living|raised|home|family|formerly|based)\s+(?:of|in|from)|\b(?:citizen|man|woman|people)\s+(?:of|from)|\d\d?,\s+of|,\s+of)\s+$"
    r"|\b(?:stationed|based|garrisoned|headquartered|quartered)\s+(?:at|in|near|out\s+of)\s+(?:the\s+)?$",
)
_HOSPITAL = re.compile(
    r"^(?:['’]s)?[\s-]{1,2}(?:(?:[A-Z][\w.'’&-]*|area|general|regional|district|provincial|central|city|county|university|military|army|police|"
    r"field|public|private|state|main|local|teaching|children['’]s|women['’]s|referral|government|of|and|&|[a-z]+-run)\s+){0,4}?"
    r"(?i:hospitals?|medical|clinic|health|trauma|infirmary|morgue|mortuary)\b",
)
"""A hospital called after a town: "Ardel General Hospital", not "Ardel, men entered a clinic"."""
_HOSPITAL_BEFORE = re.compile(
    r"\b(?:hospital|hospitals|clinic|medical cent(?:er|re)|morgue)\s+(?:in|at|of)\s+$"
)
_POLICE = re.compile(
    r"^\W{0,2}(?:\w+\s+)?(?:police|pd\b|sheriff|county sheriff|firefighters|fire department|detectives|homicide|authorities)",
)
_ORGANISATION = re.compile(
    r"^\W{0,1}\s?(?:university|college|times|post|news|herald|tribune|gazette|daily|press|court|embassy|army|front|party|radio|television|tv|street|avenue|road|boulevard|cartel|st\b|ave\b|battalion|brigade|government|state university|bank|company|airlines?)\b",
)
_SPEAKS = re.compile(rf"^(?:'s|’s)?\s+(?:\w+\s+){{0,2}}?{_SAYS}\b")
_COURT = re.compile(
    r"\b(?:court|tribunal|judges?|magistrates?|prosecutors?|prosecution)\s+(?:in|at|of)\s+(?:the\s+)?$",
)
_BURIAL = re.compile(
    r"\b(?:buried|burials?|funerals?|laid\s+to\s+rest|mourners)\s+(?:[\w’'-]+\s+){0,4}?(?:in|at|near|outside)\s+(?:the\s+)?$",
)
_SOURCE = re.compile(
    r"\b(?:statement|communique|report|speech|interview|conference|meeting|sources|dispatch|published|broadcast|offices?|headquarter\w*|told|said|according)\s+(?:\w+\s+){0,3}?(?:in|from|at)\s+$"
    r"|\baccording\s+to\s+(?:[\w’'-]+\s+){1,6}?(?:in|from|at)\s+$"
    r"|\b(?:by|over\s+the|on\s+the)\s+(?:tele)?phone\s+(?:from|in)\s+$|\b(?:speaking|spoke)\s+(?:[\w’'-]+\s+){0,3}?(?:from|in|at)\s+$",
)
_ORIGIN = re.compile(
    r"\b(?:from|left|leaving|departed|returning from|arrived from|came from|fled)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
)
_DESTINATION = re.compile(
    r"\b(?:to|toward|towards|bound for|heading to|en route to|into|reached)\s+(?:the\s+)?(?:\w+\s+){0,2}$",
)
_DATELINE = re.compile(
    r"^[^\n]{0,60}?(?:--|—|–|\(\w[^)]{1,30}\)\s*(?:--?|—|–)|,\s+\d{1,2}\s+\w{3,9}\.?\s+\d{2,4})"
    r"|^[A-ZÀ-Þ]{2}[^\n:;!?]{0,58}?(?:\s-\s|:\s)",
)
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_PROSE = re.compile(r"\b(?!city\b|date\b)[a-z]{4,}\b")
"""A word that no dateline holds, which is names and dates: "Gunmen raided Ardel — the third time in May — and ..."."""
_WAYS = frozenset({"origin", "destination"})
_AT = re.compile(r"\b(?:in|at|near|outside|inside)\s+(?:the\s+)?$")
_MOVED = re.compile(
    r"\b(?:went|gone|go|going|fle[ed]\w*|taken|took|flown|flew|travel\w*|drove|driv\w+|mov\w+|head\w*|return\w*|deport\w*|"
    r"transfer\w*|brought|sent|came|com(?:e|ing)|arriv\w+|shift\w*|evacuat\w*|airlift\w*|left|leav\w+|depart\w*)\b",
)
_MARGIN = 64
"""Characters to either side of a name that are read."""


def dateline_end(text: str) -> int:
    """Return where the dateline ends that opens a text, 0 where none does.

    Examples
    --------
    >>> dateline_end("Ardel (Estra), 3 Jan 90 (radio) -- Gunmen"), dateline_end("Gunmen raided Ardel -- the third raid")
    (23, 0)
    """
    match = _DATELINE.match(text)
    return match.end() if match and not _PROSE.search(_IN_BRACKETS.sub("", match.group())) else 0


@lru_cache(maxsize=512)
def cues_of(text: str, span: Span, end_of_dateline: int) -> tuple[str, ...]:
    """Return what the words beside a name say of it."""
    lower, margin = lowered(text), slice(max(0, span[0] - _MARGIN), span[0])
    before, after = lower[margin], lower[span[1] : span[1] + _MARGIN]
    written = text[span[1] : span[1] + _MARGIN]
    spaced = before[-1:].isspace()  # as all the patterns of what stands before end
    cues = []
    if span[0] < end_of_dateline and span[0] < 80:
        cues.append("dateline")
    preposition = _PREPOSITION.search(before) if spaced else None
    of_phrase = None
    if spaced:
        of_phrase = None if preposition and preposition.group(1) != "of" else _OF_PHRASE.search(before)
        of_phrase = of_phrase or _POSSESSED.search(text[margin])
    if of_phrase:
        cues.append("prep_" + of_phrase.group(1))
    elif preposition:
        cues.append("prep_" + preposition.group(1))
    elif re.search(r",\s*$|\(\s*$", before):
        cues.append("after_comma")
    else:
        cues.append("prep_none")
    for name, pattern, where in (
        ("home", _HOME, before), ("hospital", _HOSPITAL, written), ("hospital", _HOSPITAL_BEFORE, before),
        ("police", _POLICE, after), ("organisation", _ORGANISATION, after), ("speaker", _SPEAKS, after),
        ("source", _SOURCE, before), ("court", _COURT, before), ("burial", _BURIAL, before), ("origin", _ORIGIN, before), ("destination", _DESTINATION, before),
    ):  # fmt: skip
        found = spaced and pattern.search(where) if where is before else pattern.match(where)
        if found and name not in cues:
            cues.append(name)
    if cues[-1] in _WAYS and _AT.search(before) and not _MOVED.search(before):
        cues.pop()  # "beaten to death in A" is no journey to A
    if after.startswith(("'s", "’s")):
        cues.append("possessive")
    return tuple(cues)
