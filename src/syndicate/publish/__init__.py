"""Items -> feeds, ready to be served. Pure: the same store gives the same bytes."""
