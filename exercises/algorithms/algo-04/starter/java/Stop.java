/** One stop of a route, which knows only the next. */
public final class Stop {
    final String name;
    Stop next;

    Stop(String name) {
        this.name = name;
    }
}
