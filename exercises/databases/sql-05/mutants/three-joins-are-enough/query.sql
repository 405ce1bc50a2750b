SELECT a.id, a.name,
       1 + (b.id IS NOT NULL) + (c.id IS NOT NULL) + (d.id IS NOT NULL) AS level,
       coalesce(d.name || ' > ', '') || coalesce(c.name || ' > ', '') || coalesce(b.name || ' > ', '') || a.name AS chain
FROM employees AS a
LEFT JOIN employees AS b ON a.manager_id = b.id
LEFT JOIN employees AS c ON b.manager_id = c.id
LEFT JOIN employees AS d ON c.manager_id = d.id
WHERE a.left_on IS NULL
ORDER BY chain, a.id;
