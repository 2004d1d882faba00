"""Train the recognizer's tagger and write ``geoincidents/mentions/model/tagger.npz``.

    python -m training.recognizer.train ../shared/training

An averaged perceptron (crfsuite's) over the annotated sentences; small weights are dropped and the rest
rounded to sixteen bits. The same sources, gazetteer and version of python-crfsuite give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.case import recased
from geoincidents.mentions.context import is_heading
from geoincidents.mentions.features import BOUNDARY, OFFSETS, placed, word_features
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.tokens import Token, tokenize
from geoincidents.mentions.words import clusters
from training.recognizer.corpus import TRAINING_SETS, Row, read_rows

TARGET = Path("geoincidents/mentions/model/tagger.npz")
LABELS = ("O", *(f"{part}-{kind}" for kind in ("LOC", "NORP", "ORG", "PER") for part in "BI"))
ITERATIONS = 15
LEAST_COUNT = 2
SMALL = 0.3
"""Features whose largest weight is below this share of a perceptron's single step are dropped."""


USUAL = 5
"""A word's usual label counts where it has one so often."""
CAPITALS = 0.03
"""Share of sentences that are learned a second time in capitals."""
STEP = 0.01
"""Weights are rounded to multiples of this, or of what sixteen bits can hold."""


class Featurizer:
    """Sentences → lists of feature names, one a token, as the trainer wants them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, dict[int, list[str]]] = {}

    def sentence(self, text: str, tokens: Sequence[Token]) -> list[list[str]]:
        """Return each token's features."""
        words = [BOUNDARY] * 2 + [token.text for token in tokens] + [BOUNDARY] * 2
        of_words = [self._of_word(word) for word in words]
        made = placed(tokens, self._lexicon.matches(text, tokens), heading=is_heading(tokens))
        for index, features in enumerate(made):
            for offset in OFFSETS:
                features.extend(of_words[index + 2 + offset][offset])
        return made

    def _of_word(self, word: str) -> dict[int, list[str]]:
        known = self._known.get(word)
        if known is None:
            known = {offset: [] for offset in OFFSETS}
            for offsets, feature in word_features(word, self._lexicon, clusters()):
                for offset in offsets:
                    known[offset].append(f"{offset}{feature}")
            self._known[word] = known
        return known


def labels_of(row: Row, tokens: Sequence[Token]) -> list[str]:
    """Return each token's label."""
    labels = ["O"] * len(tokens)
    for start, end, kind in row.spans:
        inside = [index for index, token in enumerate(tokens) if token.start < end and token.end > start]
        for number, index in enumerate(inside):
            labels[index] = f"{'I' if number else 'B'}-{kind}"
    return labels


def mended(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with names before a hyphen labelled, as in "U.S.-led", "Baghdad-based".

    The newswire set was split at spaces only, so such names have no label there; they get the one that the
    word mostly has elsewhere.
    """
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for start, end, kind in row.spans:
            counts.setdefault(row.text[start:end], Counter())[kind] += 1
    usual = {word: kinds.most_common(1)[0][0] for word, kinds in counts.items() if kinds.total() >= USUAL}
    result = []
    for row in rows:
        spans = list(row.spans)
        tokens = tokenize(row.text)
        for token, hyphen, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            joined = hyphen.text == "-" and token.end == hyphen.start and after.text[:1].islower()
            free = not any(start < token.end and token.start < end for start, end, _ in spans)
            if joined and free and usual.get(token.text) in {"LOC", "NORP"}:
                spans.append((token.start, token.end, usual[token.text]))
        result.append(Row(row.text, tuple(sorted(spans))))
    return result


def in_capitals(rows: Sequence[Row]) -> list[Row]:
    """Return a few of the rows in capitals, for headlines and cables; where the length stays."""
    chosen = [Row(row.text.upper(), row.spans) for row in rows[:: round(1 / CAPITALS)]]
    return [
        upper
        for upper, row in zip(chosen, rows[:: round(1 / CAPITALS)], strict=True)
        if len(upper.text) == len(row.text)
    ]


def train(rows: Iterable[Row], featurizer: Featurizer, path: Path, iterations: int = ITERATIONS) -> None:
    """Train crfsuite's averaged perceptron on `rows`, in their order, and write its model to `path`."""
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params(
        {
            "max_iterations": iterations,
            "feature.minfreq": LEAST_COUNT,
            "feature.possible_transitions": True,
        }
    )
    for row in rows:
        text, tokens = recased(row.text, found := tokenize(row.text), [(0, len(found))])
        if tokens:
            trainer.append(featurizer.sentence(text, tokens), labels_of(row, tokens))
    trainer.train(str(path))


def export(paths: Sequence[Path], target: Path, temperature: float) -> None:
    """Average the weights of crfsuite models and write them pruned, rounded and hashed."""
    weights: dict[int, np.ndarray] = {}
    transitions = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for path in paths:
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        for (name, label), weight in info.state_features.items():
            key = zlib.crc32(name.encode("utf-8"))
            if key not in weights:
                weights[key] = np.zeros(len(LABELS), np.float64)
            weights[key][LABELS.index(label)] += weight / len(paths)
        for (before, after), weight in info.transitions.items():
            transitions[LABELS.index(before), LABELS.index(after)] += weight / len(paths)
        tagger.close()
    keys = np.array(sorted(weights), np.uint32)
    table = np.stack([weights[key] for key in keys.tolist()])
    kept = np.abs(table).max(axis=1) >= SMALL
    keys, table = keys[kept], table[kept]
    unit = max(float(np.abs(table).max()) / 32767, STEP)
    rows = np.round(table / unit).astype(np.int16)
    np.savez_compressed(
        target,
        labels=np.array(" ".join(LABELS)),
        key_steps=np.diff(keys, prepend=np.uint32(0)).astype(np.uint32),
        rows=rows,
        unit=np.float32(unit),
        transitions=transitions,
        temperature=np.float32(temperature),
    )
    print(f"{len(keys)} features, unit {unit:.4f}, {target.stat().st_size / 1e6:.2f} MB → {target}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder with the training sets")
    parser.add_argument("--temperature", type=float, default=1.0)
    source = parser.parse_args()
    rows = [row for name in TRAINING_SETS for row in read_rows(source.source / f"{name}.jsonl")]
    rows = mended(rows)
    rows += in_capitals(rows)
    random.Random(1).shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tagger.crfsuite"
        train(rows, Featurizer(Lexicon(Gazetteer())), path)
        export([path], TARGET, source.temperature)


if __name__ == "__main__":
    main()
