-- Indexes for the forum. Try it by hand:
--   psql forum < forum.sql  and  psql forum < indexes.sql  and  psql forum -c ANALYZE
--   psql forum -c "EXPLAIN SELECT ..."
CREATE INDEX messages_body ON messages (body);
