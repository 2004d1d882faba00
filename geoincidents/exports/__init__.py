"""Frames of incidents to files of many formats, and back."""

from geoincidents.exports.formats import format_of, read_incidents, write_incidents

__all__ = ["format_of", "read_incidents", "write_incidents"]
