"""Finds the relations of a text: tries the rules where a word of theirs stands, joins chained clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from gazetteer.relations.lines import read_journey, read_line_clause, read_off, read_road
from gazetteer.relations.measured import read_kilometre_mark, read_measured
from gazetteer.relations.reader import Clause, Reader, chain
from gazetteer.relations.relation import Span, SpatialRelation
from gazetteer.relations.vague import read_between, read_compass, read_near, read_outskirts
from gazetteer.relations.vocabulary import vocabulary

Rule = Callable[[Reader, int], Clause | None]

_COMPASS_LEADS = (
    "just",
    "immediately",
    "directly",
    "far",
    "extreme",
    "central",
    "downtown",
    "midtown",
    "due",
)
_LINE_LEADS = (
    "near",
    "along",
    "on",
    "at",
    "across",
    "over",
    "by",
    "close",
    "off",
    "in",
    "around",
    "inside",
    "toward",
    "towards",
)


@cache
def _cues() -> dict[str, tuple[Rule, ...]]:
    """Word → the rules that may start at it, the more specific first."""
    words = vocabulary()
    table: dict[str, list[Rule]] = {}

    def add(rule: Rule, *names: str) -> None:
        for name in names:
            rules = table.setdefault(name.split(" ")[0], [])
            if rule not in rules:
                rules.append(rule)

    add(read_measured, *words.numbers, *words.multipliers, *words.vague, *words.fractions, *words.hedges)
    add(read_kilometre_mark, "km", "kilometre", "kilometer", "mile")
    add(read_line_clause, *_LINE_LEADS)
    add(read_near, *words.nouns["near"])
    add(read_outskirts, "outside", *words.nouns["outskirts"])
    add(read_between, "between")
    add(read_off, "off")
    add(read_road, *words.nouns["road"])
    add(read_journey, *words.nouns["journey"])
    add(read_compass, *_COMPASS_LEADS, *words.winds, *(name.lower() for name in words.abbreviations))
    return {word: tuple(rules) for word, rules in table.items()}


def find_relations(
    text: str, anchors: Sequence[Span] | None = None, *, expression: bool = False
) -> tuple[SpatialRelation, ...]:
    """Return the spatial relations that a text states, in the order of the text.

    Parameters
    ----------
    text : str
        Running text, or one expression.
    anchors : sequence of Span, optional
        Spans of the places' names. None reads capitalised words as names.
    expression : bool
        The text is nothing but one expression ("Coquimatlan, 4 mi S"): forms that running text uses for
        other things ("between A and B", lower-case names) are read as places too.

    Examples
    --------
    >>> relation = find_relations("It fell some 80 kilometres north of Baghdad.")[0]
    >>> relation.relation, relation.distance_m.best, relation.azimuth_deg
    ('offset', 80000.0, 0.0)
    """
    reader = Reader(text, anchors, expression=expression)
    cues = _cues()
    clauses: list[Clause] = []
    index, words = 0, reader.tokens.words
    while index < len(words):
        word = words[index]
        rules = cues.get(word)
        if rules is None and (word[0].isdigit() or word == "."):
            rules = (read_measured,)
        clause = _first(reader, index, rules) if rules else None
        if clause is None:
            index += 1
            continue
        clause = _follow(reader, clause)
        clauses.append(clause)
        index = max(clause.after, index + 1)
    return tuple(clause.relation for clause in _without_overlap(clauses))


def _first(reader: Reader, index: int, rules: Sequence[Rule]) -> Clause | None:
    for rule in rules:
        clause = rule(reader, index)
        if clause is not None:
            return clause
    return None


def _follow(reader: Reader, clause: Clause) -> Clause:
    """Join clauses that go on with "and", a comma or "on the road to": all hold for one place."""
    for _ in range(4):
        at = clause.after
        comma = reader.word(at) in {",", "and", "&", ";", "but", "in"}
        while at < clause.after + 3 and reader.word(at) in {",", "and", "&"}:
            at += 1
        more = None
        if comma or reader.word(at) in {"on", "along"}:
            cue = reader.word(at)
            if cue and (cue[0].isdigit() or cue in _cues()):
                more = _continuation(reader, at, clause)
        if more is None:
            return clause
        clause = chain(clause, more)
    return clause


def _continuation(reader: Reader, at: int, clause: Clause) -> Clause | None:
    """Read a further clause at a token, where it can be about the same place."""
    measured = clause.relation.relation in {"offset", "distance", "direction", "orthogonal", "travel"}
    if not measured:
        return None
    more = read_measured(reader, at)
    if more and more.relation.anchors and not set(more.relation.anchors) & set(clause.relation.anchors):
        return more if clause.relation.anchors else None
    if more is None:
        more = read_compass(reader, at)
        if more and more.relation.relation == "direction" and clause.relation.relation == "direction":
            return more
    if more is None and reader.word(at) in {"on", "along"}:
        for step in range(at + 1, min(at + 6, len(reader.tokens))):
            road = read_road(reader, step)
            if road:
                return road
    return None


def _without_overlap(clauses: Sequence[Clause]) -> list[Clause]:
    """Drop a clause that lies inside words already read."""
    kept: list[Clause] = []
    for clause in clauses:
        if kept and clause.relation.span[0] < kept[-1].relation.span[1]:
            inside = clause.relation.span[1] <= kept[-1].relation.span[1]
            if inside or clause.relation.anchors == kept[-1].relation.anchors:
                continue
        kept.append(clause)
    return kept
