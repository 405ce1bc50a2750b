-- The guests to invite: id, name, town, points. It gives no rows at all, and nobody knows why.
-- Try it by hand:  sqlite3 hall.db < hall.sql  and then  sqlite3 -box hall.db < query.sql
SELECT id, name, town, visits + bonus AS points
FROM guests
WHERE town <> 'Leeds'
  AND id NOT IN (SELECT guest_id FROM complaints)
ORDER BY points DESC, id;
