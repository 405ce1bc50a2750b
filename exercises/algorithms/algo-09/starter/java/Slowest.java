import java.util.List;

/** The slowest requests of a service, while they stream in. */
public class Slowest {

    /** Keeps the {@code count} longest durations of all that will be added. */
    public Slowest(int count) {
        throw new UnsupportedOperationException("Slowest is yours to write");
    }

    public boolean add(int millis) {
        throw new UnsupportedOperationException("add is yours to write");
    }

    public int addAll(List<Integer> batch) {
        throw new UnsupportedOperationException("addAll is yours to write");
    }

    public List<Integer> top() {
        throw new UnsupportedOperationException("top is yours to write");
    }
}
