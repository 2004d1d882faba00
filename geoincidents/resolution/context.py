"""What the text says of how its names belong together: parents, lists, kinds, datelines, relations.

Only the words between neighbouring mentions are read, never the article as a whole, so that the time grows
with the number of mentions, and a sentence without names changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gazetteer.relations.relation import Span, SpatialRelation
from geoincidents.layout import layout_of
from geoincidents.resolution.metonymy import speaks
from geoincidents.resolution.nations import Nations, read_nations
from geoincidents.resolution.outline import read_outline
from geoincidents.resolution.wordlists import feature_words, singular
from geoincidents.streets import is_street
from geoincidents.types import Mention

LONGEST_GAP = 60
"""Characters between two names that one phrase may hold: "the northern X town of "."""

_FEATURE = "|".join(sorted((re.escape(word) for word in feature_words()), key=len, reverse=True))
_FILLER = (
    rf"(?:(?:{_FEATURE}|the|of|a|an|its|his|their|capital|neighbou?ring|nearby|far|remote|restive|rural|occupied|"
    r"port|coastal|border|holy|biggest|largest|main|second|major|small|ancient|troubled|"
    r"(?:north|south|east|west|central)(?:ern)?|(?:north|south)-?(?:east|west)(?:ern)?|mid|upper|lower)\s+)"
)
_COMMA = re.compile(
    rf"(?:\s+(?:{_FEATURE}))?,\s+(?:the\s+)?(?:(?:{_FEATURE})\s+(?:of\s+)?)?", re.I
)  # "Akron, Ohio", "Akron, canton Summit"
_IN = re.compile(
    rf"(?:(?:\s+(?:{_FEATURE}))?,?\s+(?:in|inside|within)|,?\s+of)\s+{_FILLER}{{0,5}}", re.I
)  # "Akron district in Ohio", "Akron of Ohio"; but "Ohio city of Akron" the other way about
_DIVISION_OF = re.compile(
    r"\s+(?:district|province|region|governorate|department|prefecture|county|state|oblast|territory|area|zone|"
    r"neighbou?rhood|quarter)\s+of\s+"
    rf"{_FILLER}{{0,3}}",
    re.I,
)  # "the Kelu district of Iraq"; but "the Iraqi district of Kelu"
_BRACKET = re.compile(r"\s*[(\[]\s*")
_POSSESSIVE = re.compile(rf"['’]s?\s+{_FILLER}{{0,6}}", re.I)
_KIND_OF = re.compile(rf"\s+{_FILLER}{{0,6}},?\s*", re.I)
_LIST = re.compile(
    rf"(?:\s+(?:{_FEATURE}))?(?:,\s*(?:and\s+|or\s+)?(?:in\s+)?|\s+(?:and|or|&)\s+(?:in\s+)?|\s*/\s*|;\s+)",
    re.I,
)
_LAST_OF_LIST = re.compile(r"(?:\band\b|\bor\b|&)", re.I)
_FOLLOWING = re.compile(rf"\s+({_FEATURE})\b", re.I)
_KIND_BEFORE = re.compile(
    r"\b(?:the|in)\s+(?:(?!capital|largest|biggest|main|second|major|only)[\w’'-]+\s+){0,2}?"
    r"(state|province|governorate|department|prefecture|county|district|municipality|canton|city|town|village|"
    r"township|hamlet|island|states|provinces|governorates|departments|prefectures|counties|districts|cities|towns|"
    r"villages|islands)\s+of\s+$",
    re.I,
)
_NO_LIST_OF = 12
"""Characters after the first name of a list within which the next begins."""
_IN_CAPITAL = re.compile(rf"(?:\s+(?:{_FEATURE}))?,?\s+(?:of|in)\s+the\s+capital\b(?!\s+of)", re.I)
_ARTICLE = re.compile(r"\bthe\s+$", re.I)
_AFTER_BARE = re.compile(
    r"[.,;:!?)\]—–]|\s+(?:and|or|in|on|of|at|to|from|for|with|by|near|is|was|were|are|has|had|have|after|before|that|"
    r"which|who|when|where|as|but|until|since|during|into|through|off|between|outside|while|this|last|again|"
    r"early|late|about|around|across|said|on)\b|\s*$"
)
"""What follows a name that stands for itself, not before a noun ("the Houston area")."""
_HIDDEN_PARENT = re.compile(r",\s+([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2})")
_DATELINE_END = re.compile(
    r"(?:,\s[\w. ]{1,30})?(?:,\s\w{3,9}\.?\s\d{1,2})?\s?(?:\([^)\n]{1,40}\))?\s?(?:—|–|--|-\s|:\s)"
    r"|,\s(?:\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]{0,6})(?:\s\d{4})?[.,:]?\s"
)
_LEADS_IN = re.compile(
    r"[\s,(–—-]*(?:(?:which|that|is|was|are|lies|lying|located|situated|a|an|the|some|about|around|roughly|just|only|"
    rf"{_FEATURE})[\s,]+)*",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that takes part in the decision: a mention, or one that only bears witness.

    Attributes
    ----------
    name : str
        The form to look up.
    mention : Mention or None
        None for a name that no recognizer reported: "La." after a town, the outlet's town.
    witness : str or None
        What a name without a mention is: "parent" or "publisher".
    following : str
        The feature word right behind the name ("province"), or before it with "of", small letters, singular,
        or "".
    in_plural : bool
        Whether that word was in the plural, and so holds for a list ("X, Y and Z counties").
    opens_list : bool
        Whether such a word stands before it and holds for what follows ("the provinces of X, Y and Z").
    article : bool
        Whether it stands for itself with an article ("the Nile", not "the Houston area").
    street : bool
        Whether the words beside it make it a street's name ("the 900 block of Houston").
    """

    name: str
    mention: Mention | None
    witness: str | None = None
    following: str = ""
    in_plural: bool = False
    opens_list: bool = False
    article: bool = False
    street: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationLink:
    """A spatial relation between named places.

    Attributes
    ----------
    target, anchors : int, tuple of int
        Indices into `Evidence.names`.
    relation : SpatialRelation
        Where the target lies, seen from the anchors.
    """

    target: int
    anchors: tuple[int, ...]
    relation: SpatialRelation


@dataclass(slots=True, kw_only=True)
class Evidence:
    """How the names of an article belong together; all numbers are indices into `names`.

    Attributes
    ----------
    names : list of Named
        The mentions in their order, then the witnesses.
    parents : dict of int to list of int
        A name and those said to hold it ("X, Y", "X in Y", "Y's X").
    siblings : dict of int to list of int
        A name and its neighbours in a list.
    datelines : set of int
        Names that open an article's dateline.
    speakers : set of int
        Names that speak or are spoken to as governments are.
    nations : Nations
        What the article's own words tell of its country.
    relations : list of RelationLink
        Stated distances and directions.
    paragraphs : list of int
        A number for the paragraph of each mention.
    in_capital : set of int
        Names said to lie in "the capital", whatever it is called.
    over : dict of int to list of int
        A name and those in the labels and headings that stand over it, the nearest first.
    """

    names: list[Named]
    parents: dict[int, list[int]] = field(default_factory=dict)
    siblings: dict[int, list[int]] = field(default_factory=dict)
    datelines: set[int] = field(default_factory=set)
    speakers: set[int] = field(default_factory=set)
    nations: Nations = field(default_factory=Nations)
    relations: list[RelationLink] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    in_capital: set[int] = field(default_factory=set)
    over: dict[int, list[int]] = field(default_factory=dict)


def read_evidence(
    text: str,
    mentions: Sequence[Mention],
    relations: Sequence[SpatialRelation],
    publisher_names: Sequence[str],
) -> Evidence:
    """Read the words around the mentions.

    Parameters
    ----------
    text : str
        The article.
    mentions : sequence of Mention
        In the order of the text.
    relations : sequence of SpatialRelation
        As the grammar found them.
    publisher_names : sequence of str
        Names of places in the outlet's name.
    """
    paragraphs, over = read_outline(text, mentions)
    evidence = Evidence(
        names=[_named(text, mention) for mention in mentions], nations=read_nations(text),
        paragraphs=paragraphs, over=over,
    )  # fmt: skip
    for index, mention in enumerate(mentions):
        if not _is_label(text, mention.span) and _is_dateline(text, mention.span):
            evidence.datelines.add(index)
        elif speaks(text, mention.span):
            evidence.speakers.add(index)
        if _IN_CAPITAL.match(text, mention.span[1], mention.span[1] + LONGEST_GAP):
            evidence.in_capital.add(index)
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        _hidden_parent(text, index, mention, after, evidence)
    _read_gaps(text, mentions, evidence)
    _link_relations(text, mentions, relations, evidence)
    evidence.names.extend(Named(name=name, mention=None, witness="publisher") for name in publisher_names)
    return evidence


def _named(text: str, mention: Mention) -> Named:
    start, end = mention.span
    found = _FOLLOWING.match(text, end, end + 30)
    before = text[max(0, start - LONGEST_GAP) : start]
    kind_before = None if found else _KIND_BEFORE.search(before)
    word = found[1].casefold() if found else kind_before[1].casefold() if kind_before else ""
    one = singular().get(word, "")
    if kind_before and one != word and not _LIST.match(text, end, end + _NO_LIST_OF):
        one, word = "", ""  # "the towns of Iraq"
    article = _ARTICLE.search(before) is not None and _AFTER_BARE.match(text, end, end + 20) is not None
    plural = one != word
    return Named(
        name=mention.name,
        mention=mention,
        following=one,
        in_plural=plural and kind_before is None,
        opens_list=plural and kind_before is not None,
        article=article,
        street=is_street(text, mention.span),
    )


def _is_dateline(text: str, span: Span) -> bool:
    before = text[: span[0]][-3:].rstrip(" \t\"“'") if span[0] else ""
    if before and before[-1] not in "\n\r.!?—":
        return False
    return _DATELINE_END.match(text, span[1], span[1] + 90) is not None and text[span[0]].isupper()


def _is_label(text: str, span: Span) -> bool:
    """Tell whether a name opens one of several paragraphs that each open so: no dateline."""
    block = layout_of(text).at(span[0])
    return block is not None and block.label is not None and span[0] < block.label[1]


def _hidden_parent(
    text: str, index: int, mention: Mention, after: Mention | None, evidence: Evidence
) -> None:
    found = _HIDDEN_PARENT.match(text, mention.span[1], mention.span[1] + LONGEST_GAP)
    if not found or (after is not None and after.span[0] < found.end(1)):
        return
    name = found[1].rstrip("’'-")
    evidence.names.append(Named(name=name, mention=None, witness="parent"))
    _link(evidence.parents, index, len(evidence.names) - 1)


def _read_gaps(text: str, mentions: Sequence[Mention], evidence: Evidence) -> None:
    gaps = [
        text[left.span[1] : right.span[0]] if right.span[0] - left.span[1] <= LONGEST_GAP else ""
        for left, right in pairwise(mentions)
    ]
    listed = [bool(_LIST.fullmatch(gap)) for gap in gaps]
    for index, gap in enumerate(gaps):
        # "Washington and Paris called for calm": both do.
        if listed[index] and _LAST_OF_LIST.search(gap) and {index, index + 1} & evidence.speakers:
            evidence.speakers |= {index, index + 1} - evidence.datelines
    for index, gap in enumerate(gaps):
        if listed[index]:
            evidence.siblings.setdefault(index, []).append(index + 1)
            evidence.siblings.setdefault(index + 1, []).append(index)
        if _COMMA.fullmatch(gap):
            # "Paris, Texas" stands alone; in "Washington, Ohio and Utah" the comma may only count off.
            # "Akron and Toledo, Ohio": the list has ended with its "and".
            in_list = index > 0 and listed[index - 1] and not _LAST_OF_LIST.search(gaps[index - 1])
            alone = not in_list and not any(listed[index + 1 : index + 2])
            if alone and index + 1 not in evidence.speakers:
                _link(evidence.parents, index, index + 1)
        elif _IN.fullmatch(gap) or _BRACKET.fullmatch(gap) or _is_division_of(mentions[index], gap):
            _link(evidence.parents, index, index + 1)
            within = index + 2 < len(mentions) and evidence.names[index + 2].following
            if within and _owns(mentions[index + 1], gaps[index + 1]):
                _link(evidence.parents, index, index + 2)  # "Kelu in Iraq's Anbar province"
        if _owns(mentions[index], gap):
            _link(evidence.parents, index + 1, index)
    _share_parents(listed, evidence)
    _inherit_parents(len(mentions), evidence)


def _is_division_of(left: Mention, gap: str) -> bool:
    """Tell whether the left name is a division of the right one: "the Anbar province of Iraq"."""
    people = left.kind == "demonym" or left.text.endswith(("'s", "’s", "s'", "s’"))
    return not people and _DIVISION_OF.fullmatch(gap) is not None


def _owns(left: Mention, gap: str) -> bool:
    """Tell whether the left name is said to hold the right one: "Iraq's city of", "Iraqi"."""
    if _POSSESSIVE.fullmatch(gap):
        return True
    kind_of = _KIND_OF.fullmatch(gap) is not None and "," not in gap and not _is_division_of(left, gap)
    possessive = left.kind == "demonym" or left.text.endswith(("'s", "’s", "s'", "s’"))
    return kind_of and (possessive or bool(gap.strip()))


def _share_parents(listed: list[bool], evidence: Evidence) -> None:
    """Give the names of a list the parent said once, before or after it, and the word said once."""
    for index in range(len(listed) - 1, -1, -1):
        if not listed[index]:
            continue
        for parent in evidence.parents.get(index + 1, ())[:2]:
            if parent > index + 1:
                _link(evidence.parents, index, parent)
        plural = evidence.names[index + 1]
        if plural.in_plural and not evidence.names[index].following:
            evidence.names[index] = replace(evidence.names[index], following=plural.following, in_plural=True)
    for index, is_listed in enumerate(listed):
        if is_listed:
            told, untold = evidence.names[index], evidence.names[index + 1]
            if told.opens_list and not untold.following:
                evidence.names[index + 1] = replace(untold, following=told.following, opens_list=True)
            for parent in evidence.parents.get(index, ())[:2]:
                if parent < index:
                    _link(evidence.parents, index + 1, parent)


def _inherit_parents(number: int, evidence: Evidence) -> None:
    """Give each name what holds the one behind it that holds it: "the Kelu area of Ardel zone, in Iraq"."""
    for index in range(number - 1, -1, -1):
        for parent in [parent for parent in evidence.parents.get(index, ()) if parent > index]:
            for wider in evidence.parents.get(parent, ()):
                if wider > parent:
                    _link(evidence.parents, index, wider)


def _link(links: dict[int, list[int]], child: int, parent: int) -> None:
    own = links.setdefault(child, [])
    if parent not in own:
        own.append(parent)


def _link_relations(
    text: str, mentions: Sequence[Mention], relations: Sequence[SpatialRelation], evidence: Evidence
) -> None:
    if not relations:
        return
    starts = [mention.span[0] for mention in mentions]
    for relation in relations:
        target = _last_before(mentions, starts, relation.span[0])
        if target is None:
            continue
        gap = text[mentions[target].span[1] : relation.span[0]]
        if len(gap) > LONGEST_GAP or not _LEADS_IN.fullmatch(gap):
            continue
        for clause in (relation, *relation.chained):
            anchors = tuple(
                found
                for span in clause.anchors
                if (found := _overlapping(mentions, starts, span)) is not None and found != target
            )
            if anchors:
                evidence.relations.append(RelationLink(target=target, anchors=anchors, relation=clause))


def _last_before(mentions: Sequence[Mention], starts: list[int], position: int) -> int | None:

    index = bisect_right(starts, position) - 1
    while index >= 0 and mentions[index].span[1] > position:
        index -= 1
    return index if index >= 0 else None


def _overlapping(mentions: Sequence[Mention], starts: list[int], span: Span) -> int | None:

    index = bisect_left(starts, span[1]) - 1
    return index if index >= 0 and mentions[index].span[1] > span[0] else None
