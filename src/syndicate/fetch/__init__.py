"""Bytes from the network, within every limit and the address policy."""
