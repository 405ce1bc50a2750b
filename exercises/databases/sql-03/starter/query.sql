-- A statement with a running balance: account, id, booked_on, amount_cents, balance_cents.
-- Try it by hand:  sqlite3 club.db < club.sql  and then  sqlite3 -box club.db < query.sql
SELECT account, id, booked_on, amount_cents
FROM bookings;
