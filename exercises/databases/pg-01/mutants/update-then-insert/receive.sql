UPDATE stock SET
    pieces = stock.pieces + came.pieces,
    received_on = greatest(stock.received_on, came.received_on)
FROM (
    SELECT warehouse, item, sum(pieces - broken) AS pieces, max(received_on) AS received_on
    FROM delivery GROUP BY warehouse, item
) AS came
WHERE stock.warehouse = came.warehouse AND stock.item = came.item;

INSERT INTO stock (warehouse, item, pieces, received_on)
SELECT warehouse, item, sum(pieces - broken), max(received_on)
FROM delivery
WHERE (warehouse, item) NOT IN (SELECT warehouse, item FROM stock)
GROUP BY warehouse, item;
