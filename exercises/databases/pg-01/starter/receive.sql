-- Take in what is in `delivery`. Try it by hand:
--   psql warehouse < warehouse.sql  and  psql warehouse < receive.sql  and  psql warehouse -c 'TABLE stock'
INSERT INTO stock (warehouse, item, pieces, received_on)
SELECT warehouse, item, pieces, received_on
FROM delivery;
