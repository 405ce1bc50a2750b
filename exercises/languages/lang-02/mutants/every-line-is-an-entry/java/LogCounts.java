import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts the entries of a log by level and hour. */
public class LogCounts {

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .collect(groupingBy(
                        words -> words[2].toUpperCase(Locale.ROOT),
                        groupingBy(words -> words[0] + " " + words[1].substring(0, 2), counting())));
    }
}
