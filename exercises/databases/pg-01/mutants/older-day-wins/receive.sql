INSERT INTO stock AS known (warehouse, item, pieces, received_on)
SELECT warehouse, item, sum(pieces - broken), max(received_on)
FROM delivery
GROUP BY warehouse, item
ON CONFLICT (warehouse, item) DO UPDATE
SET pieces = known.pieces + excluded.pieces,
    received_on = excluded.received_on;
