import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;

/** Finds the bracket that is wrong in a configuration file. */
public final class Brackets {
    private static final Map<Character, Character> OPENING = Map.of(')', '(', ']', '[', '}', '{');

    private Brackets() {}

    /**
     * Checks that every bracket is closed by one of its own kind, the last opened first.
     *
     * @param text the whole file
     * @return the position of the first bracket that is wrong, or null where all are in order
     */
    public static Integer findBracketError(String text) {
        Map<Character, Deque<Integer>> open =
                Map.of('(', new ArrayDeque<>(), '[', new ArrayDeque<>(), '{', new ArrayDeque<>());
        for (int position = 0; position < text.length(); position++) {
            char character = text.charAt(position);
            if (open.containsKey(character)) {
                open.get(character).push(position);
            } else if (OPENING.containsKey(character) && open.get(OPENING.get(character)).poll() == null) {
                return position;
            }
        }
        return open.values().stream().flatMap(Collection::stream).max(Comparator.naturalOrder()).orElse(null);
    }
}
