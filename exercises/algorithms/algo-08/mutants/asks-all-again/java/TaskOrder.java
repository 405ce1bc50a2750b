import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the tasks of a release in an order that works. */
public final class TaskOrder {
    private TaskOrder() {}

    /**
     * Orders tasks by their needs.
     *
     * @param needs for each task the tasks that must be done before it
     * @return all tasks, each after the ones it needs
     * @throws CircularNeeds there is no such order
     */
    public static List<String> orderTasks(Map<String, List<String>> needs) {
        Set<String> waiting = new LinkedHashSet<>(needs.keySet());
        needs.values().forEach(waiting::addAll);
        Set<String> order = new LinkedHashSet<>();
        while (!waiting.isEmpty()) {
            List<String> ready = new ArrayList<>();
            for (String task : waiting) {
                if (order.containsAll(needs.getOrDefault(task, List.of()))) {
                    ready.add(task);
                }
            }
            if (ready.isEmpty()) {
                throw new CircularNeeds("none of the tasks that are left can begin");
            }
            order.addAll(ready);
            ready.forEach(waiting::remove);
        }
        return new ArrayList<>(order);
    }
}
