import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Keeps the longest durations. */
public class Slowest {

    private final int count;
    private final List<Integer> kept = new ArrayList<>();

    public Slowest(int count) {
        this.count = count;
    }

    public boolean add(int millis) {
        if (kept.size() == count) {
            Integer shortest = Collections.min(kept);
            if (millis <= shortest) {
                return false;
            }
            kept.remove(shortest);
        }
        return kept.add(millis);
    }

    public int addAll(List<Integer> batch) {
        int among = 0;
        for (int millis : batch) {
            if (add(millis)) {
                among++;
            }
        }
        return among;
    }

    public List<Integer> top() {
        return kept.stream().sorted(Comparator.reverseOrder()).toList();
    }
}
