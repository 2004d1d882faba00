"""Known names that fill a heading or a part of a label: "North Estra", "12 March, Ardel: …", "Ardel – …".

Reports tell so where what follows happened. There is no sentence around such a name that could speak for it,
and the words beside it are those of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.relations.relation import Span
from geoincidents.layout import layout_of
from geoincidents.mentions.context import plain
from geoincidents.mentions.reading import PLACES, Reading
from geoincidents.mentions.words import words

_OTHER_KINDS = frozenset({"state", "sector", "area", "camp"})
_SEVERAL = 2
"""Labels that are names of places: with one of them another may be anything."""
_ENDS = frozenset({",", ":", ".", "(", ")", "[", "]", "/", "|", "–", "—", "-", ";"})


def labelled(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield such names as half-open ranges of tokens, in the order of the text."""
    spans = _spans(reading.text)
    if not spans:
        return
    listed = _listed(reading, spans)
    for match in reading.tagged.matches:
        start, end = reading.tokens[match.first].start, reading.tokens[match.last - 1].end
        inside = next((span for span in spans if span[0] <= start and end <= span[1]), None)
        if inside is None or match.entry.name_class not in PLACES | {"village"}:
            continue
        last = match.last
        divided = last < len(reading.tokens) and _is_kind(reading.tokens[last].text)
        told = divided or (listed and (start, end) == inside)
        if reading.is_generic(match.first, last) or (reading.is_everyday(match.first, last) and not told):
            continue
        if _fills(reading, match.first, last + divided, inside):
            yield match.first, last


def _listed(reading: Reading, spans: Sequence[Span]) -> bool:
    """Tell whether several labels are names of places and nothing else: then an everyday word is one too."""
    whole = {
        (reading.tokens[match.first].start, reading.tokens[match.last - 1].end)
        for match in reading.tagged.matches
        if match.entry.name_class in PLACES and not reading.is_everyday(match.first, match.last)
    }
    return sum(span in whole for span in spans) >= _SEVERAL


def _spans(text: str) -> list[Span]:
    layout = layout_of(text)
    if layout.is_plain:
        return []
    return [
        span
        for block in layout
        for span in ((block.span if block.kind == "heading" else block.label),)
        if span is not None
    ]


def _is_kind(word: str) -> bool:
    lists = words()
    return plain(word) in lists.settlement_nouns | lists.division_heads | _OTHER_KINDS


def _fills(reading: Reading, first: int, last: int, span: Span) -> bool:
    """Tell whether only marks part a name from its neighbours."""
    tokens = reading.tokens
    opens = first == 0 or tokens[first - 1].end <= span[0] or tokens[first - 1].text in _ENDS
    closes = last >= len(tokens) or tokens[last].start >= span[1] or tokens[last].text in _ENDS
    return opens and closes
