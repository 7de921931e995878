-- Which charter was accepted: how the SHA-256 of its file begins. Empty for the one in the program, which was the only
-- one until now.
ALTER TABLE accounts ADD COLUMN charter TEXT NOT NULL DEFAULT '';
ALTER TABLE account_log ADD COLUMN charter TEXT NOT NULL DEFAULT '';
