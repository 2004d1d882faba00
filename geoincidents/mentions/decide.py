"""Place or not: the model's labels, the gazetteer and the whole document decide together.

The model labels each name as its training texts do: "Alexandria Police" is an organisation, "Clark" a person.
Whoever maps an article wants the Alexandria in it, and no Clark. Each rule below is one such difference; what
each is worth is measured in ``docs/accuracy/recognition.md``.
"""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.relations.relation import Span
from geoincidents.mentions.borrowed import is_in_a_name
from geoincidents.mentions.context import is_common, plain
from geoincidents.mentions.described import described
from geoincidents.mentions.doubt import is_doubtful
from geoincidents.mentions.extent import opened, parts, trimmed, whole
from geoincidents.mentions.labels import labelled
from geoincidents.mentions.lexicon import Lexicon, Match
from geoincidents.mentions.otherwise import least_score, otherwise
from geoincidents.mentions.reading import PLACES, RULES, Reading
from geoincidents.mentions.tagged import Entity, Tagged

__all__ = ["RULES", "Found", "decide"]

_LINKS, _JOINTS = 2, frozenset({",", "and", "or"})  # tokens of ", and"
_PAIR = 2
_SURELY_NAMED, _SURE = 0.7, 0.9  # a person's and an organisation's name in a list of places, from here on
_LONGEST = 3  # tokens of a name that is called a town, whatever the model says
_CONTAINED, _CONTAINER = 0.8, 0.9  # scores of "X" and "Ky." in "X, Ky."
_FAIRLY_SURE, _FADING = (
    0.6,
    0.8,
)  # names scored above the first are taken again, at the second times the score


class Found(NamedTuple):
    """A place's name: its span in the text, its tokens (half-open), and how sure."""

    span: Span
    first: int
    last: int
    score: float


def decide(tagged: Tagged, lexicon: Lexicon, rules: frozenset[str] = RULES) -> list[Found]:
    """Return the names of places, in the order of the text, not overlapping."""
    return _Decision(Reading(tagged, lexicon, rules)).made()


class _Decision:
    """What is taken so far, token by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens, self.rules = reading.tokens, reading.rules
        self.found: dict[int, Found] = {}
        self.taken = bytearray(len(reading.tokens))
        self.told: set[tuple[str, ...]] = set()  # names of which a distance or direction is told

    def made(self) -> list[Found]:
        for entity in self.reading.tagged.entities:
            if entity.label == "LOC":
                self._place(entity)
            elif entity.last - entity.first <= _LONGEST and self.reading.is_called(entity.first, entity.last):
                self._take(entity.first, entity.last, _CONTAINED)
        for match in self.reading.tagged.matches:
            if not any(self.taken[match.first : match.last]):
                taken = otherwise(self.reading, match)
                if taken is not None:
                    self._take(*taken)
        self._told_apart()
        if "containers" in self.rules:
            self._containers()
        if "listed" in self.rules:
            self._listed()
        if "again" in self.rules:
            self._again()
        return [self.found[first] for first in sorted(self.found)]

    def _told_apart(self) -> None:
        """Take what a distance or direction is told of, and what fills a label."""
        if "described" in self.rules:
            for first, last in described(self.reading):
                self._take(first, last, _CONTAINED)
                self.told.add(tuple(token.text for token in self.tokens[first:last]))
        if "labels" in self.rules:
            for first, last in labelled(self.reading):
                self._take(first, last, _CONTAINED)

    def _place(self, entity: Entity) -> None:
        for part in parts(self.reading, entity.first, entity.last):
            first, last = trimmed(self.reading, *part) if "trim" in self.rules else part
            if first >= last:
                continue
            share = self.reading.share("LOC", first, last)
            first, last = whole(self.reading, first, last)
            if not self._is_no_place(first, last):
                end = opened(self.reading, first, self.reading.with_facility(first, last))
                told = least_score(self.reading, first, last)
                self._take(first, end, max(share, self.reading.share("LOC", first, last), told))

    def _is_no_place(self, first: int, last: int) -> bool:
        """Tell whether a name that the model calls a place is none."""
        reading = self.reading
        if is_in_a_name(reading, first, last) or reading.is_generic(first, last):
            return True
        word = plain(self.tokens[first].text)
        if "saints" in self.rules and last - first == 1 and word in {"st", "saint"}:
            return True
        return is_doubtful(reading, first, last)

    def _containers(self) -> None:
        """Take "X, Ky.": a name and the state or country that follows it."""
        tokens = self.tokens
        for comma in range(1, len(tokens) - 1):
            if (
                tokens[comma].text != ","
                or self.reading.sentence[comma - 1] != self.reading.sentence[comma + 1]
            ):
                continue
            after = self.reading.lexicon.longest(self.reading.text, tokens, comma + 1)
            if after is None or after.entry.name_class not in {"abbreviation", "admin1", "country"}:
                continue
            code = self._is_code(after)
            before = self._name_before(comma, everyday=code)
            if before is None or not (code or self._stands_alone(after.first, after.last)):
                continue
            if not self.taken[before[0]] and self.reading.entry(*before) is not None:
                self._take(*before, _CONTAINED)
            if self.taken[before[0]]:
                self._take(after.first, after.last, _CONTAINER)

    def _name_before(self, comma: int, *, everyday: bool) -> tuple[int, int] | None:
        """Return the longest known name, else the capitalised words, right before a comma.

        An `everyday` word is one before a state's abbreviation only: "Surprise, Ariz.".
        """
        first = comma
        while first > 0 and comma - first < 4 and self.tokens[first - 1].text[:1].isupper():
            if self.reading.sentence[first - 1] != self.reading.sentence[comma]:
                break
            first -= 1
        for begin in range(first, comma):
            if self.taken[begin]:
                return begin, comma
            if self.reading.is_surname(begin, comma):
                return None
            known = self.reading.entry(begin, comma) is not None and not self.reading.is_generic(begin, comma)
            if known and (everyday or not self.reading.is_everyday(begin, comma)):
                return begin, comma
        return None

    def _is_code(self, match: Match) -> bool:
        """Tell whether it is a state's abbreviation as written after a town: "Ky.", "TX"."""
        written = self.tokens[match.last - 1].text
        return match.entry.name_class == "abbreviation" and (
            written == "." or written.isupper() or "." in written
        )

    def _stands_alone(self, first: int, last: int) -> bool:
        """Tell whether it is no everyday word and begins no other name: "X, The Times", "X, York Dairy"."""
        owner = self.reading.owner[first]
        longer = owner is not None and owner.label != "LOC" and owner.last > last
        return not (longer or self.reading.is_everyday(first, last) or self.reading.is_generic(first, last))

    def _listed(self) -> None:
        """Take the known names that stand in one list with a place: "in A, B and C", "between A and B"."""
        starts = sorted({*self.found, *(match.first for match in self.reading.tagged.matches)})
        done = 0
        for start in starts:
            chain = [] if start < done else self._list_from(start)
            if len(chain) < _PAIR:
                continue
            done = chain[-1][1]
            scores = [self.found[first].score for first, _ in chain if first in self.found]
            told = len(chain) > _PAIR or self.reading.is_there(*chain[0]) or self._is_between(start)
            if scores and told:
                score = _CONTAINED * max(scores)
                for first, last in chain:
                    self._take(first, last, score)

    def _is_between(self, first: int) -> bool:
        return first > 0 and self.tokens[first - 1].text == "between"

    def _list_from(self, first: int) -> list[tuple[int, int]]:
        """Return the places and known names that commas and "and" join, from the one at `first` on."""
        chain: list[tuple[int, int]] = []
        sentence = self.reading.sentence[first]
        while first < len(self.tokens) and self.reading.sentence[first] == sentence:
            last = self._member_end(first)
            if last is None:
                break
            chain.append((first, last))
            first = last
            while first < len(self.tokens) and first - last < _LINKS and self.tokens[first].text in _JOINTS:
                first += 1
            if first == last:
                break
        return chain

    def _member_end(self, first: int) -> int | None:
        """Return where the place or known name at `first` ends; None where there is none."""
        if first in self.found:
            return self.found[first].last
        match = self.reading.match_at.get(first)
        if match is None or match.first != first or self.taken[first]:
            return None
        if match.entry.name_class not in PLACES | {"village"}:
            return None
        if self.reading.is_hardly(first, match.last) or self.reading.is_everyday(first, match.last):
            return None
        owner = self.reading.owner[first]
        whole = owner is None or owner.last <= match.last or owner.first < first or owner.label == "ORG"
        return match.last if whole and not self._is_other(owner, first, match.last) else None

    def _is_other(self, owner: Entity | None, first: int, last: int) -> bool:
        """Tell whether it is surely a person, or all of an organisation's name."""
        if owner is None or owner.score <= _SURELY_NAMED:
            return self.reading.is_surname(first, last)
        organization = owner.label == "ORG" and (owner.first, owner.last) == (first, last)
        return owner.label == "PER" or (organization and owner.score > _SURE)

    def _again(self) -> None:
        """Take names found once wherever else they stand as they are."""
        names: dict[tuple[str, ...], float] = {}
        for found in self.found.values():
            key = tuple(token.text for token in self.tokens[found.first : found.last])
            if found.score > _FAIRLY_SURE and not (len(key) == 1 and (len(key[0]) < 3 or is_common(key[0]))):
                names[key] = max(names.get(key, 0.0), found.score)
        starts: dict[str, list[tuple[str, ...]]] = {}
        for key in sorted(names, key=len, reverse=True):
            starts.setdefault(key[0], []).append(key)
        for index, token in enumerate(self.tokens):
            for key in starts.get(token.text, ()):
                last = index + len(key)
                if any(self.taken[index:last]) or tuple(t.text for t in self.tokens[index:last]) != key:
                    continue
                owner = self.reading.owner[index]
                told = key in self.told and owner is not None and (owner.first, owner.last) == (index, last)
                if owner is not None and owner.label in {"PER", "ORG"} and not told:
                    continue
                if is_in_a_name(self.reading, index, last):
                    continue
                self._take(index, last, _FADING * names[key])
                break

    def _take(self, first: int, last: int, score: float) -> None:
        if any(self.taken[first:last]):
            return
        self.taken[first:last] = b"\x01" * (last - first)
        span = self.tokens[first].start, self.tokens[last - 1].end
        self.found[first] = Found(span, first, last, min(max(score, 0.0), 1.0))
