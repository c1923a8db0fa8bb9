"""SQLite and PostgreSQL behind one seam, and what is done with a store as a whole."""
