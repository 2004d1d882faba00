"""How many articles sources hold, where that can be told without reading them: for the time left of a bar."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geoincidents.articles.read import files_of, reader_for
from geoincidents.errors import ArticleError

_ONE = frozenset({"text", "markdown", "html", "pdf", "docx", "eml", "url"})
"""Readers whose sources hold an article each."""
_BLOCK = 1 << 20


def count(sources: Iterable[str], reader: str | None = None) -> int | None:
    """Return the number of articles; None where a source does not tell."""
    total = 0
    for source in sources:
        for file in files_of(source):
            held = _held(file, reader)
            if held is None:
                return None
            total += held
    return total


def _held(file: str, reader: str | None) -> int | None:
    if file == "-":
        return None
    try:
        name = reader or reader_for(file)
        if name in _ONE:
            return 1
        if name == "jsonl" and not file.endswith(".gz") and Path(file).is_file():
            return _lines(Path(file))
    except (ArticleError, OSError):
        return 0
    return None


def _lines(path: Path) -> int:
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            lines += block.count(b"\n")
            last = block
    return lines + (not last.endswith(b"\n"))
