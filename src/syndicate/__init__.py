"""Follow many feeds, give back topic threads."""

__version__ = "0.1.0"
