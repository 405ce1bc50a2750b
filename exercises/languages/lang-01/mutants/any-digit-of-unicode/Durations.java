/** Durations as people write them in settings: 1h30m. */
public class Durations {
    private static final String UNITS = "dhms";
    private static final long[] UNIT_SECONDS = {86_400, 3_600, 60, 1};

    /**
     * The seconds that {@code text} stands for.
     *
     * @throws IllegalArgumentException for any text that is no duration
     */
    static long parseDuration(String text) {
        long total = 0;
        int last = -1;
        int begin = 0;
        for (int place = 0; place < text.length(); place++) {
            if (Character.isDigit(text.charAt(place))) {
                continue;
            }
            int unit = UNITS.indexOf(text.charAt(place));
            if (unit <= last || place == begin) {
                throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 1h30m");
            }
            total += Long.parseLong(text.substring(begin, place)) * UNIT_SECONDS[unit];
            last = unit;
            begin = place + 1;
        }
        if (text.isEmpty() || begin != text.length()) {
            throw new IllegalArgumentException("\"" + text + "\" is no duration, such as 1h30m");
        }
        return total;
    }
}
