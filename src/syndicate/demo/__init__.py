"""A newsroom of invented outlets, and the daemon run on it: `syndicate demo`."""
