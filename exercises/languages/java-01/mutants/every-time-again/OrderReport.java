import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Optional;

/** What the office wants to know of a day's orders. */
public class OrderReport {

    /** What each customer spent, the highest first. */
    public static List<CustomerTotal> totals(List<Order> orders) {
        return orders.stream()
                .collect(groupingBy(Order::customer))
                .entrySet()
                .stream()
                .map(entry -> totalOf(entry.getKey(), entry.getValue()))
                .sorted(comparingLong(CustomerTotal::cents).reversed().thenComparing(CustomerTotal::customer))
                .toList();
    }

    private static CustomerTotal totalOf(String customer, List<Order> orders) {
        return new CustomerTotal(customer, orders.size(), orders.stream().mapToLong(Order::total).sum());
    }

    /** The order with the highest total. */
    public static Optional<Order> largestOrder(List<Order> orders) {
        return orders.stream().max(comparing(Order::total)); // of equal ones, max keeps the first
    }

    /** Everybody who ordered a product. */
    public static List<String> customersOf(List<Order> orders, String product) {
        return orders.stream()
                .filter(order -> order.product().equals(product))
                .map(Order::customer)
                .sorted()
                .toList();
    }
}
