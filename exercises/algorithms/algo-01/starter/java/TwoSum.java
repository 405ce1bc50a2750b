/** Finds the two invoices that one transfer has paid. */
public final class TwoSum {
    private TwoSum() {}

    /**
     * Finds two amounts that add up to a total.
     *
     * @param amounts the open amounts, in cents
     * @param total the sum that came in
     * @return the positions of the two amounts, or null where no two add up to the total
     */
    public static int[] twoSum(int[] amounts, int total) {
        throw new UnsupportedOperationException("twoSum is yours to write");
    }
}
