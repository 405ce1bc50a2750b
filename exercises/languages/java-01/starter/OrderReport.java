import java.util.List;
import java.util.Optional;

/** What the office wants to know of a day's orders. */
public class OrderReport {

    /** What each customer spent, the highest first. */
    public static List<CustomerTotal> totals(List<Order> orders) {
        throw new UnsupportedOperationException("totals is yours to write");
    }

    /** The order with the highest total. */
    public static Optional<Order> largestOrder(List<Order> orders) {
        throw new UnsupportedOperationException("largestOrder is yours to write");
    }

    /** Everybody who ordered a product. */
    public static List<String> customersOf(List<Order> orders, String product) {
        throw new UnsupportedOperationException("customersOf is yours to write");
    }
}
