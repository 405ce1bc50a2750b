-- The sales of a market stand. Load it with:  sqlite3 stand.db < stand.sql
DROP TABLE IF EXISTS sales;
DROP TABLE IF EXISTS products;

CREATE TABLE products (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE sales (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    sold_on    TEXT NOT NULL,                          -- '2024-01-31'
    quantity   INTEGER NOT NULL CHECK (quantity > 0)
);

INSERT INTO products VALUES
    (1, 'Honey'),
    (2, 'Apple juice'),
    (3, 'Goat cheese'),
    (4, 'Plum jam'),
    (5, 'Rye bread');

INSERT INTO sales VALUES
    (1, 1, '2023-12-01', 1),
    (2, 5, '2023-12-01', 3),
    (3, 5, '2023-12-08', 4),
    (4, 4, '2023-12-09', 1),
    (5, 2, '2023-12-12', 2),
    (6, 4, '2023-12-14', 5),
    (7, 3, '2023-12-25', 1),
    (8, 5, '2024-01-01', 4),
    (9, 3, '2024-01-07', 5),
    (10, 1, '2024-01-12', 2),
    (11, 2, '2024-01-12', 5),
    (12, 4, '2024-01-23', 4),
    (13, 3, '2024-01-25', 5),
    (14, 1, '2024-01-26', 5),
    (15, 4, '2024-02-03', 2),
    (16, 2, '2024-02-04', 8),
    (17, 2, '2024-02-06', 5),
    (18, 3, '2024-02-10', 5),
    (19, 5, '2024-02-11', 2),
    (20, 4, '2024-02-14', 4),
    (21, 1, '2024-02-19', 1),
    (22, 4, '2024-02-23', 5),
    (23, 4, '2024-02-26', 2),
    (24, 5, '2024-12-02', 3),
    (25, 5, '2024-12-04', 1),
    (26, 3, '2024-12-07', 2),
    (27, 5, '2024-12-10', 3),
    (28, 1, '2024-12-11', 3),
    (29, 3, '2024-12-19', 5),
    (30, 4, '2024-12-25', 5);
