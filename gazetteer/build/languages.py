"""The languages of names: those of the world's news agencies come first."""

from __future__ import annotations

_PRESS = """
ar bn cs da de en es fa fi fr hi hu id it ja ko ms nb nl no pl ps pt ro ru sv sw tr uk ur vi zh
"""
PRESS = frozenset(_PRESS.split())
"""In other languages a country's name gives way to a place that is called so: "Kota" is Qatar in Yoruba."""


def is_of_press(language: str) -> bool:
    """Tell whether news agencies write in a language ("pt-AO", "pt_AO")."""
    return language.replace("_", "-").partition("-")[0] in PRESS
