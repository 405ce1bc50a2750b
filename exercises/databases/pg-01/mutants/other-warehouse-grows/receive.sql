WITH came AS (
    SELECT warehouse, item, sum(pieces - broken) AS pieces, max(received_on) AS received_on
    FROM delivery GROUP BY warehouse, item
),
grown AS (
    UPDATE stock SET
        pieces = stock.pieces + came.pieces,
        received_on = greatest(stock.received_on, came.received_on)
    FROM came
    WHERE stock.item = came.item
    RETURNING stock.warehouse, stock.item
)
INSERT INTO stock (warehouse, item, pieces, received_on)
SELECT warehouse, item, pieces, received_on
FROM came
WHERE (warehouse, item) NOT IN (SELECT warehouse, item FROM stock);
