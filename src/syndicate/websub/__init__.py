"""Push (WebSub, W3C Recommendation of 23 January 2018): what a subscriber says to hubs, and what it believes."""
