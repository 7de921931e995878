-- Receipt codes of the public page (docs/adr/0027): the hash is keyed, the code itself is nowhere.
CREATE TABLE receipts (
    code_hash  BLOB    NOT NULL PRIMARY KEY,
    message_id INTEGER NOT NULL REFERENCES messages (id),
    issued_at  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX receipts_by_message ON receipts (message_id);
