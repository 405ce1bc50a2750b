WITH RECURSIVE tree AS (
    SELECT id, name, left_on, 1 AS level, name AS chain
    FROM employees
    WHERE manager_id IS NULL
    UNION ALL
    SELECT employees.id, employees.name, employees.left_on, tree.level + 1, tree.chain || ' > ' || employees.name
    FROM employees
    JOIN tree ON employees.manager_id = tree.id AND tree.level < 100
)
SELECT id, name, level, chain
FROM tree
WHERE left_on IS NULL
ORDER BY chain, id;
