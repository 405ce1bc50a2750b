import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The stock of a warehouse, with undo: how many there are of each item.
 *
 * <p>Whatever is done is a change: by how much the count of each item goes up or down. That is all it takes to do it,
 * to undo it and to do it again. Changes that are done lie on one stack, undone ones on another.
 */
public class Inventory {

    private record Change(Map<String, Integer> differences) {}

    private final Map<String, Integer> counts = new HashMap<>();
    private final Deque<Change> done = new ArrayDeque<>();
    private final Deque<Change> undone = new ArrayDeque<>();

    /**
     * Adds to an item.
     *
     * @throws IllegalArgumentException the count is not above 0
     */
    public void receive(String item, int count) {
        deliver(Map.of(item, count));
    }

    /**
     * Takes from an item.
     *
     * @throws IllegalArgumentException the count is not above 0
     * @throws OutOfStock there are fewer
     */
    public void ship(String item, int count) {
        check(count, 1);
        if (count > count(item)) {
            throw new OutOfStock("there are " + count(item) + " of " + item + ", not " + count);
        }
        perform(Map.of(item, -count));
    }

    /**
     * Sets an item to what was counted.
     *
     * @throws IllegalArgumentException the count is below 0
     */
    public void recount(String item, int count) {
        check(count, 0);
        perform(Map.of(item, count - count(item)));
    }

    /**
     * Adds many items in one step.
     *
     * @throws IllegalArgumentException a count is not above 0; then none is added
     */
    public void deliver(Map<String, Integer> delivery) {
        delivery.values().forEach(count -> check(count, 1));
        perform(Map.copyOf(delivery));
    }

    /** Takes the last change back; whether there was one. */
    public boolean undo() {
        if (done.isEmpty()) {
            return false;
        }
        Change change = done.pop();
        undone.push(change);
        apply(change, -1);
        return true;
    }

    /** Does the change again that was undone last; whether there was one. */
    public boolean redo() {
        if (undone.isEmpty()) {
            return false;
        }
        Change change = undone.pop();
        done.push(change);
        apply(change, 1);
        return true;
    }

    /** How many there are of an item. */
    public int count(String item) {
        return counts.getOrDefault(item, 0);
    }

    /** The count of each item of which there is one at least. */
    public Map<String, Integer> items() {
        return Map.copyOf(counts);
    }

    private void perform(Map<String, Integer> differences) {
        Change change = new Change(differences);
        apply(change, 1);
        done.push(change);
        undone.clear();
    }

    /** Adds or takes what a change says; an item of which nothing is left goes out of the map. */
    private void apply(Change change, int sign) {
        change.differences().forEach((item, difference) -> {
            int count = count(item) + sign * difference;
            if (count == 0) {
                counts.remove(item);
            } else {
                counts.put(item, count);
            }
        });
    }

    private static void check(int count, int least) {
        if (count < least) {
            throw new IllegalArgumentException("a count of " + count + " makes no sense here; " + least + " is the least");
        }
    }
}
