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
        int first = -1;
        int last = -1;
        for (int position = 0; position < count; position++) {
            if (timeAt.applyAsLong(position) == wanted) {
                first = first < 0 ? position : first;
                last = position;
            }
        }
        return first < 0 ? null : new int[] {first, last};
    }
}
