"""Clauses with a figure: offsets, distances, orthogonal offsets, travel times, kilometre marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gazetteer.relations.directions import Direction, read_direction
from gazetteer.relations.lines import read_ground, read_road
from gazetteer.relations.quantities import Quantity, read_quantity
from gazetteer.relations.reader import Clause, Ground, Reader, chain
from gazetteer.relations.relation import Distance

_OF = frozenset({"of", "from", "off", "outside", "beyond", "below", "above"})
_FROM = frozenset({"from", "outside", "off", "of"})
_FILLERS = frozenset(
    {
        "away",
        "further",
        "farther",
        "inland",
        "upstream",
        "downstream",
        "distant",
        "out",
        "up",
        "down",
        "offshore",
        "distance",
    }
)
_ASIDES = (
    "as the crow flies", "in a straight line", "by air", "by plane", "direct", "air line", "airline",
)  # fmt: skip
_BY_ROAD = (
    "by road", "by car", "by highway", "road distance", "drive", "along the road", "along the highway",
    "by rail", "by train", "by bus", "down the road", "up the road", "by vehicle",
)  # fmt: skip
_ASIDE_SET, _BY_ROAD_SET = frozenset(_ASIDES), frozenset(_BY_ROAD)


@dataclass(frozen=True, slots=True)
class _Way:
    """What stands between the figure and the anchor."""

    after: int
    by_road: bool = False
    direction: Direction | None = None
    to_the: bool = False
    away: bool = False
    offshore: bool = False


def _asides(reader: Reader, index: int) -> tuple[int, bool, bool, bool]:
    """Skip "away", "(by road)", "as the crow flies"; tell of road, away, offshore."""
    at, road, away, offshore = index, False, False, False
    for _ in range(4):
        opened = reader.word(at) in {"(", ","} and at + 1 < len(reader.tokens)
        inner = at + 1 if opened else at
        after = reader.phrase(inner, _BY_ROAD_SET)
        if after is not None:
            road = True
        else:
            after = reader.phrase(inner, _ASIDE_SET)
        if after is None and not opened and reader.word(at) in _FILLERS:
            away = away or reader.word(at) in {"away", "distant", "further", "farther"}
            offshore = offshore or reader.word(at) == "offshore"
            after = at + 1
        if after is None:
            return at, road, away, offshore
        if opened and reader.word(at) == "(":
            if reader.word(after) != ")":
                return at, road, away, offshore
            after += 1
        elif opened and reader.word(after) == ",":
            after += 1
        at = after
    return at, road, away, offshore


def _way(reader: Reader, quantity: Quantity) -> _Way:
    at, road, away, offshore = _asides(reader, quantity.after)
    step, to_the = at, False
    if reader.word(step) in {"to", "towards", "toward", "in", "on"} and reader.word(step + 1) == "the":
        step, to_the = step + 2, True
    elif reader.word(step) in {"to", "the"}:
        step += 1
    direction = read_direction(reader.tokens, step, reader.vocabulary, any_case=not to_the)
    if direction is None or direction.adjective:
        return _Way(at, road, None, False, away, offshore)
    at, road_too, away_too, off_too = _asides(reader, direction.after)
    return _Way(at, road or road_too, direction, to_the, away or away_too, offshore or off_too)


def _name_first(reader: Reader, first: int, after: int) -> Ground | None:
    """Return the name before a figure that ends its phrase: "Coquimatlan, 4 mi S"."""
    at = first
    if reader.word(at - 1) in {",", "(", ":", ";"}:
        at -= 1
    elif not reader.expression:
        return None
    anchor = reader.anchors.before(at)
    if anchor is None or not reader.ends_at(after):
        return None
    return Ground(after, (anchor,))


def _wording(quantity: Quantity, direction: Direction, to_the: bool) -> str | None:
    """Tell how the figure was made from how it is written; see `SpatialRelation.wording`."""
    unit = quantity.unit.lower()
    if unit in {"nm", "nmi"} or unit.startswith(("nautical", "sea")):
        return "aviation"
    kilometres = quantity.amount.best / 1000.0
    if not unit.startswith("k") or kilometres != round(kilometres):
        return None
    if quantity.conversion:
        # An agency's own conversion; encyclopaedias abbreviate the unit in the brackets.
        return "computed" if unit == "kilometers" and quantity.conversion.lower().endswith("miles") else None
    fine = direction.half_deg < 22.5
    unrounded = kilometres % (5.0 if kilometres < 100.0 else 10.0) != 0.0
    joined = quantity.amount.text.lower().endswith("km") and not any(
        c.isspace() for c in quantity.amount.text
    )
    hedged = quantity.hedge in {"about", "some", "approximately", "around", "roughly"} and unit != "km"
    # Nobody hedges a figure that he has not rounded: it was computed and then put into words.
    if direction.abbreviated or fine or (to_the and joined) or (hedged and unrounded):
        return "computed"
    return None


def read_measured(reader: Reader, index: int) -> Clause | None:
    """Read a clause that starts with a figure or its hedge."""
    quantity = read_quantity(reader.tokens, index, reader.vocabulary)
    if quantity is None:
        return None
    if quantity.is_time:
        return _travel(reader, quantity)
    way = _way(reader, quantity)
    if way.direction:
        return _offset(reader, quantity, way)
    return _distance(reader, quantity, way)


def _offset(reader: Reader, quantity: Quantity, way: _Way) -> Clause | None:
    direction = way.direction
    assert direction is not None  # noqa: S101
    first, at = quantity.first, way.after
    legs = _legs(reader, quantity, way)
    if legs:
        return legs
    fields = {
        "distance_m": quantity.amount,
        "azimuth_deg": direction.azimuth_deg,
        "azimuth_half_deg": direction.half_deg,
        "hedge": quantity.hedge,
        "by_road": way.by_road,
        "wording": _wording(quantity, direction, way.to_the),
    }
    of = reader.word(at) in _OF
    ground = read_ground(reader, at + 1) if of else None
    if ground is None and not of and (direction.abbreviated or reader.expression):
        anchor = reader.anchors.after_description(at)
        if anchor:
            ground = Ground(anchor.after, (anchor,))
            fields["wording"] = "collector"
    if ground is not None:
        if ground.line:
            kind = (
                "border" if ground.line == "border" else "offshore" if reader.word(at) == "off" else "coast"
            )
            return reader.clause(first, ground.after, kind, ground, **fields)  # type: ignore[arg-type]
        kind = "offshore" if reader.word(at) == "off" else "offset"
        return reader.clause(first, ground.after, kind, ground, **fields)  # type: ignore[arg-type]
    after = at + 1 if of else at
    aside = way.to_the and not (of or reader.expression)  # "in Ardel, 55 km to the east, …": Ardel lies there
    named = None if aside else _name_first(reader, first, after)
    if named:
        fields["wording"] = "collector"
        return reader.clause(first, after, "offset", named, **fields)
    if (way.to_the or way.away) and not of:
        return reader.clause(first, at, "offset", None, anaphor="", **fields)
    return None


def _legs(reader: Reader, quantity: Quantity, way: _Way) -> Clause | None:
    """Read "3 mi N, 2 mi E of X" and "X, 18 mi S, 5 mi W of": two legs at a right angle."""
    one = way.direction
    assert one is not None  # noqa: S101
    at = way.after
    while at < way.after + 3 and reader.word(at) in {",", "and", "&", ";"}:
        at += 1
    if at == way.after:
        return None
    second = read_quantity(reader.tokens, at, reader.vocabulary)
    if second is None or second.is_time:
        return None
    way_two = _way(reader, second)
    two = way_two.direction
    if two is None or round(abs(one.azimuth_deg - two.azimuth_deg)) % 180 != 90:
        return None
    after = way_two.after
    of = reader.word(after) in {"of", "from"}
    anchor = reader.anchors.after_description(after + of)
    ground = Ground(anchor.after, (anchor,)) if anchor else _name_first(reader, quantity.first, after + of)
    if ground is None:
        return None
    end = max(ground.after, after + of)
    leg = reader.clause(
        second.first, after, "orthogonal", ground,
        distance_m=second.amount, azimuth_deg=two.azimuth_deg, azimuth_half_deg=0.0, hedge=second.hedge,
    )  # fmt: skip
    whole = reader.clause(
        quantity.first, end, "orthogonal", ground,
        distance_m=quantity.amount, azimuth_deg=one.azimuth_deg, azimuth_half_deg=0.0, hedge=quantity.hedge,
        by_road=way.by_road or way_two.by_road,
    )  # fmt: skip
    return chain(whole, leg)


def _distance(reader: Reader, quantity: Quantity, way: _Way) -> Clause | None:
    first, at = quantity.first, way.after
    fields: dict[str, object] = {
        "distance_m": quantity.amount,
        "hedge": quantity.hedge,
        "by_road": way.by_road,
    }
    if reader.word(at) == "radius":
        at += 1
        fields["hedge"] = "within"
    within = reader.vocabulary.hedges.get(str(fields["hedge"])) == "within"
    short = reader.word(at) == "short" and reader.word(at + 1) == "of"
    at += short
    word = reader.word(at)
    if word in {"around", "from", "outside", "off", "beyond"} or (word == "of" and (within or short)):
        ground = read_ground(reader, at + 1)
        if ground is None and word == "off":
            return None
        if ground is not None:
            return _from_ground(reader, quantity, way, at, ground, fields)
    if way.offshore:
        return reader.clause(first, at, "offshore", None, anaphor="", **fields)
    if way.away and word not in {"from", "of", "to"}:
        return reader.clause(first, at, "distance", None, anaphor="", **fields)
    if way.by_road or (reader.expression and way.after == quantity.after):
        named = _name_first(reader, first, at)
        if named:
            return reader.clause(first, at, "distance", named, **fields)
    return None


def _from_ground(
    reader: Reader, quantity: Quantity, way: _Way, at: int, ground: Ground, fields: dict[str, object]
) -> Clause | None:
    first, word = quantity.first, reader.word(at)
    if word == "from" and reader.word(ground.after) == "to" and ground.anchors and not ground.line:
        further = reader.anchors.after_description(ground.after + 1)
        if further:  # "50 km from A to B" is the length of a way
            return None
    if ground.line == "border":
        return reader.clause(first, ground.after, "border", ground, **fields)
    if ground.line == "coast":
        kind = "offshore" if word == "off" or way.offshore else "coast"
        sides = {"azimuth_deg": ground.azimuth_deg, "azimuth_half_deg": ground.half_deg}
        return reader.clause(first, ground.after, kind, ground, **fields, **sides)  # type: ignore[arg-type]
    if word == "off" or way.offshore:
        return reader.clause(first, ground.after, "offshore", ground, **fields)
    return reader.clause(first, ground.after, "distance", ground, **fields)


def _travel(reader: Reader, quantity: Quantity) -> Clause | None:
    """Read "a two-hour drive north of X", "45 minutes from X", "30 minutes by road from X"."""
    at, means = quantity.after, None
    for _ in range(4):
        word = reader.word(at)
        if word in {"by", "on", "'", "-", "away", "journey's"} or (
            word in {"short", "boat", "car", "bus", "train", "helicopter"} and not means
        ):
            means = word if word in reader.vocabulary.travel else means
            at += 1
        elif word in reader.vocabulary.travel:
            means = means or word
            at += 1
        elif word == "(" and (conversion := read_quantity(reader.tokens, at + 1, reader.vocabulary)):
            if reader.word(conversion.after) != ")":
                break
            at = conversion.after + 1
        else:
            break
    to_the = reader.word(at) == "to" and reader.word(at + 1) == "the"
    direction = read_direction(reader.tokens, at + 2 * to_the, reader.vocabulary)
    if direction and direction.adjective:
        return None
    if direction:
        at = direction.after
    if reader.word(at) not in {"from", "of", "outside"} or (reader.word(at) == "of" and not direction):
        return None
    ground = read_ground(reader, at + 1)
    if ground is None or ground.line or (ground.anaphor == "here" and not means and not direction):
        return None
    return reader.clause(
        quantity.first, ground.after, "travel", ground,
        travel_s=quantity.amount, hedge=quantity.hedge, speed_kmh=reader.vocabulary.travel[means or "drive"],
        azimuth_deg=direction.azimuth_deg if direction else None,
        azimuth_half_deg=direction.half_deg if direction else None,
    )  # fmt: skip


def read_kilometre_mark(reader: Reader, index: int) -> Clause | None:
    """Read "kilometre 49 of the A-B highway", "km 24 on the road from A to B"."""
    if reader.word(index) not in {"km", "kilometre", "kilometer", "mile"} or reader.tokens.joined(index):
        return None
    figure = reader.word(index + 1)
    if (
        not figure.isdigit()
        or len(figure) > 4
        or reader.word(index + 2) not in {"of", "on", "along", "point", "marker"}
    ):
        return None
    unit = reader.vocabulary.units[reader.word(index)]
    metres = float(figure) * unit
    text = reader.tokens.slice(index, index + 2)
    amount = Distance(low=metres, best=metres, high=metres, text=text, unit_m=unit)
    for at in range(index + 3, min(index + 12, len(reader.tokens))):
        if reader.word(at) in {".", ";"}:
            break
        road = read_road(reader, at)
        if road:
            anchors = road.relation.anchors
            span = (reader.tokens.starts[index], max(road.relation.span[1], reader.tokens.ends[at]))
            relation = replace(road.relation, span=span, anchors=anchors, distance_m=amount)
            return Clause(index, max(road.after, at + 1), relation)
    return None
