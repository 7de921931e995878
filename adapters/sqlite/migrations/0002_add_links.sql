-- Questions that letters put to people outside, answered once on a page behind a signed link. token_hash is a keyed hash
-- of the id in the token: whoever reads this table can make no link. sealed is the address of the person asked, under
-- the key of the case's people.

CREATE TABLE links (
    id         INTEGER PRIMARY KEY,
    token_hash BLOB    NOT NULL UNIQUE,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    question   TEXT    NOT NULL,
    role       TEXT    NOT NULL,
    locale     TEXT    NOT NULL CHECK (locale IN ('fr', 'en')),
    sealed     BLOB,
    issued_at  TEXT    NOT NULL,
    expires_at TEXT    NOT NULL,
    used_at    TEXT,
    revoked_at TEXT,
    CHECK (used_at IS NULL OR revoked_at IS NULL)
) STRICT;

CREATE INDEX links_by_case ON links (case_id);
