-- The orders of a bakery. Load it with:  mariadb bakery < bakery.sql
DROP TABLE IF EXISTS orders;
DROP TABLE IF EXISTS customers;

CREATE TABLE customers (
    id   INTEGER PRIMARY KEY,
    name VARCHAR(40) NOT NULL UNIQUE,
    town VARCHAR(40) NOT NULL
);

CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    placed_on   DATE NOT NULL,
    status      VARCHAR(10) NOT NULL CHECK (status IN ('paid', 'open', 'cancelled')),
    cents       INTEGER NOT NULL CHECK (cents > 0)
);

INSERT INTO customers VALUES
    (1, 'Old Mill', 'Hexham'),
    (2, 'Harbour Cafe', 'Whitby'),
    (3, 'Beck Lodge', 'Hexham'),
    (4, 'Abbey School', 'Whitby');

INSERT INTO orders VALUES
    (1, 2, '2024-02-29', 'paid', 1200),
    (2, 1, '2024-03-01', 'paid', 2340),
    (3, 4, '2024-03-01', 'paid', 1200),
    (4, 1, '2024-03-11', 'open', 850),
    (5, 1, '2024-03-31', 'cancelled', 2340),
    (6, 2, '2024-04-02', 'paid', 4100),
    (7, 2, '2024-04-02', 'paid', 1200),
    (8, 1, '2024-04-30', 'open', 1200);
