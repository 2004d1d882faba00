"""Why each decision was made: the same facts as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gazetteer.location import Location
from geoincidents.types import Candidate, Incident, Parse

MAX_CANDIDATES = 5
"""Shown in the text; the JSON has all."""


def as_json(parse: Parse, incidents: Iterable[Incident]) -> dict[str, Any]:
    """Return every decision of one article as plain values."""
    article = parse.article
    return {
        "doc_id": article.id,
        "mentions": [
            {
                "start": resolution.mention.span[0],
                "end": resolution.mention.span[1],
                "text": resolution.mention.text,
                "kind": resolution.mention.kind,
                "recognizer": resolution.mention.recognizer,
                "score": round(resolution.mention.score, 4),
                "place_id": resolution.place.id if resolution.place else None,
                "confidence": round(resolution.confidence, 4),
                "role": resolution.role,
                "location": _location(resolution.location),
                "candidates": [_candidate(candidate) for candidate in resolution.candidates],
                "reasons": list(resolution.reasons),
            }
            for resolution in parse.resolutions
        ],
        "relatives": [
            {
                "start": relative.relation.span[0],
                "end": relative.relation.span[1],
                "text": article.text[slice(*relative.relation.span)],
                "relation": relative.relation.relation,
                "anchors": [parse.resolutions[index].mention.text for index in relative.anchors],
                "location": _location(relative.location),
                "reasons": list(relative.reasons),
            }
            for relative in parse.relatives
        ],
        "incidents": [
            {
                "incident_id": incident.id,
                "title": incident.title,
                "quote": incident.reports[0].quote,
                "trigger": article.text[slice(*incident.reports[0].trigger_span)],
                "place_name": incident.place_name,
                "location": _location(incident.location),
                "other_places": [{"name": other.name, "role": other.role} for other in incident.places],
                "reasons": list(incident.reasons),
            }
            for incident in incidents
        ],
    }


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {
        "lon": round(location.lon, 6),
        "lat": round(location.lat, 6),
        "uncertainty_m": round(location.uncertainty_m),
        "coverage": location.coverage,
        "precision": location.precision.name.lower(),
        "method": location.method,
        "place_ids": list(location.place_ids),
        "reasons": list(location.reasons),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "place_id": place.id,
        "name": place.name,
        "country_code": place.country_code,
        "feature_code": place.feature_code,
        "match": candidate.match,
        "score": round(candidate.score, 4),
        "features": {name: round(value, 4) for name, value in candidate.features},
    }


def as_text(facts: dict[str, Any]) -> str:
    """Return what `as_json` gave as text for a person, in the order of the article."""
    lines = [facts["doc_id"]]
    for mention in facts["mentions"]:
        lines += _mention_lines(mention)
    for relative in facts["relatives"]:
        anchors = " and ".join(relative["anchors"]) or "a place not named"
        lines += [
            "",
            f"“{relative['text']}” ({relative['relation']} of {anchors})",
            _where("is", relative["location"]),
        ]
        lines += _because(relative)
    for incident in facts["incidents"]:
        lines += ["", f"Incident {incident['incident_id']}: {incident['title']}"]
        lines += [
            f"  trigger “{incident['trigger']}” in “{incident['quote']}”",
            _where("happened", incident["location"]),
        ]
        lines += _because(incident)
        lines += [f"  not at “{other['name']}”: {other['role']}" for other in incident["other_places"]]
    if not facts["incidents"]:
        lines += ["", "No incident."]
    return "\n".join(lines)


def _mention_lines(mention: dict[str, Any]) -> list[str]:
    where = f"characters {mention['start']}–{mention['end']}"
    lines = ["", f"“{mention['text']}” ({mention['kind']}, {where}, found by {mention['recognizer']})"]
    lines.append(f"{_where('is', mention['location'])}; confidence {mention['confidence']:.2f}")
    lines += _because(mention)
    shown = mention["candidates"][:MAX_CANDIDATES]
    lines += [_candidate_line(candidate) for candidate in shown]
    hidden = len(mention["candidates"]) - len(shown)
    return [*lines, f"  and {hidden} more (--json shows all)"] if hidden else lines


def _because(decided: dict[str, Any]) -> list[str]:
    return [f"  because {reason}" for reason in decided["reasons"]]


def _where(verb: str, location: dict[str, Any] | None) -> str:
    if location is None:
        return f"  {verb} nowhere that is known"
    point = f"{location['lat']:.4f}, {location['lon']:.4f} (lat, lon)"
    how = f"{location['precision']} by {location['method']}"
    return f"  {verb} at {point}, within {location['uncertainty_m'] / 1000:,.1f} km, {how}"


def _candidate_line(candidate: dict[str, Any]) -> str:
    features = ", ".join(f"{name} {value:g}" for name, value in candidate["features"].items())
    kind = " ".join(filter(None, (candidate["feature_code"], candidate["country_code"])))
    what = f"[{candidate['place_id']}, {kind}, {candidate['match']}]"
    return f"  candidate {candidate['score']:.3f} {candidate['name']} {what} {features}".rstrip()
