import java.util.List;

/**
 * Jobs come out in the order in which they came in.
 *
 * @param <T> what a job is
 */
public final class JobQueue<T> {
    /**
     * Makes a queue in which these jobs are waiting.
     *
     * @param jobs the jobs, the oldest first
     */
    public JobQueue(List<T> jobs) {
        throw new UnsupportedOperationException("JobQueue is yours to write");
    }
}
