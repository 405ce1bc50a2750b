import java.util.Comparator;
import java.util.List;

/** Sorts tickets by merging, with as few comparisons as can be. */
public final class MergeSort {
    private MergeSort() {}

    /** Returns one sorted list of the items of two sorted ones. */
    public static <T> List<T> merge(List<T> left, List<T> right, Comparator<? super T> order) {
        throw new UnsupportedOperationException("merge is yours to write");
    }

    /** Returns a sorted list of the items, equal ones in the order in which they came. */
    public static <T> List<T> mergeSort(List<T> items, Comparator<? super T> order) {
        throw new UnsupportedOperationException("mergeSort is yours to write");
    }
}
