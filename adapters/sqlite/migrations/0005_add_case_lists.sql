-- What lists of cases are filtered and sorted by, without reading a history. A case without a standing is in no list:
-- those that were here before are brought in by the program, since only their replay says who is set aside.

-- The few combinations in which cases stand; a filter picks among these, then looks up cases by index.
CREATE TABLE standings (
    id       INTEGER PRIMARY KEY,
    workflow TEXT    NOT NULL,
    levels   INTEGER NOT NULL,
    states   TEXT    NOT NULL,
    UNIQUE (workflow, levels, states)
) STRICT;

ALTER TABLE cases ADD COLUMN standing    INTEGER REFERENCES standings (id);
ALTER TABLE cases ADD COLUMN next_due_at TEXT NOT NULL DEFAULT '9999-12-31T23:59:59Z';
ALTER TABLE cases ADD COLUMN next_due    TEXT NOT NULL DEFAULT '';
-- Key and subject of each open question, in turn.
ALTER TABLE cases ADD COLUMN questions   TEXT NOT NULL DEFAULT '[]';

-- Each ends in the id of the case, as every index does. Open cases first: they are few among many.
CREATE INDEX cases_by_number   ON cases (at_rest)                      WHERE standing IS NOT NULL;
CREATE INDEX cases_by_opening  ON cases (at_rest, opened_at)           WHERE standing IS NOT NULL;
CREATE INDEX cases_by_update   ON cases (at_rest, updated_at)          WHERE standing IS NOT NULL;
CREATE INDEX cases_by_due      ON cases (at_rest, next_due_at)         WHERE standing IS NOT NULL;
CREATE INDEX cases_by_standing ON cases (standing)                     WHERE standing IS NOT NULL;
CREATE INDEX cases_by_pilot    ON cases (pilot_id, at_rest, opened_at) WHERE standing IS NOT NULL;
CREATE INDEX cases_asking      ON cases (at_rest)                      WHERE standing IS NOT NULL AND questions <> '[]';

-- Members who must see nothing of a case.
CREATE TABLE case_set_asides (
    case_id   INTEGER NOT NULL REFERENCES cases (id),
    member_id INTEGER NOT NULL,
    PRIMARY KEY (case_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX obligations_by_due  ON obligations (due_at, case_id, obligation);
CREATE INDEX obligations_by_kind ON obligations (obligation, due_at, case_id);

INSERT INTO notes SELECT 'lists_are_stale', 'yes' WHERE EXISTS (SELECT 1 FROM cases);
