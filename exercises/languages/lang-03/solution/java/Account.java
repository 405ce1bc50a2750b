import java.util.ArrayList;
import java.util.List;

/**
 * The account of one guest. All amounts are whole cents.
 *
 * <p>Every amount is checked before anything changes, so what is refused leaves no trace.
 */
public class Account {

    private final String owner;
    private final long overdraft;
    private final List<Long> history = new ArrayList<>();

    public Account(String owner, long overdraft) {
        this.owner = owner;
        this.overdraft = overdraft;
    }

    /** Whose account it is. */
    public String owner() {
        return owner;
    }

    /** What is in the account; less than 0 when it is overdrawn. */
    public long balance() {
        return history.stream().mapToLong(Long::longValue).sum();
    }

    /** The amounts that came in, and below 0 those that went out, in their order. */
    public List<Long> history() {
        return List.copyOf(history);
    }

    /**
     * Puts an amount in.
     *
     * @throws IllegalArgumentException the amount is not above 0
     */
    public void deposit(long cents) {
        check(cents);
        history.add(cents);
    }

    /**
     * Takes an amount out.
     *
     * @throws IllegalArgumentException the amount is not above 0
     * @throws InsufficientFunds the account would be overdrawn further than it may be
     */
    public void withdraw(long cents) {
        check(cents);
        long missing = cents - balance() - overdraft;
        if (missing > 0) {
            throw new InsufficientFunds(missing);
        }
        history.add(-cents);
    }

    /** Moves an amount to another account; throws what {@code withdraw} throws. */
    public void transfer(long cents, Account other) {
        withdraw(cents);
        other.deposit(cents);
    }

    private static void check(long cents) {
        if (cents <= 0) {
            throw new IllegalArgumentException("an amount must be above 0, not " + cents);
        }
    }
}
