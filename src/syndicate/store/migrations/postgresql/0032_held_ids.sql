-- Whether an id is taken is asked with each poll that brings something, however much of a flood waits for a word.

CREATE INDEX held_items_of_item ON held_items (item_id);
