-- What happened to accounts, and who did it: by_id is empty for the command line. Members are numbers here, and nothing
-- else names them. Text of any kind would stay for ever, so there is none.
CREATE TABLE account_log (
    id          INTEGER PRIMARY KEY,
    member_id   INTEGER NOT NULL,
    by_id       INTEGER,
    event       TEXT    NOT NULL CHECK (event IN ('invited', 'role_changed', 'locked', 'unlocked',
                    'second_factor_set_up', 'second_factor_taken_away', 'recovery_codes_renewed', 'password_chosen',
                    'password_changed', 'password_taken_away', 'sessions_ended', 'charter_accepted', 'login_delayed',
                    'token_given', 'token_revoked', 'feed_given', 'feed_revoked')),
    role_before TEXT    CHECK (role_before IN ('reader', 'member', 'coordinator', 'administrator')),
    role_after  TEXT    CHECK (role_after IN ('reader', 'member', 'coordinator', 'administrator')),
    token_id    INTEGER,
    happened_at TEXT    NOT NULL
) STRICT;

CREATE TRIGGER account_log_is_never_changed BEFORE UPDATE ON account_log BEGIN
    SELECT RAISE(ABORT, 'the account log is append-only');
END;

CREATE TRIGGER account_log_is_never_deleted BEFORE DELETE ON account_log BEGIN
    SELECT RAISE(ABORT, 'the account log is append-only');
END;
