"""The words of kind in names of divisions: "Anbar Province", "Province of Anbar"."""

from __future__ import annotations

import re

GENERIC = re.compile(
    r"^(?:(?:autonomous |federal |special )?(?:province|state|region|governorate|department|district"
    r"|county|republic|oblast|municipality|canton|prefecture|emirate|principality|muhafazat|ostān-e|ostan-e|wilayat|departamento"
    r"|provincia)(?: of| de| del)? )"
    r"|(?: (?:autonomous |federal |special |metropolitan )?(?:province|state|region|governorate|department"
    r"|district|county|republic|oblast|oblast['’]|oblys[iy]|municipality|canton|prefecture|parish|division|territory|voivodeship|kray|krai"
    r"|city|commune|sheng|departamento|provincia|ili|viloyati|vilayeti))$",
    re.IGNORECASE,
)
"""The word of kind at either end of a division's name: "Anbar Province", "Province of Anbar"."""


def core_name(name: str) -> str:
    """Return a division's name without its word of kind: "Anbar" of "Anbar Governorate"."""
    core = GENERIC.sub("", name).strip()
    return core if len(core) > 2 else name
