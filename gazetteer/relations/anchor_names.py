"""Where an anchor's name stands in the text: at a given mention, or at words that look like a name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.relations.relation import Span
from gazetteer.relations.tokens import Tokens
from gazetteer.relations.vocabulary import Vocabulary

_APOSTROPHES = frozenset("'’")
_ARTICLES = frozenset({"la", "el", "las", "los", "le", "les"})
_INNER = frozenset("-–'’./‑`ʻ")
_LONGEST = 16
"""Most tokens of a name that is read from capitals."""
_DESCRIPTION = 9
"""Most tokens between a relation's words and the name: "the central business district of the town of"."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """An anchor found in the text: its span, the tokens first <= i < after that it covers."""

    span: Span
    first: int
    after: int


class AnchorReader:
    """Finds the name at or near a token.

    Parameters
    ----------
    tokens : Tokens
        The text.
    vocabulary : Vocabulary
        The words of the grammar.
    spans : sequence of Span or None
        Mentions; None reads capitalised words as names.
    lowercase : bool
        Without mentions, take lower-case words for a name too (one expression typed by a user).
    """

    def __init__(
        self, tokens: Tokens, vocabulary: Vocabulary, spans: Sequence[Span] | None, *, lowercase: bool = False
    ) -> None:
        self._tokens = tokens
        self._nouns = vocabulary.nouns
        self._vocabulary = vocabulary
        self._free = spans is None
        self._lowercase = lowercase
        self._small = False
        self._by_first: dict[int, Anchor] = {}
        self._by_after: dict[int, Anchor] = {}
        for span in sorted(spans or ()):
            first = bisect_left(tokens.starts, span[0])
            after = bisect_left(tokens.starts, span[1])
            if first < after:
                anchor = Anchor(span, first, after)
                self._by_first.setdefault(first, anchor)
                self._by_after[after] = anchor

    def at(self, index: int) -> Anchor | None:
        """Return the name that starts at a token."""
        if not self._free:
            return self._by_first.get(index)
        return self._name(index)

    def before(self, index: int) -> Anchor | None:
        """Return the name that ends right before a token."""
        if not self._free:
            return self._by_after.get(index)
        first = index
        while first > max(0, index - _LONGEST) and self._name_word(first - 1):
            first -= 1
        while first < index and not self._starts_name(first):
            first += 1
        if self._tokens.word(first - 1) in _ARTICLES and not self._tokens.joined(first):
            first -= 1
        return self._anchor(first, index) if first < index else None

    def after_description(self, index: int) -> Anchor | None:
        """Return the name at a token or behind a description: "the provincial capital of Hama"."""
        found = self._behind(index)
        if found is None and self._lowercase:
            self._small = True
            found = self._behind(index)
            self._small = False
        return found

    def _behind(self, index: int) -> Anchor | None:
        tokens, nouns = self._tokens, self._nouns
        has_head, described = False, False
        for at in range(index, min(index + _DESCRIPTION, len(tokens))):
            word = tokens.word(at)
            anchor = self.at(at)
            if anchor and (word != "the" or not self._free) and not self._is_description(at):
                if described and not has_head and (self._free or at - index > 3):
                    return None
                return self._behind_kind(anchor) or self._with_kind(anchor)
            if word in nouns["heads"] or word in nouns["centre"] or (word == "business"):
                has_head = True
            elif word in {"the", "of"}:
                pass
            elif (
                word == "-"
                or (
                    word.replace("'", "").isalpha()
                    and tokens.raw(at)[0].islower()
                    and word not in nouns["stop"]
                )
                or word in self._vocabulary.winds
                or (tokens.raw(at).istitle() and self._is_description(at))
            ):
                described = True
            else:
                return None
            if word in nouns["border"] or word in nouns["coast"] or word in nouns["road"]:
                return None
        return None

    def _behind_kind(self, anchor: Anchor) -> Anchor | None:
        """Return the name that another describes: "the Black Sea port city of Dalmir"."""
        at = anchor.after
        while self._tokens.word(at) in self._nouns["heads"] and self._tokens.raw(at)[0].islower():
            at += 1
        return self.at(at + 1) if at > anchor.after and self._tokens.word(at) == "of" else None

    def _with_kind(self, anchor: Anchor) -> Anchor:
        """Go past the kind behind a name ("the Vogelsberg mountains"); the name stays as it is."""
        after = anchor.after
        if self._tokens.word(after) in self._nouns["suffix"] and self._tokens.raw(after)[0].islower():
            return Anchor(anchor.span, anchor.first, after + 1)
        return anchor

    def _is_description(self, index: int) -> bool:
        """Tell whether the word here is a noun like City in "City of Ronneby"."""
        if not self._free:
            return False
        word = self._tokens.word(index)
        raised = self._starts_name(index + 1)
        return (
            word in self._nouns["heads"]
            and (self._tokens.word(index + 1) == "of" or (self._small and not raised))
        ) or (word in self._nouns["centre"] and (raised or not self._tokens.raw(index)[0].isupper()))

    def _name_word(self, index: int) -> bool:
        raw = self._tokens.raw(index)
        return bool(raw) and (
            self._starts_name(index) or raw in _INNER or self._tokens.word(index) in self._nouns["glue"]
        )

    def _starts_name(self, index: int) -> bool:
        """Tell of a capital or an unicased letter; also behind an elided article ("d'Onyar")."""
        raw = self._tokens.raw(index)
        if raw[1:2] and raw[1:2] in _APOSTROPHES:
            raw = raw[2:]
        return bool(raw) and raw[0].isalpha() and not raw[0].islower()

    def _anchor(self, first: int, after: int) -> Anchor:
        return Anchor((self._tokens.starts[first], self._tokens.ends[after - 1]), first, after)

    def _name(self, index: int) -> Anchor | None:
        """Read a run of capitalised words with the small words and marks that join them."""
        tokens, nouns = self._tokens, self._nouns
        particle = tokens.word(index) in nouns["glue"] and tokens.word(index) not in {
            "of",
            "the",
            "y",
            "e",
            "et",
        }
        if not self._starts_name(index) and not (particle and self._reaches_name(index)):
            return self._small_name(index) if self._small else None
        at = after = index
        while at < len(tokens) and at < index + _LONGEST:
            raw, word = tokens.raw(at), tokens.word(at)
            if self._starts_name(at) or (raw.isdigit() and after > index):
                at += 1
                after = at
            elif raw in _INNER and at > index and (tokens.joined(at) or tokens.joined(at + 1)):
                if raw == "." and len(tokens.raw(at - 1)) > 3:
                    break
                at += 1
            elif word in nouns["glue"] and (at == index or self._reaches_name(at)):
                at += 1
            elif at > index and tokens.word(at - 1) in {"-", "–"} and tokens.joined(at) and raw[0].isalpha():
                at += 1  # Turrialba-limón
                after = at
            else:
                break
        return self._anchor(index, after) if after > index else None

    def _reaches_name(self, index: int) -> bool:
        """Tell whether at most three joining words lead from here to a capitalised one."""
        for at in range(index, min(index + 4, len(self._tokens))):
            if self._starts_name(at):
                return True
            if self._tokens.word(at) not in self._nouns["glue"] and self._tokens.raw(at) not in _INNER:
                return False
        return False

    def _small_name(self, index: int) -> Anchor | None:
        """Read lower-case words up to a mark or a small word of the language."""
        tokens, nouns = self._tokens, self._nouns
        at = index
        while at < len(tokens) and at < index + 6:
            word = tokens.word(at)
            small = word in nouns["stop"] or word == "the" or (word == "of" and at == index)
            if small or not (word[0].isalnum() or word in {"-", "'"}):
                break
            if at == index and (word in nouns["heads"] or word in self._vocabulary.winds or word.isdigit()):
                break
            at += 1
        return self._anchor(index, at) if at > index else None
