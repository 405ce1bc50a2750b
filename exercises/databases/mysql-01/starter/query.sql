-- The report as it runs on PostgreSQL. Make it run on MariaDB, with the same rows.
-- Try it by hand:  mariadb bakery < bakery.sql  and then  mariadb --table bakery < query.sql
SELECT
    customers.town || ' ' || to_char(orders.placed_on, 'YYYY-MM') AS label,
    count(*) FILTER (WHERE orders.status <> 'cancelled') AS kept,
    count(*) FILTER (WHERE orders.status = 'cancelled') AS cancelled,
    coalesce(sum(orders.cents) FILTER (WHERE orders.status = 'paid'), 0) AS paid_cents,
    coalesce(
        string_agg(DISTINCT customers.name, ', ' ORDER BY customers.name)
            FILTER (WHERE orders.status <> 'cancelled'),
        '-'
    ) AS customers
FROM orders
JOIN customers ON customers.id = orders.customer_id
GROUP BY 1
ORDER BY 1;
