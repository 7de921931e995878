-- AUTOINCREMENT: the id of a deleted key is never given again.
CREATE TABLE keys (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    wrapped BLOB NOT NULL
) STRICT;
