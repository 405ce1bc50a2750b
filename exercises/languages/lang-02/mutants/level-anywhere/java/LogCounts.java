import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the entries of a log by level and hour. */
public class LogCounts {
    private static final Pattern BEGIN =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d):\\d\\d:\\d\\d [A-Za-z]+(?: |$)");
    private static final List<String> LEVELS = List.of("FATAL", "ERROR", "WARN", "NOTICE", "INFO", "DEBUG");

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        for (String line : lines) {
            Matcher entry = BEGIN.matcher(line);
            if (!entry.lookingAt()) {
                continue;
            }
            for (String level : LEVELS) {
                if (line.toUpperCase(Locale.ROOT).contains(level)) {
                    counts.computeIfAbsent(level, key -> new HashMap<>()).merge(entry.group(1), 1L, Long::sum);
                    break;
                }
            }
        }
        return counts;
    }
}
