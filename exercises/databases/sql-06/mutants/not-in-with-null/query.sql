SELECT id, name, coalesce(town, 'unknown') AS town, visits + coalesce(bonus, 0) AS points
FROM guests
WHERE town IS NOT 'Leeds'
  AND id NOT IN (SELECT guest_id FROM complaints)
ORDER BY points DESC, id;
