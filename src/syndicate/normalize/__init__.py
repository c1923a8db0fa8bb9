"""Bytes -> items. Pure, but for the worker processes it runs in."""
