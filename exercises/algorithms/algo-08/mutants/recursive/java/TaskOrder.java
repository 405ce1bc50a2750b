import java.util.ArrayList;
import java.util.HashSet;
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
        Set<String> order = new LinkedHashSet<>();
        Set<String> underWay = new HashSet<>();
        for (String task : needs.keySet()) {
            visit(task, needs, underWay, order);
        }
        return new ArrayList<>(order);
    }

    private static void visit(String task, Map<String, List<String>> needs, Set<String> underWay, Set<String> order) {
        if (order.contains(task)) {
            return;
        }
        if (!underWay.add(task)) {
            throw new CircularNeeds(task + " needs itself in the end");
        }
        for (String need : needs.getOrDefault(task, List.of())) {
            visit(need, needs, underWay, order);
        }
        order.add(task);
    }
}
