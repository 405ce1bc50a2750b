import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The slowest requests of a service, in a heap of its own. */
public class Slowest {

    private final int count;
    private final List<Integer> heap = new ArrayList<>();

    public Slowest(int count) {
        this.count = count;
    }

    public boolean add(int millis) {
        if (heap.size() < count) {
            heap.add(millis);
            rise(heap.size() - 1);
            return true;
        }
        if (millis <= heap.get(0)) {
            return false;
        }
        heap.set(0, millis);
        sink(0);
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
        return heap.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private void rise(int place) {
        while (place > 0 && heap.get(place) < heap.get((place - 1) / 2)) {
            Collections.swap(heap, place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void sink(int place) {
        int child = 2 * place + 1;
        while (child < heap.size() && heap.get(child) < heap.get(place)) {
            Collections.swap(heap, place, child);
            place = child;
            child = 2 * place + 1;
        }
    }
}
