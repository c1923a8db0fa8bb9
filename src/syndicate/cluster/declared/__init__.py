"""Topics that feeds.yaml declares -> where their words stand, how near their examples are. Pure."""
