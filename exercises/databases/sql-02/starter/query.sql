-- The best seller of each month: month, product, sold.
-- Try it by hand:  sqlite3 stand.db < stand.sql  and then  sqlite3 -box stand.db < query.sql
SELECT products.name AS product, sales.sold_on, sales.quantity
FROM sales
JOIN products ON products.id = sales.product_id;
