import java.util.ArrayList;
import java.util.List;

/** The comments below an article, and the orders in which they are needed. */
public final class Comments {

    private Comments() {}

    public static List<Integer> readingOrder(int[] parents) {
        List<Integer> order = new ArrayList<>();
        read(repliesOf(parents), 0, order);
        order.remove(0);
        return order;
    }

    public static List<Integer> deletionOrder(int[] parents) {
        List<Integer> order = new ArrayList<>();
        delete(repliesOf(parents), 0, order);
        order.remove(order.size() - 1);
        return order;
    }

    public static List<List<Integer>> levels(int[] parents) {
        List<List<Integer>> found = new ArrayList<>();
        visit(repliesOf(parents), 0, 0, found);
        found.remove(0);
        return found;
    }

    private static void read(List<List<Integer>> replies, int place, List<Integer> order) {
        order.add(place - 1);
        for (int reply : replies.get(place)) {
            read(replies, reply + 1, order);
        }
    }

    private static void delete(List<List<Integer>> replies, int place, List<Integer> order) {
        for (int reply : replies.get(place)) {
            delete(replies, reply + 1, order);
        }
        order.add(place - 1);
    }

    private static void visit(List<List<Integer>> replies, int place, int depth, List<List<Integer>> found) {
        if (depth == found.size()) {
            found.add(new ArrayList<>());
        }
        found.get(depth).add(place - 1);
        for (int reply : replies.get(place)) {
            visit(replies, reply + 1, depth + 1, found);
        }
    }

    /** The replies to comment i at place i + 1; those to the article at place 0. */
    private static List<List<Integer>> repliesOf(int[] parents) {
        List<List<Integer>> replies = new ArrayList<>();
        replies.add(new ArrayList<>());
        for (int comment = 0; comment < parents.length; comment++) {
            replies.add(new ArrayList<>());
            replies.get(parents[comment] + 1).add(comment);
        }
        return replies;
    }
}
