"""Mentions to places: which place each name means, all together."""
