-- The tables of a library. Try it by hand:
--   createdb library  and  psql library < schema.sql  and then INSERTs of your own in  psql library
CREATE TABLE members (id integer, name text);
