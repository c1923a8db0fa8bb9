"""Dates in any writing -> instants. Pure."""
