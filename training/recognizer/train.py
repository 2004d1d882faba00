"""Train the recognizer's tagger and write ``geoincidents/mentions/model/tagger.npz``.

python -m training.recognizer.train ../shared/training
"""

from __future__ import annotations

from collections.abc import Sequence

from geoincidents.mentions.context import is_heading
from geoincidents.mentions.features import OFFSETS, placed, word_features
from geoincidents.mentions.tokens import Token
from training.recognizer.corpus import Row

LABELS = ["O"] + [f"{part}-{kind}" for kind in ("LOC", "NORP", "ORG", "PER") for part in "BI"]


class Featurizer:
    def __init__(self, lexicon, clusters):
        self.lexicon, self.clusters, self.cache = lexicon, clusters, {}

    def of_word(self, word):
        got = self.cache.get(word)
        if got is None:
            lists = {offset: [] for offset in OFFSETS}
            for offsets, feature in word_features(word, self.lexicon, self.clusters):
                for offset in offsets:
                    lists[offset].append(f"{offset}{feature}")
            got = self.cache[word] = lists
        return got

    def sentence(self, text, tokens):
        padded = ["\n", "\n", *(t.text for t in tokens), "\n", "\n"]
        of = [self.of_word(w) for w in padded]
        extra = placed(tokens, self.lexicon.matches(text, tokens), heading=is_heading(tokens))
        out = []
        for i in range(len(tokens)):
            f = extra[i]
            for o in OFFSETS:
                # a word two to the left sees this one at +2
                f += of[i + 2 + o][o]
            out.append(f)
        return out


def labels_of(row: Row, tokens: Sequence[Token]) -> list[str]:
    out = ["O"] * len(tokens)
    for start, end, label in row.spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and t.end > start]
        for n, i in enumerate(inside):
            out[i] = ("I-" if n else "B-") + label
    return out
