"""Borders, coasts and roads: the lines that places are near, along or off."""

from __future__ import annotations

from gazetteer.relations.anchor_names import Anchor
from gazetteer.relations.directions import Direction, read_direction
from gazetteer.relations.reader import Clause, Ground, Reader

_JOINS = frozenset({"-", "–", "—", "/", "and", "‑"})
_AREA = frozenset({"region", "area", "zone", "crossing", "fence", "strip", "line"})
_PLACE_WORDS = frozenset(
    {
        "near",
        "along",
        "on",
        "at",
        "across",
        "over",
        "by",
        "close",
        "off",
        "beside",
        "in",
        "from",
        "around",
        "toward",
        "towards",
        "of",
        "to",
        "inside",
    }
)


def _split_joined(reader: Reader, anchor: Anchor) -> tuple[Anchor, ...]:
    """Take "Turkey-Syria" before "border" as two names."""
    tokens = reader.tokens
    for at in range(anchor.first + 1, anchor.after - 1):
        if tokens.word(at) in {"-", "–", "—", "/"}:
            return (
                Anchor((anchor.span[0], tokens.ends[at - 1]), anchor.first, at),
                Anchor((tokens.starts[at + 1], anchor.span[1]), at + 1, anchor.after),
            )
    return (anchor,)


def _pair(reader: Reader, index: int) -> tuple[int, tuple[Anchor, ...]] | None:
    """Read "Syria", "Syria and Turkey", "Syria, Turkey and Iran"; at most three names."""
    first = reader.anchors.after_description(index)
    if first is None:
        return None
    found, at = [first], first.after
    while len(found) < 3 and reader.word(at) in {"and", ",", "with", "&"}:
        step = at + 1
        if reader.word(at) == ",":
            if reader.word(step) != "and" and not (
                (later := reader.anchors.after_description(step)) and reader.word(later.after) == "and"
            ):
                break
            step += reader.word(step) == "and"
        more = reader.anchors.after_description(step)
        if more is None:
            break
        found.append(more)
        at = more.after
    return at, tuple(found)


def read_line(reader: Reader, index: int) -> Ground | None:
    """Read "the Turkish border", "the border with Syria", "the coast of X", "the Iraqi coast"."""
    at = index
    while at < index + 5 and reader.word(at) in {"the", "its", "this", "a", "both", "sides", "of"}:
        at += 1
    side = read_direction(reader.tokens, at, reader.vocabulary)
    if side:
        bare = _line_noun(reader, side.after, index, (), side)
        if bare:
            return bare
    found = _line_noun(reader, at, index, (), None)
    if found:
        return found
    anchor = reader.anchors.at(at)
    if anchor is None:
        return None
    names = _split_joined(reader, anchor)
    after = anchor.after
    if reader.word(after) in _JOINS:
        other = reader.anchors.at(after + 1)
        if other and _is_line(reader, other.after):
            names, after = (*names, other), other.after
    if reader.word(after) == "'" or reader.word(after) == "s":
        after += 1
    side = read_direction(reader.tokens, after, reader.vocabulary)
    return _line_noun(reader, side.after if side else after, index, names, side)


def read_ground(reader: Reader, index: int) -> Ground | None:
    """Read a line, a name behind its description, or a word that stands for a name."""
    line = read_line(reader, index)
    if line:
        return line
    anchor = reader.anchors.after_description(index)
    if anchor:
        return Ground(anchor.after, (anchor,))
    return reader.named_stand_in(index)


def _is_line(reader: Reader, index: int) -> bool:
    return reader.is_noun(index, "border") or reader.is_noun(index, "coast")


def _line_noun(
    reader: Reader, index: int, first: int, names: tuple[Anchor, ...], side: Direction | None
) -> Ground | None:
    """Read the noun of a line and the names behind it, the names before it being read."""
    azimuth = side.azimuth_deg if side else None
    half = side.half_deg if side else None
    if reader.is_noun(index, "coast"):
        after = index + 1
        if reader.word(after) == "of" or (not names and reader.word(after) == "in"):
            # "the Pacific coast of Nariño" is Nariño's
            pair = _pair(reader, after + 1)
            if pair is None:
                return None
            return Ground(pair[1][0].after, pair[1][:1], None, "coast", azimuth, half)
        if not names:
            return Ground(after, (), "country", "coast", azimuth, half) if first != index else None
        return Ground(after, names, None, "coast", azimuth, half)
    if not reader.is_noun(index, "border"):
        return None
    after = index + 1
    if reader.is_noun(after, "heads") and reader.word(after) not in _AREA:
        return None  # "the Iraqi border town of Rabia" names Rabia
    after += reader.word(after) in _AREA
    if reader.word(after) in {"between", "with", "of", "separating", "from", "to", "into"}:
        pair = _pair(reader, after + 1)
        if pair:
            return Ground(pair[0], (*names, *pair[1]), None, "border", azimuth, half)
    if names:
        return Ground(after, names, None, "border", azimuth, half)
    return Ground(after, (), "country", "border", azimuth, half) if first != index else None


def read_line_clause(reader: Reader, index: int) -> Clause | None:
    """Read a border or coast that something is at: the word before says so."""
    if reader.word(index) not in _PLACE_WORDS and not (reader.expression and index == 0):
        return None
    at = index + 1 if reader.word(index) in _PLACE_WORDS else index
    while at < index + 4 and reader.word(at) in _PLACE_WORDS:
        at += 1
    line = read_line(reader, at)
    if line is None or (not line.anchors and reader.word(index) in {"of", "to", "in", "from"}):
        return None
    sides = {"azimuth_deg": line.azimuth_deg, "azimuth_half_deg": line.half_deg}
    if line.line == "border":
        return reader.clause(index, line.after, "border", line, **sides)
    off = "off" in reader.tokens.words[index:at]
    if not off and not line.anchors:
        return None
    return reader.clause(index, line.after, "offshore" if off else "coast", line, **sides)


def read_off(reader: Reader, index: int) -> Clause | None:
    """Read "in waters off Yemen": at sea, where the words before say that it is the sea."""
    if reader.word(index) != "off":
        return None
    lead = index - 1 - (reader.word(index - 1) in {",", "just"})
    if not reader.is_noun(lead, "afloat") and not _is_water(reader, lead):
        return None
    anchor = reader.anchors.after_description(index + 1)
    if anchor is None or reader.is_noun(anchor.after, "road"):
        return None
    return reader.clause(index, anchor.after, "offshore", Ground(anchor.after, (anchor,)))


def _is_water(reader: Reader, last: int) -> bool:
    """Tell whether a water's name ends at a token: "on Lake Tanganyika, off X", "in the Black Sea off X"."""
    name = reader.anchors.before(last + 1)
    return name is not None and any(reader.is_noun(at, "waters") for at in range(name.first, last + 1))


_ROAD_KINDS = frozenset({"the", "main", "a", "old", "coastal", "desert", "international"})


def read_road(reader: Reader, index: int) -> Clause | None:
    """Read a road that stands at this token: "the A-B highway", "the road from A to B"."""
    if not reader.is_noun(index, "road"):
        return None
    first, after = index, index + 1
    names: tuple[Anchor, ...] = ()
    before = reader.anchors.before(index)
    if before:
        names = _split_joined(reader, before)
        first = before.first
        if len(names) == 1 and reader.word(first - 1) in {"-", "–", "—", "to", "/"}:
            start = first - 1
            while start > first - 4 and reader.word(start) in {"-", "–", "to", "/"}:
                start -= 1
            other = reader.anchors.before(start + 1)
            if other:
                names, first = (other, *names), other.first
    if len(names) < 2:
        names, after = _road_ends(reader, after)
        if not names:
            return None
        first = index
    lead = first - 1
    while lead > first - 5 and reader.word(lead) in _ROAD_KINDS:
        lead -= 1
    if reader.word(lead) not in {
        "on",
        "along",
        "off",
        "of",
        "near",
        "at",
        "down",
        "by",
        "from",
        "beside",
        "over",
    } and not (reader.expression and lead < 0):
        return None
    return reader.clause(lead if lead >= 0 else first, after, "road", Ground(after, names))


_JOURNEY_WORDS, _LONGEST_JOURNEY = 3, 8
"""Tokens up to "from": "a bus going from", "a lorry that was bringing food from"."""
_LOADED = frozenset(
    {"that", "which", "carrying", "bringing", "taking", "transporting", "loaded", "full", "with"}
)
_STOPS_JOURNEY = frozenset(
    {"from", "in", "at", "near", "on", "and", "to", "when", "after", ",", ".", "was", "were"}
)


def read_journey(reader: Reader, index: int) -> Clause | None:
    """Read a journey at this token: "a bus from A to B", "on their way from A to B"."""
    if not reader.is_noun(index, "journey"):
        return None
    at = index + 1
    most = _LONGEST_JOURNEY if reader.word(at) in _LOADED else _JOURNEY_WORDS
    while at < index + most and (
        reader.word(at) in _GOING or (most > _JOURNEY_WORDS and _goes_on(reader, at))
    ):
        at += 1
    if reader.word(at) != "from":
        return None
    one = reader.anchors.after_description(at + 1)
    if one is None or reader.word(one.after) != "to":
        return None
    two = reader.anchors.after_description(one.after + 1)
    if two is None:
        return None
    return reader.clause(index, two.after, "road", Ground(two.after, (one, two)))


def _goes_on(reader: Reader, at: int) -> bool:
    """Tell whether a word may stand between what travels and where from: "that was bringing food"."""
    word = reader.word(at)
    return word not in _STOPS_JOURNEY or (
        word in {"was", "were"} and reader.word(at - 1) in {"that", "which"}
    )


_GOING = frozenset(
    {"going", "heading", "travelling", "traveling", "bound", "driving", "back", "moving", "coming", "home"}
)


def _road_ends(reader: Reader, index: int) -> tuple[tuple[Anchor, ...], int]:
    """Read the names behind a road: "from A to B", "between A and B", "linking A with B", "to B"."""
    at = index
    lead = reader.word(at)
    if lead in {"leading", "running", "going", "heading"}:
        at += 1
        lead = reader.word(at)
    if lead not in {"from", "between", "linking", "connecting", "to", "towards", "toward", "out", "joining"}:
        return (), index
    at += 1 + (lead == "out" and reader.word(at + 1) == "of")
    one = reader.anchors.after_description(at)
    if one is None:
        return (), index
    if reader.word(one.after) in {"to", "and", "with", "toward", "towards"} and lead not in {
        "to",
        "towards",
        "toward",
    }:
        two = reader.anchors.after_description(one.after + 1)
        if two:
            return (one, two), two.after
    return (one,), one.after
