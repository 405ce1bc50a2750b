import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When was the service down? Several monitors have each seen a part of it. */
public final class Outages {

    private Outages() {}

    public static int[][] merge(int[][] outages) {
        int[][] sorted = Arrays.copyOf(outages, outages.length);
        Arrays.sort(sorted, (a, b) -> Integer.compare(a[0], b[0]));
        List<int[]> merged = new ArrayList<>();
        int[] current = null;
        for (int[] outage : sorted) {
            if (current == null) {
                current = outage.clone();
            } else if (outage[0] <= current[1]) {
                current[1] = Math.max(current[1], outage[1]);
            } else {
                merged.add(current);
                current = outage.clone();
            }
        }
        return merged.toArray(new int[merged.size()][]);
    }
}
