WITH monthly AS (
    SELECT
        strftime('%Y-%m', sales.sold_on) AS month,
        products.name AS product,
        count(*) AS sold
    FROM sales
    JOIN products ON products.id = sales.product_id
    GROUP BY month, products.id
),
ranked AS (
    SELECT
        month,
        product,
        sold,
        rank() OVER (PARTITION BY month ORDER BY sold DESC) AS place
    FROM monthly
)
SELECT month, product, sold
FROM ranked
WHERE place = 1
ORDER BY month, product;
