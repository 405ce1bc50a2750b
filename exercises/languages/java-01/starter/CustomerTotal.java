/** What one customer spent: the number of orders, and what all of them cost together in cents. */
public record CustomerTotal(String customer, int orders, long cents) {}
