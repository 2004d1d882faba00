"""Harm told by a participle: "were killed", "killed three", "three killed", "beaten to death"."""

from __future__ import annotations

from dataclasses import replace

from geoincidents.incidents.casualties.attach import to_left, to_right, to_surname
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.sentence import Sentence, claims_of
from geoincidents.incidents.casualties.verbs import VerbGroup, verb_group
from geoincidents.incidents.harm import ANIMALS, BE, PARTICIPLES, REFLEXIVES, TO_DEATH, TRANSITIVE, Harm
from geoincidents.incidents.people import exactly
from geoincidents.incidents.people.heads import STOP

_OWN = frozenset({"his", "her", "their"})
_AGENTS = frozenset(
    pronoun + verb for pronoun in ("he", "she", "they", "we", "i") for verb in ("", "'d", "'ve")
)
"""Pronouns right before a participle are who did it: "they shot the tyres", "he'd shot into the air"."""
_WITH = {("along", "with"), ("together", "with"), ("alongside",), ("as", "well", "as")}
_DEADLY = frozenset({"fatally", "mortally"})
_ONE = frozenset({"a", "an"})
_OF_PERSONS = frozenset({"murdered", "assassinated", "beheaded", "lynched"})
"""Participles of which only persons are the object."""
_LONGEST_NOUN = 7
_NOTE_ENDS = frozenset({",", ";", "."})
_AFTER_PARTICIPLE = frozenset({"dead", "down", "off", "fatally"})
_WEEKEND = frozenset({"saturday", "sunday"})
_MADE_DEADLY = frozenset({"shot", "stabbed", "beaten", "hacked"})


def by_participle(sentence: Sentence, k: int, lower: str) -> list[Claim]:
    """Read "were killed", "shot three men dead", "killed or wounded"."""
    harm = PARTICIPLES[lower]
    if sentence.lower(k - 1) == "or" and sentence.lower(k - 2) in PARTICIPLES:
        return []
    if sentence.lower(k + 1) == "or" and sentence.lower(k + 2) in PARTICIPLES:
        return _participle(sentence, k, "casualties")  # "killed or wounded": how many of which is not told
    if lower in _MADE_DEADLY and _is_deadly(sentence, k):
        harm = "killed"
    return _participle(sentence, k, harm)


def _is_deadly(sentence: Sentence, k: int) -> bool:
    """Tell whether "shot" goes on as "dead" or "to death", or follows "fatally"."""
    after = TO_DEATH.match(sentence.plain, sentence.tokens[k].end) is not None
    return after or sentence.lower(k - 1) in _DEADLY


def _participle(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read "were killed" (people to the left), "killed three" (to the right), "three killed"."""
    if sentence.lower(k - 1) in _DEADLY and harm in {"injured", "hit"}:
        harm = "killed"
    group = verb_group(sentence, k)
    if group.negated or not ANIMALS.isdisjoint(sentence.words(k + 1, k + 5)) or _is_noun(sentence, k):
        return []
    if group.passive:
        claims = [added(c, group) for c in to_left(sentence, k, harm, group.start)]
        return [*claims, *_together_with(sentence, k, harm)] if claims else []
    right = _object(sentence, k)
    if k == 0:
        be = next((i for i in range(right, right + _LONGEST_NOUN) if sentence.lower(i) in BE), None)
        if be is not None and not any(right <= group[0].first < be for group in sentence.groups_before(be)):
            return to_right(sentence, k, be + 1, harm)  # "Killed in the raid were two policemen"
    if sentence.lower(right) in REFLEXIVES:
        return with_oneself(sentence, k, right, harm)
    people = sentence.starts.get(right)
    if people is None or sentence.lower(right) in _WEEKEND:
        return _without_object(sentence, k, right, harm)
    if harm == "hit" and TO_DEATH.match(sentence.plain, sentence.tokens[people[-1].last - 1].end):
        harm = "killed"  # "shot three men dead"
    return [added(c, group) for c in to_right(sentence, k, right, harm)]


def _together_with(sentence: Sentence, k: int, harm: Harm) -> list[Claim]:
    """Read who else suffers it: "was murdered along with his driver"."""
    joint = next((n for n in (1, 2, 3) if tuple(sentence.words(k + 1, k + 1 + n)) in _WITH), None)
    if joint is None:
        return []
    return [replace(c, others=True, also=not c.others) for c in to_right(sentence, k, k + 1 + joint, harm)]


def _is_noun(sentence: Sentence, k: int) -> bool:
    """Tell of those harmed and not of the harm: "helped to carry the wounded to hospital"."""
    before = sentence.words(k - 2, k)
    return before[-1:] == ["the"] and before[:1] != ["of"] and sentence.lower(k + 1) in STOP


def with_oneself(sentence: Sentence, k: int, right: int, harm: Harm) -> list[Claim]:
    """Read "killing himself and three others": the three, as the suicide is told by itself."""
    if sentence.lower(right + 1) != "and":
        return []
    return [replace(claim, others=False) for claim in to_right(sentence, k, right + 2, harm)]


def added(claim: Claim, group: VerbGroup) -> Claim:
    """Mark a statement that "also" adds to those before it."""
    return replace(claim, others=True, also=True) if group.also else claim


def _is_last_word(sentence: Sentence, k: int) -> bool:
    """Tell whether a participle ends a note: "17 terrorists neutralized, two pickups destroyed"."""
    after = sentence.lower(k + 1)
    told = any(group[-1].last == k and group[-1].count is not None for group in sentence.groups_before(k))
    return told and (not after or (after in _NOTE_ENDS and sentence.lower(k + 2) not in PARTICIPLES))


def _without_object(sentence: Sentence, k: int, right: int, harm: Harm) -> list[Claim]:
    """Read a participle that no people follow: "three killed in the raid", or "killed Perez"."""
    named = to_surname(sentence, k, right, harm)
    if (
        named
        or sentence.lower(right) in _OWN
        or (sentence.lower(k) in TRANSITIVE and not _is_last_word(sentence, k))
        or sentence.lower(k - 1) in _AGENTS
    ):
        return named
    if sentence.lower(right) in _ONE:
        return _unknown_victim(sentence, k, right)
    return to_left(sentence, k, harm)


def _unknown_victim(sentence: Sentence, k: int, right: int) -> list[Claim]:
    """Read "shot dead a kagawad": one person, by an unknown noun; "killed a bill" tells of nobody."""
    shot_dead = "dead" in sentence.words(k + 1, right)
    if not (sentence.lower(k) in _OF_PERSONS or shot_dead or sentence.words(k, k + 2) == ["gunned", "down"]):
        return []
    last = next((i for i in range(right + 1, right + _LONGEST_NOUN) if sentence.lower(i) in STOP), right + 1)
    start, end = sentence.tokens[right].start, sentence.tokens[min(last, len(sentence.tokens)) - 1].end
    span = sentence.tokens[k].start, end
    return [Claim("killed", exactly(1), sentence.text[start:end], None, None, span, span[0])]


def _object(sentence: Sentence, k: int) -> int:
    """Return where the object of the verb at index `k` may begin: "shot dead", "shot and killed" go on."""
    right = k + 1
    while sentence.lower(right) in _AFTER_PARTICIPLE or (
        sentence.lower(right).endswith("ly") and right not in sentence.starts  # not of "approximately 12"
    ):
        right += 1
    if sentence.lower(right) in {"and", "or"} and sentence.lower(right + 1) in PARTICIPLES:
        right += 2
    return right


def by_beating(sentence: Sentence, k: int, _: str) -> list[Claim]:
    """Read "beaten to death", "beat two men to death"."""
    if TO_DEATH.match(sentence.plain, sentence.tokens[k].end):
        after = sentence.starts.get(k + 3)
        if after is not None and not verb_group(sentence, k).passive:
            return claims_of(sentence, k, "killed", after)  # "youths beat to death a trader"
        return _participle(sentence, k, "killed")
    people = sentence.starts.get(k + 1)
    if people is None or not TO_DEATH.match(sentence.plain, sentence.tokens[people[-1].last - 1].end):
        return []
    return claims_of(sentence, k, "killed", people)
