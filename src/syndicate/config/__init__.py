"""feeds.yaml and the environment -> frozen Settings."""
