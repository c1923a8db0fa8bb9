"""The aiohttp application: feeds, pages, health."""
