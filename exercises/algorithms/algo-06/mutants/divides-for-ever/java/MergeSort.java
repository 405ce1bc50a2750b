import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sorts tickets by merging, with as few comparisons as can be. */
public final class MergeSort {
    private MergeSort() {}

    /** Returns one sorted list of the items of two sorted ones. */
    public static <T> List<T> merge(List<T> left, List<T> right, Comparator<? super T> order) {
        List<T> merged = new ArrayList<>(left.size() + right.size());
        int ofLeft = 0;
        int ofRight = 0;
        while (ofLeft < left.size() && ofRight < right.size()) {
            if (order.compare(left.get(ofLeft), right.get(ofRight)) <= 0) {
                merged.add(left.get(ofLeft++));
            } else {
                merged.add(right.get(ofRight++));
            }
        }
        merged.addAll(left.subList(ofLeft, left.size()));
        merged.addAll(right.subList(ofRight, right.size()));
        return merged;
    }

    /** Returns a sorted list of the items, equal ones in the order in which they came. */
    public static <T> List<T> mergeSort(List<T> items, Comparator<? super T> order) {
        if (items.isEmpty()) {
            return new ArrayList<>();
        }
        int middle = items.size() / 2;
        List<T> left = mergeSort(items.subList(0, middle), order);
        List<T> right = mergeSort(items.subList(middle, items.size()), order);
        return merge(left, right, order);
    }
}
