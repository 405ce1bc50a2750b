SELECT
    CONCAT(customers.town, ' ', DATE_FORMAT(orders.placed_on, '%Y-%m')) AS label,
    SUM(orders.status <> 'cancelled') AS kept,
    SUM(orders.status = 'cancelled') AS cancelled,
    SUM(CASE WHEN orders.status = 'paid' THEN orders.cents ELSE 0 END) AS paid_cents,
    COALESCE(
        GROUP_CONCAT(
            DISTINCT customers.name
            ORDER BY customers.name
            SEPARATOR ', '
        ),
        '-'
    ) AS customers
FROM orders
JOIN customers ON customers.id = orders.customer_id
GROUP BY label
ORDER BY label;
