"""What a page says around a text -> apart from it: bylines, credits, buttons, other stories. Pure."""
