"""Clauses without a figure: direction, part, near, outskirts, between."""

from __future__ import annotations

from gazetteer.relations.directions import read_direction, read_directions
from gazetteer.relations.lines import read_ground
from gazetteer.relations.reader import Clause, Ground, Reader

_CLOSE = frozenset({"just", "immediately", "directly", "right"})
_CENTRAL = frozenset({"central", "downtown", "midtown"})
_FAR = frozenset({"far", "extreme", "furthest"})


def read_compass(reader: Reader, index: int) -> Clause | None:
    """Read a clause that starts with a compass word: a direction from a place, or a part of one."""
    first, at = index, index
    near_side = reader.word(at) in _CLOSE
    if near_side:
        at += 1
        if reader.word(at) in {"to"} and reader.word(at + 1) == "the":
            at += 2
    if reader.word(at) in _FAR:
        at += 1
    if reader.word(at) in _CENTRAL:
        return _central(reader, first, at)
    direction = read_directions(reader.tokens, at, reader.vocabulary)
    if direction is None:
        return None
    sides = {"azimuth_deg": direction.azimuth_deg, "azimuth_half_deg": direction.half_deg}
    after = direction.after
    if reader.is_noun(after, "outskirts"):
        return None  # the noun's own rule reads the compass word before it
    if direction.adjective or _within(reader, first):
        part = _part(reader, first, after, direction.adjective, sides)
        if part or direction.adjective:
            return part
    if reader.word(after) in {"of", "from"}:
        ground = read_ground(reader, after + 1)
        if ground is None or (ground.anaphor and ground.line):
            return None
        if ground.line == "border":
            return reader.clause(first, ground.after, "border", ground, **sides)
        if ground.line == "coast":
            return reader.clause(first, ground.after, "coast", ground)
        return reader.clause(first, ground.after, "direction", ground, near_side=near_side, **sides)
    if reader.is_noun(after, "part") and reader.word(after + 1) == "of":
        return _part(reader, first, after, True, sides)
    if direction.abbreviated:
        return None
    return _part(reader, first, after, False, sides)


def _within(reader: Reader, index: int) -> bool:
    """Tell "in the north of X" from "to the north of X"."""
    return (reader.word(index - 1) == "the" and reader.word(index - 2) != "to") or (
        reader.word(index - 1) in _FAR and reader.word(index - 2) == "the"
    )


def _part(reader: Reader, first: int, after: int, adjective: bool, sides: dict[str, float]) -> Clause | None:
    at = after
    if reader.is_noun(at, "border") or reader.is_noun(at, "coast"):
        return None
    if reader.is_noun(at, "part") and reader.word(at + 1) in {"of", "in"}:
        anchor = reader.anchors.after_description(at + 2)
    elif reader.word(at) == "of" and not adjective:
        anchor = reader.anchors.after_description(at + 1)
    else:
        anchor = reader.anchors.at(at)
        if anchor is None and reader.word(at) == "the":
            anchor = reader.anchors.at(at + 1) if reader.expression else None
    if anchor is None or (reader.tokens.joined(anchor.first) and reader.word(anchor.first - 1) != "-"):
        return None
    end = anchor.after
    if reader.word(end) == "-" and reader.tokens.joined(end) and reader.tokens.joined(end + 1):
        return None  # "western Kano-based"
    if reader.is_noun(end, "border") or reader.is_noun(end, "coast") or reader.is_noun(end, "road"):
        return None
    if reader.is_noun(end, "heads") and not reader.expression and reader.word(end) not in {"region", "area"}:
        return None  # "the northern Mexican state of Chihuahua" describes Chihuahua
    return reader.clause(first, end, "part", Ground(end, (anchor,)), **sides)


def _central(reader: Reader, first: int, at: int) -> Clause | None:
    after = at + 1
    if reader.word(after) in {"and", ","}:
        further = read_directions(reader.tokens, after + 1, reader.vocabulary)
        if further:
            after = further.after
    anchor = reader.anchors.at(after)
    if anchor is None and reader.is_noun(after, "part") and reader.word(after + 1) == "of":
        anchor = reader.anchors.after_description(after + 2)
    if anchor is None and reader.word(after) == "the" and reader.expression:
        anchor = reader.anchors.at(after + 1)
    if anchor is None or (reader.is_noun(anchor.after, "heads") and not reader.expression):
        return None
    return reader.clause(first, anchor.after, "part", Ground(anchor.after, (anchor,)))


def read_near(reader: Reader, index: int) -> Clause | None:
    """Read "near X", "in the vicinity of X", "next to X"; not "sources close to X"."""
    after = reader.phrase(index, reader.vocabulary.nouns["near"])
    if after is None or reader.is_noun(index - 1, "people") or reader.word(index - 1) in {"as", "so"}:
        return None
    if reader.word(index) == "nearby" and not reader.expression:
        return None
    ground = read_ground(reader, after)
    if ground is None or (ground.line and not ground.anchors):
        return None
    if not ground.line and reader.word(ground.after) == "capital":
        return None  # "the Salvadoran capital" is another name than the one that stands there
    sides = {"azimuth_deg": ground.azimuth_deg, "azimuth_half_deg": ground.half_deg}
    if ground.line == "border":
        return reader.clause(index, ground.after, "border", ground, **sides)
    if ground.line == "coast":
        return reader.clause(index, ground.after, "coast", ground, **sides)
    return reader.clause(index, ground.after, "near", ground)


def read_outskirts(reader: Reader, index: int) -> Clause | None:
    """Read "the southern outskirts of X", "X's northern suburbs", "just outside X"."""
    if reader.word(index) == "outside":
        close = reader.word(index - 1) in _CLOSE
        at = index + 1 + (reader.word(index + 1) == "of")
        anchor = reader.anchors.after_description(at)
        if anchor is None:
            ground = reader.stand_in(at)
            if ground is None or ground.anaphor in {"country", "area", "region", "here"}:
                return None
            return reader.clause(index - close, ground.after, "outskirts", ground)
        if (
            reader.is_noun(anchor.after, "heads")
            and not reader.expression
            and reader.word(anchor.after) == "area"
        ):
            return None
        return reader.clause(index - close, anchor.after, "outskirts", Ground(anchor.after, (anchor,)))
    if not reader.is_noun(index, "outskirts"):
        return None
    first, side = index, None
    for start in range(max(0, index - 4), index):
        direction = read_direction(reader.tokens, start, reader.vocabulary)
        if direction and direction.after == index:
            first, side = start, direction
            break
    sides = {
        "azimuth_deg": side.azimuth_deg if side else None,
        "azimuth_half_deg": side.half_deg if side else None,
    }
    if reader.word(index + 1) == "of":
        ground = read_ground(reader, index + 2)
        if ground is None or ground.line:
            return None
        return reader.clause(first, ground.after, "outskirts", ground, **sides)
    owner = first
    while owner > first - 3 and reader.word(owner - 1) in {"'s", "'", "s"}:
        owner -= 1
    anchor = reader.anchors.before(owner)
    if anchor and (owner < first or _owned(reader, owner, index)):
        return reader.clause(first, index + 1, "outskirts", Ground(index + 1, (anchor,)), **sides)
    return None


def _owned(reader: Reader, owner: int, noun: int) -> bool:
    """Tell of "Damascus's", "Damascus'" and of "the Damascus suburbs"."""
    last = reader.word(owner - 1)
    return last.endswith(("'s", "'")) or (owner == noun and reader.word(noun) in {"suburbs", "outskirts"})


def read_between(reader: Reader, index: int) -> Clause | None:
    """Read "halfway between A and B", "fighting between A and B"; not "talks between A and B".

    Whether A and B are places with land between them, and not two countries, their resolution tells.
    """
    if reader.word(index) != "between":
        return None
    lead = index - 1
    while (
        lead > index - 7
        and reader.word(lead) in {"in", "just", "the", "way", "about", "approximately", ")"}
        and lead >= 0
    ):
        lead -= 1
    half = (
        reader.word(lead) in {"halfway", "midway"}
        or (reader.word(index - 1) == "way" and reader.word(index - 2) in {"half", "mid"})
        or (reader.word(index - 2) == "-" and reader.word(index - 1) == "way")
    )
    placed = (
        half
        or reader.is_noun(lead, "between")
        or (reader.expression and lead < 0)
        or reader.word(index - 1) == "in"
    )
    if not placed and (reader.is_noun(lead, "parties") or lead < 0) and not reader.expression:
        return None
    one = reader.anchors.after_description(index + 1)
    if one is None or reader.word(one.after) not in {"and", "&"}:
        if one is None or reader.word(one.after) != ",":
            return None
        step = one.after + 1  # "between A, in X, and B"
        while step < min(one.after + 6, len(reader.tokens)) and reader.word(step) != "and":
            step += 1
        if reader.word(step) != "and":
            return None
        two = reader.anchors.after_description(step + 1)
    else:
        two = reader.anchors.after_description(one.after + 1)
    if two is None:
        return None
    first = lead if half and lead >= 0 else index
    return reader.clause(
        first, two.after, "between", Ground(two.after, (one, two)), hedge="halfway" if half else None
    )
