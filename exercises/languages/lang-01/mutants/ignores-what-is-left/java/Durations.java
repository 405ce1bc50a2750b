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
        Matcher part = PART.matcher(text);
        StringBuilder units = new StringBuilder();
        long total = 0;
        while (part.find()) {
            units.append(part.group(2));
            total += Long.parseLong(part.group(1)) * UNIT_SECONDS.get(part.group(2));
        }
        if (units.length() == 0 || !units.toString().matches("d?h?m?s?")) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 1h30m");
        }
        return total;
    }
}
