# ruff: noqa: E501
"""One line for an incident: what and where, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoincidents.incidents.options import Option

_WORDS = {
    "Armed clash": "Armed clash", "Government regains territory": "Government forces retake ground",
    "Non-state actor overtakes territory": "Armed group takes ground", "Chemical weapon": "Chemical attack",
    "Air/drone strike": "Air strike", "Suicide bomb": "Suicide bombing",
    "Shelling/artillery/missile attack": "Rocket or artillery fire", "Remote explosive/landmine/IED": "Explosion",
    "Grenade": "Grenade attack", "Peaceful protest": "Protest", "Protest with intervention": "Protest broken up",
    "Excessive force against protesters": "Force against protesters", "Violent demonstration": "Riot",
    "Mob violence": "Mob violence", "Agreement": "Agreement", "Arrests": "Arrests",
    "Change to group/activity": "Change of activity", "Disrupted weapons use": "Weapons found or stopped",
    "Headquarters or base established": "Base set up", "Looting/property destruction": "Property destroyed or looted",
    "Non-violent transfer of territory": "Ground handed over", "Other": "Incident", "Sexual violence": "Sexual violence",
    "Attack": "Attack", "Abduction/forced disappearance": "Abduction", "Transport accident": "Transport accident",
    "Industrial accident or fire": "Accident or fire", "Natural disaster": "Natural disaster",
}  # fmt: skip
# A weapon that names the act better than the type does, by how its word begins.
_BY_WEAPON = (
    ("rocket", "Rockets"), ("missile", "Missiles"), ("ballistic missile", "Missiles"), ("mortar", "Mortar fire"),
    ("artillery", "Artillery fire"), ("drone", "Drone strike"), ("car bomb", "Car bomb"), ("roadside bomb", "Roadside bomb"),
    ("landmine", "Landmine"), ("mine", "Mine"), ("bomb", "Bomb"), ("dynamite", "Dynamite attack"), ("knife", "Knife attack"),
)  # fmt: skip
# A phrase that says itself where: "35 kilometres north of Ardel", "between Ardel and Borvik", "near Camora".
_RELATIVE = re.compile(
    r"(?:(?:about|some|around|nearly|roughly|just|less\s+than|more\s+than|up\s+to)\s+)*(?:\d|between\b|near\b|outside\b|off\b|along\b|across\b|"
    r"on\b|in\b|at\b|(?:north|south|east|west)[a-z-]*\s+of\b|midway|halfway|close\b|inside\b|around\b|beyond\b|(?:\w+\s+){1,2}(?:km|kilometers?|kilometres?|miles?|hours?)\b)",
    re.IGNORECASE,
)
_SHOT = re.compile(r"shot|shoot|gun|\bfir(?:ed|es|ing)\b|(?<!on\s)\bfire\b(?!\s+to\b)")
"""Words of an act by which somebody was shot at; not "set on fire", "set fire to"."""
_LONGEST_CODE = 3
"""Letters of the longest abbreviation: "UAE" keeps its capitals."""
_EXPLOSIVE = {"Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Air/drone strike"}


def words_of(own: Option) -> str:
    """Return the place as a reader wants it named: the article's words, but no adjective and no headline capitals."""
    words = own.place.name if own.demonym and own.place is not None else " ".join(own.name.split())
    return words.title() if words.isupper() and len(words) > _LONGEST_CODE else words


def title_of(sub_event_type: str, weapon: str | None, trigger: str, place: str | None, precise: bool) -> str:
    """Return the title.

    Parameters
    ----------
    sub_event_type : str
        ACLED's words.
    weapon, trigger : str or None, str
        As the text has them.
    place : str or None
        The place in the article's words.
    precise : bool
        Whether it is a site or town ("at") rather than a region ("in").

    Examples
    --------
    >>> title_of("Shelling/artillery/missile attack", "rockets", "rockets hit", "Ardel airbase", True)
    'Rockets at Ardel airbase'
    >>> title_of("Remote explosive/landmine/IED", "bomb", "bomb", "10 km south of Ardel", False)
    'Bomb 10 km south of Ardel'
    """
    what = _WORDS[sub_event_type]
    if sub_event_type in _EXPLOSIVE and weapon is not None:
        what = next((words for start, words in _BY_WEAPON if weapon.lower().startswith(start)), what)
    elif sub_event_type == "Attack":
        if _SHOT.search(trigger):
            what = "Shooting"
        elif "stab" in trigger or "knife" in trigger:
            what = "Stabbing"
        elif any(stem in trigger for stem in ("kill", "murder", "assassin", "homicide", "slain", "dead")):
            what = "Killing"
    if place is None:
        return f"{what}, place unknown"
    if place.lower().startswith(("outskirts", "edge")):
        return f"{what} on the {place}"
    if _RELATIVE.match(place):
        return f"{what} {place}"
    return f"{what} {'at' if precise else 'in'} {place}"
