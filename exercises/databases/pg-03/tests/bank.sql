-- Accounts of a bank. Load it with:  psql bank < bank.sql
DROP TABLE IF EXISTS journal;
DROP TABLE IF EXISTS accounts;

CREATE TABLE accounts (
    id    INTEGER PRIMARY KEY,
    owner TEXT NOT NULL,
    cents INTEGER NOT NULL
);

CREATE TABLE journal (
    from_id INTEGER NOT NULL REFERENCES accounts (id),
    to_id   INTEGER NOT NULL REFERENCES accounts (id),
    cents   INTEGER NOT NULL
);

INSERT INTO accounts VALUES
    (1, 'Ada', 10000),
    (2, 'Bo', 5000),
    (3, 'Cleo', 0),
    (4, 'Dee', 2500);
