# ruff: noqa: E501
"""Kinds of act, and which of them news uses for one and the same."""

from __future__ import annotations

_FAMILIES = {
    "Armed clash": "fight", "Government regains territory": "fight", "Non-state actor overtakes territory": "fight",
    "Chemical weapon": "blast", "Air/drone strike": "air", "Suicide bomb": "blast",
    "Shelling/artillery/missile attack": "shelling", "Remote explosive/landmine/IED": "blast", "Grenade": "blast",
    "Peaceful protest": "protest", "Protest with intervention": "protest", "Excessive force against protesters": "protest",
    "Violent demonstration": "protest", "Mob violence": "mob", "Agreement": "agreement", "Arrests": "after",
    "Change to group/activity": "change", "Disrupted weapons use": "weapons", "Headquarters or base established": "base",
    "Looting/property destruction": "property", "Non-violent transfer of territory": "transfer", "Other": "other",
    "Sexual violence": "sexual", "Attack": "attack", "Abduction/forced disappearance": "abduction",
    "Transport accident": "accident", "Industrial accident or fire": "accident", "Natural disaster": "disaster",
}  # fmt: skip
CROWDS = frozenset({"protest", "mob", "property"})
"""What a crowd does that answers an act: it protests, riots, loots."""
# Kinds that news uses for one and the same act.
_ALIKE = {
    frozenset(pair)
    for pair in (
        ("attack", "fight"), ("attack", "blast"), ("attack", "shelling"), ("attack", "air"), ("attack", "abduction"),
        ("attack", "mob"), ("attack", "sexual"), ("attack", "after"), ("protest", "after"), ("attack", "property"), ("fight", "blast"),
        ("fight", "shelling"), ("fight", "air"), ("blast", "property"), ("protest", "mob"), ("blast", "air"),
        ("protest", "property"), ("fight", "weapons"), ("fight", "property"), ("attack", "protest"), ("blast", "shelling"),
        ("attack", "weapons"), ("accident", "disaster"), ("attack", "other"), ("blast", "weapons"), ("abduction", "property"), ("air", "property"), ("shelling", "property"),
    )
}  # fmt: skip


def family_of(sub_event_type: str) -> str:
    """Return the kind of act that a sub-event type is of."""
    return _FAMILIES[sub_event_type]


def kinds_agree(a: str, b: str) -> str:
    """Tell whether two sub-event types can be one act: "same", "alike" or "other"."""
    return families_agree(_FAMILIES[a], {_FAMILIES[b]})


def families_agree(family: str, others: set[str]) -> str:
    """Compare a kind with those of an incident: "same", "alike" or "other"."""
    if family in others:
        return "same"
    return "alike" if any(frozenset((family, other)) in _ALIKE for other in others) else "other"
