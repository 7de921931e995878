-- What the cell's pages keep beside the cases. Columns called sealed are ciphertext; hashes are keyed.

-- Who looked at whom, when and why. sealed is the reason, under the narrative key of the case, or the system key.
CREATE TABLE access_log (
    id        INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    case_id   INTEGER REFERENCES cases (id),
    looked    TEXT    NOT NULL CHECK (looked IN ('at_identity', 'at_message', 'at_attachment', 'for_people')),
    about     TEXT    NOT NULL,
    sealed    BLOB    NOT NULL,
    looked_at TEXT    NOT NULL
) STRICT;

CREATE INDEX access_log_by_case ON access_log (case_id) WHERE case_id IS NOT NULL;

CREATE TRIGGER access_log_is_never_changed BEFORE UPDATE ON access_log BEGIN
    SELECT RAISE(ABORT, 'the access log is append-only');
END;

CREATE TRIGGER access_log_is_never_deleted BEFORE DELETE ON access_log BEGIN
    SELECT RAISE(ABORT, 'the access log is append-only');
END;

-- identity_hash is over name, profession and place; sealed is everything, under the directory's key.
CREATE TABLE professionals (
    id            INTEGER PRIMARY KEY,
    identity_hash BLOB NOT NULL UNIQUE,
    sealed        BLOB NOT NULL
) STRICT;

-- Under the key of the case's people: they go with them.
CREATE TABLE drafts (
    member_id INTEGER NOT NULL,
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    event     TEXT    NOT NULL,
    field     TEXT    NOT NULL,
    kept_at   TEXT    NOT NULL,
    sealed    BLOB    NOT NULL,
    PRIMARY KEY (member_id, case_id, event, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_by_age  ON drafts (kept_at);
CREATE INDEX drafts_by_case ON drafts (case_id);

-- A saved search holds words: name and query are sealed.
CREATE TABLE saved_views (
    id        INTEGER PRIMARY KEY,
    member_id INTEGER NOT NULL,
    name_hash BLOB    NOT NULL,
    sealed    BLOB    NOT NULL,
    UNIQUE (member_id, name_hash)
) STRICT;

CREATE TABLE access_tokens (
    id           INTEGER PRIMARY KEY,
    token_hash   BLOB    NOT NULL UNIQUE,
    member_id    INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    scopes       TEXT    NOT NULL,
    made_at      TEXT    NOT NULL,
    last_used_at TEXT,
    revoked_at   TEXT
) STRICT;

CREATE INDEX access_tokens_by_member ON access_tokens (member_id);

CREATE TABLE remembered_answers (
    token_id     INTEGER NOT NULL REFERENCES access_tokens (id),
    key_hash     BLOB    NOT NULL,
    request_hash TEXT    NOT NULL,
    status       INTEGER NOT NULL,
    media_type   TEXT    NOT NULL,
    sealed       BLOB    NOT NULL,
    answered_at  TEXT    NOT NULL,
    PRIMARY KEY (token_id, key_hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX remembered_answers_by_age ON remembered_answers (answered_at);

-- sealed is url and secret; of a removed one nothing is left but its log.
CREATE TABLE webhooks (
    id      INTEGER PRIMARY KEY,
    events  TEXT    NOT NULL,
    active  INTEGER NOT NULL CHECK (active IN (0, 1)),
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
    sealed  BLOB    NOT NULL
) STRICT;

CREATE TABLE webhook_deliveries (
    id          INTEGER PRIMARY KEY,
    webhook_id  INTEGER NOT NULL REFERENCES webhooks (id),
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    event       TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('queued', 'delivered', 'given_up')),
    attempts    INTEGER NOT NULL,
    queued_at   TEXT    NOT NULL,
    next_try_at TEXT    NOT NULL,
    done_at     TEXT,
    last_status TEXT    NOT NULL
) STRICT;

CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_try_at) WHERE state = 'queued';
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id);
