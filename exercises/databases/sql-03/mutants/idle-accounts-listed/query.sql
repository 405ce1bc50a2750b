SELECT
    accounts.name AS account,
    bookings.id,
    bookings.booked_on,
    bookings.amount_cents,
    accounts.opening_cents + sum(bookings.amount_cents) OVER (
        PARTITION BY bookings.account
        ORDER BY bookings.booked_on, bookings.id
    ) AS balance_cents
FROM accounts
LEFT JOIN bookings ON accounts.name = bookings.account
ORDER BY accounts.name, bookings.booked_on, bookings.id;
