"""Names where nothing happened: "Washington said", "talks with Moscow", "BAGHDAD (AP) —"."""

from __future__ import annotations

import re

from gazetteer.place import Place
from gazetteer.relations.relation import Span
from geoincidents.resolution.wordlists import speech_words
from geoincidents.types import Mention, PlaceRole


def _alternatives(use: str) -> str:
    return "|".join(sorted(speech_words(use), key=len, reverse=True))


_SPEAKS = re.compile(
    rf"(?:,\s[^,.;\n]{{1,60}},)?\s+(?:(?:has|have|had|also|later|again|repeatedly|then|strongly|officially|quickly|"
    rf"immediately|still|now|will|would|is|was|does|did|not|never|publicly|long)\s+){{0,3}}"
    rf"(?:{_alternatives('verb')})\b",
    re.I,
)
_ADDRESSED = re.compile(rf"\b(?:{_alternatives('before')})\s+(?:the\s+)?$", re.I)
_OFFICE = re.compile(
    rf"(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?(?:{_alternatives('office')})\b",
    re.I,
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|from|of|inside|outside|around|across|to|toward|towards|into|through)\s+(?:the\s+)?$",
    re.I,
)
_BACKED = re.compile(
    r"[-‑–](?:backed|led|based|allied|aligned|supported|funded|sponsored|trained|installed)\b", re.I
)

_LOOK_BACK = 40
_LOOK_AHEAD = 120


def role_of(
    text: str, mention: Mention, place: Place | None, *, dateline: bool, speaks: bool
) -> PlaceRole | None:
    """Return the part that a mention plays where the words around it tell; None where they do not.

    `dateline` and `speaks` tell what was read of it before. Governments are spoken for by their country or
    their capital; a town that is neither does not speak.
    """
    if dateline:
        return "dateline"
    end = mention.span[1]
    after = text[end : end + _LOOK_AHEAD]
    if mention.kind == "demonym":
        return "actor" if _OFFICE.match(after) or _BACKED.match(after) else None
    if place is None or not (place.feature_code == "PPLC" or place.feature_code.startswith("PCL")):
        return None
    if _BACKED.match(after):
        return None if after[1:6] == "based" else "actor"
    # "Baghdad police" are the town's own; "Baghdad's allies" are not.
    if _OFFICE.match(after) and (place.feature_code != "PPLC" or after[0] in "'’"):
        return "actor"
    return "speaker" if speaks else None


def speaks(text: str, span: Span) -> bool:
    """Tell whether a name speaks, or is spoken to, as governments are: "talks with Moscow"."""
    start, end = span
    before = text[max(0, start - _LOOK_BACK) : start]
    if text[end : end + 1] in {"'", "’"} and _OFFICE.match(text, end, end + _LOOK_AHEAD):
        return True
    if _SPEAKS.match(text, end, end + _LOOK_AHEAD) and not _LOCATED.search(before):
        return True
    return _ADDRESSED.search(before) is not None
