"""Very long texts in sections, so that the cost stays linear in their length.

Within a section every sentence that tells of an act is weighed against incidents and places.
A news article is one section. A year's report or a digest is cut, and what is told a hundred sentences away
neither joins an incident nor places it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from geoincidents.incidents.events import sentences_of
from geoincidents.types import Parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.relations.relation import Span

_SECTION = 100
"""Sentences of a section: of 2,900 news articles of four corpora the longest has a hundred."""
_SPARE = 20
"""Sentences at the end of a section among which a paragraph's end is looked for to cut at."""


def sections_of(parse: Parse) -> tuple[Parse, ...]:
    """Return the parse of each section; the text stays whole, so that every span stays as it is."""
    sentences = sentences_of(parse.article)
    if len(sentences) <= _SECTION:
        return (parse,)
    starts = [resolution.mention.span[0] for resolution in parse.resolutions]
    cuts = _cuts(parse.article.text, sentences)
    return tuple(_part(parse, starts, sentences, first, last) for first, last in cuts)


def _cuts(text: str, sentences: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the first sentence of each section and the one after its last."""
    first = 0
    while len(sentences) - first > _SECTION:
        most = first + _SECTION
        ends = range(most, most - _SPARE, -1)
        last = next((i for i in ends if "\n\n" in text[sentences[i - 1][1] - 1 : sentences[i][0]]), most)
        yield first, last
        first = last
    yield first, len(sentences)


def _part(parse: Parse, starts: Sequence[int], sentences: Sequence[Span], first: int, last: int) -> Parse:
    start = 0 if first == 0 else sentences[first][0]
    end = len(parse.article.text) if last == len(sentences) else sentences[last][0]
    low, high = bisect_left(starts, start), bisect_left(starts, end)
    relatives = tuple(
        replace(
            relative,
            anchors=tuple(anchor - low for anchor in relative.anchors),
            gloss_of=None if relative.gloss_of is None else relative.gloss_of - low,
        )
        for relative in parse.relatives
        if start <= relative.relation.span[0] < end
        and all(low <= index < high for index in _indices(relative.anchors, relative.gloss_of))
    )
    return Parse(
        article=replace(parse.article, sentences=tuple(sentences[first:last])),
        resolutions=parse.resolutions[low:high],
        relatives=relatives,
    )


def _indices(anchors: Sequence[int], gloss_of: int | None) -> tuple[int, ...]:
    return tuple(anchors) if gloss_of is None else (*anchors, gloss_of)
