"""Regular expressions that a search finds fast: told apart by the letters that their words begin with.

``re`` tries a pattern at every character of a text, unless it begins with a letter or with one of some
letters: then it skips to the next of these, several times as fast. "\\b" before the words hides them from it.
Here it is asked once the first letter stands: "\\b(?:at|on)" becomes "a(?<!\\wa)t|o(?<!\\wo)n".
"""

from __future__ import annotations

import re
from itertools import takewhile
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_IN_BRACKETS = 8
"""Characters in brackets that are told apart one by one."""
_MOST_LETTERS = 8
"""Letters to skip to; where words begin with more, the beginnings of words are the fewer.

Patterns of one or two took a fourteenth of the plain time, of seven or eight .94, of eleven to 15 1.3.
"""
_OPTIONAL = (0, 1)
_WORD = (op.IN, [(op.CATEGORY, op.CATEGORY_WORD)])
_OF_WORDS = (op.CATEGORY_DIGIT, op.CATEGORY_WORD)

Node = tuple[Any, Any]
Head = tuple[int, bool, list[Node]]
"""A first letter, whether a word begins with it, and what follows."""


def searching(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern, compiled so that a search for it skips to what it may begin with.

    Parameters
    ----------
    pattern : str
        Matches the same as ``re.compile(pattern, flags)``.
    flags : int
        As of ``re.compile``.

    Examples
    --------
    >>> searching(r"\\b(?:at|on) dawn").findall("What dawn? They came at dawn.")
    ['at dawn']
    """
    parsed = _parser.parse(pattern, flags)
    begun = _begun_by_letters(parsed.data, False, parsed.state)
    tree = parsed if begun is None else _parser.SubPattern(parsed.state, begun)
    compiled: re.Pattern[str] = _compiler.compile(tree, flags)
    return compiled


def _begun_by_letters(nodes: Sequence[Node], bounded: bool, state: Any) -> list[Node] | None:  # noqa: PLR0911 - one return a kind of node
    """Return nodes that match the same and begin with characters; None where that cannot be."""
    if not nodes:
        return None
    (kind, what), *rest = nodes
    if (kind, what) == (op.AT, op.AT_BOUNDARY):
        return _begun_by_letters(rest, True, state)
    if kind is op.SUBPATTERN:
        group, *switched, inner = what
        begun = None if any(switched) else _begun_by_letters(inner.data, bounded, state)
        if begun is None:
            return None
        return [(kind, (group, *switched, _parser.SubPattern(state, begun))), *rest]
    if kind is op.LITERAL:
        return _behind_run(nodes, state) if bounded and _is_of_word(what) else None
    if kind is op.IN and bounded:
        return [(kind, what), _not_within([(kind, what)], state), *rest] if _all_in_words(what) else None
    nodes, rest = ([(kind, what)], rest) if kind is op.BRANCH else (nodes, [])
    heads = _heads(nodes, bounded)
    if heads is None or (bounded and len({letter for letter, *_ in heads}) > _MOST_LETTERS):
        return None
    return [_told_apart(heads, state), *rest]


def _behind_run(nodes: Sequence[Node], state: Any) -> list[Node]:
    """Return nodes that begin with letters, the boundary asked for behind the last of these."""
    letters = list(takewhile(lambda node: node[0] is op.LITERAL, nodes))
    return [*letters, _not_within(letters, state), *nodes[len(letters) :]]


def _heads(nodes: Sequence[Node], bounded: bool) -> list[Head] | None:  # noqa: PLR0911 - likewise
    """Return all that nodes may begin with, in the order in which it is tried; None where any is none."""
    if not nodes:
        return None
    (kind, what), *rest = nodes
    if (kind, what) == (op.AT, op.AT_BOUNDARY):
        return _heads(rest, True)
    if kind is op.LITERAL:
        return None if bounded and not _is_of_word(what) else [(what, bounded, rest)]
    if kind is op.IN and len(what) <= _MOST_IN_BRACKETS:
        return _joined([[node, *rest] for node in what], bounded)
    if kind is op.BRANCH:
        return _joined([[*branch.data, *rest] for branch in what[1]], bounded)
    if kind is op.SUBPATTERN and what[0] is None and not any(what[1:-1]):
        return _heads([*what[-1].data, *rest], bounded)
    if kind is op.MAX_REPEAT and what[:2] == _OPTIONAL:
        return _joined([[*what[-1].data, *rest], rest], bounded)
    return None


def _joined(each: Sequence[Sequence[Node]], bounded: bool) -> list[Head] | None:
    found: list[Head] = []
    for nodes in each:
        heads = _heads(nodes, bounded)
        if heads is None:
            return None
        found += heads
    return found


def _told_apart(heads: Sequence[Head], state: Any) -> Node:
    """Return a branch a letter, in each those that begin with it in their order."""
    by_letter: dict[int, list[list[Node]]] = {}
    for letter, bounded, rest in heads:
        begins = [_not_within([(op.LITERAL, letter)], state)] if bounded else []
        by_letter.setdefault(letter, []).append([*begins, *rest])
    branches = [[(op.LITERAL, letter), *_any_of(each, state)] for letter, each in by_letter.items()]
    return op.BRANCH, (None, [_parser.SubPattern(state, branch) for branch in branches])


def _any_of(each: Sequence[list[Node]], state: Any) -> list[Node]:
    if len(each) == 1:
        return each[0]
    return [(op.BRANCH, (None, [_parser.SubPattern(state, nodes) for nodes in each]))]


def _not_within(read: Sequence[Node], state: Any) -> Node:
    """Return the assertion that the characters just read begin a word."""
    return op.ASSERT_NOT, (-1, _parser.SubPattern(state, [_WORD, *read]))


def _all_in_words(what: Sequence[Node]) -> bool:
    """Tell whether all characters in brackets are those of words."""
    return all(
        (kind is op.LITERAL and _is_of_word(one)) or (kind is op.CATEGORY and one in _OF_WORDS)
        for kind, one in what
    )


def _is_of_word(code: int) -> bool:
    return chr(code).isalnum() or code == ord("_")
