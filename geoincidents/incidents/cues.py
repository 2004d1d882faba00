# ruff: noqa: E501
"""What the words beside a name say of it: a preposition of place, a speaker's town, a hospital, a victim's home."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geoincidents.incidents.lowered import lowered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.relations.relation import Span

_SAYS = r"(?:said|says|told|counted|estimated|blamed|described|put\s+the\s+(?:\w+\s+)?(?:toll|number|figure|count)|announced|(?<!on\s)(?<!of\s)(?<!over\s)(?<!after\s)(?<!amid\s)(?<!following\s)reported|stated|confirmed|declared|denied|warned|accused|condemned|urged|called|added|spokes\w+|officials?|foreign\s+minist\w+|government(?!\s+areas?\b)|ministry|parliament|congress)"
_PREPOSITIONS = "in|at|near|on|outside|inside|from|to|of|against|between|into|around|for|through|toward|towards|by|within|over|across|with|and|throughout|off"
_KINDS = "city|town|village|municipality|province|department|district|region|state|port|capital|area|neighborhood|neighbourhood|suburb|outskirts|center|centre|northern|southern|eastern|western|north|south|east|west|central|downtown|northeastern|northwestern|southeastern|southwestern|northeast|northwest|southeast|southwest|rural|nearby|neighboring|occupied|besieged|war-torn|rebel-held|government-held|jurisdiction|commune|county|island|locality|settlement|hamlet"
_BETWEEN = "the|this|its|of"
_PREPOSITION = re.compile(
    rf"\b({_PREPOSITIONS})\s+(?:the\s+|this\s+|its\s+)?(?:(?:{_KINDS})\s+){{0,3}}(?:of\s+)?(?:the\s+)?$",
)
_MORE = frozenset(f"{_KINDS}|{_BETWEEN}".split("|"))
"""Words that may stand between a preposition and the name."""
_AT_ONCE = frozenset(_PREPOSITIONS.split("|")) - _MORE
"""Prepositions that are the one searched for where they are the last word before the name."""
_OF_PHRASE = re.compile(
    r"\b(in|at|on|near|outside|inside|off|around|along|across)\s+(?:the\s+|a\s+|an\s+|its\s+|their\s+)?(?:[\w'’-]+\s+){1,6}?(?:of|in|at|near|outside)\s+(?:the\s+)?"
    r"(?:\w+\s+(?:city|town|village|municipality|department|district|province|region|state|port|island)\s+of\s+)?$",
)
"""A place of something at a name: "on the beach of A", "in front of the police station of A"."""
_OF_PHRASE_ENDS = frozenset({"of", "in", "at", "near", "outside"})
_POSSESSED = re.compile(
    r"\b(in|at|on|near|outside|inside)\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){0,3}[A-Z][\w-]*['’]s\s+(?:[a-z]+\s+)?$"
)
"""In A's B: the act is at B."""
_HOSPITAL = re.compile(
    r"^(?:['’]s)?[\s-]{1,2}(?:(?:[A-Z][\w.'’&-]*|area|general|regional|district|provincial|central|city|county|university|military|army|police|"
    r"field|public|private|state|main|local|teaching|children['’]s|women['’]s|referral|government|of|and|&|[a-z]+-run)\s+){0,4}?"
    r"(?i:hospitals?|medical|clinic|health|trauma|infirmary|morgue|mortuary)\b",
)
"""A hospital called after a town: "Ardel General Hospital", not "Ardel, men entered a clinic"."""
_POLICE = re.compile(
    r"^\W{0,2}(?:\w+\s+)?(?:police|pd\b|sheriff|county sheriff|firefighters|fire department|detectives|homicide|authorities)",
)
_BODY = re.compile(
    r"^(?:['’]s)?\s+(?:[\w'’]+\s+)?(?:police|sheriff|deput(?:y|ies)|officers?|troopers?|coroner|medical\s+examiner|prosecutors?|attorney|"
    r"jail|detention|dispatch\w*|detectives|homicide|authorities|officials|fire|courts?|man|men|woman|women|couple|residents?|natives?|teens?|teenagers?|boy|girl|father|mother|student|family)\b",
)
"""Who acts for an area, holds people there or comes from it: "Ardel County deputies", "an Ardel County man"."""
_WHERE = re.compile(
    r",?\s+where\s+(?![^,;.]{0,60}\b(?:died|dies|dying|pronounced|succumbed|treated|treating|surgery|recover\w*|remain\w*|condition|"
    r"hospitali\w+|underwent|bur(?:ied|ial)|funeral|court|trial|arraigned|appeared|li(?:ves?|ved|ving)|grew|work(?:s|ed)?|stud(?:y|ies|ied)|born|"
    r"said|told|spoke|talks|met)\b)"
)
"""What follows is at the name, whether people come from there or go to it: "from Ardel, where a bomb fell"."""
_ORGANISATION = re.compile(
    r"^\W{0,1}\s?(?:university|college|times|post|news|herald|tribune|gazette|daily|press|court|embassy|army|front|party|radio|television|tv|street|avenue|road|boulevard|cartel|st\b|ave\b|battalion|brigade|government|state university|bank|company|airlines?)\b",
)
_TOWN_OF = re.compile(
    r"['’]s\s+(?:[\w-]+\s+){0,3}(?:city|town|capital|metropolis|port|village)\b(?!\s+(?:of|council|hall)\b)"
)
"""A town told by what holds it: "Estra's second-largest city"."""
_SPEAKS = re.compile(rf"^(?:'s|’s)?\s+(?:\w+\s+){{0,2}}?{_SAYS}\b")
_BEFORE = (
    ("home", r"\b(?:an?|one|two|three|the)\s+(?:[a-z]+\s+){1,2}", "from", ""),
    ("home", r"\b(?:resident|residents|native|natives|born|lives?|lived|living|raised|(?<!way\s)(?<!his\s)(?<!her\s)(?<!their\s)(?<!'s\s)(?<!’s\s)(?<!family\s)home|family|formerly|based)\s+", "of|in|from", ""),
    ("home", r"\b(?:citizen|man|woman|people)\s+", "of|from", ""),
    ("home", r",\s+", "of", ""),
    ("home", r"\b(?:stationed|assigned|based|garrisoned|headquartered|quartered)\s+", "at|in|near", "the"),
    ("home", r"\b(?:stationed|based|garrisoned|headquartered|quartered)\s+out\s+", "of", "the"),
    ("hospital", r"\b(?:hospital|hospitals|clinic|medical (?:cent(?:er|re)|facilit(?:y|ies))|morgue)\s+", "in|at|of", ""),
    ("hospital", r"\b(?:hospitals|clinics)\s+in\s+(?:[\w’'-]+,?\s+){1,4}?", "and", ""),
    ("hospital", r"\b(?:treated|hospitali[sz]ed|recovering|admitted\s+to|operated\s+on)\s+(?:(?!in\b|after\b|for\b)[\w’'-]+\s+){0,4}?", "in|at", ""),
    ("source", r"\b(?:statement|communique|report|speech|interview|conference|meeting|sources|dispatch|published|broadcast|offices?|headquarter\w*|told|said|according)\s+(?:\w+\s+){0,3}?", "in|from|at", ""),
    ("source", r"\b(?:spokes\w+|officials?|authorities|diplomats?|commanders?|ministry)\s+", "in|at", ""),
    ("source", r"\baccording\s+to\s+(?:[\w’'-]+\s+){1,6}?", "in|from|at", ""),
    ("source", r"\b(?:by|over\s+the|on\s+the)\s+(?:tele)?phone\s+", "in|from", ""),
    ("source", r"\b(?:speaking|spoke)\s+(?:[\w’'-]+\s+){0,3}?", "in|from|at", ""),
    ("organisation", r"\buniversity\s+", "of", "the"),
    ("court", r"\b(?:court|tribunal|judges?|magistrates?|prosecutors?|prosecution)\s+", "in|at|of", "the"),
    ("custody", r"\b(?:(?:was|were|been|being|is|are|later|and)\s+(?:later\s+|then\s+|also\s+)?(?:re)?(?:arrested|apprehended|detained|nabbed|jailed)|(?:into|in)\s+custody|surrendered|court\s+(?:dates?|hearing|appearance)|charged\b[^.;]{1,50}?\bheld)\s+(?:(?!(?:in|at|after|following|when|for|over|since)\b)[\w’'-]+\s+){0,4}?", "in|at|near|outside", "the"),
    ("burial", r"\b(?:buried|burials?|funerals?|laid\s+to\s+rest|mourners)\s+(?:[\w’'-]+\s+){0,4}?", "in|at|near|outside", "the"),
)  # fmt: skip
"""Cue, the words that open it, the prepositions that end it before a name, and an article that may follow."""
_VICTIM = re.compile(
    r"\b(?:kill|murder|assassinat|attack|abduct|kidnap|wound|injur|ambush|stabb|shot)\w*\s+(?:[\w’'-]+\s+){0,6}$"
)
"""Judges may be victims: "killed two judges of the Supreme Court in A"."""
_ORIGIN = "from|left|leaving|departed|returning from|arrived from|came from|fled"
_DESTINATION = "to|toward|towards|bound for|heading to|en route to|into|reached"
_WAYS = tuple(
    (
        name,
        frozenset(words.split()[-1] for words in opening.split("|")),
        re.compile(rf"\b(?:{opening})\s+(?:the\s+)?(?:\w+\s+){{0,2}}$"),
    )
    for name, opening in (("origin", _ORIGIN), ("destination", _DESTINATION))
)
"""A journey's ends: the cue, the words of which one is among the last four before the name, and the pattern."""
_FIRED_FROM = re.compile(
    r"\b(?:fired|launched|flown|took\s+off|taking\s+off|came|coming|arrived|arriving)\s+from\s+(?:[\w’'-]+\s+){1,4}?(?:in|at|near|of)\s+(?:the\s+)?$"
)
"""Where what struck or who came set out: "shells fired from a base in A"."""
_TAKEN_FROM = re.compile(
    r"\b(?:recovered|found|retrieved|exhumed|abducted|kidnapped|arrested|apprehended)\s+(?:(?!(?:to|in|at|after|when)\b)[\w’'-]+\s+){0,5}?from\s+(?:the\s+)?(?:\w+\s+){0,2}$"
)
"""Where somebody was taken or found: "two bodies were recovered from the A area"."""
_WAY_WORDS = 4
_DATELINE = re.compile(
    r"^[^\n]{0,60}?(?:--|—|–|\(\w[^)]{1,30}\)\s*(?:--?|—|–)|,\s+\d{1,2}\s+\w{3,9}\.?\s+\d{2,4})"
    r"|^[A-ZÀ-Þ]{2}[^\n:;!?]{0,58}?(?:\s-\s|:\s)",
)
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_PROSE = re.compile(r"\b(?!city\b|date\b)[a-z]{4,}\b")
"""A word that no dateline holds, which is names and dates: "Gunmen raided Ardel — the third time in May — and ..."."""
_AT = re.compile(r"\b(?:in|at|near|outside|inside)\s+(?:the\s+)?$")
_MOVED = re.compile(
    r"\b(?:went|gone|go|going|fle[ed]\w*|taken|took|flown|flew|travel\w*|drove|driv\w+|mov\w+|head\w*|return\w*|deport\w*|"
    r"transfer\w*|brought|sent|came|com(?:e|ing)|arriv\w+|shift\w*|evacuat\w*|airlift\w*|left|leav\w+|depart\w*)\b",
)
_LONGEST_DATELINE = 80
"""Characters within which a dateline names its town."""
_MARGIN = 64
"""Characters to either side of a name that are read."""


_LEFT_THERE = frozenset({"origin", "destination", "home", "source", "hospital", "speaker"})
"""What a name is besides where something happened there."""
_AFTER = (("police", _POLICE), ("body", _BODY), ("organisation", _ORGANISATION), ("speaker", _SPEAKS))


def _by_end() -> dict[str, list[tuple[str, str]]]:
    """Return the cues by the last words before a name, each with its expression."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, opening, ends, article in _BEFORE:
        for end in ends.split("|"):
            for words in (end, f"{end} {article}") if article else (end,):
                found.setdefault(words, []).append((name, opening + words.replace(" ", r"\s+") + r"\s+$"))
    return found


_BY_END = _by_end()


@cache
def _ending(words: str) -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return a pattern of all cues that end with some words, and one of each."""
    rows = _BY_END[words]
    return (
        re.compile("|".join(pattern for _, pattern in rows)),
        tuple((name, re.compile(pattern)) for name, pattern in rows),
    )


@lru_cache(maxsize=4)
def dateline_end(text: str) -> int:
    """Return where the dateline ends that opens a text, 0 where none does.

    Examples
    --------
    >>> dateline_end("Ardel (Estra), 3 Jan 90 (radio) -- Gunmen"), dateline_end("Gunmen raided Ardel -- the third raid")
    (23, 0)
    """
    match = _DATELINE.match(text)
    return match.end() if match and not _PROSE.search(_IN_BRACKETS.sub("", match.group())) else 0


def in_dateline(span: Span, end_of_dateline: int) -> bool:
    """Tell whether a name stands in the dateline."""
    return span[0] < end_of_dateline and span[0] < _LONGEST_DATELINE


def cues_of(text: str, span: Span, end_of_dateline: int) -> frozenset[str]:
    """Return what the words beside a name say of it."""
    cues = _beside(text, span)
    return cues | {"dateline"} if in_dateline(span, end_of_dateline) else cues


@lru_cache(maxsize=512)
def _beside(text: str, span: Span) -> frozenset[str]:
    lower, margin = lowered(text), slice(max(0, span[0] - _MARGIN), span[0])
    before, after = lower[margin], lower[span[1] : span[1] + _MARGIN]
    cues = {name for name, pattern in _AFTER if pattern.match(after)}
    if _HOSPITAL.match(text[span[1] : span[1] + _MARGIN]):
        cues.add("hospital")
    if after.startswith("-bound"):
        cues.add("destination")
    if after.startswith(("'s", "’s")):
        cues.add("possessive")
        if _TOWN_OF.match(after):
            cues.add("holder")
    words = before.split() if before[-1:].isspace() else []  # as all the patterns of what stands before end
    preposition = _preposition(before, words, text[margin]) if words else None
    if preposition is not None:
        cues.add("prep_" + preposition)
    else:
        cues.add("after_comma" if before.rstrip().endswith((",", "(")) else "prep_none")
    if words:
        cues.update(_told_before(before, words))
        if preposition == "from" and _TAKEN_FROM.search(before):
            cues = cues - {"origin"} | {"prep_in"}
    if where_told(lower, span[1]) is not None:
        cues = {cue for cue in cues if cue not in _LEFT_THERE} | {"where"}
    return frozenset(cues)


def where_told(lower: str, end: int) -> int | None:
    """Return where the clause begins that tells what happened at a name that ends there, if one does."""
    if not lower.startswith((" where", ", where"), end):
        return None
    match = _WHERE.match(lower, end)
    return None if match is None else match.end()


def _preposition(before: str, words: Sequence[str], written: str) -> str | None:
    """Return the preposition that puts something at a name; the last words tell which patterns may match."""
    last = words[-1]
    preposition = last if last in _AT_ONCE else None
    if preposition is None and (last in _MORE or not last.isalnum()):
        match = _PREPOSITION.search(before)
        preposition = match.group(1) if match else None
    found = None
    if (
        preposition in {None, "of"}
        and (words[-2] if last == "the" and words[1:] else last) in _OF_PHRASE_ENDS
    ):
        found = _OF_PHRASE.search(before)
    if found is None and any(word.endswith(("'s", "’s")) for word in words[-2:]):
        found = _POSSESSED.search(written)
    return found.group(1) if found else preposition


def _told_before(before: str, words: Sequence[str]) -> Iterator[str]:
    """Yield what the words before a name say of it."""
    last = " ".join(words[-2:]) if words[-1] == "the" else words[-1]
    either, each = _ending(last) if last in _BY_END else (None, ())
    if either is not None and either.search(before):
        found = [name for name, pattern in each if pattern.search(before)]
        yield from (name for name in found if name not in {"court", "source"} or not _VICTIM.search(before))
    if "from" in words and _FIRED_FROM.search(before):
        yield "origin"
    near = words[-_WAY_WORDS:]
    plain = "".join(near).isalnum()
    ways = [
        name
        for name, heads, pattern in _WAYS
        if not (plain and heads.isdisjoint(near)) and pattern.search(before)
    ]
    if ways and _AT.search(before) and not _MOVED.search(before):
        ways.pop()  # "beaten to death in A" is no journey to A
    yield from ways
