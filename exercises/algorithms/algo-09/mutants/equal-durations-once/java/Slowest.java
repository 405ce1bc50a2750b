import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The slowest requests of a service, while they stream in. */
public class Slowest {

    private final int count;
    private final TreeSet<Integer> kept = new TreeSet<>();

    public Slowest(int count) {
        this.count = count;
    }

    public boolean add(int millis) {
        if (kept.size() == count) {
            if (millis <= kept.first()) {
                return false;
            }
            kept.add(millis);
            if (kept.size() > count) {
                kept.pollFirst();
            }
            return true;
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
        return new ArrayList<>(kept.descendingSet());
    }
}
