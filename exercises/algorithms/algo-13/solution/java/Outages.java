import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** When was the service down? Several monitors have each seen a part of it. */
public final class Outages {

    private Outages() {}

    /**
     * The outages as few intervals that do not touch, the earliest first.
     *
     * <p>In the order of their starts, an outage can only touch the last of those merged so far: all others ended
     * before that one began.
     */
    public static int[][] merge(int[][] outages) {
        int[][] inOrder = outages.clone();
        Arrays.sort(inOrder, Comparator.comparingInt(outage -> outage[0]));
        List<int[]> merged = new ArrayList<>();
        int[] last = null;
        for (int[] outage : inOrder) {
            if (last != null && outage[0] <= last[1]) {
                last[1] = Math.max(last[1], outage[1]);
            } else {
                last = outage.clone();
                merged.add(last);
            }
        }
        return merged.toArray(new int[0][]);
    }
}
