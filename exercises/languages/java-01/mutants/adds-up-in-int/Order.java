/** One order; {@code cents} is the price of one piece. */
public record Order(String customer, String product, int quantity, long cents) {

    public Order {
        if (customer.isBlank()) {
            throw new IllegalArgumentException("an order needs a customer");
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("an order has at least one piece, not " + quantity);
        }
        if (cents < 0) {
            throw new IllegalArgumentException("a price is not below 0: " + cents);
        }
    }

    /** What all pieces cost, in cents. */
    public long total() {
        int price = (int) cents;
        return quantity * price;
    }
}
