SELECT
    bookings.account,
    bookings.id,
    bookings.booked_on,
    bookings.amount_cents,
    accounts.opening_cents + (
        SELECT sum(earlier.amount_cents)
        FROM bookings AS earlier
        WHERE earlier.account = bookings.account
        AND (earlier.booked_on, earlier.id) <= (bookings.booked_on, bookings.id)
    ) AS balance_cents
FROM bookings
JOIN accounts ON accounts.name = bookings.account
ORDER BY bookings.account, bookings.booked_on, bookings.id;
