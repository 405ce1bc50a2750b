import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the entries of a log by level and hour. */
public class LogCounts {
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d):\\d\\d:\\d\\d ([A-Za-z]+)(?: |$)");

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (!entry.lookingAt()) {
                continue;
            }
            String hour = entry.group(1);
            String level = entry.group(2).toUpperCase(Locale.ROOT);
            Map<String, Long> hours = counts.computeIfAbsent(level, key -> new HashMap<>());
            hours.put(hour, hours.containsKey(hour) ? hours.get(hour) + 1 : 0);
        }
        return counts;
    }
}
