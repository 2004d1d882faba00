"""Place or not: the model's labels, the gazetteer and the whole document decide together.

The model labels each name as its training texts do: "Alexandria Police" is an organisation, "Clark" a person.
Whoever maps an article wants the Alexandria in it, and no Clark. Each rule below is one such difference; what
each is worth is measured in ``docs/accuracy/recognition.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gazetteer.relations.relation import Span
from geoincidents.mentions.context import Surroundings, is_common, plain, surroundings
from geoincidents.mentions.lexicon import Entry, Lexicon, Match
from geoincidents.mentions.tagged import KINDS, Entity, Tagged
from geoincidents.mentions.words import words

RULES = frozenset(
    [
        "trim",
        "split",
        "organizations",
        "persons",
        "evidence",
        "doubts",
        "generic",
        "saints",
        "containers",
        "again",
        "demonyms",
        "known",
        "residents",
        "names",
    ]
)

_STRONG = frozenset({"country", "admin1", "city", "demonym"})
_DOUBTFUL = 0.5
"""Of names that the gazetteer does not know, or as a small town, and that the model finds less probable than
this, fewer than two in five were places on the development sets; above it, three in four."""
_SURE = 0.9
_PLACES = _STRONG | {"town", "region", "admin2", "facility"}


class Found(NamedTuple):
    """A place's name: its span in the text, its tokens (half-open), and how sure."""

    span: Span
    first: int
    last: int
    score: float


def decide(tagged: Tagged, lexicon: Lexicon, rules: frozenset[str] = RULES) -> list[Found]:
    """Return the names of places, in the order of the text, not overlapping."""
    return _Decision(tagged, lexicon, rules).made()


class _Decision:
    """One article's decision: what is taken so far, token by token."""

    def __init__(self, tagged: Tagged, lexicon: Lexicon, rules: frozenset[str]) -> None:
        self.tagged, self.lexicon, self.rules = tagged, lexicon, rules
        self.tokens, self.text = tagged.tokens, tagged.text
        self.found: dict[int, Found] = {}
        self.taken = bytearray(len(tagged.tokens))
        self.owner: list[Entity | None] = [None] * len(tagged.tokens)
        for entity in tagged.entities:
            self.owner[entity.first : entity.last] = [entity] * (entity.last - entity.first)
        self.sentence = np.zeros(len(tagged.tokens), np.int64)
        for number, (first, last) in enumerate(tagged.bounds):
            self.sentence[first:last] = number
        self.sums = np.vstack([np.zeros((1, len(KINDS))), np.cumsum(tagged.shares, axis=0)])
        self.persons = self._surnames()

    def made(self) -> list[Found]:
        for entity in self.tagged.entities:
            if entity.label == "LOC":
                self._place(entity)
        for match in self.tagged.matches:
            if not any(self.taken[match.first : match.last]):
                self._known(match)
        if "containers" in self.rules:
            self._containers()
        if "again" in self.rules:
            self._again()
        return [self.found[first] for first in sorted(self.found)]

    def _place(self, entity: Entity) -> None:
        for first, last in self._parts(entity.first, entity.last):
            begin, end = self._trimmed(first, last) if "trim" in self.rules else (first, last)
            if begin < end and not self._is_no_place(begin, end):
                self._take(begin, end, self.share("LOC", begin, end))

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield "Paris, Texas" as two names."""
        if "split" not in self.rules:
            yield first, last
            return
        begin = first
        for index in range(first, last):
            if self.tokens[index].text in {",", ";", "/"}:
                if begin < index:
                    yield begin, index
                begin = index + 1
        if begin < last:
            yield begin, last

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Leave out "the", "eastern", "downtown" where the gazetteer does not have them in the name."""
        while last > first and not self.tokens[last - 1].text[0].isalnum():
            last -= 1
        while first + 1 < last and self._is_loose(first, last):
            first += 2 if self.tokens[first + 1].text == "-" and first + 2 < last else 1
        return first, self._with_stop(last)

    def _is_loose(self, first: int, last: int) -> bool:
        """Tell whether a name's first word is an article, or a modifier of the known name that follows."""
        word = self.tokens[first].text
        low = plain(word)
        if low != "the" and low not in words().modifiers:
            return False
        rest = self.entry(first + 1, last)
        strong = rest is not None and rest.name_class in _STRONG
        if low == "the":
            return word.islower() or strong
        return self.entry(first, last) is None and (word.islower() or strong)

    def _with_stop(self, last: int) -> int:
        """Include the full stop of "Pa."."""
        tokens = self.tokens
        if last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end:
            entry = self.entry(last - 1, last)
            if entry is not None and entry.name_class == "abbreviation":
                return last + 1
        return last

    def _is_no_place(self, first: int, last: int) -> bool:
        entry = self.entry(first, last)
        share = self.share("LOC", first, last)
        strong = entry is not None and entry.name_class in _STRONG
        if "doubts" in self.rules and not strong and share < _DOUBTFUL:
            near = self._near(first, last)
            if entry is None or near.before not in words().place_prepositions:
                return True
        if "names" in self.rules and self._is_in_a_name(first, last):
            return True
        if last - first > 1:
            return False
        word = self.tokens[first].text
        if self._is_generic(first, last):
            return True
        if "saints" in self.rules and plain(word) in {"st", "saint"}:
            return True
        return "evidence" in self.rules and word in self.persons and not strong and share < _SURE

    def _known(self, match: Match) -> None:
        first, last, entry = match
        bare = self.entry(first + 1, last) if plain(self.tokens[first].text) == "the" else None
        if bare is not None and bare.name_class in _STRONG:
            first, entry = first + 1, bare
        owner = next((entity for entity in self.owner[first:last] if entity is not None), None)
        if entry.name_class == "demonym" or (entry.demonym and owner is not None and owner.label == "NORP"):
            if "demonyms" in self.rules and (owner is None or owner.label != "PER"):
                self._take(first, last, max(self.share("NORP", first, last), 0.5))
            return
        if entry.name_class == "abbreviation" or self._is_acronym(first, last):
            return
        if "names" in self.rules and self._is_in_a_name(first, last):
            return
        if owner is None:
            self._unlabelled(first, last, entry)
        elif owner.label == "ORG":
            inner = self._inner(owner, first, last)
            self._in_organization(owner, *(inner or (first, last, entry)))
        elif owner.label == "PER":
            self._in_person(owner, first, last, entry)
        elif owner.label == "NORP" and entry.name_class in _STRONG:
            self._take(first, last, self.share("LOC", first, last))

    def _unlabelled(self, first: int, last: int, entry: Entry) -> None:
        if "known" not in self.rules or self._is_everyday(first, last):
            return
        if self._is_generic(first, last):
            return
        near = self._near(first, last)
        if near.after in words().street_heads and near.joined_after:
            return
        place = self.share("LOC", first, last)
        there = near.before in words().place_prepositions or self._is_home(first, last)
        if (entry.name_class in _STRONG and (there or place > 0.1)) or (
            entry.name_class in _PLACES and place > (0.1 if there else 0.3)
        ):
            self._take(first, last, max(place, 0.5))

    def _inner(self, owner: Entity, first: int, last: int) -> Match | None:
        """Return the name after "of" where the gazetteer has a quarter called "University of Texas"."""
        heads = words().organization_heads | words().facility_heads
        for index in range(first, last - 1):
            if self.tokens[index].text == "of" and plain(self.tokens[first].text) in heads:
                inner = self.lexicon.longest(self.text, self.tokens, index + 1)
                return inner if inner is not None and inner.last <= owner.last else None
        return None

    def _in_organization(self, owner: Entity, first: int, last: int, entry: Entry) -> None:
        """Take the place that an organisation is named after: "Alexandria Police", "University of Texas"."""
        if "organizations" not in self.rules or self._is_everyday(first, last):
            return
        if entry.name_class not in _PLACES or self._is_generic(first, last):
            return
        divisions = {"country", "admin1", "admin2"}
        if (owner.first, owner.last) == (first, last):
            taken = entry.name_class in {"country", "admin1", "region"}
        elif owner.first == first and last < owner.last:
            tail = {plain(self.tokens[index].text) for index in range(last, owner.last)}
            headed = not tail.isdisjoint(words().organization_heads | words().facility_heads)
            taken = entry.name_class in divisions or (headed and entry.name_class != "region")
        else:
            before = [plain(self.tokens[index].text) for index in range(max(owner.first, first - 4), first)]
            heads = words().organization_heads | words().facility_heads
            taken = (
                before[-1:] == ["of"]
                and bool(heads.intersection(before))
                and entry.name_class in _STRONG | divisions
            )
        if taken:
            self._take(first, last, max(self.share("LOC", first, last), 0.5))

    def _in_person(self, owner: Entity, first: int, last: int, entry: Entry) -> None:
        """Take a bare name without any evidence for a person: "residents of Clinton"."""
        if "persons" not in self.rules or (owner.first, owner.last) != (first, last):
            return
        near = self._near(first, last)
        name = self.tokens[last - 1].text
        if name in self.persons or near.before in words().person_titles or near.after in words().speech_verbs:
            return
        share = self.share("LOC", first, last)
        there = near.before in words().place_prepositions or self._is_home(first, last)
        if entry.name_class in _PLACES and (there or share > 0.3):
            self._take(first, last, max(share, 0.5))

    def _containers(self) -> None:
        """Take "X, Ky.": a name and the state or country that follows it."""
        tokens = self.tokens
        for comma in range(1, len(tokens) - 1):
            if tokens[comma].text != "," or self.sentence[comma - 1] != self.sentence[comma + 1]:
                continue
            after = self.lexicon.longest(self.text, tokens, comma + 1)
            if after is None or after.entry.name_class not in {"abbreviation", "admin1", "country"}:
                continue
            before = self._name_before(comma)
            if before is None:
                continue
            if not self.taken[before[0]] and self.entry(*before) is not None:
                self._take(*before, 0.8)
            if self.taken[before[0]]:
                self._take(after.first, after.last, 0.9)

    def _name_before(self, comma: int) -> tuple[int, int] | None:
        """Return the longest known name, else the capitalised words, right before a comma."""
        first = comma
        while first > 0 and comma - first < 4 and self.tokens[first - 1].text[:1].isupper():
            if self.sentence[first - 1] != self.sentence[comma]:
                break
            first -= 1
        for begin in range(first, comma):
            if self.taken[begin] or self.entry(begin, comma) is not None:
                return begin, comma
        return None

    def _again(self) -> None:
        """Take names found once wherever else they stand as they are."""
        names: dict[tuple[str, ...], float] = {}
        for found in self.found.values():
            key = tuple(token.text for token in self.tokens[found.first : found.last])
            if found.score > 0.6 and not (len(key) == 1 and (len(key[0]) < 3 or is_common(key[0]))):
                names[key] = max(names.get(key, 0.0), found.score)
        starts: dict[str, list[tuple[str, ...]]] = {}
        for key in sorted(names, key=len, reverse=True):
            starts.setdefault(key[0], []).append(key)
        for index, token in enumerate(self.tokens):
            for key in starts.get(token.text, ()):
                last = index + len(key)
                if any(self.taken[index:last]) or tuple(t.text for t in self.tokens[index:last]) != key:
                    continue
                owner = self.owner[index]
                if owner is not None and owner.label in {"PER", "ORG"}:
                    continue
                self._take(index, last, 0.8 * names[key])
                break

    def _surnames(self) -> set[str]:
        """Return the last words of persons' full or titled names."""
        found = set()
        for entity in self.tagged.entities:
            if entity.label != "PER":
                continue
            last = self.tokens[entity.last - 1].text
            if (
                entity.last - entity.first > 1
                or self._near(entity.first, entity.last).before in words().person_titles
            ):
                found.add(last)
        return found

    def share(self, kind: str, first: int, last: int) -> float:
        column = KINDS.index(kind)
        return float((self.sums[last, column] - self.sums[first, column]) / (last - first))

    def name(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def entry(self, first: int, last: int) -> Entry | None:
        return self.lexicon.entry(self.name(first, last))

    def _near(self, first: int, last: int) -> Surroundings:
        return surroundings(self.text, self.tokens, self.tagged.bounds[self.sentence[first]], first, last)

    def _is_home(self, first: int, last: int) -> bool:
        """Tell whether people or offices of the place follow: "Clinton couple", "Albany-based"."""
        if "residents" not in self.rules or last >= len(self.tokens):
            return False
        following = self.tokens[last].text
        if following == "-" and last + 1 < len(self.tokens):
            return (
                self.tokens[last].start == self.tokens[last - 1].end and self.tokens[last + 1].text.islower()
            )
        return following in words().resident_nouns and self.sentence[last] == self.sentence[first]

    def _is_in_a_name(self, first: int, last: int) -> bool:
        """Tell whether it is money, a newspaper or a sickness: "US$", "China Daily", "West Nile virus"."""
        if plain(self.tokens[last - 1].text) in words().media_heads and last - first > 1:
            return self.entry(first, last) is None
        if last >= len(self.tokens):
            return False
        after = self.tokens[last]
        if after.text == "$":
            return after.start == self.tokens[last - 1].end
        if plain(after.text) in words().sicknesses:
            return True
        return after.text[0].isupper() and plain(after.text) in words().media_heads

    def _is_generic(self, first: int, last: int) -> bool:
        single = last - first == 1 and "generic" in self.rules
        return single and plain(self.tokens[first].text) in words().generic

    def _is_everyday(self, first: int, last: int) -> bool:
        word = self.tokens[first].text
        return last - first == 1 and is_common(word) and not (len(word) > 1 and word.isupper())

    def _is_acronym(self, first: int, last: int) -> bool:
        word = self.tokens[first].text
        entry = self.entry(first, last)
        short = last - first == 1 and word.isupper() and len(word) < 5
        return short and (entry is None or entry.name_class != "country")

    def _take(self, first: int, last: int, score: float) -> None:
        if any(self.taken[first:last]):
            return
        self.taken[first:last] = b"\x01" * (last - first)
        span = self.tokens[first].start, self.tokens[last - 1].end
        self.found[first] = Found(span, first, last, min(max(score, 0.0), 1.0))
