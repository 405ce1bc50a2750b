import java.util.function.IntToLongFunction;

/** Finds the records of one second in a log that is too large to be read. */
public final class LogSearch {
    private LogSearch() {}

    /**
     * Finds the first and the last record of a time.
     *
     * @param count how many records there are, sorted by time
     * @param wanted the time to look for
     * @param timeAt reads the time of the record at a position
     * @return the positions of the first and the last record with that time, or null where there is none
     */
    public static int[] findRange(int count, long wanted, IntToLongFunction timeAt) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + (high - low) / 2;
            long time = timeAt.applyAsLong(middle);
            if (time == wanted) {
                return new int[] {middle, middle};
            }
            if (time < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
