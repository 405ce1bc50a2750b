/** There is no job to take or to look at. */
public class EmptyQueue extends RuntimeException {
    public EmptyQueue(String message) {
        super(message);
    }
}
