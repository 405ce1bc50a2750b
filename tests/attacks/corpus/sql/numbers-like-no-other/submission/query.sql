SELECT CAST(name AS BLOB), city, 9e999 - 9e999, CAST(sum(amount_cents) AS TEXT)
FROM customers LEFT JOIN orders ON customer_id = customers.id AND status = 'paid'
GROUP BY customers.id
UNION ALL SELECT name, city, -0.0, 9e999 FROM customers;
