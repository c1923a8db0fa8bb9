"""RSS, Atom, JSON Feed, OPML -> what they say, uncleaned. Pure."""
