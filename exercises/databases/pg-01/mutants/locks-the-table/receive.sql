LOCK TABLE stock;

UPDATE stock AS known
SET pieces = known.pieces + come.pieces,
    received_on = greatest(known.received_on, come.received_on)
FROM (
    SELECT warehouse, item, sum(pieces - broken) AS pieces, max(received_on) AS received_on
    FROM delivery
    GROUP BY warehouse, item
) AS come
WHERE known.warehouse = come.warehouse AND known.item = come.item;

INSERT INTO stock (warehouse, item, pieces, received_on)
SELECT warehouse, item, sum(pieces - broken), max(received_on)
FROM delivery
WHERE (warehouse, item) NOT IN (SELECT warehouse, item FROM stock)
GROUP BY warehouse, item;
