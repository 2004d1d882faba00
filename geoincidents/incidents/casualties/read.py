"""Read the statements of casualties of one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from gazetteer.relations.relation import Span
from geoincidents.incidents.casualties.claim import Claim
from geoincidents.incidents.casualties.fates import (
    by_absence,
    by_captivity,
    by_death,
    by_disappearance,
    by_loss,
    by_present,
    by_sacrifice,
    by_taking,
)
from geoincidents.incidents.casualties.nouns import by_bodies, by_counted_noun, by_gerund, by_lives, by_noun
from geoincidents.incidents.casualties.participles import by_beating, by_participle
from geoincidents.incidents.casualties.phrases import read_phrases
from geoincidents.incidents.casualties.sentence import Sentence
from geoincidents.incidents.harm import (
    BEATEN,
    BODIES,
    COUNTED_NOUNS,
    DIED,
    GERUNDS,
    HINT,
    NOUNS_OF,
    PARTICIPLES,
    PRESENT,
    TAKEN,
    WORDS,
)
from geoincidents.incidents.known import Known
from geoincidents.incidents.people import exactly
from geoincidents.incidents.tokens import Tokens

_ADDED = re.compile(r"(?:\band|;|\bwhile)\s+$")
_SEVERAL = 2


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


# Tried in this order at each word; a reader that returns None leaves the word to the next.
_READERS = (
    (PARTICIPLES.keys(), by_participle),
    (BEATEN, by_beating),
    (GERUNDS.keys(), by_gerund),
    (PRESENT.keys(), by_present),
    (NOUNS_OF.keys(), by_noun),
    (frozenset({"lives", "life"}), by_lives),
    (BODIES, by_bodies),
    (DIED, by_death),
    (frozenset({"missing"}), by_absence),
    (COUNTED_NOUNS.keys(), by_counted_noun),
    (frozenset({"lost", "lose", "losing"}), by_loss),
    (frozenset({"paid", "laid", "made", "embraced", "attained", "achieved", "sent"}), by_sacrifice),
    (TAKEN, by_taking),
    (frozenset({"hostage", "captive"}), by_captivity),
    (frozenset({"disappeared"}), by_disappearance),
)
_READERS_OF = {
    word: tuple(read for others, read in _READERS if word in others)
    for words, _ in _READERS
    for word in words
}
