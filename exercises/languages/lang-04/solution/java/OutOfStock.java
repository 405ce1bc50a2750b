/** There are fewer of an item than were asked for. */
public class OutOfStock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutOfStock(String message) {
        super(message);
    }
}
