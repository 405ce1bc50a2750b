SELECT id, name, coalesce(town, 'unknown') AS town, visits + coalesce(bonus, 0) AS points
FROM guests
WHERE town IS NOT 'Leeds'
ORDER BY points DESC, id;
