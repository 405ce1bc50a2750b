-- A warehouse and a delivery. Load it with:  psql warehouse < warehouse.sql
DROP TABLE IF EXISTS stock;
DROP TABLE IF EXISTS delivery;

CREATE TABLE stock (
    warehouse   TEXT NOT NULL,
    item        TEXT NOT NULL,
    pieces      INTEGER NOT NULL CHECK (pieces >= 0),
    shelf       TEXT,                                 -- NULL: not decided yet
    received_on DATE NOT NULL,                        -- the day of the latest delivery
    PRIMARY KEY (warehouse, item)
);

CREATE TABLE delivery (
    line        INTEGER PRIMARY KEY,
    warehouse   TEXT NOT NULL,
    item        TEXT NOT NULL,
    pieces      INTEGER NOT NULL CHECK (pieces > 0),
    broken      INTEGER NOT NULL DEFAULT 0 CHECK (broken BETWEEN 0 AND pieces),
    received_on DATE NOT NULL
);

INSERT INTO stock VALUES
    ('north', 'bolt', 40, 'A1', '2024-05-02'),
    ('north', 'nut', 15, 'A2', '2024-05-20'),
    ('south', 'bolt', 5, NULL, '2024-04-30');

INSERT INTO delivery VALUES
    (1, 'north', 'bolt', 10, 2, '2024-05-13'),
    (2, 'north', 'nut', 20, 0, '2024-05-13'),
    (3, 'north', 'washer', 100, 0, '2024-05-13');
