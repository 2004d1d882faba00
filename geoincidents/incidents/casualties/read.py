"""Read the statements of casualties of one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gazetteer.relations.relation import Span
from geoincidents.incidents.casualties.attach import (
    to_counted,
    to_figure,
    to_left,
    to_owner,
    to_right,
    to_surname,
)
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.phrases import read_phrases
from geoincidents.incidents.casualties.sentence import Sentence, claims_of
from geoincidents.incidents.casualties.verbs import VerbGroup, verb_group
from geoincidents.incidents.harm import (
    ANIMALS,
    BE,
    BEATEN,
    BODIES,
    COUNTED_NOUNS,
    DIED,
    FOUND,
    GERUNDS,
    HINT,
    NOUNS_OF,
    PARTICIPLES,
    PRESENT,
    REFLEXIVES,
    TAKEN,
    TAKEN_WHERE,
    TO_DEATH,
    TOOK,
    TRANSITIVE,
    WORDS,
    Harm,
)
from geoincidents.incidents.known import Known
from geoincidents.incidents.lexicon import lexicon
from geoincidents.incidents.people import exactly
from geoincidents.incidents.people.heads import STOP
from geoincidents.incidents.tokens import Tokens

_ADDED = re.compile(r"(?:\band|;|\bwhile)\s+$")
_BEFORE_NOUN = frozenset({"the", "a", "this", "that", "fatal", "mass", "deadly"})
_AGENTS = frozenset(
    pronoun + verb for pronoun in ("he", "she", "they", "we", "i") for verb in ("", "'d", "'ve")
)
"""Pronouns right before a participle are who did it: "they shot the tyres", "he'd shot into the air"."""
_WITH = {("along", "with"), ("together", "with"), ("alongside",), ("as", "well", "as")}
_DEADLY = frozenset({"fatally", "mortally"})
_KILLING = frozenset({"fatal", "deadly"})
_ONE = frozenset({"a", "an"})
_OF_PERSONS = frozenset({"murdered", "assassinated", "beheaded", "lynched"})
"""Participles of which only persons are the object."""
_LONGEST_NOUN = 7
_SEVERAL = 2
_SACRIFICE = re.compile(
    r"(?:embraced|attained|achieved)\s+(?:martyrdom|shahadat)\b|(?:paid|made)\s+the\s+(?:supreme|ultimate)\s+(?:price|sacrifice)\b|laid\s+down\s+(?:his|her|their)\s+li(?:fe|ves)\b|sent\s+to\s+hell\b"
)
_LONGEST_DAY = 6
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = re.compile(
    rf"(?:on|in|last|this|early|late|yesterday|today|\d{{1,4}}(?:st|nd|rd|th)?|{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"morning|night|evening|afternoon|week|month|year|the|,|\s)+"
)
"""A day between a noun and whom it is told of."""
_FIGURES = frozenset({"figure", "figures", "numbers", "toll", "tolls", "count", "counts", "list", "lists"})
"""Behind a noun of harm that is only of what is told: "gave no casualty figures"."""
_OWN = frozenset({"his", "her", "their"})
_HOMES = frozenset({"home", "homes", "house", "houses", "bed", "beds"})
_NOTE_ENDS = frozenset({",", ";", "."})
_AFTER_PARTICIPLE = frozenset({"dead", "down", "off", "fatally"})
_STAY_MISSING = frozenset({"remain", "remained", "remains", "went", "gone", "still", "reported"})
_COMBATANTS = frozenset({"soldiers", "police", "attackers"})
_WEEKEND = frozenset({"saturday", "sunday"})
_MADE_DEADLY = frozenset({"shot", "stabbed", "beaten", "hacked"})


def read_claims(
    text: str, tokens: Tokens, is_place: Callable[[Span], bool] = lambda _: False
) -> tuple[Claim, ...]:
    """Return the statements of casualties of one sentence, in order.

    Examples
    --------
    >>> from geoincidents.incidents.tokens import tokenize
    >>> sentence = "The blast killed two officers and two airmen and wounded dozens."
    >>> [(c.harm, c.count.best) for c in read_claims(sentence, tokenize(sentence))]
    [('killed', 4), ('injured', 24)]
    """
    if not any(map(_tells_of_harm.__getitem__, tokens.words)):
        return ()
    sentence = Sentence(text, tokens, is_place)
    found = [
        claim for k, word in enumerate(tokens.words) if word in _READERS_OF for claim in _at(sentence, k)
    ]
    found.extend(read_phrases(sentence))
    if len(found) < _SEVERAL:
        return tuple(found)
    found.sort(key=lambda claim: (claim.verb, claim.span))
    dead = [claim for claim in found if claim.harm == "killed" and claim.count is not None]
    alive = [claim for claim in found if not (claim.weak and any(_are_those(claim, one) for one in dead))]
    return _told_apart(text, dict.fromkeys(alive))


def _are_those(hurt: Claim, dead: Claim) -> bool:
    """Tell whether the same words say who was hurt and who died: "two men were found dead with wounds"."""
    overlap = hurt.span[0] < dead.span[1] and dead.span[0] < hurt.span[1]
    return overlap and hurt.harm == "injured" and hurt.who == dead.who


@Known
def _tells_of_harm(word: str) -> bool:
    """Tell whether a word in lower case is one of harm, before a sentence is read closely."""
    return word in WORDS or HINT.search(word) is not None


def _told_apart(text: str, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Mark who is told of besides in one sentence: "a man was killed … and a boy died"."""
    found: list[Claim] = []
    for claim in claims:
        before = [c for c in found if c.harm == claim.harm and c.who != claim.who and not c.subset]
        besides = (
            claim.count is not None
            and not (claim.subset or claim.total or claim.weak)
            and (_is_one_more(claim, before) or not (claim.definite or claim.others))
            and any(c.count is not None and not c.total and not c.weak for c in before)
            and all(c.span[1] <= claim.span[0] for c in before)
            and _ADDED.search(text, max(0, claim.span[0] - 12), claim.span[0]) is not None
        )
        found.append(replace(claim, others=True, also=True) if besides else claim)
    return tuple(found)


def _is_one_more(claim: Claim, before: Sequence[Claim]) -> bool:
    """Tell whether one follows several and is none of them: "six were killed and the driver died"."""
    who = (claim.who or "").lower().split()
    several = any(c.count is not None and (c.count.best or 0) > 1 and not c.others for c in before)
    return several and claim.count == exactly(1) and len(who) > 1 and who[0] in {"the", "a"}


def _at(sentence: Sentence, k: int) -> list[Claim]:
    """Return what the word at index `k`, one of harm, says."""
    lower = sentence.tokens.words[k]
    for read in _READERS_OF[lower]:
        claims = read(sentence, k, lower)
        if claims is not None:
            return claims
    return []


def _by_participle(sentence: Sentence, k: int, lower: str) -> list[Claim]:
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
        claims = [_added(c, group) for c in to_left(sentence, k, harm, group.start)]
        return [*claims, *_together_with(sentence, k, harm)] if claims else []
    right = _object(sentence, k)
    if k == 0:
        be = next((i for i in range(right, right + _LONGEST_NOUN) if sentence.lower(i) in BE), None)
        if be is not None and not any(right <= group[0].first < be for group in sentence.groups_before(be)):
            return to_right(sentence, k, be + 1, harm)  # "Killed in the raid were two policemen"
    if sentence.lower(right) in REFLEXIVES:
        return _with_oneself(sentence, k, right, harm)
    people = sentence.starts.get(right)
    if people is None or sentence.lower(right) in _WEEKEND:
        return _without_object(sentence, k, right, harm)
    if harm == "hit" and TO_DEATH.match(sentence.plain, sentence.tokens[people[-1].last - 1].end):
        harm = "killed"  # "shot three men dead"
    return [_added(c, group) for c in to_right(sentence, k, right, harm)]


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


def _with_oneself(sentence: Sentence, k: int, right: int, harm: Harm) -> list[Claim]:
    """Read "killing himself and three others": the three, as the suicide is told by itself."""
    if sentence.lower(right + 1) != "and":
        return []
    return [replace(claim, others=False) for claim in to_right(sentence, k, right + 2, harm)]


def _added(claim: Claim, group: VerbGroup) -> Claim:
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


def _by_beating(sentence: Sentence, k: int, _: str) -> list[Claim]:
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


def _by_gerund(sentence: Sentence, k: int, lower: str) -> list[Claim]:
    noun = sentence.lower(k - 1) in _BEFORE_NOUN
    of = _of_after(sentence, k) if noun or sentence.lower(k + 1) == "of" else None
    if of is not None:
        deadly = sentence.lower(k - 1) in _KILLING and GERUNDS[lower] == "hit"
        return to_right(sentence, k, of + 1, "killed" if deadly else GERUNDS[lower])
    if noun:
        return []
    if sentence.lower(k + 1) in REFLEXIVES:
        return _with_oneself(sentence, k, k + 1, GERUNDS[lower])
    if sentence.words(k + 1, k + 3) == ["to", "death"]:
        return to_right(sentence, k, k + 3, "killed")  # "shooting to death two men"
    return to_right(sentence, k, k + 1, GERUNDS[lower])


def _by_present(sentence: Sentence, k: int, lower: str) -> list[Claim]:
    return to_right(sentence, k, k + 1, PRESENT[lower])


def _by_noun(sentence: Sentence, k: int, lower: str) -> list[Claim] | None:
    """Read "the death of", "his brother's death"; other uses are left to the readers below."""
    of = _of_after(sentence, k)
    if of is not None:
        return to_right(sentence, k, of + 1, NOUNS_OF[lower])
    return to_owner(sentence, k, NOUNS_OF[lower]) or None


def _of_after(sentence: Sentence, k: int) -> int | None:
    """Return where "of" stands after a noun of harm, a day passed over: "the murder on 5 May of Ana Ruiz"."""
    words = sentence.words(k + 1, k + 2 + _LONGEST_DAY)
    if words[:1] == ["of"]:
        return k + 1
    if "of" not in words or not _DAY.fullmatch(" ".join(words[: words.index("of")])):
        return None
    return k + 1 + words.index("of")


def _by_lives(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "claimed the lives of three", "claimed three lives"."""
    if sentence.lower(k + 1) == "of" and TOOK & set(sentence.words(k - 3, k)):
        return to_right(sentence, k, k + 2, "killed")
    return to_figure(sentence, k, "killed", TOOK) or None


def _by_bodies(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "found the bodies of three", "12 bodies were recovered"."""
    if not FOUND.search(sentence.plain, *sentence.span):
        return None
    if sentence.lower(k + 1) == "of":
        return [replace(c, later=c.definite) for c in to_right(sentence, k, k + 2, "killed")]
    if sentence.words(k - 1, k + 1) == ["their", "bodies"]:
        span = sentence.tokens[k - 1].start, sentence.tokens[k].end
        who = sentence.text[slice(*span)]
        verb = sentence.tokens[k].start
        return [Claim("killed", None, who, None, None, span, verb, definite=True, later=True)]
    return to_counted(sentence, k, "killed")


def _by_death(sentence: Sentence, k: int, _: str) -> list[Claim]:
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
    return [_added(c, group) for c in to_left(sentence, k, "killed", group.start)]


def _by_loss(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "three people lost their lives", "the army lost seven soldiers"."""
    if sentence.lower(k + 1) in _OWN and sentence.lower(k + 2) in {"life", "lives"}:
        return _by_death(sentence, k, "")
    lost = to_right(sentence, k, k + 1, "killed")
    return [c for c in lost if c.group in _COMBATANTS and c.count is not None and not c.definite] or None


def _by_sacrifice(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "two soldiers paid the supreme price", "laid down their lives", "were sent to hell"."""
    return _by_death(sentence, k, "") if _SACRIFICE.match(sentence.plain, sentence.tokens[k].start) else None


def _by_taking(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
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


def _by_counted_noun(sentence: Sentence, k: int, lower: str) -> list[Claim] | None:
    if sentence.lower(k + 1) in _FIGURES:
        return None
    if lower == "injuries" and sentence.lower(k + 1) == "to":
        told = [c for c in to_right(sentence, k, k + 2, "injured") if not c.definite and c.count is not None]
        if told:  # not "injuries to his head"
            return told
    return to_counted(sentence, k, COUNTED_NOUNS[lower]) if k > 0 else None


def _by_absence(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "two fishermen are missing", "four went missing"."""
    group = verb_group(sentence, k)
    if group.passive:
        return to_left(sentence, k, "missing", group.start)
    if sentence.lower(k - 1) in _STAY_MISSING:
        return to_left(sentence, k - 1, "missing")
    return None


def _by_captivity(sentence: Sentence, k: int, _: str) -> list[Claim] | None:
    """Read "were taken hostage"."""
    return to_left(sentence, k - 1, "abducted") if sentence.lower(k - 1) in {"taken", "held"} else None


def _by_disappearance(sentence: Sentence, k: int, _: str) -> list[Claim]:
    return to_left(sentence, k, "missing")


# Tried in this order at each word; a reader that returns None leaves the word to the next.
_READERS = (
    (PARTICIPLES.keys(), _by_participle),
    (BEATEN, _by_beating),
    (GERUNDS.keys(), _by_gerund),
    (PRESENT.keys(), _by_present),
    (NOUNS_OF.keys(), _by_noun),
    (frozenset({"lives", "life"}), _by_lives),
    (BODIES, _by_bodies),
    (DIED, _by_death),
    (frozenset({"missing"}), _by_absence),
    (COUNTED_NOUNS.keys(), _by_counted_noun),
    (frozenset({"lost", "lose", "losing"}), _by_loss),
    (frozenset({"paid", "laid", "made", "embraced", "attained", "achieved", "sent"}), _by_sacrifice),
    (TAKEN, _by_taking),
    (frozenset({"hostage", "captive"}), _by_captivity),
    (frozenset({"disappeared"}), _by_disappearance),
)
_READERS_OF = {
    word: tuple(read for others, read in _READERS if word in others)
    for words, _ in _READERS
    for word in words
}
