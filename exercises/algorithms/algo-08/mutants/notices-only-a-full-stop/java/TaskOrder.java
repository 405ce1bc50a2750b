import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the tasks of a release in an order that works. */
public final class TaskOrder {
    private TaskOrder() {}

    /**
     * Orders tasks by their needs.
     *
     * <p>Each task counts the needs it still waits for. A task that waits for none can be done, and those that it holds
     * up wait for one less (Kahn's algorithm). What never gets its turn is in a circle, or behind one.
     *
     * @param needs for each task the tasks that must be done before it
     * @return all tasks, each after the ones it needs
     * @throws CircularNeeds there is no such order
     */
    public static List<String> orderTasks(Map<String, List<String>> needs) {
        Map<String, Integer> waitsFor = new HashMap<>();
        Map<String, List<String>> holdsUp = new HashMap<>();
        needs.forEach((task, itsNeeds) -> {
            Set<String> distinct = new HashSet<>(itsNeeds);
            waitsFor.put(task, distinct.size());
            for (String need : distinct) {
                holdsUp.computeIfAbsent(need, any -> new ArrayList<>()).add(task);
            }
        });
        holdsUp.keySet().forEach(need -> waitsFor.putIfAbsent(need, 0));

        List<String> order = new ArrayList<>();
        waitsFor.forEach((task, count) -> {
            if (count == 0) {
                order.add(task);
            }
        });
        for (int position = 0; position < order.size(); position++) { // it grows under way
            for (String task : holdsUp.getOrDefault(order.get(position), List.of())) {
                if (waitsFor.merge(task, -1, Integer::sum) == 0) {
                    order.add(task);
                }
            }
        }
        if (order.isEmpty() && !waitsFor.isEmpty()) {
            order.forEach(waitsFor::remove);
            throw new CircularNeeds("these tasks wait for one another: " + String.join(", ", waitsFor.keySet()));
        }
        return order;
    }
}
