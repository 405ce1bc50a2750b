import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The comments below an article, and the orders in which they are needed. */
public final class Comments {

    private Comments() {}

    public static List<Integer> readingOrder(int[] parents) {
        List<Integer> order = new ArrayList<>();
        Deque<Integer> waiting = new ArrayDeque<>(repliesTo(-1, parents));
        while (!waiting.isEmpty()) {
            int comment = waiting.pop();
            order.add(comment);
            List<Integer> replies = repliesTo(comment, parents);
            Collections.reverse(replies);
            replies.forEach(waiting::push);
        }
        return order;
    }

    public static List<Integer> deletionOrder(int[] parents) {
        List<Integer> order = new ArrayList<>();
        Deque<Integer> waiting = new ArrayDeque<>();
        repliesTo(-1, parents).forEach(waiting::push);
        while (!waiting.isEmpty()) {
            int comment = waiting.pop();
            order.add(comment);
            repliesTo(comment, parents).forEach(waiting::push);
        }
        Collections.reverse(order);
        return order;
    }

    public static List<List<Integer>> levels(int[] parents) {
        List<List<Integer>> found = new ArrayList<>();
        List<Integer> level = repliesTo(-1, parents);
        while (!level.isEmpty()) {
            found.add(level);
            List<Integer> next = new ArrayList<>();
            for (int comment : level) {
                next.addAll(repliesTo(comment, parents));
            }
            level = next;
        }
        return found;
    }

    private static List<Integer> repliesTo(int comment, int[] parents) {
        List<Integer> replies = new ArrayList<>();
        for (int number = 0; number < parents.length; number++) {
            if (parents[number] == comment) {
                replies.add(number);
            }
        }
        return replies;
    }
}
