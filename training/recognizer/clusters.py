"""Group words by the company they keep → ``geoincidents/mentions/data/clusters.txt``.

    python -m training.recognizer.clusters ../shared/training ../shared/eval/incidents

Left and right neighbours are counted over raw text, weighted by positive pointwise mutual information,
reduced by a truncated singular value decomposition and grouped by k-means; groups of groups by Ward's method.
Without labels: the annotated sentences' texts, and news texts that may be read but not annotated.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, ward
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from geoincidents.mentions.tokens import tokenize
from training.recognizer.corpus import TRAINING_SETS, read_rows

TARGET = Path("geoincidents/mentions/data/clusters.txt")
LEAST_COUNT = 5
CONTEXTS = 4000
DIMENSIONS = 120
FINE, COARSE = 384, 32


def texts(source: Path, news: Path) -> Iterator[str]:
    """Yield every text that may be read."""
    for name in TRAINING_SETS:
        for row in read_rows(source / f"{name}.jsonl"):
            yield row.text
    for name in ("muc4.dev", "gva.dev"):
        with (news / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def normal(word: str) -> str:
    """Return the form that is counted: small letters, digits made one."""
    return "0" if word[0].isdigit() else word.lower()


def main(source: Path, news: Path) -> None:
    """Count, reduce, group, write."""
    sentences = [[normal(token.text) for token in tokenize(text)] for text in texts(source, news)]
    counts = Counter(word for sentence in sentences for word in sentence)
    order = sorted(
        (word for word, count in counts.items() if count >= LEAST_COUNT), key=lambda w: (-counts[w], w)
    )
    number = {word: index for index, word in enumerate(order)}
    vectors = reduce(pairs(sentences, number), len(order))
    fine = k_means(vectors, np.array([counts[word] for word in order], dtype=np.float64) ** 0.5)
    centres = np.stack([vectors[fine == group].mean(axis=0) for group in range(FINE)])
    coarse = fcluster(ward(centres), COARSE, "maxclust") - 1
    rows = sorted((word, int(coarse[fine[index]]), int(fine[index])) for word, index in number.items())
    TARGET.write_text("".join(f"{word}\t{group}\t{leaf}\n" for word, group, leaf in rows), "utf-8")
    print(f"{len(rows)} words of {sum(counts.values())} → {TARGET}")
    for group in range(0, FINE, 24):
        print(group, [order[i] for i in np.flatnonzero(fine == group)[:14]])


def pairs(sentences: list[list[str]], number: dict[str, int]) -> Counter[tuple[int, int]]:
    """Count (word, context) pairs; a context is a frequent word on the left or on the right."""
    found: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        ids = [-1, *(number.get(word, -1) for word in sentence), -1]
        for left, right in pairwise(ids):
            if left >= 0 and right < CONTEXTS:
                found[left, CONTEXTS + 1 + (right if right >= 0 else CONTEXTS)] += 1
            if right >= 0 and left < CONTEXTS:
                found[right, left if left >= 0 else CONTEXTS] += 1
    return found


def reduce(counted: Counter[tuple[int, int]], words: int) -> np.ndarray:
    """Return unit vectors of the words: PPMI, then the largest singular directions."""
    keys = sorted(counted)
    rows, columns = np.array(keys).T
    values = np.array([counted[key] for key in keys], dtype=np.float64)
    by_row = np.bincount(rows, values, words)
    by_column = np.bincount(columns, values, 2 * CONTEXTS + 2) ** 0.75
    information = np.log(values * by_column.sum() / (by_row[rows] * np.maximum(by_column[columns], 1e-9)))
    matrix = csr_matrix((np.maximum(information, 0), (rows, columns)), (words, 2 * CONTEXTS + 2))
    left, size, _ = svds(matrix, k=DIMENSIONS, v0=np.ones(min(matrix.shape)))
    vectors = left * np.sqrt(size)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def k_means(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return each vector's group; the first centres are the most frequent words' vectors, spread out."""
    generator = np.random.default_rng(1)
    centres = [vectors[0]]
    nearest = 1 - vectors @ centres[0]
    for _ in range(FINE - 1):
        share = np.maximum(nearest, 0) * weights
        centres.append(vectors[generator.choice(len(vectors), p=share / share.sum())])
        nearest = np.minimum(nearest, 1 - vectors @ centres[-1])
    middle = np.stack(centres)
    groups = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(30):
        groups = np.argmax(vectors @ middle.T, axis=1)
        sums = np.zeros_like(middle)
        np.add.at(sums, groups, vectors * weights[:, None])
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        middle = np.where(length > 0, sums / np.maximum(length, 1e-9), middle)
    return groups


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
