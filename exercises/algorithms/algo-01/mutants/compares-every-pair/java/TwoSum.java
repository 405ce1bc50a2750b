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
        for (int second = 0; second < amounts.length; second++) {
            for (int first = 0; first < second; first++) {
                if (amounts[first] + amounts[second] == total) {
                    return new int[] {first, second};
                }
            }
        }
        return null;
    }
}
