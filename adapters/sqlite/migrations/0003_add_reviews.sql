-- Messages with an attachment that only a person can read, until somebody has. reasons are codes of ours.

CREATE TABLE reviews (
    message_id INTEGER PRIMARY KEY REFERENCES messages (id),
    reasons    TEXT    NOT NULL,
    done_at    TEXT
) STRICT;

CREATE INDEX reviews_waiting ON reviews (message_id) WHERE done_at IS NULL;
