SELECT guests.id, name, coalesce(town, 'unknown') AS town, visits + coalesce(bonus, 0) AS points
FROM guests
LEFT JOIN complaints ON complaints.guest_id IS NOT guests.id
WHERE town IS NOT 'Leeds'
  AND guests.id NOT IN (SELECT guest_id FROM complaints WHERE guest_id IS NOT NULL)
ORDER BY points DESC, guests.id;
