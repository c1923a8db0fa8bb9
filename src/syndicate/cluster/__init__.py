"""Items -> copies, stories, threads, topics. Pure."""
