-- How members of the cell log in. Tokens, recovery codes and what was typed as an identifier are keyed hashes: whoever
-- reads these tables can neither enter nor tell who tried. Secrets of second factors, networks and browsers are sealed
-- with the system key.

-- Two more roles. A CHECK cannot be changed, so the table is made anew.
CREATE TABLE members_of_four_roles (
    id           INTEGER PRIMARY KEY,
    address_hash BLOB    NOT NULL UNIQUE,
    role         TEXT    NOT NULL CHECK (role IN ('reader', 'member', 'coordinator', 'administrator')),
    locale       TEXT    NOT NULL CHECK (locale IN ('fr', 'en')),
    active       INTEGER NOT NULL CHECK (active IN (0, 1)),
    sealed       BLOB    NOT NULL
) STRICT;
INSERT INTO members_of_four_roles SELECT id, address_hash, role, locale, active, sealed FROM members;
DROP TABLE members;
ALTER TABLE members_of_four_roles RENAME TO members;

CREATE TABLE accounts (
    member_id           INTEGER PRIMARY KEY REFERENCES members (id),
    password_hash       TEXT    NOT NULL,
    charter_accepted_at TEXT,
    totp_secret         BLOB,
    totp_offered        BLOB,
    totp_last_step      INTEGER NOT NULL,
    locked_at           TEXT
) STRICT;

CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY,
    token_hash   BLOB    NOT NULL UNIQUE,
    member_id    INTEGER NOT NULL REFERENCES members (id),
    stage        TEXT    NOT NULL CHECK (stage IN ('second_factor', 'entered')),
    created_at   TEXT    NOT NULL,
    last_seen_at TEXT    NOT NULL,
    expires_at   TEXT    NOT NULL,
    sealed       BLOB    NOT NULL
) STRICT;
CREATE INDEX sessions_by_member ON sessions (member_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE account_links (
    token_hash BLOB    PRIMARY KEY,
    member_id  INTEGER NOT NULL REFERENCES members (id),
    purpose    TEXT    NOT NULL CHECK (purpose IN ('invitation', 'password')),
    issued_at  TEXT    NOT NULL,
    expires_at TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_links_by_member ON account_links (member_id);

CREATE TABLE recovery_codes (
    member_id INTEGER NOT NULL REFERENCES members (id),
    code_hash BLOB    NOT NULL,
    PRIMARY KEY (member_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_counts (
    subject_hash BLOB    PRIMARY KEY,
    failures     INTEGER NOT NULL,
    last_at      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
