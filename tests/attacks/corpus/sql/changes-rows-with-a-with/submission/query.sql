WITH gone AS (SELECT id FROM customers)
DELETE FROM orders WHERE customer_id IN gone RETURNING id, id, id, id;
