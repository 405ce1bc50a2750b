SELECT id, name, coalesce(town, 'unknown') AS town, visits + coalesce(bonus, 0) AS points
FROM guests
WHERE coalesce(town, '') NOT LIKE 'Leeds%'
  AND NOT EXISTS (SELECT 1 FROM complaints WHERE complaints.guest_id = guests.id)
ORDER BY points DESC, id;
