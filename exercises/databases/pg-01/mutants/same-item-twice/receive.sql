INSERT INTO stock AS known (warehouse, item, pieces, received_on)
SELECT warehouse, item, pieces - broken, received_on
FROM delivery
ON CONFLICT (warehouse, item) DO UPDATE
SET pieces = known.pieces + excluded.pieces,
    received_on = greatest(known.received_on, excluded.received_on);
