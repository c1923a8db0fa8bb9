"""Threads -> how they go, what they are about, which tell the same in another language. Pure."""
