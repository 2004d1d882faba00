"""A progress bar on stderr for what takes longer than two seconds; none where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

DELAY_S = 2.0

Item = TypeVar("Item")


@contextmanager
def bar(what: str, total: Callable[[], int | None] = lambda: None) -> Iterator[Callable[[int], Any]]:
    """Give a function that counts; where `total` is known the bar shows the time left.

    `total` is asked only where the bar is shown.
    """
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from tqdm import tqdm  # noqa: PLC0415 - not for --help

    with tqdm(desc=what, total=total(), unit=" articles", delay=DELAY_S, leave=False) as shown:
        yield shown.update


def counted(
    items: Iterable[Item], what: str, total: Callable[[], int | None] = lambda: None
) -> Iterator[Item]:
    """Yield the items and count them in a bar."""
    with bar(what, total) as update:
        for item in items:
            yield item
            update(1)
