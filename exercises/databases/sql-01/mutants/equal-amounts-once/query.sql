SELECT
    customers.name,
    customers.city,
    count(orders.id) AS orders,
    coalesce(sum(DISTINCT orders.amount_cents), 0) AS spent_cents
FROM customers
LEFT JOIN orders
    ON orders.customer_id = customers.id
    AND orders.status = 'paid'
GROUP BY customers.id
ORDER BY spent_cents DESC, customers.name;
