-- One row for each customer: name, city, orders, spent_cents.
-- Try it by hand:  sqlite3 shop.db < shop.sql  and then  sqlite3 -box shop.db < query.sql
SELECT name, city
FROM customers;
