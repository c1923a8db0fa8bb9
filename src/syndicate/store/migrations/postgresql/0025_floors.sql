-- How far the "updated" of a feed had come when items of it were forgotten: it never goes back.

CREATE TABLE floors (
    place text COLLATE "C" PRIMARY KEY, -- KIND/NAME, as the id of the feed has it
    at bigint NOT NULL
);
