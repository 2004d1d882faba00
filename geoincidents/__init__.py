"""Read news articles, find the incidents in them, say honestly where each happened, and map them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geoincidents.pipeline import Pipeline

__all__ = ["Pipeline"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the pipeline on first use, so that ``geoincidents --help`` costs nothing."""
    if name in __all__:
        from geoincidents import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    raise AttributeError(name)
