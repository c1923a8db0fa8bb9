"""Items -> feeds. Pure."""
