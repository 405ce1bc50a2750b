import java.util.List;
import java.util.Map;

/** Counts the entries of a log by level and hour. */
public class LogCounts {

    /** The number of entries by level, and by hour in each. */
    static Map<String, Map<String, Long>> countEntries(List<String> lines) {
        throw new UnsupportedOperationException("countEntries is yours to write");
    }
}
