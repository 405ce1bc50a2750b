import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Finds the bracket that is wrong in a configuration file. */
public final class Brackets {
    private static final Map<Character, Character> CLOSING = Map.of('(', ')', '[', ']', '{', '}');

    private Brackets() {}

    /**
     * Checks that every bracket is closed by one of its own kind, the last opened first.
     *
     * @param text the whole file
     * @return the position of the first bracket that is wrong, or null where all are in order
     */
    public static Integer findBracketError(String text) {
        Deque<Integer> open = new ArrayDeque<>();
        String brackets = text.replaceAll("[^()\\[\\]{}]", "");
        for (int position = 0; position < brackets.length(); position++) {
            char character = brackets.charAt(position);
            if (CLOSING.containsKey(character)) {
                open.push(position);
            } else if (CLOSING.containsValue(character)) {
                if (open.isEmpty() || CLOSING.get(brackets.charAt(open.peek())) != character) {
                    return position;
                }
                open.pop();
            }
        }
        return open.peek();
    }
}
