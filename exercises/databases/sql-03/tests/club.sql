-- The accounts of a sports club. Load it with:  sqlite3 club.db < club.sql
DROP TABLE IF EXISTS bookings;
DROP TABLE IF EXISTS accounts;

CREATE TABLE accounts (
    name          TEXT PRIMARY KEY NOT NULL,
    opening_cents INTEGER NOT NULL             -- the balance before the first booking
);

CREATE TABLE bookings (
    id           INTEGER PRIMARY KEY,
    account      TEXT NOT NULL REFERENCES accounts (name),
    booked_on    TEXT NOT NULL,                -- '2024-01-31'
    amount_cents INTEGER NOT NULL              -- below zero when it was paid out
);

INSERT INTO accounts VALUES
    ('bank', 125000),
    ('cash box', 30000),
    ('donations', 15000),
    ('savings', 300000);

INSERT INTO bookings VALUES
    (1, 'cash box', '2024-03-01', -12000),
    (2, 'bank', '2024-03-01', 2500),
    (3, 'donations', '2024-03-04', 2500),
    (4, 'donations', '2024-03-01', 500),
    (5, 'cash box', '2024-03-01', -4550),
    (6, 'donations', '2024-03-15', -12000),
    (7, 'bank', '2024-03-01', 500),
    (8, 'bank', '2024-03-01', 2500),
    (9, 'cash box', '2024-03-01', 500),
    (10, 'cash box', '2024-03-01', 7500),
    (11, 'cash box', '2024-03-04', -999),
    (12, 'bank', '2024-03-08', 18000),
    (13, 'bank', '2024-03-01', -12000),
    (14, 'bank', '2024-03-15', 500);
