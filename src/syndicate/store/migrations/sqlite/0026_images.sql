-- The digest of the image of what the holder of a lease remembered, while nothing was saved since that it would lack.

ALTER TABLE leases ADD COLUMN image TEXT;
