"""Read the annotated sentences that the recognizer is trained on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TRAINING_SETS = ("gmb_train", "ewt_train", "re3d", "btc", "crossner_politics")
DEVELOPMENT_SETS = ("gmb_dev", "ewt_dev")


class Row(NamedTuple):
    """A sentence and its spans as (start, end, label)."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Row(row["text"], tuple((start, end, label) for start, end, label in row["spans"]))
