-- Whose items must not be published is asked with every feed; most often it is nobody.

CREATE INDEX sources_silent ON sources (id) WHERE republish = 'none';
