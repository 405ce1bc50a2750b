import java.util.ArrayList;
import java.util.List;

/** Routes of a delivery van: chains of stops, each of which knows only the next. */
public final class Routes {
    private Routes() {}

    /** Makes a route of stops with these names and returns its first stop, or null without any names. */
    public static Stop route(List<String> names) {
        List<Stop> stops = stops(names);
        return stops.isEmpty() ? null : stops.get(0);
    }

    /** Makes a route whose last stop goes on to the stop at a position, and returns its first stop. */
    public static Stop route(List<String> names, int backTo) {
        List<Stop> stops = stops(names);
        stops.get(stops.size() - 1).next = stops.get(backTo);
        return stops.get(0);
    }

    private static List<Stop> stops(List<String> names) {
        List<Stop> stops = new ArrayList<>();
        for (String name : names) {
            Stop stop = new Stop(name);
            if (!stops.isEmpty()) {
                stops.get(stops.size() - 1).next = stop;
            }
            stops.add(stop);
        }
        return stops;
    }

    /** Returns the names of all stops, from the first to the end of its route. */
    public static List<String> names(Stop first) {
        List<String> found = new ArrayList<>();
        for (Stop stop = first; stop != null; stop = stop.next) {
            found.add(stop.name);
        }
        return found;
    }

    /**
     * Turns a route round and returns its new first stop.
     *
     * <p>Each stop is taken off the front of the old route and put before what has been turned already.
     */
    public static Stop reverseRoute(Stop first) {
        Stop turned = null;
        while (first != null) {
            Stop rest = first.next;
            first.next = turned;
            turned = first;
            first = rest;
        }
        return turned;
    }

    /**
     * Returns the stop at which the van comes by a second time, or null where the route ends.
     */
    public static Stop findLoop(Stop first) {
        Stop slow = first;
        Stop fast = first;
        while (fast != null && fast.next != null) {
            slow = slow.next;
            fast = fast.next.next;
            if (slow == fast) {
                return slow;
            }
        }
        return null;
    }
}
