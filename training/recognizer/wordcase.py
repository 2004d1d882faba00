"""Count which words news writes in lower case → ``geoincidents/mentions/data/common_words.txt``.

    python -m training.recognizer.wordcase ../shared/training

A word counts as common where at least two of its uses inside sentences are in lower case, and they are
more than those with a capital. Only the training sets are counted (see the model card for their licences).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from geoincidents.mentions.tokens import tokenize
from training.recognizer.corpus import TRAINING_SETS, read_rows

TARGET = Path("geoincidents/mentions/data/common_words.txt")


def main(source: Path) -> None:
    """Count and write."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name in TRAINING_SETS:
        for row in read_rows(source / f"{name}.jsonl"):
            if row.text.isupper():
                continue
            for index, token in enumerate(tokenize(row.text)):
                if not token.text[0].isalpha():
                    continue
                if token.text.islower():
                    lower[token.text] += 1
                elif index > 0:
                    capital[token.text.lower()] += 1
    common = sorted(word for word, count in lower.items() if count >= 2 and count > capital[word])
    TARGET.write_text("".join(f"{word}\n" for word in common), "utf-8")
    print(f"{len(common)} words → {TARGET}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
