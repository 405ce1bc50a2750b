import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the entries of a log by level and hour. */
public class LogCounts {
    private static final Pattern ENTRY =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d):\\d\\d:\\d\\d ([A-Za-z]+)(?: |$)");

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        List<Matcher> entries = new ArrayList<>();
        for (String line : lines) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.lookingAt()) {
                entries.add(entry);
            }
        }
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (Matcher entry : entries) {
            counts.put(level(entry), new TreeMap<>());
        }
        for (String level : counts.keySet()) {
            for (Matcher entry : entries) {
                if (level(entry) == level) {
                    counts.get(level).merge(entry.group(1), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private static String level(Matcher entry) {
        return entry.group(2).toUpperCase(Locale.ROOT);
    }
}
