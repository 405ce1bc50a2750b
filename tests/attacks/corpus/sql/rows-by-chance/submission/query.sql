SELECT * FROM (
    SELECT name, city, count(orders.id) AS orders, coalesce(sum(amount_cents), 0) AS spent_cents
    FROM customers LEFT JOIN orders ON customer_id = customers.id AND status = 'paid'
    GROUP BY customers.id
    ORDER BY spent_cents DESC, name
)
WHERE random() % 3;
