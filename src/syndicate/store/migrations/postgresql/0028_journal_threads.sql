-- When a thread last changed is asked with each of its feeds, however long the journal is.

CREATE INDEX journal_thread ON journal (thread_id, at);
