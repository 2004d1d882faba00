"""What became of people, told by other verbs: who died or fell, went missing, was taken or held."""

from __future__ import annotations

import re

from geoincidents.incidents.casualties.attach import to_left, to_right
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.participles import added
from geoincidents.incidents.casualties.sentence import Sentence, claims_of
from geoincidents.incidents.casualties.verbs import verb_group
from geoincidents.incidents.harm import PARTICIPLES, PRESENT, TAKEN_WHERE
from geoincidents.incidents.lexicon import lexicon

_OWN = frozenset({"his", "her", "their"})
_SACRIFICE = re.compile(
    r"(?:embraced|attained|achieved)\s+(?:martyrdom|shahadat)\b|(?:paid|made)\s+the\s+(?:supreme|ultimate)\s+(?:price|sacrifice)\b|laid\s+down\s+(?:his|her|their)\s+li(?:fe|ves)\b|sent\s+to\s+hell\b"
)
_HOMES = frozenset({"home", "homes", "house", "houses", "bed", "beds"})
_STAY_MISSING = frozenset({"remain", "remained", "remains", "went", "gone", "still", "reported"})
_COMBATANTS = frozenset({"soldiers", "police", "attackers"})


def by_present(sentence: Sentence, k: int, lower: str) -> list[Claim]:
    """Read "kills three", "injures dozens"."""
    return to_right(sentence, k, k + 1, PRESENT[lower])


def by_death(sentence: Sentence, k: int, _: str) -> list[Claim]:
    """Read "three died", "two were also found dead"."""
    if sentence.lower(k) == "dead" and (
        sentence.lower(k - 1) in PARTICIPLES or sentence.lower(k - 1) == "of"
    ):
        return []  # "two gunmen shot dead a judge": the participle tells who died; "the number of dead"
    if sentence.lower(k) == "dead" and sentence.lower(k + 1).removesuffix("'s") in lexicon().people:
        # "left 27 of their dead comrades behind", not "two of the dead man's guards were hurt"
        around = next((group for group in sentence.groups_before(k) if group[-1].last > k), ())
        return claims_of(sentence, k, "killed", around) if around and around[0].count is not None else []
    group = verb_group(sentence, k)
    if group.negated:
        return []
    return [added(c, group) for c in to_left(sentence, k, "killed", group.start)]


def by_loss(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "three people lost their lives", "the army lost seven soldiers"."""
    if sentence.lower(k + 1) in _OWN and sentence.lower(k + 2) in {"life", "lives"}:
        return by_death(sentence, k, "")
    lost = to_right(sentence, k, k + 1, "killed")
    return [c for c in lost if c.group in _COMBATANTS and c.count is not None and not c.definite] or None


def by_sacrifice(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "two soldiers paid the supreme price", "laid down their lives", "were sent to hell"."""
    return by_death(sentence, k, "") if _SACRIFICE.match(sentence.plain, sentence.tokens[k].start) else None


def by_taking(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "were led away", "took away 39 students", "took three men hostage", "taken from home by"."""
    from_, whose, home, by = sentence.words(k + 1, k + 5) if k + 5 <= len(sentence.tokens) else [""] * 4
    from_home = from_ == "from" and whose in _OWN and home in _HOMES and by == "by"
    if sentence.lower(k + 1) in TAKEN_WHERE or from_home:
        group = verb_group(sentence, k)
        if group.passive:
            return to_left(sentence, k, "abducted", group.start)
        return to_right(sentence, k, k + 2, "abducted")
    people = sentence.starts.get(k + 1)
    if people is None or sentence.lower(people[-1].last) not in TAKEN_WHERE:
        return None
    return claims_of(sentence, k, "abducted", people)


def by_absence(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "two fishermen are missing", "four went missing"."""
    group = verb_group(sentence, k)
    if group.passive:
        return to_left(sentence, k, "missing", group.start)
    if sentence.lower(k - 1) in _STAY_MISSING:
        return to_left(sentence, k - 1, "missing")
    return None


def by_captivity(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "were taken hostage"."""
    return to_left(sentence, k - 1, "abducted") if sentence.lower(k - 1) in {"taken", "held"} else None


def by_disappearance(sentence: Sentence, k: int, _: str) -> list[Claim]:
    """Read "four fishermen disappeared"."""
    return to_left(sentence, k, "missing")
