"""Names of which a distance or direction is told: "Kelu lies 70 km north of Ardel", "Kelu, 5 km from Ardel".

Such words name a place whatever the model says and whether the gazetteer knows it or not: they are how news
tells its readers of villages that nobody has heard of.
"""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.relations.vocabulary import vocabulary
from geoincidents.mentions.context import is_common
from geoincidents.mentions.reading import Reading
from geoincidents.mentions.words import words

_LONGEST = 4  # tokens of a name
_REACH = 9  # tokens from a unit to the "of" or "from" behind it: "km (25 miles) to the south-west of"
_SURELY = 0.7  # a person's name, from here on
_VERBS = frozenset({"is", "lies", "sits", "stands", "was", "lay"})
_LIES = frozenset({"located", "situated", "lying"})
_TOWARDS = frozenset({"-", "to", "the", "away", "by", "road", "just", "further", "far", "due"})


def described(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the names as half-open ranges of tokens, in the order of the text."""
    said, tokens = vocabulary(), reading.tokens
    for at, token in enumerate(tokens):
        word = token.text
        if word in said.units and word.isalpha():
            number = _before_number(reading, at)
            name = _name_before(reading, number) if number < at and _is_from(reading, at + 1) else None
        elif word in said.winds and _is_from(reading, at) and tokens[at - 1].text not in said.units:
            name = _name_before(reading, _skipped(reading, at, _TOWARDS))
        else:
            continue
        if name is not None:
            yield name


def _is_from(reading: Reading, at: int) -> bool:
    """Tell whether "north of", "away from", "(25 miles) to the west of" stands at a token."""
    said, tokens = vocabulary(), reading.tokens
    end = min(at + _REACH, len(tokens) - 1)
    if at < end and tokens[at].text == "(":
        at = next((n + 1 for n in range(at, end) if tokens[n].text == ")"), end)
    while at < end and (tokens[at].text in said.winds or tokens[at].text in _TOWARDS):
        at += 1
    return (
        at < end
        and tokens[at].text in {"of", "from"}
        and reading.sentence[at + 1] == reading.sentence[at - 1]
    )


def _before_number(reading: Reading, at: int) -> int:
    """Return the first token of the number, with its hedge, that ends before a token."""
    said, tokens = vocabulary(), reading.tokens
    first = at
    while first > 0 and (
        tokens[first - 1].text[0].isdigit()
        or tokens[first - 1].text in said.numbers
        or tokens[first - 1].text == "-"
    ):
        first -= 1
    return _skipped(reading, first, _hedges()) if first < at else at


def _hedges() -> frozenset[str]:
    return frozenset(word for hedge in vocabulary().hedges for word in hedge.split()) | {"located"}


def _skipped(reading: Reading, at: int, passed: frozenset[str]) -> int:
    while at > 0 and reading.tokens[at - 1].text in passed:
        at -= 1
    return at


def _name_before(reading: Reading, at: int) -> tuple[int, int] | None:
    """Return the name that ends before a token, with a comma or "which lies" between; None without."""
    tokens = reading.tokens
    last = _skipped(reading, at, _LIES)
    verb = last > 0 and tokens[last - 1].text in _VERBS
    last -= verb
    last -= verb and last > 0 and tokens[last - 1].text in {"which", "that"}
    comma = last > 0 and tokens[last - 1].text == ","
    last -= comma
    if not (verb or comma) or last <= 0:
        return None
    first = last
    while (
        first > 0
        and last - first < _LONGEST
        and reading.sentence[first - 1] == reading.sentence[at]
        and (tokens[first - 1].text[0].isupper() or (first < last and _is_joint(reading, first - 1)))
    ):
        first -= 1
    while first < last and (not tokens[first].text[0].isupper() or _opens(reading, first, last)):
        first += 1
    return None if first == last or _is_other(reading, first, last) else (first, last)


def _is_joint(reading: Reading, at: int) -> bool:
    """Tell whether it is the hyphen in a name: "Deir-ez-Zor"."""
    hyphen = reading.tokens[at]
    return hyphen.text == "-" and at > 0 and reading.tokens[at - 1].end == hyphen.start


def _opens(reading: Reading, first: int, last: int) -> bool:
    """Tell whether a capitalised word only opens the sentence before the name: "In Kelu"."""
    return (
        last - first > 1
        and first == reading.tagged.bounds[reading.sentence[first]][0]
        and is_common(reading.tokens[first].text)
    )


def _is_other(reading: Reading, first: int, last: int) -> bool:
    """Tell whether it is no place's own name: "Monday, 5 km from", "John Smith, 10 miles from"."""
    if any(no(first, last) for no in (reading.is_generic, reading.is_everyday, reading.is_surname)):
        return True
    owner = reading.owner[first]
    person = owner is not None and owner.label == "PER" and owner.score > _SURELY and last - first > 1
    return person or reading.near(first, last).before in words().person_titles
