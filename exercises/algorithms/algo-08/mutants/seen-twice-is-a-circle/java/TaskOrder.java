import java.util.ArrayList;
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
     * @param needs for each task the tasks that must be done before it
     * @return all tasks, each after the ones it needs
     * @throws CircularNeeds there is no such order
     */
    public static List<String> orderTasks(Map<String, List<String>> needs) {
        List<String> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String task : needs.keySet()) {
            if (!seen.contains(task)) {
                visit(task, needs, seen, order);
            }
        }
        return order;
    }

    private static void visit(String task, Map<String, List<String>> needs, Set<String> seen, List<String> order) {
        if (!seen.add(task)) {
            throw new CircularNeeds(task + " comes by a second time");
        }
        for (String need : needs.getOrDefault(task, List.of())) {
            visit(need, needs, seen, order);
        }
        order.add(task);
    }
}
