import java.util.ArrayList;
import java.util.List;

/**
 * Jobs come out in the order in which they came in.
 *
 * @param <T> what a job is
 */
public final class JobQueue<T> {
    private final List<T> waiting;

    /**
     * Makes a queue in which these jobs are waiting.
     *
     * @param jobs the jobs, the oldest first
     */
    public JobQueue(List<T> jobs) {
        waiting = new ArrayList<>(jobs);
    }

    /** Returns how many jobs are waiting. */
    public int size() {
        return waiting.size();
    }

    /** Puts a job at the end of the queue. */
    public void enqueue(T job) {
        waiting.add(job);
    }

    /** Takes the oldest job out and returns it. */
    public T dequeue() {
        refuseEmpty();
        return waiting.remove(0);
    }

    /** Returns the oldest job and leaves it in the queue. */
    public T peek() {
        refuseEmpty();
        return waiting.get(0);
    }

    /** Takes the {@code count} oldest jobs out, or as many as there are. */
    public List<T> take(int count) {
        int taking = Math.min(count, size());
        List<T> taken = new ArrayList<>(taking);
        while (taken.size() < taking) {
            taken.add(dequeue());
        }
        return taken;
    }

    private void refuseEmpty() {
        if (waiting.isEmpty()) {
            throw new EmptyQueue("no job is waiting");
        }
    }
}
