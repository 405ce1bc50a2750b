INSERT INTO stock AS known (warehouse, item, pieces, received_on)
SELECT warehouse, item, sum(pieces - broken), max(received_on)
FROM delivery
GROUP BY warehouse, item
ORDER BY warehouse, item -- every session locks rows in one order, so that two never wait for each other
ON CONFLICT (warehouse, item) DO UPDATE
SET pieces = known.pieces + excluded.pieces,
    received_on = greatest(known.received_on, excluded.received_on);
