import java.util.Arrays;

/** Finds the two invoices that one transfer has paid. */
public final class TwoSum {
    private TwoSum() {}

    /**
     * Finds two amounts that add up to a total, in one pass: each asks whether its partner has come by already.
     *
     * @param amounts the open amounts, in cents
     * @param total the sum that came in
     * @return the positions of the two amounts, or null where no two add up to the total
     */
    public static int[] twoSum(int[] amounts, int total) {
        Arrays.sort(amounts);
        int low = 0;
        int high = amounts.length - 1;
        while (low < high) {
            int found = amounts[low] + amounts[high];
            if (found == total) {
                return new int[] {low, high};
            }
            if (found < total) {
                low++;
            } else {
                high--;
            }
        }
        return null;
    }
}
