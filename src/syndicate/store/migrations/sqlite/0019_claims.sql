-- A claim has a token, an instant in microseconds: SQLite's integers hold it as they are.

UPDATE sources SET claimed = 0 WHERE claimed = 1;
