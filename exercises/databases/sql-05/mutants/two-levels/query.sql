SELECT person.id, person.name,
       CASE WHEN manager.id IS NULL THEN 1 ELSE 2 END AS level,
       coalesce(manager.name || ' > ', '') || person.name AS chain
FROM employees AS person
LEFT JOIN employees AS manager ON person.manager_id = manager.id
WHERE person.left_on IS NULL
ORDER BY chain, person.id;
