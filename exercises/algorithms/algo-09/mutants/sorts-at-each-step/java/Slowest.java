import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps the longest durations, sorted. */
public class Slowest {

    private final int count;
    private final List<Integer> kept = new ArrayList<>();

    public Slowest(int count) {
        this.count = count;
    }

    public boolean add(int millis) {
        if (kept.size() == count && millis <= kept.get(count - 1)) {
            return false;
        }
        kept.add(millis);
        kept.sort(Comparator.reverseOrder());
        if (kept.size() > count) {
            kept.remove(count);
        }
        return true;
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
        return List.copyOf(kept);
    }
}
