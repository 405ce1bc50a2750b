-- The guests of a climbing hall and what they complained of. Load it with:  sqlite3 hall.db < hall.sql
DROP TABLE IF EXISTS complaints;
DROP TABLE IF EXISTS guests;

CREATE TABLE guests (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    town   TEXT,                   -- NULL: we did not ask
    visits INTEGER NOT NULL,
    bonus  INTEGER                 -- points given as a present; NULL: never any
);

CREATE TABLE complaints (
    id       INTEGER PRIMARY KEY,
    guest_id INTEGER REFERENCES guests (id),    -- NULL: nobody signed it
    about    TEXT NOT NULL
);

INSERT INTO guests VALUES
    (1, 'Ada', 'Leeds', 12, 5),
    (2, 'Bo', 'York', 7, 3),
    (3, 'Cleo', NULL, 9, 4),
    (4, 'Dee', 'York', 30, NULL),
    (5, 'Eli', 'Hull', 2, 10),
    (6, 'Fay', NULL, 11, NULL),
    (7, 'Gus', 'Leeds', 4, NULL),
    (8, 'Hana', 'York', 0, NULL);

INSERT INTO complaints VALUES
    (1, 2, 'loud music'),
    (2, NULL, 'cold showers'),
    (3, 1, 'too warm'),
    (4, 2, 'cold showers');
