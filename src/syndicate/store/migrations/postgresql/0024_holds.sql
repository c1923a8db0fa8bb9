-- Until when a host wants to be left alone (Retry-After), for processes that it did not tell: rounds from cron, a daemon that starts.

ALTER TABLE sources ADD COLUMN held_until bigint;
