-- A forum with 41 rooms, 2000 members and 20000 messages. Load it with:  psql forum < forum.sql
DROP TABLE IF EXISTS reports;
DROP TABLE IF EXISTS messages;
DROP TABLE IF EXISTS members;

CREATE TABLE members (
    id    integer PRIMARY KEY,
    email text NOT NULL
);

CREATE TABLE messages (
    id        integer PRIMARY KEY,
    room      integer NOT NULL,
    member_id integer NOT NULL,
    sent_at   timestamp NOT NULL,
    body      text NOT NULL
);

CREATE TABLE reports (
    id         integer PRIMARY KEY,
    message_id integer NOT NULL,
    state      text NOT NULL               -- 'open' or 'closed'; one in a hundred is open
);

INSERT INTO members
SELECT n, CASE WHEN n % 3 = 0 THEN 'Member' ELSE 'member' END || n || '@Example.org' FROM generate_series(1, 2000) AS n;

INSERT INTO messages
SELECT n, CASE WHEN n % 4000 = 1 THEN 99 ELSE n * 7 % 40 END,
       n * 13 % 2000 + 1, timestamp '2024-01-01' + n * 613 % 20011 * interval '1 minute',
       repeat('lorem ', n % 7 + 5)
FROM generate_series(1, 20000) AS n;

INSERT INTO reports
SELECT n, n * 3, CASE WHEN n % 100 = 0 THEN 'open' ELSE 'closed' END FROM generate_series(1, 6000) AS n;
