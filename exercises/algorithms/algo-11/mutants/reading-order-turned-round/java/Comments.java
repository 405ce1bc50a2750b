import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The comments below an article, and the orders in which they are needed. */
public final class Comments {

    /** The comments on the article itself, and the replies to each comment, the oldest first. */
    private record Thread(List<Integer> top, List<List<Integer>> replies) {

        static Thread of(int[] parents) {
            List<Integer> top = new ArrayList<>();
            List<List<Integer>> replies = new ArrayList<>(parents.length);
            for (int comment = 0; comment < parents.length; comment++) {
                replies.add(new ArrayList<>());
                (parents[comment] == -1 ? top : replies.get(parents[comment])).add(comment);
            }
            return new Thread(top, replies);
        }
    }

    private Comments() {}

    /**
     * The numbers of the comments in the order in which they are read.
     *
     * <p>A stack holds what is still to be read, the next one on top. Replies go on it youngest first, so that the
     * oldest comes off first, with all that was replied to it before its younger siblings.
     */
    public static List<Integer> readingOrder(int[] parents) {
        Thread thread = Thread.of(parents);
        List<Integer> order = new ArrayList<>(parents.length);
        Deque<Integer> waiting = new ArrayDeque<>(thread.top());
        while (!waiting.isEmpty()) {
            int comment = waiting.pop();
            order.add(comment);
            List<Integer> replies = thread.replies().get(comment);
            for (int i = replies.size() - 1; i >= 0; i--) {
                waiting.push(replies.get(i));
            }
        }
        return order;
    }

    /**
     * The numbers of the comments, each after all replies to it.
     *
     * <p>Read from behind, this is an order in which each comment stands before its replies, the youngest first:
     * that of a stack onto which the replies go oldest first.
     */
    public static List<Integer> deletionOrder(int[] parents) {
        List<Integer> order = readingOrder(parents);
        Collections.reverse(order);
        return order;
    }

    /** The numbers of the comments level by level, a list for each. */
    public static List<List<Integer>> levels(int[] parents) {
        Thread thread = Thread.of(parents);
        List<List<Integer>> found = new ArrayList<>();
        List<Integer> level = thread.top();
        while (!level.isEmpty()) {
            found.add(level);
            List<Integer> next = new ArrayList<>();
            level.forEach(comment -> next.addAll(thread.replies().get(comment)));
            level = next;
        }
        return found;
    }
}
