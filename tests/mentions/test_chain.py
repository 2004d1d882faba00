"""Decoding of the linear chain against sums over all paths."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoincidents.mentions.chain import Chain, load_chain

LABELS = ("O", "B-LOC", "I-LOC")


def chain(generator: np.random.Generator) -> Chain:
    return Chain(
        labels=LABELS,
        keys=np.array([10, 20], np.uint32),
        rows=np.array([[1, 2, 3], [4, 5, 6]], np.int16),
        unit=0.5,
        transitions=generator.normal(size=(3, 3)).astype(np.float32),
        temperature=1.0,
    )


@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_best_path_and_marginals_equal_those_of_all_paths(seed: int, lengths: list[int]) -> None:
    generator = np.random.default_rng(seed)
    made = chain(generator)
    ends = np.cumsum(lengths).tolist()
    bounds = [(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    emissions = generator.normal(size=(ends[-1], 3)).astype(np.float32)
    best, marginals = made.decode(emissions, bounds)
    for first, last in bounds:
        paths = list(product(range(3), repeat=last - first))
        scores = np.array(
            [
                sum(emissions[first + step, label] for step, label in enumerate(path))
                + sum(made.transitions[one, other] for one, other in pairwise(path))
                for path in paths
            ]
        )
        assert tuple(best[first:last]) == paths[int(scores.argmax())]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        for step in range(last - first):
            for label in range(3):
                expected = sum(
                    share for share, path in zip(shares, paths, strict=True) if path[step] == label
                )
                assert marginals[first + step, label] == pytest.approx(expected, abs=1e-5)


def test_no_tokens() -> None:
    best, marginals = chain(np.random.default_rng(1)).decode(np.zeros((0, 3), np.float32), [])
    assert (len(best), marginals.shape) == (0, (0, 3))


def test_unknown_features_weigh_nothing() -> None:
    shipped = load_chain()
    assert shipped.weigh(["no such feature", "\ud800"]).tolist() == [[0.0] * 9] * 2
    assert np.abs(shipped.weigh(["0W=Iraq"])).max() > 0


def test_shipped_model_is_small_and_sorted() -> None:
    shipped = load_chain()
    assert shipped.labels[0] == "O"
    assert shipped.rows.shape == (len(shipped.keys), len(shipped.labels))
    assert (np.diff(shipped.keys.astype(np.int64)) > 0).all()
