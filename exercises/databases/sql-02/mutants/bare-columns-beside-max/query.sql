WITH monthly AS (
    SELECT
        strftime('%Y-%m', sales.sold_on) AS month,
        products.name AS product,
        sum(sales.quantity) AS sold
    FROM sales
    JOIN products ON products.id = sales.product_id
    GROUP BY month, products.id
)
SELECT month, product, max(sold) AS sold
FROM monthly
GROUP BY month
ORDER BY month;
