import java.util.List;

/** The comments below an article, and the orders in which they are needed. */
public final class Comments {

    private Comments() {}

    /** The numbers of the comments in the order in which they are read. */
    public static List<Integer> readingOrder(int[] parents) {
        throw new UnsupportedOperationException("readingOrder is yours to write");
    }

    /** The numbers of the comments, each after all replies to it. */
    public static List<Integer> deletionOrder(int[] parents) {
        throw new UnsupportedOperationException("deletionOrder is yours to write");
    }

    /** The numbers of the comments level by level, a list for each. */
    public static List<List<Integer>> levels(int[] parents) {
        throw new UnsupportedOperationException("levels is yours to write");
    }
}
