/** There is less in the account than was asked for. */
public class InsufficientFunds extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long missing;

    public InsufficientFunds(long missing) {
        super(missing + " cents are missing");
        this.missing = missing;
    }

    /** How many cents are missing. */
    public long missing() {
        return missing;
    }
}
