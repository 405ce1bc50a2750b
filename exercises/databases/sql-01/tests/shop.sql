-- The data of an office supplies shop. Load it with:  sqlite3 shop.db < shop.sql
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS customers;

CREATE TABLE customers (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL
);

CREATE TABLE orders (
    id           INTEGER PRIMARY KEY,
    customer_id  INTEGER NOT NULL REFERENCES customers (id),
    placed_on    TEXT NOT NULL,
    status       TEXT NOT NULL CHECK (status IN ('paid', 'cancelled')),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0)
);

INSERT INTO customers VALUES
    (1, 'Blue Door Bakery', 'Leeds'),
    (2, 'Corner Cafe', 'York'),
    (3, 'Hilltop School', 'Leeds'),
    (4, 'Corner Cafe', 'Hull'),
    (5, 'Station Books', 'York'),
    (6, 'Riverside Dental', 'Hull'),
    (7, 'Old Mill Theatre', 'Leeds'),
    (8, 'Lantern Studio', 'York');

INSERT INTO orders VALUES
    (1, 2, '2024-01-02', 'cancelled', 1290),
    (2, 3, '2024-01-03', 'paid', 1290),
    (3, 4, '2024-01-03', 'paid', 2500),
    (4, 5, '2024-01-08', 'paid', 1290),
    (5, 7, '2024-01-14', 'cancelled', 1999),
    (6, 8, '2024-01-17', 'cancelled', 3200),
    (7, 1, '2024-01-19', 'cancelled', 1290),
    (8, 5, '2024-01-21', 'cancelled', 1999),
    (9, 4, '2024-01-27', 'paid', 4875),
    (10, 8, '2024-02-03', 'cancelled', 3200),
    (11, 4, '2024-02-05', 'paid', 12000),
    (12, 3, '2024-02-19', 'paid', 1290),
    (13, 7, '2024-02-21', 'paid', 1290),
    (14, 5, '2024-03-04', 'paid', 12000),
    (15, 3, '2024-03-04', 'paid', 2500),
    (16, 5, '2024-03-13', 'paid', 1290),
    (17, 5, '2024-03-14', 'paid', 3200),
    (18, 2, '2024-03-19', 'paid', 4875);
