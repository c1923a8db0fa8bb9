"""Texts -> words, numbers, names, and how rare they are; vectors of these. Pure."""
