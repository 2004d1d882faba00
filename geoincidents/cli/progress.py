"""A progress bar on stderr for what takes longer than two seconds; none where stderr is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

DELAY_S = 2.0


@contextmanager
def bar(what: str, total: int | None = None) -> Iterator[tqdm[Any]]:
    """Give a bar whose ``update(n)`` counts; with `total` it shows the time left."""
    from tqdm import tqdm  # noqa: PLC0415 - not for --help

    with tqdm(desc=what, total=total, unit=" articles", delay=DELAY_S, disable=None, leave=False) as shown:
        yield shown


def counted(items: Iterable[Any], what: str, total: int | None = None) -> Iterator[Any]:
    """Yield the items and count them in a bar."""
    with bar(what, total) as shown:
        for item in items:
            yield item
            shown.update()
