"""The corridors between rooms. Each one loads, calls pure rooms, saves once; pipeline.py leads into them."""
