package org.kata.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a test's names are spelled here. */
final class Names {
    private static final Pattern WORDS = Pattern.compile("(?<=[a-z0-9])_+([a-z0-9])");
    private static final Pattern BORDER = Pattern.compile("(?<=[a-z0-9])([A-Z])");

    private Names() {}

    /** {@code two_sum} as {@code twoSum}; another name as it is. */
    static String camel(String name) {
        if (name.indexOf('_') <= 0 || !name.equals(name.toLowerCase(java.util.Locale.ROOT))) {
            return name;
        }
        return WORDS.matcher(name).replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
    }

    /** {@code twoSum} as {@code two_sum}. */
    static String snake(String name) {
        return BORDER.matcher(name).replaceAll(Names::lowered);
    }

    private static String lowered(java.util.regex.MatchResult match) {
        return Matcher.quoteReplacement("_" + match.group(1).toLowerCase(java.util.Locale.ROOT));
    }

    /** {@code balance} after {@code get} or {@code set}. */
    static String prefixed(String prefix, String name) {
        return prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
