"""How a text is laid out: headings, items of lists, rows of tables, and the words that each item opens with.

A situation report tells where and when once, above or before what happened: "North Estra", "12 March,
Ardel: …". The stages read such words as holding for what stands under or behind them, for no other item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gazetteer.relations.relation import Span

_BULLET = re.compile(
    r"[^\S\n]*(?:[•·▪▫–—►▶◦‣●○■□✓✔➤*-][^\S\n]+|\(?\d{1,2}(?:[.)]-?|\.?[°º])[^\S\n]+|\([a-z]\)[^\S\n]+|[a-h][.)][^\S\n]+|#{1,5}[^\S\n]+)"
)
_CELLS = re.compile(r"[^\S\n]*\|?[^|\n\t]*(?:\||\t)[^|\n\t]*(?:\||\t)")
_LOWER = (
    "of|the|and|in|near|on|at|to|de|du|des|la|le|el|al|da|do|dos|von|district|districts|province|provinces|state|states|"
    "region|regions|county|counties|governorate|department|oblast|raion|division|subdivision|territory|prefecture|cercle|commune|"
    "municipality|municipalities|community|parish|borough|ward|city|town|village|area|areas|camp|woreda|zone|sector|front|axis|road|"
    "line|border|"
    "rural|urban|north|south|east|west|central|northern|southern|eastern|western|north-east|north-west|south-east|"
    "south-west|hrs|hours|h|am|pm|a\\.m\\.|p\\.m\\.|local|time|night|morning|evening|afternoon|early|late|hrs\\.|about|around|approx\\."
)
_WORD = rf"(?:[A-ZÀ-ÖØ-ÞĀĐİŁŚŞŠŽ][\w’'.-]*|\d[\w:.-]*|(?:{_LOWER})(?![\w’'-]))"
_LABEL_WORDS = rf"{_WORD}(?:(?:,?[ \t]+|[ \t]?/[ \t]?|,)[(\[]?{_WORD}[)\]]?)*"
_LABEL = re.compile(
    rf"[ \t]*(?P<words>[(\[]?{_LABEL_WORDS}[)\]]?"
    rf"(?:[ \t]+[–—-]+[ \t]+{_LABEL_WORDS}(?=[ \t]*(?::|[ \t][–—-]+[ \t])))*)"
    r"[ \t]*(?:(?P<colon>:)|(?P<dash>[ \t][–—-]+)|(?P<stop>\.(?=[ \t]+[\"“‘]?[A-Z])))[ \t]+(?=\S)"
)
_LONGEST_LABEL = 90
"""Characters of the words before a colon: "0640 hours, Ardel district, Estra Province" has forty."""
_SHORT_LABEL = 40
"""Of a label that ends with a full stop: "North Estra." and "Monday, 12 March." are shorter."""
_LONGEST_HEADING = 70
"""Characters of a line that is a heading; headlines of articles are longer and stand first."""
_HEADING_END = re.compile(r"[.!?,;…\"”’]\s*$")
_STARTS = re.compile(r"[^\w\[(]*(?!By\s)[A-ZÀ-ÖØ-ÞĀĐİŁŚŞŠŽ\d]")
_WHOLE_WORD = re.compile(r"[^\W\d_]{3,}[)\]]?$|\d$")
_LINE_END = re.compile(r"[.!?:;)][\"”’]?\s*$")
_LINK = re.compile(
    r"[^\w\n]*(?:(?:read|see|watch|listen|more)(?:\s+(?:more|also|too|next|on\s+this|here|now))?|also\s+(?:read|see|on)|related(?:\s+\w+)?|"
    r"(?:most|also)\s+(?:read|popular)|recommended(?:\s+\w+)?|trending(?:\s+now)?|don['’]t\s+miss|further\s+reading|"
    r"(?:file|archive)(?:\s+(?:photo|picture|image|pic))?)\s*(?::|\||[–—-]\s)",
    re.IGNORECASE,
)
"""How a line of a page begins that leads to another article, or a caption of a picture of former days."""
_MOST_WORDS = 9
_LEAST_CELLS = _LEAST_ITEMS = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A line or a paragraph.

    Attributes
    ----------
    span : Span
        Where it stands.
    kind : str
        "heading", "item" (of a list or a table) or "prose".
    label : Span or None
        The words that it opens with and that tell of all the rest of it: "12 March, Djibo".
    above : tuple of Span
        Headings and labels that stand over it, the nearest last; not the article's title.
    unit : int
        Items have each their own, what stands under one heading shares one.
    section : int
        What stands under one heading, its items too, shares one; 0 is before the first.
    """

    span: Span
    kind: str
    label: Span | None
    above: tuple[Span, ...]
    unit: int
    section: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    paragraph: bool
    alone: bool


class Layout(tuple[Block, ...]):
    """The blocks of a text, in order; each look-up is made once, when it is first asked for."""

    def at(self, offset: int) -> Block | None:
        """Return the block that holds an offset; None where there is none."""
        number = bisect_right(self._starts, offset) - 1
        return self[number] if number >= 0 else None

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span[0] for block in self]

    @cached_property
    def is_plain(self) -> bool:
        """True where all is prose without headings or labels."""
        return not any(block.kind == "item" or block.label or block.above for block in self)

    @cached_property
    def first(self) -> frozenset[Span]:
        """What stands before the first heading and the first item, the title too."""
        return frozenset(block.span for block in self if block.unit == 0)

    @cached_property
    def is_list(self) -> bool:
        """True where several items or paragraphs each open with a label of their own."""
        return sum(block.label is not None for block in self) >= _LEAST_ITEMS


def is_item(line: str) -> bool:
    """Tell whether a line begins an item of a list, or is a row of a table.

    Examples
    --------
    >>> is_item("- 12 March, Ardel: gunmen came."), is_item("• Unknown gunmen"), is_item("Gunmen came.")
    (True, True, False)
    """
    return _BULLET.match(line) is not None or _CELLS.match(line) is not None


def is_link(line: str) -> bool:
    """Tell whether a line leads to another article, or is the caption of a picture of former days.

    Examples
    --------
    >>> is_link("Read more: Gunmen attack Ardel"), is_link("FILE - Ardel in May"), is_link("More men came.")
    (True, True, False)
    """
    return _LINK.match(line) is not None


@lru_cache(maxsize=4)
def layout_of(text: str) -> Layout:
    """Return the blocks of a text.

    Examples
    --------
    >>> text = "Week 12\\n\\nNorth Estra\\n\\n- 12 March, Ardel: Gunmen came.\\n- 13 March: A mine."
    >>> [(block.kind, text[slice(*(block.label or (0, 0)))]) for block in layout_of(text)]
    [('prose', ''), ('heading', ''), ('item', '12 March, Ardel'), ('item', '13 March')]
    >>> [text[slice(*span)] for span in layout_of(text)[2].above]
    ['North Estra']
    """
    lines = _lines(text)
    kinds = [_kind(text, lines, number) for number in range(len(lines))]
    labels = [_label(text, lines, kinds, number) for number in range(len(lines))]
    _drop_dateline(text, kinds, labels)
    return Layout(_blocks(text, lines, kinds, labels))


def _lines(text: str) -> list[_Line]:
    """Return the lines that are not blank; each tells whether it begins a paragraph and is one by itself."""
    spans = []
    position = 0
    for raw in text.split("\n"):
        spans.append((position, position + len(raw), not raw.strip()))
        position += len(raw) + 1
    found = []
    for number, (start, end, blank) in enumerate(spans):
        if blank:
            continue
        first = number == 0 or spans[number - 1][2]
        last = number + 1 == len(spans) or spans[number + 1][2]
        found.append(_Line(start, end, first, first and last))
    return found


def _kind(text: str, lines: list[_Line], number: int) -> str:
    line = lines[number]
    words = text[line.start : line.end]
    marked = _BULLET.match(words)
    if number and (marked or (("|" in words or "\t" in words) and _CELLS.match(words))):
        heading = marked is not None and "#" in marked.group()
        return "heading" if heading else "item"
    if number == 0 or number + 1 == len(lines):
        return "prose"
    short = len(words.strip()) <= _LONGEST_HEADING and len(words.split()) <= _MOST_WORDS
    if not short or not _STARTS.match(words) or _HEADING_END.search(words):
        return "prose"
    before, following = lines[number - 1], lines[number + 1]
    if is_item(text[following.start : following.end]):
        begins = line.paragraph or _LINE_END.search(text, before.start, before.end) is not None
        return "heading" if begins or is_item(text[before.start : before.end]) else "prose"
    over_text = line.alone or len(words.strip()) < (following.end - following.start) / 2
    return "heading" if line.paragraph and (over_text or words.rstrip().endswith(":")) else "prose"


def _label(text: str, lines: list[_Line], kinds: list[str], number: int) -> Span | None:
    """Return the words that a paragraph, an item or a line opens with and that tell of the rest."""
    line = lines[number]
    title = number == 0 and line.alone and not _ends(text, line)
    if kinds[number] == "heading" or title or is_link(text[line.start : line.end]):
        return None
    if kinds[number] == "item":
        marked = _BULLET.match(text, line.start, line.end)
        if marked is None:
            return _first_cells(text, line)
        start = marked.end()
    elif line.paragraph or kinds[number - 1] == "heading" or _ends(text, lines[number - 1]):
        start = line.start
    else:
        return None
    match = _LABEL.match(text, start, min(line.end, start + _LONGEST_LABEL + 4))
    if match is None or (match["stop"] and not _is_short_label(match["words"])):
        return None
    if number == 0 and line.alone and not match["colon"]:
        return None  # a dateline's dash
    return match.span("words")


def _is_short_label(words: str) -> bool:
    """Tell whether words before a full stop are a label ("Gao."), no abbreviation ("Mr.", "U.S.")."""
    return len(words) <= _SHORT_LABEL and _WHOLE_WORD.search(words) is not None


def _ends(text: str, line: _Line) -> bool:
    """Tell whether a line ends where a sentence does, and so is not wrapped."""
    return _LINE_END.search(text, line.start, line.end) is not None


def _first_cells(text: str, line: _Line) -> Span | None:
    """Return the cells of a row before its longest one, which tells what happened."""
    cells = [match.span() for match in re.finditer(r"[^|\t]+", text[line.start : line.end])]
    longest = max(range(len(cells)), key=lambda at: cells[at][1] - cells[at][0], default=0)
    if len(cells) < _LEAST_CELLS or longest == 0:
        return None
    return line.start + cells[0][0], line.start + cells[longest - 1][1]


def _drop_dateline(text: str, kinds: list[str], labels: list[Span | None]) -> None:
    """Take the words before the first paragraph's dash for a dateline where no other paragraph has any.

    Under a heading only one in capitals is taken for it: "North Estra", "Ardel – Gunmen came."
    """
    told = [
        (number, label)
        for number, label in enumerate(labels)
        if label and kinds[number] == "prose" and text[label[1] : label[1] + 1] != "."
    ]
    if len(told) != 1:
        return
    number, label = told[0]
    before = kinds[1:number]
    if "item" not in before and ("heading" not in before or text[slice(*label)].isupper()):
        labels[number] = None


def _blocks(text: str, lines: list[_Line], kinds: list[str], labels: list[Span | None]) -> list[Block]:
    blocks: list[Block] = []
    outer: Span | None = None
    inner: Span | None = None
    opened: Span | None = None
    unit = section = 0
    after = [*kinds, ""][1:]
    for line, kind, label, following in zip(lines, kinds, labels, after, strict=True):
        span = line.start, line.end
        if kind == "heading":
            unit, section = unit + 1, section + 1
            if following == "heading":
                outer, inner = span, None
            else:
                inner = span
            opened = None
        elif kind == "item" or label is not None:
            unit += 1
            opened = label if label and text[label[1] : label[1] + 1] == "." else None
        elif blocks and (blocks[-1].kind == "item" or blocks[-1].label) and opened is None:
            unit += 1
        above = tuple(over for over in (outer, inner) if over is not None and kind != "heading")
        if kind == "prose" and label is None and opened is not None:
            above = (*above, opened)
        blocks.append(Block(span, kind, label, above, unit, section))
    return blocks
