import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When was the service down? Several monitors have each seen a part of it. */
public final class Outages {

    private Outages() {}

    public static int[][] merge(int[][] outages) {
        List<int[]> merged = new ArrayList<>();
        for (int[] outage : outages) {
            int[] whole = outage.clone();
            List<int[]> apart = new ArrayList<>();
            for (int[] other : merged) {
                if (other[1] < whole[0] || whole[1] < other[0]) {
                    apart.add(other);
                } else {
                    whole[0] = Math.min(whole[0], other[0]);
                    whole[1] = Math.max(whole[1], other[1]);
                }
            }
            apart.add(whole);
            merged = apart;
        }
        merged.sort(Comparator.comparingInt(outage -> outage[0]));
        return merged.toArray(new int[0][]);
    }
}
