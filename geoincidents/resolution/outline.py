"""Where an article's names stand: in which paragraph, and under which headings and labels with places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from gazetteer.relations.relation import Span
from geoincidents.layout import layout_of
from geoincidents.types import Mention


def read_outline(text: str, mentions: Sequence[Mention]) -> tuple[list[int], dict[int, list[int]]]:
    """Return each mention's paragraph, and the mentions in what stands over it, the nearest first.

    Parameters
    ----------
    text : str
        The article's text.
    mentions : sequence of Mention
        In the order of the text.
    """
    layout = layout_of(text)
    starts = [mention.span[0] for mention in mentions]
    paragraphs: list[int] = []
    over: dict[int, list[int]] = {}
    for index, start in enumerate(starts):
        block = layout.at(start)
        paragraphs.append(-1 if block is None else block.span[0])
        if block is None:
            continue
        spans: list[Span] = [] if block.label is None or start < block.label[1] else [block.label]
        spans += reversed(block.above)
        found = [
            at for span in spans for at in range(bisect_left(starts, span[0]), bisect_left(starts, span[1]))
        ]
        if found:
            over[index] = found
    return paragraphs, over
