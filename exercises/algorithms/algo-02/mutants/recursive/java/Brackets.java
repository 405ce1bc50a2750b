import java.util.Map;

/** Finds the bracket that is wrong in a configuration file. */
public final class Brackets {
    private static final Map<Character, Character> CLOSING = Map.of('(', ')', '[', ']', '{', '}');

    private Brackets() {}

    private static final class WrongBracket extends RuntimeException {
        private final int position;

        private WrongBracket(int position) {
            this.position = position;
        }
    }

    /**
     * Checks that every bracket is closed by one of its own kind, the last opened first.
     *
     * @param text the whole file
     * @return the position of the first bracket that is wrong, or null where all are in order
     */
    public static Integer findBracketError(String text) {
        try {
            int position = 0;
            while (position < text.length()) {
                position = skip(text, position);
            }
        } catch (WrongBracket wrong) {
            return wrong.position;
        }
        return null;
    }

    /** Returns the position behind the character at a position and all that is inside it. */
    private static int skip(String text, int position) {
        char character = text.charAt(position);
        if (CLOSING.containsValue(character)) {
            throw new WrongBracket(position);
        }
        if (!CLOSING.containsKey(character)) {
            return position + 1;
        }
        int inside = position + 1;
        while (inside < text.length()) {
            if (text.charAt(inside) == CLOSING.get(character)) {
                return inside + 1;
            }
            inside = skip(text, inside);
        }
        throw new WrongBracket(position);
    }
}
