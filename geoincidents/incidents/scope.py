"""Which places hold for an incident by where it stands: those of its item and of the headings over it.

A town that the text names only afterwards, for another incident, is none of its places either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.location import Precision
from geoincidents.incidents.company import Company

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazetteer.relations.relation import Span
    from geoincidents.incidents.mention import EventMention
    from geoincidents.incidents.options import Option
    from geoincidents.layout import Block, Layout


@dataclass(frozen=True, slots=True)
class Scope:
    """The places that stand over an incident.

    Attributes
    ----------
    label : tuple of Option
        Those that its item opens with ("12 March, Ardel: ...").
    above : tuple of Option
        Those of the nearest heading that names any.
    """

    label: tuple[Option, ...] = ()
    above: tuple[Option, ...] = ()


NOWHERE = Scope()


def scope_of(mentions: Sequence[EventMention], options: Sequence[Option]) -> Scope:
    """Return the places that the labels and headings over an incident's sentences name."""
    told = [mention for mention in mentions if mention.block is not None]
    if not any(mention.block.label or mention.block.above for mention in told if mention.block):
        return NOWHERE
    told.sort(key=lambda m: (-m.strength, m.sentence))
    blocks = [mention.block for mention in told if mention.block is not None]
    company = Company.of(options)
    labels = (company.named_in(block.label) for block in blocks if block.label is not None)
    heads = (company.named_in(span) for block in blocks for span in reversed(block.above))
    return Scope(next(filter(None, labels), ()), next(filter(None, heads), ()))


def of_item(mentions: Sequence[EventMention], options: Company, layout: Layout) -> Company:
    """Leave out what stands only in other items of a list, or under other headings.

    Parameters
    ----------
    mentions : sequence of EventMention
        The incident's sentences.
    options : Company
        The article's places.
    layout : Layout
        How the text is laid out.
    """
    if layout.is_plain:
        return options
    blocks = [mention.block for mention in mentions if mention.block is not None]
    if any(block.unit == 0 for block in blocks) or not _tells(mentions, blocks, options):
        return options
    units = {block.unit for block in blocks}
    over = {span for block in blocks for span in block.above}
    kept = [o for o in options if any(_stands(x.span, layout, units, over) for x in o.occurrences)]
    return options.only(kept)


def _tells(mentions: Sequence[EventMention], blocks: Sequence[Block], options: Company) -> bool:
    """Tell whether an item says where it happened; a statement's numbered points mostly do not."""
    return any(block.label or block.above for block in blocks) or any(
        not option.demonym for m in mentions for option in options.by_sentence.get(m.sentence, ())
    )


def _stands(span: Span, layout: Layout, units: Collection[int], over: Collection[Span]) -> bool:
    block = layout.at(span[0])
    return (
        block is None
        or block.unit in units
        or block.span in layout.first
        or any(start <= span[0] < end for start, end in over)
    )


def in_scope(mentions: Sequence[EventMention], firsts: Sequence[EventMention], options: Company) -> Company:
    """Leave out the towns and provinces that stand only from the next incident's first sentence on.

    Parameters
    ----------
    mentions : sequence of EventMention
        The incident's sentences.
    firsts : sequence of EventMention
        The first sentence of each incident.
    options : Company
        The article's places.
    """
    told = {mention.sentence for mention in mentions}
    last = max(told)
    paragraph = {mention.paragraph for mention in mentions}
    after = [
        first.sentence
        for first in firsts
        if first.sentence > last and first.paragraph >= 0 and first.paragraph not in paragraph
    ]
    if not after:
        return options
    end = min(after)
    kept = [
        option
        for option in options
        if option.location.precision >= Precision.COUNTRY
        or any(
            occurrence.sentence < end or occurrence.sentence in told
            for occurrence in option.occurrences
            if "site_within"
            not in occurrence.cues  # a name no gazetteer knows, put at a town named elsewhere
        )
    ]
    return options.only(kept)
