import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;

/** Finds the shortest way of a robot through a warehouse. */
public final class Warehouse {
    private enum Step {
        N(-1, 0),
        E(0, 1),
        S(1, 0),
        W(0, -1);

        private final int down;
        private final int right;

        Step(int down, int right) {
            this.down = down;
            this.right = right;
        }
    }

    private record Place(int row, int column) {
        private Place after(Step step) {
            return new Place(row + step.down, column + step.right);
        }

        private Place before(Step step) {
            return new Place(row - step.down, column - step.right);
        }
    }

    private Warehouse() {}

    /**
     * Finds the shortest way from R to P.
     *
     * <p>A breadth-first search: places are taken in the order in which they were reached, so the nearest come first,
     * and the first way to a place is a shortest one.
     *
     * @param plan the rows of the plan
     * @return the steps N, E, S and W, or null where there is no way
     */
    public static String findWay(List<String> plan) {
        Place start = placeOf(plan, 'R');
        Place parcel = placeOf(plan, 'P');
        Step[][] arrivedBy = new Step[plan.size()][plan.get(0).length()];
        Deque<Place> waiting = new ArrayDeque<>(List.of(start));
        while (!waiting.isEmpty()) {
            Place place = waiting.removeLast();
            if (place.equals(parcel)) {
                return wayBetween(start, parcel, arrivedBy);
            }
            for (Step step : Step.values()) {
                Place next = place.after(step);
                if (isFree(plan, next) && arrivedBy[next.row][next.column] == null && !next.equals(start)) {
                    arrivedBy[next.row][next.column] = step;
                    waiting.add(next);
                }
            }
        }
        return null;
    }

    private static Place placeOf(List<String> plan, char letter) {
        for (int row = 0; row < plan.size(); row++) {
            int column = plan.get(row).indexOf(letter);
            if (column >= 0) {
                return new Place(row, column);
            }
        }
        throw new NoSuchElementException("the plan has no " + letter);
    }

    /** Returns whether there is such a place, with no shelf on it. */
    private static boolean isFree(List<String> plan, Place place) {
        return place.row >= 0
                && place.row < plan.size()
                && place.column >= 0
                && place.column < plan.get(place.row).length()
                && plan.get(place.row).charAt(place.column) != '#';
    }

    /** Returns the steps to a place: back, by the step each place was reached by, and then turned round. */
    private static String wayBetween(Place start, Place end, Step[][] arrivedBy) {
        StringBuilder steps = new StringBuilder();
        Place place = end;
        while (!place.equals(start)) {
            Step step = arrivedBy[place.row][place.column];
            steps.append(step);
            place = place.before(step);
        }
        return steps.reverse().toString();
    }
}
