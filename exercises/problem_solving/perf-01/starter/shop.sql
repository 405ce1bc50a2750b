-- A shop's orders. Load it with:  sqlite3 shop.db < shop.sql
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT NOT NULL, cents INTEGER NOT NULL);
CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    day         TEXT NOT NULL,
    customer_id INTEGER REFERENCES customers (id)    -- NULL: a guest
);
CREATE TABLE items (
    order_id   INTEGER NOT NULL REFERENCES orders (id),
    line       INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    quantity   INTEGER NOT NULL,
    PRIMARY KEY (order_id, line)
);
CREATE INDEX orders_by_day ON orders (day);

INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bo');
INSERT INTO articles VALUES (1, 'tea', 450), (2, 'cup', 520), (3, 'tray', 1890);
INSERT INTO orders VALUES (1, '2024-05-02', 2), (2, '2024-05-02', NULL), (3, '2024-05-03', 1), (4, '2024-05-02', 1);
INSERT INTO items VALUES (1, 1, 2, 4), (1, 2, 1, 1), (2, 1, 3, 1), (3, 1, 1, 2);
