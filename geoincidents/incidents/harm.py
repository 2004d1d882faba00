"""Words of harm, from ``data/harm.toml``, and the few patterns that need more than a word."""

from __future__ import annotations

import re
from typing import Literal, cast

from geoincidents.incidents.tables import table, words

Harm = Literal["killed", "injured", "missing", "detained", "abducted", "hit", "casualties"]
"""As `Toll.harm`, with two that are split later: "hit" (shot, whether killed or not) and "casualties"."""


def _by_word(section: str) -> dict[str, Harm]:
    return {
        word: cast("Harm", harm) for harm, listed in table("harm")[section].items() for word in listed.split()
    }


PARTICIPLES = _by_word("participles")
GERUNDS = _by_word("gerunds")
PRESENT = _by_word("present")
NOUNS_OF = _by_word("nouns_of")
COUNTED_NOUNS = _by_word("counted_nouns")
DIED = words("harm", "died")
BEATEN = words("harm", "beaten")
TOOK = words("harm", "took")
BODIES = words("harm", "bodies")
BE = words("harm", "be")
ADVERBS = words("harm", "adverbs")
BREAK = words("harm", "break")
TRANSITIVE = words("harm", "transitive")
TAKEN = words("harm", "taken")
TAKEN_WHERE = words("harm", "taken", "where")
NOT = words("harm", "not")
REFLEXIVES = words("harm", "reflexives")
ANIMALS = words("people", "animals")
HAVE = frozenset({"have", "had", "has", "having"})
FOUND = re.compile(
    r"\b(?:found|discovered|recover(?:ed|ing)|riddled|retrieved|pulled|dumped|counted|brought|delivered|buried"
    r"|identified|saw|seen|lay|lying|strewn|left|abandoned|hung|hanging)\b",
)
"""Bodies count where somebody found them."""
TO_DEATH = re.compile(r"\s+(?:dead|alive|to\s+death|and\s+(?:fatally\s+wounded|killed)|fatally)\b")
"""What makes a word of harm a deadly one, after it."""
WORDS = frozenset(
    PARTICIPLES.keys()
    | GERUNDS.keys()
    | PRESENT.keys()
    | NOUNS_OF.keys()
    | COUNTED_NOUNS.keys()
    | DIED
    | BEATEN
    | BODIES
    | TAKEN
    | {"lost", "lose", "losing"}
)
"""Every word that harm is read from."""
HINT = re.compile(
    r"kill|murder|assassinat|massacr|slain|slay|slaughter|execut|behead|decapitat|lynch|gunned|wound|injur"
    r"|hurt|maim|hospital|shot|shoot|stab|kidnap|abduct|arrest|detain|captur|dead|dea?th|die[ds]\b|perish"
    r"|succumb|deceased|casualt|fatal|missing|toll\b|condition|struck|grazed|victim|unharmed|unscathed|li(?:fe|ves)\b"
    r"|hostage|disappear|surviv|recover|burn(?:ed|s)\b|hit\b|gun\b|kia\b|wia\b|supreme|ultimate|hell\b|neutrali"
)
"""A sentence without any of these or of `WORDS` tells of no harm."""
