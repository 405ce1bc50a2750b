import java.util.HashMap;
import java.util.Map;

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
        Map<Integer, Integer> positions = new HashMap<>();
        for (int position = 0; position < amounts.length; position++) {
            positions.put(amounts[position], position);
        }
        for (int first = 0; first < amounts.length; first++) {
            Integer second = positions.get(total - amounts[first]);
            if (second != null && second != first) {
                return new int[] {first, second};
            }
        }
        return null;
    }
}
