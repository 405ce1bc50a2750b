SELECT name, city, 0, 0 FROM customers;
DELETE FROM orders;
