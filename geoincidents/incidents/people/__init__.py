"""Phrases that mean people: "at least 12 soldiers", "a family of five", "Father Juan Perez"."""

from geoincidents.incidents.people.find import find_people
from geoincidents.incidents.people.lists import join_lists
from geoincidents.incidents.people.phrase import People, exactly

__all__ = ["People", "exactly", "find_people", "join_lists"]
