import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in settings: 1h30m. */
public class Durations {
    private static final Pattern DURATION =
            Pattern.compile("(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?");
    private static final long[] UNIT_SECONDS = {86_400, 3_600, 60, 1};

    /**
     * The seconds that {@code text} stands for.
     *
     * @throws IllegalArgumentException for any text that is no duration
     */
    static long parseDuration(String text) {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 1h30m");
        }
        long total = 0;
        for (int unit = 0; unit < UNIT_SECONDS.length; unit++) {
            String number = match.group(unit + 1);
            if (number != null) {
                total += Long.parseLong(number) * UNIT_SECONDS[unit];
            }
        }
        return total;
    }
}
