SELECT
    bookings.account,
    bookings.id,
    bookings.booked_on,
    bookings.amount_cents,
    accounts.opening_cents + sum(bookings.amount_cents) OVER (
        PARTITION BY bookings.account
        ORDER BY bookings.booked_on
    ) AS balance_cents
FROM bookings
JOIN accounts ON accounts.name = bookings.account
ORDER BY bookings.account, bookings.booked_on, bookings.id;
