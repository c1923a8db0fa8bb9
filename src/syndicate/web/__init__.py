"""The aiohttp application: feeds, pages, health. It reads and answers, and changes nothing."""
