"""Article to mentions: where the text names places."""
