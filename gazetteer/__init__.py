"""A place database that answers "Baghdad" and "80 kilometres north of Baghdad"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gazetteer.geocoder import Gazetteer

__all__ = ["Gazetteer"]


def __getattr__(name: str) -> Any:
    """Load the facade on first use, so that ``import gazetteer`` costs nothing."""
    if name in __all__:
        from gazetteer import geocoder  # noqa: PLC0415

        return getattr(geocoder, name)
    raise AttributeError(name)
