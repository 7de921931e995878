-- A walk along a list looks at what filters ask for in its index, and takes out of the table only what it shows.
DROP INDEX cases_by_number;
DROP INDEX cases_by_opening;
DROP INDEX cases_by_update;
DROP INDEX cases_by_due;

CREATE INDEX cases_by_number  ON cases (at_rest, id, standing, pilot_id, next_due_at)             WHERE standing IS NOT NULL;
CREATE INDEX cases_by_opening ON cases (at_rest, opened_at, id, standing, pilot_id, next_due_at)  WHERE standing IS NOT NULL;
CREATE INDEX cases_by_update  ON cases (at_rest, updated_at, id, standing, pilot_id, next_due_at) WHERE standing IS NOT NULL;
CREATE INDEX cases_by_due     ON cases (at_rest, next_due_at, id, standing, pilot_id)             WHERE standing IS NOT NULL;
