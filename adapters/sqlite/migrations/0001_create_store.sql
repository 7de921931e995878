-- What names people is ciphertext (columns called sealed); the keys live in the key file. Lookups go by keyed hashes.
-- Moments are UTC text. Column order matters: rows are read with SELECT *, and later migrations only append columns.

CREATE TABLE meta (
    name   TEXT PRIMARY KEY,
    key_id INTEGER NOT NULL,
    sealed BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    id            INTEGER PRIMARY KEY,
    number        TEXT    NOT NULL UNIQUE,
    workflow      TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    parent_id     INTEGER REFERENCES cases (id),
    states        TEXT    NOT NULL,
    levels        INTEGER NOT NULL DEFAULT 0,
    pilot_id      INTEGER,
    at_rest       INTEGER NOT NULL DEFAULT 0 CHECK (at_rest IN (0, 1)),
    erased        INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
    opened_at     TEXT    NOT NULL,
    updated_at    TEXT    NOT NULL,
    last_seq      INTEGER NOT NULL DEFAULT 0,
    last_hash     BLOB    NOT NULL,
    year          INTEGER NOT NULL,
    counter       INTEGER NOT NULL,
    identity_key  INTEGER,
    narrative_key INTEGER NOT NULL
) STRICT;

CREATE INDEX cases_by_parent ON cases (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE events (
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    seq           INTEGER NOT NULL,
    type          TEXT    NOT NULL,
    occurred_at   TEXT    NOT NULL,
    recorded_at   TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    payload       TEXT    NOT NULL,
    effects       TEXT    NOT NULL,
    previous_hash BLOB    NOT NULL,
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events BEGIN
    SELECT RAISE(ABORT, 'the history is append-only');
END;

-- The clear text behind "vault:<hash>": hash of the ciphertext.
CREATE TABLE sealed_texts (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    hash    BLOB    NOT NULL,
    privacy TEXT    NOT NULL CHECK (privacy IN ('narrative', 'identity')),
    sealed  BLOB    NOT NULL,
    PRIMARY KEY (case_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE participants (
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    position      INTEGER NOT NULL,
    role          TEXT    NOT NULL,
    answered      INTEGER NOT NULL CHECK (answered IN (0, 1)),
    undeliverable INTEGER NOT NULL CHECK (undeliverable IN (0, 1)),
    sealed        BLOB    NOT NULL,
    PRIMARY KEY (case_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE obligations (
    case_id        INTEGER NOT NULL REFERENCES cases (id),
    obligation     TEXT    NOT NULL,
    rule           TEXT    NOT NULL,
    started_at     TEXT    NOT NULL,
    due_at         TEXT    NOT NULL,
    reminded_until TEXT    NOT NULL,
    next_at        TEXT,
    PRIMARY KEY (case_id, obligation)
) STRICT, WITHOUT ROWID;

CREATE INDEX obligations_by_next ON obligations (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE reminders (
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    obligation TEXT    NOT NULL,
    due_at     TEXT    NOT NULL,
    reminder   TEXT    NOT NULL,
    planned_at TEXT    NOT NULL,
    queued_at  TEXT    NOT NULL,
    late       INTEGER NOT NULL CHECK (late IN (0, 1)),
    PRIMARY KEY (case_id, obligation, due_at, reminder)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    id           INTEGER PRIMARY KEY,
    address_hash BLOB    NOT NULL UNIQUE,
    role         TEXT    NOT NULL CHECK (role IN ('member', 'coordinator')),
    locale       TEXT    NOT NULL CHECK (locale IN ('fr', 'en')),
    active       INTEGER NOT NULL CHECK (active IN (0, 1)),
    sealed       BLOB    NOT NULL
) STRICT;

CREATE TABLE messages (
    id              INTEGER PRIMARY KEY,
    source          TEXT    NOT NULL,
    uid             TEXT    NOT NULL,
    received_at     TEXT    NOT NULL,
    outcome         TEXT    NOT NULL CHECK (outcome IN
        ('received', 'case_opened', 'reply', 'auto_held', 'bounce', 'duplicate', 'quarantined')),
    reason          TEXT    NOT NULL,
    case_id         INTEGER REFERENCES cases (id),
    message_id_hash BLOB,
    content_hash    BLOB,
    key_id          INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX messages_by_origin ON messages (source, uid) WHERE uid <> '';
CREATE INDEX messages_by_message_id ON messages (message_id_hash) WHERE message_id_hash IS NOT NULL;
CREATE INDEX messages_by_content ON messages (content_hash) WHERE content_hash IS NOT NULL;
CREATE INDEX messages_by_case ON messages (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX messages_waiting ON messages (outcome) WHERE outcome IN ('received', 'auto_held', 'quarantined');

-- Apart from messages, so that an outcome does not rewrite the mail.
CREATE TABLE raw_messages (
    message_id INTEGER PRIMARY KEY REFERENCES messages (id),
    sealed     BLOB NOT NULL
) STRICT;

CREATE TABLE outbox (
    id              INTEGER PRIMARY KEY,
    case_id         INTEGER REFERENCES cases (id),
    state           TEXT    NOT NULL CHECK (state IN ('queued', 'braked', 'sent', 'refused', 'given_up', 'erased')),
    letter          TEXT    NOT NULL,
    audience        TEXT    NOT NULL CHECK (audience IN ('outside', 'cell')),
    message_id      TEXT    NOT NULL,
    address_key     INTEGER,
    queued_at       TEXT    NOT NULL,
    send_at         TEXT    NOT NULL,
    attempts        INTEGER NOT NULL,
    next_try_at     TEXT    NOT NULL,
    first_failed_at TEXT,
    sent_at         TEXT,
    last_status     TEXT    NOT NULL,
    trouble_told    INTEGER NOT NULL CHECK (trouble_told IN (0, 1)),
    sealed          BLOB
) STRICT;

-- A Message-ID of ours begins with the number of its case, so that the letters of a mail are neighbours in its index.
-- address_key is 64 bits of a keyed hash: small enough for a compact index, verified on the row.
CREATE INDEX outbox_by_message_id ON outbox (message_id);
CREATE INDEX outbox_by_case ON outbox (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX outbox_unsent ON outbox (state, next_try_at) WHERE state <> 'sent';
CREATE INDEX outbox_sent ON outbox (sent_at, address_key) WHERE sent_at IS NOT NULL AND audience = 'outside';

CREATE TABLE notes (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The erasure ledger: keys to be deleted from the key file, again after every restore.
CREATE TABLE erased_keys (
    key_id    INTEGER PRIMARY KEY,
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    erased_at TEXT    NOT NULL
) STRICT;
