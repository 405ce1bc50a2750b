import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the entries of a log by level and hour. */
public class LogCounts {
    private static final Pattern ENTRY = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d (?<hour>\\d\\d):\\d\\d:\\d\\d (?<level>[A-Za-z]+)(?: |$)");

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        return lines.stream()
                .map(ENTRY::matcher)
                .filter(Matcher::lookingAt)
                .collect(groupingBy(
                        entry -> entry.group("level").toUpperCase(Locale.ROOT),
                        groupingBy(entry -> entry.group("hour"), counting())));
    }
}
