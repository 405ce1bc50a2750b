-- One row for each address: email, name, changed_on, copies.
-- Try it by hand:  sqlite3 club.db < club.sql  and then  sqlite3 -box club.db < query.sql
SELECT email, name, changed_on
FROM members;
