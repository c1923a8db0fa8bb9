"""Texts -> sentence vectors, apart from what all news of a language has in common. Pure."""
