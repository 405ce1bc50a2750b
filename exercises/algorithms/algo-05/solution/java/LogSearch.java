import java.util.function.IntPredicate;
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
        int first = firstPlace(0, count, position -> timeAt.applyAsLong(position) >= wanted);
        if (first == count || timeAt.applyAsLong(first) != wanted) {
            return null;
        }
        int behind = firstPlace(first, count, position -> timeAt.applyAsLong(position) > wanted);
        return new int[] {first, behind - 1};
    }

    /**
     * Returns the first position from {@code low} on at which {@code reached} holds, or {@code high} where it holds at
     * none.
     *
     * <p>It holds nowhere before {@code low} and everywhere from {@code high} on; each step halves what is between.
     */
    private static int firstPlace(int low, int high, IntPredicate reached) {
        while (low < high) {
            int middle = low + (high - low) / 2; // low + high can be more than an int holds
            if (reached.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
