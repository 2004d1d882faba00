"""Relative locations: words to relations, relations and anchors to locations."""
