CREATE TEMP VIEW customers AS SELECT 1 AS id, 'Corner Cafe' AS name, 'York' AS city;
