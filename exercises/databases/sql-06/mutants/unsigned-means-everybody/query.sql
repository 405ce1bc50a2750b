SELECT id, name, coalesce(town, 'unknown') AS town, visits + coalesce(bonus, 0) AS points
FROM guests
WHERE town IS NOT 'Leeds'
  AND NOT EXISTS (SELECT 1 FROM complaints WHERE complaints.guest_id = guests.id OR complaints.guest_id IS NULL)
ORDER BY points DESC, id;
