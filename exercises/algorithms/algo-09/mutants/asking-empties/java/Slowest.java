import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The slowest requests of a service, while they stream in.
 *
 * <p>They are a heap whose head is the shortest of them: the one that a new duration has to beat, and the one that
 * it then replaces. Of a day with millions of requests, only {@code count} numbers are ever kept.
 */
public class Slowest {

    private final int count;
    private final PriorityQueue<Integer> kept = new PriorityQueue<>();

    /** Keeps the {@code count} longest durations of all that will be added. */
    public Slowest(int count) {
        this.count = count;
    }

    /** Takes note of one duration; whether it is now among the slowest. */
    public boolean add(int millis) {
        if (kept.size() == count) {
            if (millis <= kept.peek()) {
                return false;
            }
            kept.poll();
        }
        return kept.add(millis);
    }

    /** Adds the durations in turn; how many were among the slowest when they came. */
    public int addAll(List<Integer> batch) {
        int among = 0;
        for (int millis : batch) {
            if (add(millis)) {
                among++;
            }
        }
        return among;
    }

    /** The durations kept, the longest first. */
    public List<Integer> top() {
        List<Integer> durations = new ArrayList<>();
        while (!kept.isEmpty()) {
            durations.add(0, kept.poll());
        }
        return durations;
    }
}
