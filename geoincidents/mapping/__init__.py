"""A frame of incidents to one HTML file."""

from __future__ import annotations

from geoincidents.mapping.page import IncidentMap, incident_map, write_map

__all__ = ["IncidentMap", "incident_map", "write_map"]
