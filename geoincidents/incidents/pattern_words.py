"""Words without which a pattern cannot match, read off the pattern itself."""

from __future__ import annotations

from functools import cache, lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

LETTERS = 4
"""Letters that stand for all words that begin so."""
_LONGEST = 20
"""Letters of a word that are read."""
_COMMON = frozenset({
    "a", "an", "and", "as", "at", "been", "by", "for", "from", "had", "has", "have", "he", "her", "his", "i",
    "in", "is", "it", "of", "on", "one", "or", "said", "she", "that", "the", "they", "this", "to", "two",
    "was", "were", "who", "with",
})  # fmt: skip
"""Words that stand in every third sentence …"""
_WEIGHT = 30
"""… and weigh as many others where a pattern has several to tell it by."""
_FEW = 4
"""Letters in brackets, such as "[Ii]", that are read as one each."""
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SIMPLE = (op.AT, op.IN, op.LITERAL, *_REPEATS)
_ANYTHING = [(op.ANY, None)]
_NO_LETTER = _parser.parse(r"\w").data

Node = tuple[Any, Any]


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """Return words, or first letters of words, of which every match holds one of each, the rarest first.

    Examples
    --------
    >>> [sorted(words) for words in needs(r"\\b(?:the|an) (?:attack\\w*|raids?)\\b")]
    [['atta', 'attack', 'raid', 'raids'], ['an', 'the']]
    """
    found = dict.fromkeys(map(frozenset, _each_needed(_parsed(pattern), False)))
    return tuple(sorted(found, key=weight))


def begins_with(pattern: str) -> frozenset[str] | None:
    """Return the words, or first letters of words, that every match of a pattern begins with; None for any.

    Examples
    --------
    >>> sorted(begins_with(r"(?:last\\s+)?(?:night|evenings?)\\b"))
    ['evening', 'evenings', 'last', 'night']
    """
    found = _first(_parsed(pattern), "")
    return None if found is None else frozenset(found)


@lru_cache(maxsize=1)
def _parsed(pattern: str) -> Sequence[Node]:
    """Return a pattern's nodes, which whoever asks both questions of it asks one after the other."""
    nodes: Sequence[Node] = _parser.parse(pattern).data
    return nodes


def _needed(nodes: Sequence[Node], outside: bool) -> set[str] | None:
    """Return the rarest words that a run of nodes needs."""
    return min(_each_needed(nodes, outside), key=weight, default=None)


def _each_needed(nodes: Sequence[Node], outside: bool) -> list[set[str]]:
    """Return all that a run of nodes needs that begins `outside` of words, or may begin inside of one."""
    found = []
    for number, (kind, what) in enumerate(nodes):
        if outside:
            found.append(_first(nodes[number:], ""))
        if kind is op.LITERAL:
            outside = not _is_letter(what)
            continue
        after = [node for node in nodes[number + 1 : number + 2] if node[0] in _SIMPLE]  # it may end a word
        if kind is op.BRANCH:
            found.append(_union(_needed([*branch.data, *after], outside) for branch in what[1]))
        elif kind is op.SUBPATTERN or (kind in _REPEATS and what[0]) or (kind is op.ASSERT and what[0] > 0):
            found.append(_needed([*what[-1].data, *after], outside))
        outside = _ends_outside(kind, what, outside)
    return [words for words in found if words]


def weight(words: AbstractSet[str]) -> int:
    """Return how often one of some words stands in a sentence, on a scale of its own."""
    return sum(_WEIGHT if word in _COMMON else 1 for word in words)


def _union(parts: Iterator[set[str] | None]) -> set[str] | None:
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def _first(nodes: Sequence[Node], letters: str) -> set[str] | None:
    """Return the words, or their first letters, that a run of nodes may begin with; None for any."""
    for number, (kind, what) in enumerate(nodes, 1):
        if len(letters) == _LONGEST:
            break
        if kind is op.LITERAL and _is_letter(what):
            letters += chr(what).lower()
        elif _is_outside(kind, what) or (letters and _ends_word(kind, what)):
            return {letters} if letters else None
        elif kind is op.SUBPATTERN:
            return _first([*what[-1].data, *nodes[number:]], letters)
        elif kind is op.BRANCH:
            return _union(_first([*branch.data, *nodes[number:]], letters) for branch in what[1])
        elif kind in _REPEATS:
            (low, high, inner), rest = what, nodes[number:]
            repeated = _first([*inner.data, *(rest if high == 1 else _ANYTHING)], letters)
            return _union(iter([repeated] if low else [repeated, _first(rest, letters)]))
        elif kind is op.IN and len(what) <= _FEW and all(k is op.LITERAL and _is_letter(c) for k, c in what):
            return _union(_first([one, *nodes[number:]], letters) for one in what)
        elif kind not in (op.ASSERT, op.ASSERT_NOT, op.AT):
            break
    return {letters[:LETTERS]} if len(letters) >= LETTERS else None


def _ends_word(kind: Any, what: Any) -> bool:
    """Tell whether a node says that no letter follows."""
    if kind is op.ASSERT_NOT:
        return bool(what[0] > 0 and what[1].data == _NO_LETTER)
    return kind is op.AT and what is not op.AT_NON_BOUNDARY


@cache
def _is_letter(code: int) -> bool:
    return chr(code).isalnum() or code == ord("_")


def _is_outside(kind: Any, what: Any) -> bool:
    """Tell whether a node is a character that belongs to no word."""
    if kind is op.IN:
        return all((k, c) == (op.CATEGORY, op.CATEGORY_SPACE) or _is_outside(k, c) for k, c in what)
    return kind is op.LITERAL and not _is_letter(what)


def _ends_outside(kind: Any, what: Any, before: bool) -> bool:
    """Tell whether what follows a node stands outside of words, where the node itself begins so or not."""
    if kind is op.BRANCH:
        return all(_run_ends_outside(branch.data, before) for branch in what[1])
    if kind is op.SUBPATTERN:
        return _run_ends_outside(what[-1].data, before)
    if kind in _REPEATS:
        return _run_ends_outside(what[-1].data, before) and (what[0] > 0 or before)
    if kind is op.AT:  # a letter that follows a boundary begins a word
        return what in (op.AT_BOUNDARY, op.AT_BEGINNING, op.AT_BEGINNING_STRING) or before
    return before if kind in (op.ASSERT, op.ASSERT_NOT) else _is_outside(kind, what)


def _run_ends_outside(nodes: Sequence[Node], before: bool) -> bool:
    for kind, what in nodes:
        before = _ends_outside(kind, what, before)
    return before
