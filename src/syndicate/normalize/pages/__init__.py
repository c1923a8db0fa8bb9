"""Web pages and robots.txt -> feeds, articles, what may be fetched. Pure."""
