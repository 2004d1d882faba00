"""Casualties in fixed phrases: nobody hurt, a death toll, a condition in hospital, an attacker's suicide."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from geoincidents.incidents.casualties.attach import to_left
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.sentence import Sentence, claims_of
from geoincidents.incidents.casualties.verbs import verb_group
from geoincidents.incidents.harm import COUNTED_NOUNS, PARTICIPLES, Harm
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.needs import Pattern, Present
from geoincidents.incidents.numbers import read_quantity
from geoincidents.incidents.people import People, exactly

_NO_HARM = Pattern(
    r"\b(?:none\s+of\s+(?:the|its|her|their)|no)\s+(?:[\w-]+\s+)?(?P<aboard>crew|crewmen|crew\s+members|occupants|people\s+(?:on\s+board|aboard|inside))\s+"
    r"(?:was|were|is|are|(?:has|had|have)\s+been)\s+(?P<what7>hurt|injured|killed|wounded|harmed)|"
    r"\b(?:no|nil|zero|without(?:\s+(?:any|causing|reports?\s+of|further))*)\s+(?:(?!(?:word|information|figures?|details?|data|numbers?|confirmation|breakdown|estimates?|mention|count|toll|statistics|update)\b)\w+\s+){0,3}?(?P<what>casualt\w+|injur\w+|deaths?|fatalit\w+|victims?|wounded|human\s+losses|loss\s+of\s+life)\b(?!\s+(?:figures?|numbers?|toll|count|list|estimates?))"
    r"|\b(?:there\s+(?:were|have\s+been|are)|caused|causing|reported|suffered)\s+no\s+(?P<what2>casualt\w+|injur\w+|deaths?|fatalit\w+|victims?|wounded)"
    r"|\b(?:no\s*one|nobody|none)\s+(?:was|were|has\s+been|had\s+been|is|got)\s+(?:\w+ly\s+)?(?P<what3>hurt|injured|killed|wounded|hit|harmed|shot|struck)\b(?!\s+or\b|\s+else)"
    r"|\b(?P<what6>casualt\w+|injur\w+|fatalit\w+|deaths)\s*:\s*(?:nil|none|zero|0)\b"
    r"|\b(?:injuring|hurting|killing|hitting|wounding)\s+(?:no\s*one|nobody)\b(?P<what4>)"
    r"|\b(?:did\s+not|didn't)\s+(?:hit|hurt|injure|strike|wound|harm)\s+any(?:one|body)\b(?P<what5>)"
    r"|\b(?:missed|escaped\s+(?:unhurt|unharmed|uninjured|unscathed|injury|without\s+injury)|was\s+(?:not\s+(?:hurt|injured|hit|struck)|unhurt|unharmed|uninjured)|were\s+(?:not\s+(?:hurt|injured|hit|struck)|unhurt|unharmed|uninjured))\b(?P<unhurt>)",
)
_TOLL = Pattern(
    r"\b(?:death\s+toll|number\s+of\s+(?:the\s+)?(?:dead|deaths|victims|fatalities|(?:[\w-]+\s+){1,3}?(?:who\s+)?(?:killed|died))|toll)\b"
    r"(?:\s+(?:(?:there|here|so\s+far)\s+)?(?:of(?!\s+(?:the|an?|this|that|its|their|[\w’-]+['’]s?)\s)|at|is|was|to)\s+"
    r"|[^.;]{0,120}?\b(?:rise[ns]?|rose|climb(?:ed|s)|increase[ds]?|jump(?:ed|s)|soar(?:ed|s)|reache[ds]|go(?:es|ne)|went"
    r"|stands?|stood|put|now|up|is|was|passe[ds])\s+(?:now\s+)?(?:from\s+[\w,-]+\s+)?(?:(?:to|at)\s+)?)"
    r"(?=(?:(?:at\s+least|more\s+than|about|around|over|nearly)\s+)?\w)",
)
_NTHS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_NTH = Pattern(
    r"\b(?:the|an?)\s+(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:nd|rd|th))\s+"
    r"(?:(?P<who>victim|person)(?:\s+(?P<of>of|in|from)\s+[^.;,]{3,60})?(?:,[^.;]{2,80},)?\s+"
    r"(?:(?P<has>has\s+(?:now\s+|since\s+)?died|to\s+(?:have\s+)?die)|died|succumbed)\b)"
)
"""Who dies of an act as the third makes three: "a third victim of the blast has died".

"A third victim died" may be the third of those hit, unless it is told as news or as of the act.
"""
_CONDITION = Pattern(
    r"\bin\s+(?:\w+\s+){0,2}?(?:critical|serious|stable|grave|guarded|fair|good|poor)(?:\s+but\s+\w+)?\s+condition\b"
    r"|\b(?:suffer\w*|sustain\w*|receiv\w+|treated\s+for|recovering\s+from|nursing|with)\s+(?:from\s+)?(?:[\w-]+\s+){0,5}?(?:wounds?|injur(?:y|ies)|burns|bullet|cuts|bruises|fractures|concussion)\b"
    r"|\b(?:struck|hit|grazed|wounded)\s+(?:\w+\s+){0,4}?by\s+(?:\w+\s+){0,3}?(?:bullets?|gunfire|shots?|rounds?|shrapnel|gunshots?)\b"
    r"|\b(?:struck|hit|grazed)\s+(?:\w+\s+){0,2}?(?:in|on)\s+(?:the|his|her|their|both)\s+(?:\w+\s+)?(?:legs?|arms?|head|face|neck|chest|backs?|"
    r"stomach|abdomen|torso|shoulders?|hands?|f(?:oo|ee)t|thighs?|ankles?|knees?|buttocks|groin|hips?|side)\b"
    r"|\b(?:taken|rushed|transported|airlifted|flown|admitted|brought|driven)\s+(?:\w+\s+){0,4}?to\s+(?:\w+\s+|[a-z][\w.']+\s+){0,6}?(?:hospital|medical\s+cent(?:er|re)|clinic|trauma)\b"
    r"|\b(?:is|are|was|were|remains?|remained)\s+(?:still\s+)?in\s+(?:the\s+)?(?:hospital|intensive\s+care)\b"
    r"|\b(?:is|are|was|were)\s+fighting\s+for\s+(?:his|her|their)\s+li(?:fe|ves)\b"
    r"|\b(?:life-threatening|non-life-threatening|nonlife-threatening)\s+(?:\w+\s+)?(?:injur(?:y|ies)|wounds?)\b",
)
_SENT = Pattern(
    r"\b(?P<sent>sent|sends|sending|put|landed)\s+(?:[\w-]+\s+){1,6}?(?:to|in)\s+(?:the\s+|an?\s+|area\s+|local\s+)*"
    r"(?:hospitals?|intensive\s+care|emergency\s+room)\b"
)
"""What an act did: "a shooting sent two men to the hospital"."""
_SURVIVE = Pattern(
    r"\b(?:is|are|was|were)\s+expected\s+to\s+(?:survive|recover|live|be\s+(?:ok|okay|fine))\b"
)
_SELF = Pattern(
    r"\b(?:shot|killed|killing|hanged|stabbed)\s+(?:and\s+(?:fatally\s+)?(?:killed|wounded)\s+)?(?:himself|herself)\b|\bturn(?:ed|ing)\s+the\s+(?:gun|weapon|rifle|pistol)\s+on\s+(?:himself|herself)\b|\bself-inflicted\s+gunshot\b|\btook\s+(?:his|her)\s+own\s+life\b",
)
_UNMEANT = re.compile(r"\b(?:accident\w*|unintentional\w*|inadvertent\w*)\b")
_LIMB = re.compile(
    r"\s+(?:wounds?\s+)?(?:[\w-]+\s+){0,3}?(?:in|to)\s+(?:the|his|her|a)\s+(?:(?:left|right|upper|lower)\s+)?"
    r"(?:leg|foot|feet|hand|arm|finger|thigh|knee|ankle|calf|toe|wrist|elbow|shoulder|hip|buttocks?)\b"
)
"""Where a shot at oneself does not kill."""


_FATALLY = Pattern(
    r"(?:\b(?P<n>[\w-]+)\s+of\s+(?:them|whom|those)|,\s+(?P<bare>[\w-]+))\s+(?P<how>fatally)\b(?!\s+\w+ed\b)"
)
_ROLL = Pattern(
    r"\b(?:the|those)\s+(?:\w+\s+)?(?P<dead>dead|deceased|fatalities|killed|slain|murdered)(?:\s+[a-z]+)?\s+"
    r"(?:were|are|was|is|(?:have|has|had)\s+been)\s+"
    r"(?:(?:\w+ly\s+|later\s+)?(?:identified|named)\s+(?:[^,;.:]{1,50}?\s+)?as\s*:?\s+)?"
    r"|\bfollowing\s+[^.;:]{1,60}?\b(?P<died>died|killed|murdered)\b[^.;:]{0,60}:\s*"
)
"""What tells who the dead were: "the dead were identified as", "the following soldiers were killed:"."""
_LOGGED = re.compile(
    r"(?<![\w.,:])(?P<n>\d{1,4})\s*(?:x\s+)?(?:[\w/()’'-]+\s+){0,3}?(?P<what>kia|wia)\b",
)
"""Shorthand of security logs, in capitals: "4 x SNA KIA" are four dead, "2 WIA" two wounded."""
_LABELLED = Pattern(
    r"\b(?P<what>killed|dead|deaths|fatalities|injured|wounded|injuries|missing|abducted|kidnapped|detained|arrested)\s*[:=]\s*(?P<n>\d{1,4})\b(?![.,:/]\d)"
)
"""A row of figures: "Killed: 4; injured: 9"."""
_FOUND_AGAIN = Pattern(
    r"\bmissing\b[^.;]{0,80}\b(?:found\s+(?:alive|safe|unhurt|unharmed|well)|rescued|returned|turned\s+up|accounted\s+for)\b",
)


def read_phrases(sentence: Sentence) -> Iterator[Claim]:
    """Yield what the fixed phrases of a sentence say."""
    by_word, needed = _readers_by_word()
    told = needed & sentence.holds
    for number in sorted({number for word in told for number in by_word[word]}) if told else ():
        pattern, read = _READERS[number]
        for match in pattern.finditer(sentence.holds, sentence.plain, *sentence.span):
            yield from read(sentence, match)
    yield from _logged(sentence)


@cache
def _readers_by_word() -> tuple[dict[str, list[int]], Present]:
    """Return the readers by the words that they need: a sentence holds those of two, or none.

    Each of the patterns needs some.
    """
    by_word: dict[str, list[int]] = {}
    for number, (pattern, _) in enumerate(_READERS):
        for word in pattern.needs or ():
            by_word.setdefault(word, []).append(number)
    return by_word, frozenset(by_word)


def _fatally(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield how many of those told of died: "one of them fatally"."""
    who = match.span("n" if match["n"] is not None else "bare")
    index = bisect_left(sentence.tokens, who[0], key=lambda t: t.start)
    figure = read_quantity(sentence.tokens, index) if index < len(sentence.tokens) else None
    if figure is not None:
        said, span = sentence.text[slice(*who)], match.span()
        yield Claim("killed", figure.count, said, None, None, span, match.start("how"), subset=True)


def _found_again(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield that nobody is missing any more."""
    said, span = sentence.text[slice(*match.span())], match.span()
    yield Claim("missing", exactly(0), said, None, None, span, span[0], total=True)


def _survive(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield that somebody hurt is not dead."""
    said, span = sentence.text[slice(*match.span())], match.span()
    yield Claim("killed", exactly(0), said, None, None, span, span[0], weak=True)


def _oneself(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield who harmed himself."""
    said, span = sentence.text[slice(*match.span())], match.span()
    if _hurt_only(sentence, span):
        yield Claim("injured", exactly(1), said, None, "himself", span, span[0])
    else:
        yield Claim("killed", exactly(1), said, "attackers", "himself", span, span[0], others=True)


def _rolls(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield the dead whom a list names."""
    first = bisect_left(sentence.tokens, match.end(), key=lambda t: t.start)
    people = sentence.starts.get(first)
    if people is not None and any(phrase.name for phrase in people):
        verb = match.start(match.lastgroup or "dead")
        k = bisect_left(sentence.tokens, verb, key=lambda t: t.start)
        yield from claims_of(sentence, k, "killed", people)


def _logged(sentence: Sentence) -> Iterator[Claim]:
    """Yield the dead and the wounded of a log's line, those of both sides together."""
    said = sentence.plain[slice(*sentence.span)]
    if "kia" not in said and "wia" not in said:
        return
    found = [
        match
        for match in _LOGGED.finditer(sentence.plain, *sentence.span)
        if sentence.text[slice(*match.span("what"))].isupper()
    ]
    harms: tuple[tuple[str, Harm], ...] = (("kia", "killed"), ("wia", "injured"))
    for what, harm in harms:
        told = [match for match in found if match["what"] == what]
        if told:
            span = told[0].start(), told[-1].end()
            count = exactly(sum(int(match["n"]) for match in told))
            yield Claim(harm, count, sentence.text[slice(*span)], None, None, span, told[0].start("what"))


def _labelled(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield the figures behind labels."""
    harm = COUNTED_NOUNS.get(match["what"]) or PARTICIPLES[match["what"]]
    said, span = sentence.text[slice(*match.span())], match.span()
    yield Claim(harm, exactly(int(match["n"])), said, None, None, span, span[0])


def _hurt_only(sentence: Sentence, span: tuple[int, int]) -> bool:
    """Tell whether somebody shot himself without meaning to, or where it does not kill."""
    if re.search(r"\bkill|\bfatal|\bdie|\blife\b", sentence.plain[slice(*sentence.span)]):
        return False
    return _LIMB.match(sentence.plain, span[1]) is not None or bool(
        _UNMEANT.search(sentence.plain, *sentence.span)
    )


def _sent(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield whom an act sent to hospital."""
    first = bisect_left(sentence.tokens, match.end("sent"), key=lambda t: t.start)
    people = _people_at(sentence, first)
    if people is not None and people.count is not None:
        who = sentence.text[sentence.tokens[first].start : sentence.tokens[people.last - 1].end]
        yield Claim("injured", people.count, who, people.group, None, match.span(), match.start(), weak=True)


def _nobody(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    if match["unhurt"] is not None:
        return  # that person was not harmed; of the others nothing is said
    told = ("what", "what2", "what3", "what6", "what7")
    what = next((match[name] for name in told if match[name]), "hurt")
    for harm in _harms(what):
        said = sentence.text[slice(*match.span())]
        group = "crew" if match["aboard"] is not None else None
        subset = group is not None or _of_one_group(said)
        yield Claim(harm, exactly(0), said, group, None, match.span(), match.start(), subset=subset)


def _of_one_group(said: str) -> bool:
    """Tell whether the words deny harm to one group only: "no civilian casualties"."""
    people = lexicon().people
    return any(people.get(word, "people") != "people" for word in said.lower().split()[1:])


def _harms(what: str) -> tuple[Harm, ...]:
    """Return the kinds of harm that "no …" denies; "no casualties" is neither dead nor wounded."""
    if what.startswith(("injur", "wound")) and what != "injured":
        return ("injured",)
    if what in {"killed", "death", "deaths"} or what.startswith("fatal"):
        return ("killed",)
    return ("killed", "injured")


_BEFORE_NOW = re.compile(
    r"\b(?:earlier|initial(?:ly)?|previous(?:ly)?|original(?:ly)?|preliminary|(?:at\s+|the\s+)?first(?:\s+(?:reports|counts?|figures?))?)\b"
)


def _death_tolls(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    if _BEFORE_NOW.search(sentence.plain, max(sentence.span[0], match.start() - 40), match.end()):
        return  # "had earlier put the toll at 16"
    first = bisect_left(sentence.tokens, match.end(), key=lambda t: t.start)
    people = _people_at(sentence, first)
    if people is None or people.count is None:
        return
    end = sentence.tokens[people.last - 1].end
    who = sentence.text[match.end() : end]
    span = (match.start(), end)
    yield Claim("killed", people.count, who, people.group, None, span, match.start(), total=True)


def _nth_dead(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Yield how many are dead where one more is told by his number."""
    number = _NTHS.get(match["n"]) or int(match["n"].rstrip("ndrth"))
    if match["has"] is not None or (match["of"] is not None and number > _NTHS["second"]):
        said, span = sentence.text[match.start() : match.end("who")], match.span()
        yield Claim("killed", exactly(number), said, None, None, span, span[0])


def _people_at(sentence: Sentence, first: int) -> People | None:
    """Return the people that begin at a token; a bare figure is people there: "put the toll at 17"."""
    people = sentence.starts.get(first)
    if people is not None:
        return people[0]
    figure = read_quantity(sentence.tokens, first) if first < len(sentence.tokens) else None
    return None if figure is None else People(figure.first, figure.last, figure.count, None)


def _conditions(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    index = bisect_right(sentence.tokens, match.start(), key=lambda t: t.end)
    if index < len(sentence.tokens):
        start = verb_group(sentence, index).start
        for claim in to_left(sentence, index, "injured", before=start):
            yield replace(claim, weak=True)


_Reader = Callable[[Sentence, re.Match[str]], Iterator[Claim]]
_READERS: tuple[tuple[Pattern, _Reader], ...] = (
    (_NO_HARM, _nobody),
    (_FATALLY, _fatally),
    (_ROLL, _rolls),
    (_LABELLED, _labelled),
    (_FOUND_AGAIN, _found_again),
    (_TOLL, _death_tolls),
    (_NTH, _nth_dead),
    (_CONDITION, _conditions),
    (_SURVIVE, _survive),
    (_SENT, _sent),
    (_SELF, _oneself),
)
