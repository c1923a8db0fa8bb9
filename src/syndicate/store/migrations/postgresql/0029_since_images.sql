-- What was saved since an image, so that a start after a crash goes on from the image and reads only that anew:
-- ids of stories and threads, and words. Of an image that is being written, a name; of one that is taken, until it
-- was read to its end, a 1; and how many stories and threads changed since.

ALTER TABLE leases ADD COLUMN image_draft text;

ALTER TABLE leases ADD COLUMN image_tried bigint NOT NULL DEFAULT 0;

ALTER TABLE leases ADD COLUMN image_told bigint NOT NULL DEFAULT 0;

CREATE TABLE image_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lease text COLLATE "C" NOT NULL,
    told text NOT NULL
);

CREATE INDEX image_changes_of ON image_changes (lease);
