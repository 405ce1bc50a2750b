-- One row for everybody who works here: id, name, level, chain.
-- Try it by hand:  sqlite3 yard.db < yard.sql  and then  sqlite3 -box yard.db < query.sql
SELECT id, name
FROM employees;
