import java.util.ArrayList;
import java.util.List;

/**
 * Jobs come out in the order in which they came in.
 *
 * <p>New jobs go on the inbox and leave from the top of the outbox. The inbox is poured over only when the outbox is
 * empty, so each job moves once, and a call costs the same on average however many are waiting.
 *
 * @param <T> what a job is
 */
public final class JobQueue<T> {
    private final List<T> inbox;
    private final List<T> outbox = new ArrayList<>();

    /**
     * Makes a queue in which these jobs are waiting.
     *
     * @param jobs the jobs, the oldest first
     */
    public JobQueue(List<T> jobs) {
        inbox = new ArrayList<>(jobs);
    }

    /** Returns how many jobs are waiting. */
    public int size() {
        return inbox.size() + outbox.size();
    }

    /** Puts a job at the end of the queue. */
    public void enqueue(T job) {
        inbox.add(job);
    }

    /** Takes the oldest job out and returns it. */
    public T dequeue() {
        fillOutbox();
        return outbox.remove(outbox.size() - 1);
    }

    /** Returns the oldest job and leaves it in the queue. */
    public T peek() {
        fillOutbox();
        return outbox.get(outbox.size() - 1);
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

    /** Sees to it that the oldest job is on top of the outbox. */
    private void fillOutbox() {
        while (!inbox.isEmpty()) {
            outbox.add(inbox.remove(inbox.size() - 1));
        }
        if (outbox.isEmpty()) {
            throw new EmptyQueue("no job is waiting");
        }
    }
}
