-- Search without text: words as 64-bit keyed hashes (docs/adr/0024). A document is what one event or mail added; its
-- terms are sorted big-endian numbers, apart by whether an erasure takes them. Every 2048 documents become a segment:
-- for each term the cases that have it, delta coded. The documents after the last segment are looked through one by one.

CREATE TABLE search_documents (
    id       INTEGER PRIMARY KEY,
    case_id  INTEGER NOT NULL REFERENCES cases (id),
    kept     BLOB    NOT NULL,
    personal BLOB    NOT NULL
) STRICT;

CREATE INDEX search_documents_by_case ON search_documents (case_id);

CREATE TABLE search_postings (
    segment INTEGER NOT NULL,
    term    INTEGER NOT NULL,
    cases   BLOB    NOT NULL,
    PRIMARY KEY (segment, term)
) STRICT, WITHOUT ROWID;
