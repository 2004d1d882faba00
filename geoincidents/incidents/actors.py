"""Who did it, to whom, with what: as the text names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoincidents.incidents.dates.calendar import MONTHS, WEEKDAYS
from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.lowered import lowered
from geoincidents.incidents.needs import Pattern, present
from geoincidents.incidents.searching import searching
from geoincidents.incidents.tables import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoincidents.incidents.casualties import Claim
    from geoincidents.incidents.mention import EventMention

_HEADS = (
    r"(?:gunm[ae]n|attackers?|assailants?|militants?|insurgents?|rebels?|guerrillas?|guerillas?|terrorists?|extremists?|fighters?|"
    r"jihadists?|(?:suicide\s+)?bombers?|shooters?|militiam[ae]n|militias?|subversives|bandits?|robbers?|kidnappers?|hijackers?|soldiers?|troops|"
    r"paramilitar(?:y|ies)|police(?:m[ae]n)?|officers?|deput(?:y|ies)|army|forces|warplanes|jets|drones|helicopters?|protesters?|demonstrators?|"
    r"rioters|mob|crowd|gang|gangs|cartel|separatists|suspects?|individuals|men|man|woman|commandos?|students|workers|"
    r"villagers|intruders?|commando|unit|group|command|traffickers|loyalists|hit\s?men|vigilantes|herders|herdsmen|settlers|pirates|"
    r"thugs|inmates|prisoners|youths|residents|supporters|tribesmen|marines)"
)
_OF_WHAT = (
    r"(?:\s+(?:of|from|belonging\s+to)\s+(?:the\s+)?(?-i:[A-Z])[\w'’.-]*(?:\s+(?-i:[A-Z])[\w'’.-]*){0,4})?"
)
_BEFORE_VERB = (
    r"(?:\s+\([^)]*\))?(?:\s*\[[^\]]*\])?"
    r"(?:\s+(?:have|had|has|who|also|then|later|allegedly|reportedly|apparently|on\s+\w+))*\s*$"
)
_PASSED_OVER = frozenset({
    "of", "from", "belonging", "have", "had", "has", "who", "also", "then", "later", "allegedly",
    "reportedly", "apparently", "on",
})  # fmt: skip
"""First words of the two."""
_BEFORE = re.compile(
    rf"(?P<who>(?:(?:[a-z][\w'’.-]*|\d+)\s+){{0,4}}?{_HEADS}{_OF_WHAT.lower()}){_BEFORE_VERB}"
)
_HEAD_BEFORE = re.compile(_HEADS + _OF_WHAT.lower() + _BEFORE_VERB)
"""Without the words in front, which make the search ten times as long."""
_MOST_IN_FRONT = 5
"""One word more than `_BEFORE` may take in front of a head: "suicide bombers" ends in a head too."""
_ENDS_IN_HEAD = searching(rf"{_HEADS}(?:\[|$)")
_HEAD_IN = re.compile(rf"\b{_HEADS}\b")
_BY = Pattern(
    rf"\bby\s+(?P<who>(?:(?:[A-Za-z][\w'’.-]*|\d+)\s+){{0,5}}?(?:{_HEADS}\b{_OF_WHAT}|[A-Z]{{2,6}}\b)|(?:the\s+)?[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|of|the|for|de|al)){{0,5}})"
)
_CLAIMED = Pattern(
    r"(?P<who>(?:the\s+)?[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|of|the)){0,5})\s+(?:has\s+|have\s+)?(?:claimed|took|taken)\s+(?:responsibility|credit)"
)
_WEAPON = Pattern(
    r"\b((?:(?:ballistic|cruise|guided|surface-to-air|anti-tank|antitank|katyusha|grad|107-?mm|122-?mm|homemade|powerful|high-powered|remote-controlled|improvised|car|truck|roadside|suicide|parcel|letter|pipe|petrol|nail|barrel|cluster|time|hand|rocket-propelled|semi-automatic|automatic|assault|sub-?machine|shot|hunting|explosive|dynamite|chemical|sharp)[\s-]+){0,3}(?:rockets?|missiles?|mortars?(?:\s+shells?)?|artillery|shells|bombs?|dynamite|explosives?|grenades?|mines?|landmines?|ieds?|drones?|airstrikes?|air\s+strikes?|rifles?|ak-47s?|pistols?|handguns?|shotguns?|machine-?guns?|submachine-?guns?|guns?|firearms?|knife|knives|machetes?|axe|axes|sarin|chlorine|devices?|charges|vest|molotov\s+cocktails?|stones|rocks|bullets))\b"
)
_WEAK_WEAPON = {"devices", "device", "bullets", "charges", "stones", "rocks", "vest"}
_TARGET = Pattern(
    r"\b(?:against|at|on|targeting|hit|struck|attacked|bombed|shelled|stormed|targeted|outside|near|destroyed|damaged|blew\s+up|dynamited)\s+(?P<what>(?:the|a|an|two|three|several|\d+)\s+(?:[a-z][\w'’.-]*\s+){0,5}?(?:base|airbase|airport|embassy|consulate|church|mosque|market|school|university|hospital|hotel|station|office|offices|headquarters|checkpoint|convoy|patrol|bus|train|vehicle|car|truck|house|home|building|bridge|pipeline|tower|towers|bank|restaurant|club|bar|barracks|garrison|post|camp|prison|residence|store|refinery|plant|village|town|lorry|tanker|ship|vessel|boat|ferry|plane|aircraft|helicopter|ambulance|taxi|minibus|motorcycle|motorcade|monastery|temple|synagogue|shrine|shop|mall|supermarket|factory|depot|warehouse|dam|substation|port|terminal|tent|square|block|dormitory|clinic|cafe|café|stadium|farm|mill|bakery))\b",
)  # fmt: skip
_GUISE = re.compile(r"\b(?:disguised|dressed|posing|masquerading)\s+as\s")
"""Before what those who act only look like: "gunmen dressed as soldiers"."""
_HARMED = frozenset({"dead", "killed", "wounded", "injured", "hurt", "others"})
_ARTICLES = re.compile(
    r"^(?:(?:that|when|and|but|as|after|while|the|a|an|one|two|three|some|several|of)\s+)+", re.IGNORECASE
)
_DETERMINERS = words("people", "determiners")
_NO_PART = (words("people", "stop") | words("lexicon", "no_actor")) - {"of"}
"""Words that no phrase of actors holds before its noun: verbs, prepositions, times …"""
_NOT_LAST = _NO_PART | _DETERMINERS
"""… and those that it does not end in."""
_DAY = re.compile(rf"(?:{'|'.join((*MONTHS, *WEEKDAYS))})\.?$|\d{{5,}}$")
"""Names of days, and the numbers that record them."""
_LONGEST = 8
"""Words of a phrase: longer ones are clauses."""
_ON = re.compile(
    r"\s+(?!(?:and|or|as|at|after|before|during|for|from|in|into|near|of|on|outside|over|that|the|to|was|were|when|where|which|while|who|with)\b)[a-z]\w+"
)
"""A noun that goes on a name: "by Ardel drug …" names no actor."""
_CARRIED = frozenset({"helicopter", "police helicopter", "military helicopter", "air force helicopter"})
"""How somebody is flown to hospital: "evacuated by helicopter"."""
_CONTEXT = 140


def actors_of(text: str, mentions: Sequence[EventMention]) -> tuple[str, ...]:
    """Return who acted, as named, the surest first; at most three."""
    found: dict[str, None] = {}
    lower = lowered(text)
    for mention in mentions:
        start, end = mention.span
        harmed = [c for c in mention.claims if c.group != "attackers"]
        words_here = present(lower, start, end)
        for match in _CLAIMED.finditer(words_here, text, start, end):
            found.setdefault(_tidy(match["who"]))
        for trigger in mention.triggers:
            if trigger.strength < 0.4:
                continue
            reach = max(start, trigger.span[0] - _CONTEXT), trigger.span[0]
            before = _actor_before(lower, *reach)
            if before is not None:
                passive = trigger.text.startswith(("was ", "were ", "been "))
                suffered = mention.claims if passive else harmed
                if not any(_suffered(before.end("who"), claim) for claim in suffered):
                    found.setdefault(_tidy(text[slice(*before.span("who"))]))
            reach = trigger.span[1], min(end, trigger.span[1] + _CONTEXT)
            after = _BY.search(words_here, text, *reach)
            if (
                after
                and len(text[trigger.span[1] : after.start()].split()) <= 12
                and after["who"].lower() not in _CARRIED
                and not (_HEAD_IN.search(after["who"].lower()) is None and _ON.match(text, after.end("who")))
            ):
                found.setdefault(_tidy(after["who"]))
    return tuple(name for name in found if name)[:3]


def _actor_before(lower: str, start: int, end: int) -> re.Match[str] | None:
    """Return the phrase of an actor that ends where a trigger begins."""
    words = [*lower[start:end].split(), ""]
    heads = [number for number, is_head in enumerate(map(_is_head.__getitem__, words)) if is_head]
    first = next((words[n] for n in heads if _leads_on(words[n], words[n + 1])), None)
    if first is None:
        return None
    head = _HEAD_BEFORE.search(lower, lower.find(first, start), end)
    if head is None:
        return None
    in_front = lower[start : head.start()].rsplit(None, _MOST_IN_FRONT)
    found = _BEFORE.search(lower, start + len(in_front[0]) if len(in_front) > _MOST_IN_FRONT else start, end)
    guise = None if found is None else _GUISE.search(lower, *found.span("who"))
    return found if guise is None else _actor_before(lower, start, guise.start())


@Known
def _is_head(word: str) -> bool:
    """Tell whether a word ends as that of an actor does."""
    return _ENDS_IN_HEAD.search(word) is not None


def _leads_on(head: str, after: str) -> bool:
    """Tell whether what follows a head may lead on to a verb: nothing, or what `_BEFORE` passes over."""
    return after in _PASSED_OVER or after[:1] in {"", "(", "["} or "[" in head


def _suffered(end: int, claim: Claim) -> bool:
    """Tell whether a phrase that ends at `end` is of those harmed: victims are no actors."""
    return claim.span[0] < end <= claim.span[1]


def _tidy(name: str) -> str:
    """Return the phrase without what stands before it.

    >>> _tidy("mark ten years since police")
    'police'
    """
    parts = name.split()
    while parts and parts[-1].lower() in _NOT_LAST:
        parts.pop()
    start = 0
    for i, word in enumerate(parts[:-1]):
        lower = word.lower().rstrip(",")
        joined = i > 0 and parts[i - 1].lower() == "of"
        if lower == "from" and i > 0 and _is_head[parts[i - 1].lower()]:
            continue
        if (lower in _DETERMINERS and not joined) or lower in _NO_PART or _DAY.match(lower):
            start = i + 1
    kept = " ".join(_ARTICLES.sub("", " ".join(parts[start:])).split()).rstrip(",.")
    return "" if len(kept.split()) > _LONGEST else kept


def weapon_of(text: str, mentions: Sequence[EventMention]) -> str | None:
    """Return the weapon that the sentences name first, the surest words before vaguer ones."""
    weak, lower = None, lowered(text)
    for mention in mentions:
        for match in _WEAPON.finditer(present(lower, *mention.span), lower, *mention.span):
            word = " ".join(text[slice(*match.span(1))].split())
            if word.lower() not in _WEAK_WEAPON:
                return word
            weak = weak or word
    return weak


def target_of(text: str, mentions: Sequence[EventMention], claims: Sequence[Claim]) -> str | None:
    """Return what or whom it was aimed at: the site or thing hit, else the people harmed."""
    lower = lowered(text)
    for mention in mentions:
        match = _TARGET.search(present(lower, *mention.span), lower, *mention.span)
        if match:
            return " ".join(_ARTICLES.sub("", text[slice(*match.span("what"))]).split())
    for claim in claims:
        if (
            claim.who
            and claim.count is not None
            and claim.count.best
            and claim.group != "attackers"
            and not claim.definite
            and not _is_bare(claim.who)
        ):
            return " ".join(claim.who.split())
    return None


def _is_bare(who: str) -> bool:
    """Tell whether a phrase only says how many: "wounding two", "14 dead"."""
    last, known = who.rsplit(maxsplit=1)[-1].lower(), lexicon().number_words
    return last[0].isdigit() or last in _HARMED or last in known.units or last in known.vague
