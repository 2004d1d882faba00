"""Compass words: "north", "north-east", "NNE", "N.E.", "northern", "north and northeast"."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.relations.tokens import Tokens
from gazetteer.relations.vocabulary import Vocabulary

_DASHES = frozenset("-–‐‑")
_JOINTS = frozenset({"and", "or", ",", "to", "&"}) | _DASHES
_MOST_PARTS = 5
_EXACT = frozenset({"due", "directly", "straight", "dead"})
EXACT_HALF_DEG = 11.25
""""Due north": read as finely as sixteen winds; the rule books give it no class of its own."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction in the text.

    Attributes
    ----------
    after : int
        Token after it.
    azimuth_deg, half_deg : float
        Where it points, and half the angle that it stands for.
    abbreviated : bool
        Written as letters ("NNE").
    adjective : bool
        "northern", not "north".
    """

    after: int
    azimuth_deg: float
    half_deg: float
    abbreviated: bool = False
    adjective: bool = False


def _spelled(tokens: Tokens, index: int, vocabulary: Vocabulary) -> Direction | None:
    """Join the longest run of compass words: "north - north west" is one word of the table."""
    if tokens.word(index) not in vocabulary.winds:
        return None
    best, name, at = None, "", index
    for _ in range(4):
        word = tokens.word(at)
        if word not in vocabulary.winds and word != "by":
            break
        name += word
        at += 1
        wind = vocabulary.winds.get(name)
        if wind:
            best = Direction(at, wind.azimuth_deg, wind.half_deg, adjective=wind.adjective)
        if tokens.word(at) in _DASHES:
            at += 1
    return best


def _letters(tokens: Tokens, index: int, vocabulary: Vocabulary, any_case: bool) -> Direction | None:
    """Read "NNE", "N.E.", "S."; small letters only right behind a unit."""
    raw = tokens.raw(index)
    if any_case:
        raw = raw.upper()
    if raw not in vocabulary.abbreviations and raw not in {"N", "S"}:
        return None
    name, at, best = "", index, None
    for _ in range(3):
        letters = tokens.raw(at).upper() if any_case else tokens.raw(at)
        if not letters or name + letters not in vocabulary.abbreviations:
            break
        name += letters
        at += 1
        dotted = tokens.word(at) == "." and tokens.joined(at)
        if dotted:
            at += 1
        wind = vocabulary.abbreviations[name]
        best = Direction(at, wind.azimuth_deg, wind.half_deg, abbreviated=True)
        if not dotted or len(letters) > 1:
            break
    return best


def read_direction(
    tokens: Tokens, index: int, vocabulary: Vocabulary, *, any_case: bool = False
) -> Direction | None:
    """Read one direction that starts at a token, "due" before it included."""
    exact = tokens.word(index) in _EXACT
    if exact:
        index += 1
    found = _spelled(tokens, index, vocabulary) or _letters(tokens, index, vocabulary, any_case)
    if found and exact and not found.adjective:
        found = Direction(
            found.after, found.azimuth_deg, min(found.half_deg, EXACT_HALF_DEG), found.abbreviated
        )
    return found


def read_directions(tokens: Tokens, index: int, vocabulary: Vocabulary) -> Direction | None:
    """Read "north", "north and northeast", "central, eastern and southeastern" as one wider direction."""
    first = read_direction(tokens, index, vocabulary)
    if first is None:
        return None
    parts = [first]
    at = first.after
    while len(parts) < _MOST_PARTS and tokens.word(at) in _JOINTS:
        step = at + 1
        if tokens.word(at) == "," and tokens.word(step) in {"and", "or"}:
            step += 1
        if tokens.word(step) == "to":
            step += 1
        more = read_direction(tokens, step, vocabulary)
        if more is None or more.adjective != first.adjective:
            break
        parts.append(more)
        at = more.after
    if len(parts) == 1:
        return first
    turns = [((part.azimuth_deg - first.azimuth_deg + 180.0) % 360.0) - 180.0 for part in parts]
    low = min(t - p.half_deg for t, p in zip(turns, parts, strict=True))
    high = max(t + p.half_deg for t, p in zip(turns, parts, strict=True))
    azimuth = (first.azimuth_deg + (low + high) / 2.0) % 360.0
    return Direction(at, azimuth, min(180.0, (high - low) / 2.0), first.abbreviated, first.adjective)
