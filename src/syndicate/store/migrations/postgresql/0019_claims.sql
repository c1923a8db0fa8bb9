-- A claim has a token, an instant in microseconds, not only a sign that there is one.

ALTER TABLE sources ALTER COLUMN claimed TYPE bigint;
