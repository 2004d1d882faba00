"""What is known of a stretch of a tagged article: probabilities, the gazetteer's word, the words around."""

from __future__ import annotations

import numpy as np

from gazetteer.relations.vocabulary import vocabulary
from geoincidents.mentions.context import Surroundings, is_common, plain, surroundings
from geoincidents.mentions.lexicon import Entry, Lexicon
from geoincidents.mentions.tagged import KINDS, Entity, Tagged
from geoincidents.mentions.things import names_of_things
from geoincidents.mentions.words import hardly_places, words

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
        "hardly",
        "facilities",
        "datelines",
        "called",
        "policed",
        "peopled",
        "measured",
        "described",
        "parties",
        "whole",
        "attacked",
        "fighters",
        "listed",
        "labels",
        "linked",
    ]
)
"""Names of the rules; each can be left out to measure its worth."""

STRONG = frozenset({"country", "admin1", "city", "demonym"})
PLACES = STRONG | {"town", "region", "admin2", "facility"}
_SURELY = 0.7  # a person's name, from here on
_ADJECTIVE = 0.3  # probability above which "Arab region" names a people
_LGA = ["Local", "Government"]  # Nigeria's divisions: "X Local Government Area"
_MOST = 100  # times that a name is written, of which the mean is taken
_LINK = 7  # tokens of "road between Ardel Ras Qamar and"
_LONGEST = 12  # tokens; longer stretches are no names, and asking for them would cost


class Reading:
    """A tagged article with the questions that the rules ask of it. Stretches are half-open ranges of tokens.

    Parameters
    ----------
    tagged : Tagged
        The article.
    lexicon : Lexicon
        Known names.
    rules : frozenset of str
        The rules that apply.
    """

    def __init__(self, tagged: Tagged, lexicon: Lexicon, rules: frozenset[str]) -> None:
        self.tagged, self.lexicon, self.rules = tagged, lexicon, rules
        self.tokens, self.text = tagged.tokens, tagged.text
        self.owner: list[Entity | None] = [None] * len(tagged.tokens)
        for entity in tagged.entities:
            self.owner[entity.first : entity.last] = [entity] * (entity.last - entity.first)
        self.sentence = np.zeros(len(tagged.tokens), np.int64)
        for number, (first, last) in enumerate(tagged.bounds):
            self.sentence[first:last] = number
        self._sums = np.vstack([np.zeros((1, len(KINDS))), np.cumsum(tagged.shares, axis=0)])
        self.match_at = {index: match for match in tagged.matches for index in range(match.first, match.last)}
        self._alike: dict[str, list[int]] = {}
        self._means: dict[tuple[tuple[str, ...], str], float] = {}
        self.persons = self._surnames()
        self.things = names_of_things(tagged.tokens)

    def share(self, kind: str, first: int, last: int) -> float:
        """Return the mean marginal probability of a kind of `KINDS`."""
        column = KINDS.index(kind)
        return float((self._sums[last, column] - self._sums[first, column]) / (last - first))

    def name(self, first: int, last: int) -> str:
        """Return the words."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def written(self, first: int, last: int) -> str:
        """Return the words as the article has them, where capitals were read as small letters."""
        return self.tagged.written[self.tokens[first].start : self.tokens[last - 1].end]

    def entry(self, first: int, last: int) -> Entry | None:
        """Return what the gazetteer says of the words."""
        return self.lexicon.entry(self.name(first, last)) if last - first <= _LONGEST else None

    def elsewhere(self, first: int, last: int, kind: str = "LOC") -> float:
        """Return the mean probability of a kind over the first of what is written the same way."""
        if not self._alike:
            for index, token in enumerate(self.tokens):
                if not token.text.islower():
                    self._alike.setdefault(token.text, []).append(index)
        name = tuple(token.text for token in self.tokens[first:last])
        known = self._means.get((name, kind))
        if known is None:
            length = last - first
            same = [first] + [
                at
                for at in self._alike.get(name[0], ())[:_MOST]
                if at != first and tuple(token.text for token in self.tokens[at : at + length]) == name
            ]
            known = sum(self.share(kind, at, at + length) for at in same) / len(same)
            self._means[name, kind] = known
        return known

    def near(self, first: int, last: int) -> Surroundings:
        """Return the words around."""
        return surroundings(self.text, self.tokens, self.tagged.bounds[self.sentence[first]], first, last)

    def is_there(self, first: int, last: int) -> bool:
        """Tell whether the words around speak of a place: "in Clinton", "Clinton couple", "Albany-based"."""
        return self.near(first, last).before in words().place_prepositions or self._is_home(first, last)

    def is_dateline(self, first: int, last: int) -> bool:
        """Tell whether it opens a sentence and a dash or a bracket follows: "Khartoum —", "Kirkuk (AP)"."""
        if "datelines" not in self.rules or last >= len(self.tokens):
            return False
        number = self.sentence[first]
        if first != self.tagged.bounds[number][0] or self.sentence[last] != number:
            return False
        after = [token.text for token in self.tokens[last : last + 3]]
        agency = after[0] == "(" and after[2:] == [")"]
        dash = after[0] in {"—", "–", "-"} and self.tokens[last].start > self.tokens[last - 1].end
        return agency or dash

    def is_called(self, first: int, last: int) -> bool:
        """Tell whether the text calls it a place: "the village of X", "X, a town in"."""
        if "called" not in self.rules or self.share("NORP", first, last) > _ADJECTIVE:
            return False
        if any(no(first, last) for no in (self.is_generic, self.is_everyday, self.is_acronym)):
            return False
        tokens, nouns = self.tokens, words().settlement_nouns
        if first > 1 and tokens[first - 1].text == "of" and tokens[first - 2].text in nouns | words().natives:
            return True
        after = [token.text for token in tokens[last : last + 5]]
        if len(after) == 5 and after[0] == "," and after[1] in {"a", "the"}:
            noun = 2 if after[2] in nouns else 3
            # "Clark, the town manager" is none.
            alone = after[noun + 1] in words().after_settlement or after[noun + 1].isdigit()
            return after[noun] in nouns and alone
        if not after or self.sentence[first] != self.sentence[last]:
            return False
        return (
            after[0] in nouns | words().posts
            or plain(after[0]) in words().division_heads
            or after[:2] == _LGA
        )

    def is_policed(self, first: int, last: int) -> bool:
        """Tell whether a town's police follow: "Clinton police", "Clinton Police Department"."""
        if "policed" not in self.rules or last >= len(self.tokens) or self.is_generic(first, last):
            return False
        if self.sentence[first] != self.sentence[last] or self.is_everyday(first, last):
            return False
        return plain(self.tokens[last].text) in words().police_heads

    def is_peopled(self, first: int, last: int) -> bool:
        """Tell whether somebody of the town follows: "a Clinton man", "a 62-year-old Clinton woman"."""
        if "peopled" not in self.rules or not 0 < first < last < len(self.tokens):
            return False
        if self.sentence[first - 1] != self.sentence[last] or self.is_generic(first, last):
            return False
        if self.is_everyday(first, last) or self.is_surname(first, last):
            return False
        before, after = self.tokens[first - 1].text, self.tokens[last].text
        return after in words().townspeople and before.lower() in words().before_townspeople

    def is_measured(self, first: int, last: int) -> bool:
        """Tell whether a distance is told from it: "7 km from X", "30 miles south of X", "outskirts of X"."""
        if "measured" not in self.rules or first < 2 or self.is_generic(first, last):
            return False
        if self.tokens[first - 1].text not in {"of", "from"} or self.is_everyday(first, last):
            return False
        said, at = vocabulary(), first - 2
        if self.tokens[at].text in said.nouns["outskirts"]:
            return True
        while at > max(first - 6, 0) and (word := self.tokens[at].text) in said.winds.keys() | {"-", "away"}:
            at -= 1
        word = self.tokens[at].text
        return word in said.units and word.isalpha() and self.sentence[at] == self.sentence[first]

    def is_constituency(self, first: int, last: int) -> bool:
        """Tell whether a legislator sits for it: "R-Fairfax", "D-N.Y."."""
        if "parties" not in self.rules or first < 2 or self.tokens[first - 1].text != "-":
            return False
        party, hyphen = self.tokens[first - 2], self.tokens[first - 1]
        joined = party.end == hyphen.start and hyphen.end == self.tokens[first].start
        return joined and party.text.lower() in words().parties

    def is_attacked(self, first: int, last: int) -> bool:
        """Tell whether an act of war was done to it: "the assault on X", "shelling of X", "stormed X"."""
        if "attacked" not in self.rules or first < 2 or self.sentence[first - 2] != self.sentence[first]:
            return False
        if self.tokens[first - 1].text in words().acts_on_places:
            return True
        before, act = self.tokens[first - 1].text, plain(self.tokens[first - 2].text)
        return before in {"on", "of", "against", "for"} and act in words().acts_of_war

    def is_linked(self, first: int, last: int) -> bool:
        """Tell whether a road runs from or to it: "the road between X and Y", "the line from X to Y"."""
        if "linked" not in self.rules:
            return False
        words_before = [token.text for token in self.tokens[max(first - _LINK, 0) : first]]
        for mark, joint in (("between", "and"), ("from", "to")):
            if mark not in words_before or words_before[-1] not in {mark, joint}:
                continue
            at = len(words_before) - 1 - words_before[::-1].index(mark)
            if at > 0 and words_before[at - 1] in vocabulary().nouns["road"]:
                return True
        return False

    def _is_home(self, first: int, last: int) -> bool:
        """Tell whether people or offices of the place follow: "Clinton couple", "Albany-based"."""
        if "residents" not in self.rules or last >= len(self.tokens):
            return False
        following = self.tokens[last].text
        if following == "-" and last + 1 < len(self.tokens):
            return (
                self.tokens[last].start == self.tokens[last - 1].end and self.tokens[last + 1].text.islower()
            )
        if self.sentence[last] != self.sentence[first]:
            return False
        return following in words().resident_nouns or following.lower() in words().town_offices

    def is_generic(self, first: int, last: int) -> bool:
        """Tell whether it is a word that only ends other names: "North", "County"."""
        single = last - first == 1 and "generic" in self.rules
        return single and plain(self.tokens[first].text) in words().generic

    def is_surname(self, first: int, last: int) -> bool:
        """Tell whether it ends a person's name, or is the surname of one who is named in full elsewhere."""
        owner = self.owner[first]
        if owner is not None and owner.label == "PER" and owner.first < first and owner.score > _SURELY:
            return True
        return last - first == 1 and self.tokens[first].text in self.persons

    def is_hardly(self, first: int, last: int) -> bool:
        """Tell whether the name mostly stands for a person or an everyday thing."""
        return "hardly" in self.rules and self.name(first, last) in hardly_places()

    def is_everyday(self, first: int, last: int) -> bool:
        """Tell whether it is a single everyday word; "MOBILE, Alabama" is none."""
        word, written = self.tokens[first], self.written(first, first + 1)
        return last - first == 1 and is_common(word.text) and not (len(written) > 1 and written.isupper())

    def is_acronym(self, first: int, last: int) -> bool:
        """Tell whether it is a short word in capitals that is no country."""
        word = self.tokens[first].text
        entry = self.entry(first, last)
        short = last - first == 1 and word.isupper() and len(word) < 5
        return short and (entry is None or entry.name_class != "country")

    def with_facility(self, first: int, last: int) -> int:
        """Return the end with what makes it a known base's or airport's name: "Ardel airbase"."""
        if "facilities" not in self.rules:
            return last
        for end in range(min(last + 2, len(self.tokens)), last, -1):
            if plain(self.tokens[end - 1].text) in words().facility_heads:
                entry = self.entry(first, end)
                generic = self.tokens[end - 1].text.islower()
                if entry is not None and (generic or entry.name_class == "facility"):
                    return end
        return last

    def _surnames(self) -> set[str]:
        """Return the last words of persons' full or titled names."""
        found = set()
        for entity in self.tagged.entities:
            if entity.label == "PER":
                titled = self.near(entity.first, entity.last).before in words().person_titles
                if titled or entity.last - entity.first > 1:
                    found.add(self.tokens[entity.last - 1].text)
        return found
