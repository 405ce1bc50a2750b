package org.kata.driver;

import java.util.ArrayList;
import java.util.List;

/** What a test gave, in short and as Python writes it, for messages. */
final class Shown {
    private static final int MOST_ITEMS = 5;
    private static final int MOST_TEXT = 60;

    private Shown() {}

    static String of(Object given) {
        String text = whole(given, 0);
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 3) + "...";
    }

    /** Arguments in their brackets. */
    static String all(List<Object> given) {
        List<String> texts = new ArrayList<>();
        for (Object one : given) {
            texts.add(of(one));
        }
        return "(" + String.join(", ", texts) + ")";
    }

    private static String whole(Object given, int depth) {
        if (given == null) {
            return "None";
        }
        if (given instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (given instanceof String text) {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
        }
        if (given instanceof byte[]) {
            return "bytes";
        }
        return given instanceof Given container ? container(container, depth) : named(given);
    }

    private static String named(Object given) {
        boolean own = Learner.owns(given.getClass()) && !(given instanceof Enum);
        return own ? "a " + Description.simpleName(given.getClass()) : String.valueOf(given);
    }

    private static String container(Given given, int depth) {
        if (given.kind == Given.Kind.BYTEARRAY) {
            return "bytearray";
        }
        if (depth > 2) {
            return "...";
        }
        boolean pairs = given.kind == Given.Kind.DICT;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < given.size(); i += pairs ? 2 : 1) {
            if (parts.size() == MOST_ITEMS) {
                parts.add("...");
                break;
            }
            String part = whole(given.item(i), depth + 1);
            parts.add(pairs ? part + ": " + whole(given.item(i + 1), depth + 1) : part);
        }
        String inner = String.join(", ", parts);
        switch (given.kind) {
            case TUPLE:
                return parts.size() == 1 ? "(" + inner + ",)" : "(" + inner + ")";
            case SET:
            case FROZENSET:
                return parts.isEmpty() ? "set()" : "{" + inner + "}";
            case DICT:
                return "{" + inner + "}";
            default:
                return "[" + inner + "]";
        }
    }
}
