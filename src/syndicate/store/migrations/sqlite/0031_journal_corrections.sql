-- What corrections did is asked at every start and with every change of them, however much repair did beside it.

CREATE INDEX journal_corrected ON journal (id) WHERE correction <> '';
