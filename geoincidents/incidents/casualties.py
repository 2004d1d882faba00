# ruff: noqa: E501, PLR0911
"""Who was harmed, how many, who says so: statements of one sentence.

Words are read from left to right: phrases that mean people, words that mean harm, and which phrase each
harm word takes (to its right in "killing three", to its left in "three were killed"). How the statements of
an article add up for one incident is told in `geoincidents.incidents.tolls`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gazetteer.relations.relation import Span
from geoincidents.incidents.people import People, exactly, find_people, join_lists
from geoincidents.incidents.tokens import Token
from geoincidents.types import Count

Harm = Literal["killed", "injured", "missing", "detained", "abducted", "hit", "casualties"]
"""As `Toll.harm`, with two that are split later: "hit" (shot, whether killed or not) and "casualties"."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of casualties.

    Attributes
    ----------
    harm : Harm
        What was suffered.
    count : Count or None
        How many; None where the words give no number.
    who, group, name : str or None
        As the text says; the group; the last name of a named person.
    span : Span
        The words, phrase and harm word.
    verb : int
        Offset of the harm word.
    subset : bool
        Part of another statement ("including three children", "two of them").
    total : bool
        A running total ("the death toll rose to 15", "bringing to 40").
    others : bool
        Besides those told of before.
    definite : bool
        Told of before ("the man died").
    weak : bool
        Only a condition ("taken to hospital"), which the dead were often in first.
    """

    harm: Harm
    count: Count | None
    who: str | None
    group: str | None
    name: str | None
    span: Span
    verb: int
    subset: bool = False
    total: bool = False
    others: bool = False
    definite: bool = False
    weak: bool = False


_ED: dict[str, Harm] = {
    **dict.fromkeys(["killed", "murdered", "assassinated", "massacred", "slain", "slaughtered", "executed", "beheaded", "decapitated", "lynched", "gunned"], "killed"),
    **dict.fromkeys(["wounded", "injured", "hurt", "harmed", "maimed", "hospitalized", "hospitalised", "grazed"], "injured"),
    **dict.fromkeys(["shot", "stabbed"], "hit"),
    **dict.fromkeys(["kidnapped", "abducted"], "abducted"),
    **dict.fromkeys(["arrested", "detained", "captured"], "detained"),
}  # fmt: skip
_ING: dict[str, Harm] = {
    **dict.fromkeys(["killing", "murdering", "assassinating", "massacring", "slaughtering", "executing", "beheading"], "killed"),
    **dict.fromkeys(["wounding", "injuring", "hurting", "maiming"], "injured"),
    **dict.fromkeys(["shooting", "stabbing"], "hit"),
    **dict.fromkeys(["kidnapping", "abducting"], "abducted"),
    **dict.fromkeys(["arresting", "detaining", "capturing"], "detained"),
}  # fmt: skip
_PRESENT: dict[str, Harm] = {
    **dict.fromkeys(["kills", "kill"], "killed"), **dict.fromkeys(["wounds", "injures"], "injured"),
    "kidnap": "abducted", "kidnaps": "abducted", "abduct": "abducted",
}  # fmt: skip
_DIED = frozenset(["died", "dies", "perished", "succumbed", "dead", "deceased"])
_NOUN_OF: dict[str, Harm] = {
    **dict.fromkeys(["killing", "killings", "murder", "murders", "assassination", "assassinations", "massacre", "slaying", "death", "deaths", "execution", "shooting-death"], "killed"),
    **dict.fromkeys(["kidnapping", "kidnappings", "abduction", "abductions"], "abducted"),
    **dict.fromkeys(["arrest", "arrests", "detention"], "detained"),
    **dict.fromkeys(["shooting", "stabbing"], "hit"), "wounding": "injured",
}  # fmt: skip
_NOUN_NUMBER: dict[str, Harm] = {
    **dict.fromkeys(["deaths", "fatalities", "dead", "deceased", "killed", "murders"], "killed"),
    **dict.fromkeys(["wounded", "injured", "injuries"], "injured"),
    "casualties": "casualties", "casualty": "casualties", "missing": "missing",
}  # fmt: skip
_BE = frozenset(["was", "were", "is", "are", "been", "being", "be", "got", "gets", "left", "found"])
_ADVERBS = frozenset(["also", "not", "being", "been", "both", "all", "allegedly", "apparently", "reportedly", "seriously", "critically", "slightly", "severely", "badly", "gravely", "mortally", "fatally", "brutally", "accidentally", "immediately", "then", "later", "either", "still", "confirmed", "reported", "shot", "stabbed", "killed", "wounded", "injured", "and", "or", ",", "gunned", "down", "twice", "several", "times", "to", "dead", "both", "have", "had", "has", "been", "pronounced", "declared"])  # fmt: skip
_BEATEN = frozenset(
    {
        "beat",
        "beaten",
        "hacked",
        "burned",
        "burnt",
        "crushed",
        "strangled",
        "trampled",
        "stoned",
        "clubbed",
        "bludgeoned",
    }
)
_TOOK = frozenset({"claimed", "took", "taken", "taking", "claiming", "cost", "costing", "claims"})
_BODIES = frozenset({"bodies", "body", "corpses", "corpse"})
_FOUND = re.compile(r"\b(?:found|discovered|recovered|riddled|retrieved|pulled|dumped)\b", re.IGNORECASE)
_BREAK = frozenset(["while", "but", "when", "after", "although", "though", "whereas", ";", "because"])
_TO_DEATH = re.compile(r"\s+(?:dead|to\s+death|and\s+(?:fatally\s+wounded|killed)|fatally)\b", re.IGNORECASE)
_NO_HARM = re.compile(
    r"\b(?:no|without(?:\s+(?:any|causing|reports?\s+of|further))*)\s+(?:\w+\s+){0,3}?(?P<what>casualt\w+|injur\w+|deaths?|fatalit\w+|victims?|wounded|human\s+losses|loss\s+of\s+life)\b(?!\s+(?:figures?|numbers?|toll|count|list|estimates?))"
    r"|\b(?:there\s+(?:were|have\s+been|are)|caused|causing|reported|suffered)\s+no\s+(?P<what2>casualt\w+|injur\w+|deaths?|fatalit\w+|victims?|wounded)"
    r"|\b(?:no\s*one|nobody|none)\s+(?:was|were|has\s+been|had\s+been|is|got)\s+(?:\w+ly\s+)?(?P<what3>hurt|injured|killed|wounded|hit|harmed|shot|struck)\b(?!\s+or\b|\s+else)"
    r"|\b(?:injuring|hurting|killing|hitting|wounding)\s+(?:no\s*one|nobody)\b(?P<what4>)"
    r"|\b(?:did\s+not|didn't)\s+(?:hit|hurt|injure|strike|wound|harm)\s+any(?:one|body)\b(?P<what5>)"
    r"|\b(?:missed|escaped\s+(?:unhurt|unharmed|uninjured|unscathed|injury|without\s+injury)|was\s+(?:not\s+(?:hurt|injured|hit|struck)|unhurt|unharmed|uninjured)|were\s+(?:not\s+(?:hurt|injured|hit|struck)|unhurt|unharmed|uninjured))\b(?P<unhurt>)",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:death\s+toll|number\s+of\s+(?:dead|deaths|victims|fatalities|people\s+killed)|toll)\b[^.;]{0,60}?\b(?:to|at|is|was|of|reached|stands?\s+at|stood\s+at)\s+(?=(?:at\s+least\s+|more\s+than\s+|about\s+)?\w)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\bin\s+(?:\w+\s+){0,2}?(?:critical|serious|stable|grave|guarded|fair|good|poor)(?:\s+but\s+\w+)?\s+condition\b"
    r"|\b(?:suffer\w*|sustain\w*|receiv\w+|treated\s+for|recovering\s+from|with)\s+(?:from\s+)?(?:[\w-]+\s+){0,5}?(?:wounds?|injur(?:y|ies)|burns|bullet)\b"
    r"|\b(?:struck|hit|grazed|wounded)\s+(?:\w+\s+){0,4}?by\s+(?:\w+\s+){0,3}?(?:bullets?|gunfire|shots?|rounds?|shrapnel|gunshots?)\b"
    r"|\b(?:taken|rushed|transported|airlifted|flown|admitted|brought|driven)\s+(?:\w+\s+){0,4}?to\s+(?:\w+\s+|[A-Z][\w.']+\s+){0,6}?(?:hospital|medical\s+cent(?:er|re)|clinic|trauma)\b"
    r"|\b(?:life-threatening|non-life-threatening|nonlife-threatening)\s+(?:\w+\s+)?(?:injur(?:y|ies)|wounds?)\b",
    re.IGNORECASE,
)
_SURVIVE = re.compile(
    r"\b(?:is|are|was|were)\s+expected\s+to\s+(?:survive|recover|live|be\s+(?:ok|okay|fine))\b", re.IGNORECASE
)
_SELF = re.compile(
    r"\b(?:shot|killed|hanged|stabbed)\s+(?:and\s+(?:fatally\s+)?(?:killed|wounded)\s+)?(?:himself|herself)\b|\bturn(?:ed|ing)\s+the\s+(?:gun|weapon|rifle|pistol)\s+on\s+(?:himself|herself)\b|\bself-inflicted\s+gunshot\b|\btook\s+(?:his|her)\s+own\s+life\b",
    re.IGNORECASE,
)
_HARM_HINT = re.compile(
    r"kill|murder|assassinat|massacr|slain|slay|slaughter|execut|behead|decapitat|lynch|gunned|wound|injur|hurt|maim|hospital|shot|shoot|stab|kidnap|abduct|arrest|detain|captur|dead|dea?th|die[ds]\b|perish|succumb|deceased|casualt|fatal|missing|condition|struck|grazed|victim|unharmed|unscathed|li(?:fe|ves)\b|hostage|disappear|surviv|recover|burned|hit\b|gun\b",
    re.IGNORECASE,
)  # fmt: skip


def read_claims(
    text: str, tokens: Sequence[Token], is_place: Callable[[Span], bool] = lambda _: False
) -> tuple[Claim, ...]:
    """Return the statements of casualties of one sentence, in order.

    Examples
    --------
    >>> from geoincidents.incidents.tokens import tokenize
    >>> sentence = "The blast killed two officers and two airmen and wounded dozens."
    >>> [(c.harm, c.count.best) for c in read_claims(sentence, tokenize(sentence))]
    [('killed', 4), ('injured', 24)]
    """
    if not tokens or not _HARM_HINT.search(text, tokens[0].start, tokens[-1].end):
        return ()
    reader = _Reader(text, tokens, find_people(tokens, is_place), is_place)
    return reader.claims()


class _Reader:
    """Reads one sentence; holds its tokens and people phrases."""

    def __init__(
        self, text: str, tokens: Sequence[Token], people: Sequence[People], is_place: Callable[[Span], bool]
    ) -> None:
        self._text = text
        self._is_place = is_place
        self._tokens = tokens
        self._groups = join_lists(tokens, people)
        self._starts = {group[0].first: group for group in self._groups}
        self._starts |= {phrase.first: group[i:] for group in self._groups for i, phrase in enumerate(group)}
        self._span = (tokens[0].start, tokens[-1].end)

    def claims(self) -> tuple[Claim, ...]:
        found: list[Claim] = []
        for k in range(len(self._tokens)):
            found.extend(self._at(k))
        found.extend(self._phrases())
        found.sort(key=lambda claim: (claim.verb, claim.span))
        return tuple(dict.fromkeys(found))

    def _at(self, k: int) -> list[Claim]:  # noqa: PLR0912 - one branch a kind of word
        lower = self._tokens[k].lower
        harm = _ED.get(lower)
        if harm is not None:
            if lower in {"shot", "stabbed", "beaten", "hacked"} and self._is_deadly(k):
                harm = "killed"
            return self._participle(k, harm)
        if lower in _BEATEN:
            if _TO_DEATH.match(self._text, self._tokens[k].end):
                return self._participle(k, "killed")
            group = self._starts.get(k + 1)  # "beat two men to death"
            if group is not None and _TO_DEATH.match(self._text, self._tokens[group[-1].last - 1].end):
                return self._claims(k, "killed", group)
            return []
        if lower in _ING:
            if k + 1 < len(self._tokens) and self._tokens[k + 1].lower == "of":
                return self._right(k, k + 2, _ING[lower])
            if not (
                k > 0 and self._tokens[k - 1].lower in {"the", "a", "this", "that", "fatal", "mass", "deadly"}
            ):
                return self._right(k, k + 1, _ING[lower])
            return []
        if lower in _PRESENT:
            return self._right(k, k + 1, _PRESENT[lower])
        after = self._tokens[k + 1].lower if k + 1 < len(self._tokens) else ""
        if lower in _NOUN_OF and after == "of":
            return self._right(k, k + 2, _NOUN_OF[lower])
        if lower in _NOUN_OF and k > 0 and (owned := self._owned(k, _NOUN_OF[lower])):
            return owned
        if (
            lower in {"lives", "life"}
            and after == "of"
            and _TOOK & {t.lower for t in self._tokens[max(0, k - 3) : k]}
        ):
            return self._right(k, k + 2, "killed")
        if lower in _BODIES and _FOUND.search(self._text, *self._span):
            return self._right(k, k + 2, "killed") if after == "of" else self._counted_noun(k, "killed")
        if lower in _DIED:
            return self._left(k, "killed")
        if lower in _NOUN_NUMBER and k > 0:
            return self._counted_noun(k, _NOUN_NUMBER[lower])
        if lower in {"hostage", "captive"} and k > 0 and self._tokens[k - 1].lower in {"taken", "held"}:
            return self._left(k - 1, "abducted")
        if lower == "disappeared":
            return self._left(k, "missing")
        return []

    def _is_deadly(self, k: int) -> bool:
        """Tell whether "shot" goes on as "dead" or "to death", or follows "fatally"."""
        after = _TO_DEATH.match(self._text, self._tokens[k].end) is not None
        return after or (k > 0 and self._tokens[k - 1].lower in {"fatally", "mortally"})

    def _participle(self, k: int, harm: Harm) -> list[Claim]:
        """Read "were killed" (people to the left), "killed three" (to the right), "three killed"."""
        tokens = self._tokens
        if k > 0 and tokens[k - 1].lower in {"fatally", "mortally"} and harm in {"injured", "hit"}:
            harm = "killed"
        j = k - 1
        while (
            j >= 0
            and tokens[j].lower in _ADVERBS
            and tokens[j].lower not in _BE
            and tokens[j].lower not in {"have", "had", "has"}
        ):
            j -= 1
        if j >= 0 and tokens[j].lower in _BE:
            return self._left(k, harm, before=j)
        right = k + 1
        while right < len(tokens) and (
            tokens[right].lower in {"dead", "down", "off", "fatally"} or tokens[right].lower.endswith("ly")
        ):
            right += 1
        if (
            right + 1 < len(tokens)
            and tokens[right].lower in {"and", "or"}
            and tokens[right + 1].lower in _ED
        ):
            right += 2  # "shot and killed a man"
        if (
            right < len(tokens)
            and right in self._starts
            and tokens[right].lower not in {"saturday", "sunday"}
        ):
            group = self._starts[right]
            if harm == "hit" and _TO_DEATH.match(self._text, tokens[group[-1].last - 1].end):
                harm = "killed"  # "shot three men dead"
            return self._right(k, right, harm)
        return self._left(k, harm)

    def _right(self, k: int, start: int, harm: Harm) -> list[Claim]:
        while start < len(self._tokens) and self._tokens[start].lower.endswith("ly"):
            start += 1
        group = self._starts.get(start)
        return [] if group is None else self._claims(k, harm, group)

    def _left(self, k: int, harm: Harm, before: int | None = None) -> list[Claim]:
        """Take the nearest list of people that ends before the verb, in the same clause."""
        limit = k if before is None else before
        best = self._before_insertion(limit)
        if best is not None:
            return self._claims(k, harm, best)
        for group in self._groups:
            if group[-1].last <= limit or (group[0].first < limit < group[-1].last):
                best = group
        if best is None:
            return []
        gap = [token.lower for token in self._tokens[best[-1].last : limit]]
        if (
            len(gap) > 14
            or any(word in _BREAK for word in gap)
            or any(word in _ED and word not in {"shot", "wounded", "injured"} for word in gap)
        ):
            return []
        return self._claims(k, harm, best)

    def _before_insertion(self, limit: int) -> Sequence[People] | None:
        """Return the people before ", who was taken by armed men," where the verb follows such an insertion."""
        if limit == 0 or self._tokens[limit - 1].text != ",":
            return None
        for group in self._groups:
            after = group[-1].last
            if after >= limit - 1 or self._tokens[after].text != ",":
                continue
            inserted = [token.lower for token in self._tokens[after + 1 : limit - 1]]
            if inserted[0] in {"who", "whose", "whom", "a", "an", "the", "also", "both"} and not set(
                inserted
            ) & {";", "but"}:
                return group
        return None

    def _owned(self, k: int, harm: Harm) -> list[Claim]:
        """Read "Ramirez's death" and "the mayor's murder"."""
        owner = self._tokens[k - 1]
        if not owner.lower.endswith("'s"):
            return []
        for group in self._groups:
            if group[-1].last == k:
                return self._claims(k, harm, group)
        if owner.is_capital and not self._is_place((owner.start, owner.end)) and k >= 2:
            name = owner.lower.removesuffix("'s")
            who = self._text[owner.start : owner.end - 2]
            return [
                Claim(
                    harm,
                    exactly(1),
                    who,
                    None,
                    name,
                    (owner.start, self._tokens[k].end),
                    self._tokens[k].start,
                )
            ]
        return []

    def _counted_noun(self, k: int, harm: Harm) -> list[Claim]:
        """Read "12 deaths", "left 30 wounded", "at least five fatalities"."""
        for group in self._groups:
            phrase = group[-1]
            if (
                phrase.last in {k, k + 1}
                and phrase.count is not None
                and phrase.name is None
                and not (phrase.last == k + 1 and phrase.first == k)
            ):
                return self._claims(k, harm, group)
        return []

    def _claims(self, k: int, harm: Harm, group: Sequence[People]) -> list[Claim]:
        tokens = self._tokens
        before = [token.lower for token in tokens[max(0, group[0].first - 3) : group[0].first]]
        after = [token.lower for token in tokens[group[-1].last : group[-1].last + 3]]
        subset = any(word in {"including", "among", "least"} for word in before) and "at" not in before
        subset = subset or after[:2] in (["of", "them"], ["of", "whom"], ["of", "those"])
        subset = subset or (group[-1].bare and after[:2] == ["of", "the"])
        total = before[-2:] == ["bringing", "to"] or "total" in before
        first, last = tokens[group[0].first].start, tokens[group[-1].last - 1].end
        who = self._text[first:last]
        span = (min(first, tokens[k].start), max(last, tokens[k].end))
        counts = [phrase.count for phrase in group if phrase.count is not None]
        groups = {phrase.group for phrase in group}
        named = [phrase.name for phrase in group if phrase.name]
        return [
            Claim(
                harm, _sum(counts) if counts else None, who, groups.pop() if len(groups) == 1 else None,
                " ".join(named) if named else None, span, tokens[k].start, subset, total,
                any(phrase.others for phrase in group), all(phrase.definite for phrase in group),
            )
        ]  # fmt: skip

    def _phrases(self) -> list[Claim]:
        """Read what is said in fixed phrases: nobody hurt, a death toll, a condition in hospital."""
        found: list[Claim] = []
        for match in _NO_HARM.finditer(self._text, *self._span):
            what = (match["what"] or match["what2"] or match["what3"] or "hurt").lower()
            if match["unhurt"] is not None:
                continue  # that person was not harmed; of the others nothing is said
            harms: tuple[Harm, ...] = ("killed", "injured")
            if what.startswith(("injur", "wound")) and what != "injured":
                harms = ("injured",)
            elif what in {"killed", "death", "deaths"} or what.startswith("fatal"):
                harms = ("killed",)
            found.extend(
                Claim(harm, exactly(0), match.group(), None, None, match.span(), match.start())
                for harm in harms
            )
        for match in _TOLL.finditer(self._text, *self._span):
            index = next((i for i, token in enumerate(self._tokens) if token.start >= match.end()), None)
            group = self._starts.get(index) if index is not None else None
            if group is not None and group[0].count is not None:
                end = self._tokens[group[0].last - 1].end
                found.append(
                    Claim(
                        "killed",
                        group[0].count,
                        self._text[match.end() : end],
                        group[0].group,
                        None,
                        (match.start(), end),
                        match.start(),
                        total=True,
                    )
                )
        for match in _CONDITION.finditer(self._text, *self._span):
            index = next(
                (i for i, token in enumerate(self._tokens) if token.end > match.start()), len(self._tokens)
            )
            if index < len(self._tokens):
                found.extend(
                    replace(claim, weak=True) for claim in self._left(index, "injured", before=index)
                )
        for match in _SURVIVE.finditer(self._text, *self._span):
            found.append(
                Claim("killed", exactly(0), match.group(), None, None, match.span(), match.start(), weak=True)
            )
        for match in _SELF.finditer(self._text, *self._span):
            found.append(
                Claim(
                    "killed",
                    exactly(1),
                    match.group(),
                    "attackers",
                    "himself",
                    match.span(),
                    match.start(),
                    others=True,
                )
            )
        return found


def _sum(counts: Sequence[Count]) -> Count:
    """Add counts; an open end stays open."""
    lows = [c.low for c in counts]
    bests = [c.best for c in counts if c.best is not None]
    highs = [c.high for c in counts]
    return Count(
        low=sum(low for low in lows if low is not None) if any(low is not None for low in lows) else None,
        best=sum(bests) if bests else None,
        high=None if None in highs else sum(high for high in highs if high is not None),
    )
