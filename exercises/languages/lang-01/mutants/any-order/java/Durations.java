import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in settings: 1h30m. */
public class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]+)([dhms])");
    private static final Map<String, Long> UNIT_SECONDS = Map.of("d", 86_400L, "h", 3_600L, "m", 60L, "s", 1L);

    /**
     * The seconds that {@code text} stands for.
     *
     * @throws IllegalArgumentException for any text that is no duration
     */
    static long parseDuration(String text) {
        if (!text.matches("([0-9]+[dhms])+")) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 1h30m");
        }
        long total = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            total += Long.parseLong(part.group(1)) * UNIT_SECONDS.get(part.group(2));
        }
        return total;
    }
}
