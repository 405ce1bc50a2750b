WITH RECURSIVE
    n(i, x) AS (SELECT 0, 1.0 UNION ALL SELECT i + 1, x * 2305843009213693952.0 FROM n WHERE i < 9)
SELECT a.x, b.x, c.x, d.x FROM n a, n b, n c, n d;
