"""HTML of anybody -> HTML that may be shown anywhere, and its lines. Pure."""
