"""The trained linear chain: weights as shipped, best label sequence and marginal probabilities in numpy.

A feature is known by the CRC-32 of its name; its row holds one small integer a label. All sentences of a text
are decoded side by side, so the cost of numpy's calls is shared.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chain:
    """Weights of a linear chain.

    Attributes
    ----------
    labels : tuple of str
        "O", "B-LOC", "I-LOC" and so on.
    keys : array of uint32, shape (features,)
        CRC-32 of each feature's name, ascending.
    rows : array of int16, shape (features, labels)
        Weight of each feature for each label, in units of `unit`.
    unit : float
        Size of one unit of `rows`.
    transitions : array of float32, shape (labels, labels)
        Weight of going from one label to the next.
    temperature : float
        Scores are divided by it before they become probabilities; fitted on the development sets.
    """

    labels: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.int16]
    unit: float
    transitions: Floats
    temperature: float

    def weigh(self, features: Sequence[str]) -> Floats:
        """Return the weights of features, shape (features, labels); zeros for the unknown ones."""
        wanted = np.fromiter(
            (zlib.crc32(feature.encode("utf-8", "replace")) for feature in features), np.uint32, len(features)
        )
        places = np.searchsorted(self.keys, wanted)
        places[places == len(self.keys)] = 0
        weights = self.rows[places] * np.float32(self.unit)
        weights[self.keys[places] != wanted] = 0
        return weights

    def decode(
        self, emissions: Floats, bounds: Sequence[tuple[int, int]]
    ) -> tuple[npt.NDArray[np.int64], Floats]:
        """Return each token's label on the best path, and its marginal probabilities.

        Parameters
        ----------
        emissions : array of float32, shape (tokens, labels)
            Sum of the features' weights of each token.
        bounds : sequence of (int, int)
            Sentences as half-open ranges of tokens that share out all of them.

        Returns
        -------
        array of int, shape (tokens,)
            Indices into `labels`.
        array of float32, shape (tokens, labels)
            Rows sum to 1.
        """
        best = np.zeros(len(emissions), np.int64)
        marginals = np.zeros_like(emissions)
        order = sorted(bounds, key=lambda bound: bound[0] - bound[1])
        for begin in range(0, len(order), _SIDE_BY_SIDE):
            block = order[begin : begin + _SIDE_BY_SIDE]
            starts = np.array([first for first, _ in block])
            lengths = np.array([last - first for first, last in block])
            steps = np.arange(lengths[0])
            inside = steps[:, None] < lengths[None, :]
            index = np.where(inside, starts[None, :] + steps[:, None], 0)
            scores = emissions[index]
            best[index[inside]] = self._best(scores, lengths)[inside]
            marginals[index[inside]] = self._marginals(scores, lengths)[inside]
        return best, marginals

    def _best(self, scores: Floats, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Viterbi over (steps, sentences, labels); the sentences come longest first."""
        steps, sentences, _ = scores.shape
        came_from = np.zeros(scores.shape, np.int64)
        score = scores[0].copy()
        active_at = _active(lengths, steps)
        for step in range(1, steps):
            active = active_at[step]
            paths = score[:active, :, None] + self.transitions
            paths.argmax(axis=1, out=came_from[step, :active])
            np.add(np.maximum.reduce(paths, axis=1), scores[step, :active], out=score[:active])
        path = np.zeros((steps, sentences), np.int64)
        # Back along each sentence by itself: as few steps as there are tokens.
        last = score.argmax(axis=1).tolist()
        for row, length in enumerate(lengths.tolist()):
            labels = [last[row]]
            for links in came_from[length - 1 : 0 : -1, row].tolist():
                labels.append(links[labels[-1]])
            path[:length, row] = labels[::-1]
        return path

    def _marginals(self, scores: Floats, lengths: npt.NDArray[np.int64]) -> Floats:
        """Forward and backward sums over (steps, sentences, labels), scaled every few steps to sum to one."""
        steps = len(scores)
        heat = np.float32(1 / self.temperature)
        onward = np.exp(np.maximum(self.transitions * heat, -80)).astype(np.float64)
        local = np.exp((scores - scores.max(axis=2, keepdims=True)) * heat).astype(np.float64)
        forward = local.copy()
        forward[0] /= _sums(forward[0])
        active = _active(lengths, steps)
        for step in range(1, steps):
            count = active[step]
            into = np.matmul(forward[step - 1, :count], onward, out=forward[step, :count])
            into *= local[step, :count]
            if step % _SCALED_AT == 0:
                into /= np.maximum(_sums(into), 1e-300)
        backward = np.ones_like(local)
        towards = onward.T
        for step in range(steps - 2, -1, -1):
            count = active[step + 1]
            back = np.matmul(
                backward[step + 1, :count] * local[step + 1, :count], towards, out=backward[step, :count]
            )
            if step % _SCALED_AT == 0:
                back /= np.maximum(_sums(back), 1e-300)
        both = forward * backward
        marginals: Floats = (both / np.maximum(_sums(both), 1e-300)).astype(np.float32)
        return marginals


def _sums(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the sums over the last axis; numpy's own method takes twice the time on arrays this small."""
    sums: npt.NDArray[np.float64] = np.add.reduce(values, axis=-1, keepdims=True)
    return sums


def _active(lengths: npt.NDArray[np.int64], steps: int) -> list[int]:
    """Return how many sentences, the longest first, go on at each step."""
    counts: list[int] = np.searchsorted(-lengths, -np.arange(steps), side="left").tolist()
    return counts


_SIDE_BY_SIDE = 128
_SCALED_AT = 4
"""Steps from one scaling to the next: the sums cannot leave what a double holds in fewer."""


def load_chain() -> Chain:
    """Return the shipped chain (``model/tagger.npz``)."""
    stored = files(__package__).joinpath("model/tagger.npz").read_bytes()
    with np.load(BytesIO(stored), allow_pickle=False) as arrays:
        return Chain(
            labels=tuple(str(arrays["labels"]).split()),
            keys=np.cumsum(arrays["key_steps"], dtype=np.uint32),
            rows=arrays["rows"],
            unit=float(arrays["unit"]),
            transitions=arrays["transitions"],
            temperature=float(arrays["temperature"]),
        )
