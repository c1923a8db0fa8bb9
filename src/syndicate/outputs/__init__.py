"""An address -> what stands there: what to load, which pure room makes entries of it, and the bytes kept of it."""
