"""Train the recognizer's tagger and write ``geoincidents/mentions/model/tagger.npz``.

    python -m training.recognizer.train ../shared/training

Averaged perceptrons (crfsuite's) over the annotated sentences; their mean, without its small weights, rounded
to sixteen bits. The same sources, gazetteer and version of python-crfsuite give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pycrfsuite

from gazetteer.geocoder import Gazetteer
from geoincidents.mentions.case import recased
from geoincidents.mentions.chain import Chain
from geoincidents.mentions.context import is_heading
from geoincidents.mentions.features import BOUNDARY, OFFSETS, placed, word_features
from geoincidents.mentions.lexicon import Lexicon
from geoincidents.mentions.tagged import Tagger
from geoincidents.mentions.tokens import Token, tokenize
from geoincidents.mentions.words import clusters
from training.recognizer.corpus import DEVELOPMENT_SETS, TRAINING_SETS, Row, read_rows

TARGET = Path("geoincidents/mentions/model/tagger.npz")
LABELS = ("O", *(f"{part}-{kind}" for kind in ("LOC", "NORP", "ORG", "PER") for part in "BI"))
ITERATIONS = 5
MODELS = 3
"""Models averaged; the shipped one is as large as one of them."""
TEMPERATURES = (14.0, 16.0, 18.0, 20.0, 22.0, 25.0, 28.0)
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
    chosen = rows[:: round(1 / CAPITALS)]
    return [Row(row.text.upper(), row.spans) for row in chosen if len(row.text.upper()) == len(row.text)]


def train(rows: Iterable[Row], featurizer: Featurizer, folder: Path) -> list[Path]:
    """Train crfsuite's averaged perceptron on `rows` several times, in different orders; return the models.

    The orders come from the C library's random numbers, which begin the same in every process.
    """
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=False)
    trainer.set_params(
        {
            "max_iterations": ITERATIONS,
            "feature.minfreq": LEAST_COUNT,
            "feature.possible_transitions": True,
        }
    )
    for row in rows:
        text, tokens = recased(row.text, found := tokenize(row.text), [(0, len(found))])
        if tokens:
            trainer.append(featurizer.sentence(text, tokens), labels_of(row, tokens))
    print("features made", flush=True)
    paths = [folder / f"{number}.crfsuite" for number in range(MODELS)]
    for path in paths:
        trainer.train(str(path))
        print(f"trained {path}", flush=True)
    return paths


def averaged(paths: Sequence[Path]) -> Chain:
    """Return the mean of crfsuite models: small weights dropped, the others rounded, names hashed."""
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
    return Chain(
        labels=LABELS, keys=keys, rows=rows, unit=unit, transitions=transitions, temperature=TEMPERATURES[0]
    )


def fitted(chain: Chain, rows: Sequence[Row], lexicon: Lexicon) -> Chain:
    """Return the chain with the temperature that makes the right labels of `rows` most probable."""
    losses = []
    for temperature in TEMPERATURES:
        tagger = Tagger(lexicon, replace(chain, temperature=temperature))
        loss = 0.0
        for row in rows:
            tokens = tokenize(row.text)
            if tokens:
                marginals = tagger.marginals(row.text, tokens, [(0, len(tokens))])
                right = [LABELS.index(label) for label in labels_of(row, tokens)]
                loss -= float(np.log(np.maximum(marginals[np.arange(len(right)), right], 1e-6)).sum())
        losses.append((round(loss, 3), temperature))
    return replace(chain, temperature=min(losses)[1])


def write(chain: Chain, target: Path) -> None:
    """Write a chain as `geoincidents.mentions.chain.load_chain` reads it."""
    np.savez_compressed(
        target,
        labels=np.array(" ".join(chain.labels)),
        key_steps=np.diff(chain.keys, prepend=np.uint32(0)).astype(np.uint32),
        rows=chain.rows,
        unit=np.float32(chain.unit),
        transitions=chain.transitions,
        temperature=np.float32(chain.temperature),
    )
    size = target.stat().st_size / 1e6
    print(f"{len(chain.keys)} features, temperature {chain.temperature}, {size:.2f} MB → {target}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="folder with the training sets")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    parser.add_argument(
        "--every", type=int, default=1, help="learn from every so many sentences, to try the script"
    )
    parser.add_argument("--keep", type=Path, help="folder for crfsuite's own models")
    arguments = parser.parse_args()

    def read(names: Sequence[str]) -> list[Row]:
        return [row for name in names for row in read_rows(arguments.source / f"{name}.jsonl")]

    lexicon = Lexicon(Gazetteer())
    rows = mended(read(TRAINING_SETS)[:: arguments.every])
    rows += in_capitals(rows)
    random.Random(1).shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        paths = train(rows, Featurizer(lexicon), arguments.keep or Path(folder))
        chain = averaged(paths)
    write(fitted(chain, mended(read(DEVELOPMENT_SETS)[::3]), lexicon), arguments.output)


if __name__ == "__main__":
    main()
