package org.kata.driver;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.kata.driver.Output.Tag;

/** The values without parts that cross, beyond what JSON has: how each is written and read. */
final class Leaves {
    private static final int NANOS = 1000;
    private static final int MOST_BITS = 4 << 20;
    private static final int MOST_DIGITS = 10_000;
    private static final int LAST_YEAR = 9999;
    private static final long SAFE = (1L << 53) - 1;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MOST_DAYS = 999_999_999;

    private Leaves() {}

    static final Map<String, BiFunction<Decoder, Object, Object>> READERS = Map.ofEntries(
            Map.entry("float", (decoder, text) -> special((String) text)),
            Map.entry("codepoints", (decoder, points) -> text(Decoder.list(points))),
            Map.entry("bytes", (decoder, text) -> Base64.getDecoder().decode((String) text)),
            Map.entry("complex", (decoder, parts) -> new Decoder.Foreign("a complex number")),
            Map.entry("constant", (decoder, name) -> new Decoder.Foreign((String) name)),
            Map.entry("Fraction", (decoder, parts) -> fraction(Decoder.list(parts))),
            Map.entry("Decimal", (decoder, text) -> decimal((String) text)),
            Map.entry("Path", (decoder, text) -> Path.of((String) text)),
            Map.entry("date", (decoder, text) -> LocalDate.parse((String) text)),
            Map.entry("time", (decoder, parts) -> time(Decoder.list(parts))),
            Map.entry("datetime", (decoder, parts) -> moment(Decoder.list(parts))),
            Map.entry("timedelta", (decoder, parts) -> duration(Decoder.list(parts))),
            Map.entry("timezone", (decoder, zone) -> zone(zone)));

    private static final Map<Class<?>, Function<Object, Object>> WRITERS = Map.ofEntries(
            Map.entry(byte[].class, bytes -> new Tag("bytes", Base64.getEncoder().encodeToString((byte[]) bytes))),
            Map.entry(BigDecimal.class, Leaves::decimalNode),
            Map.entry(LocalDate.class, Leaves::dateNode),
            Map.entry(LocalTime.class, time -> timeNode((LocalTime) time, null)),
            Map.entry(OffsetTime.class, Leaves::offsetTimeNode),
            Map.entry(LocalDateTime.class, moment -> momentNode((LocalDateTime) moment, null)),
            Map.entry(ZonedDateTime.class, moment -> zonedNode(((ZonedDateTime) moment).toOffsetDateTime())),
            Map.entry(OffsetDateTime.class, moment -> zonedNode((OffsetDateTime) moment)),
            Map.entry(Instant.class, Leaves::instantNode),
            Map.entry(Duration.class, Leaves::durationNode));

    /** The node of a value of one of these types; null for any other, and for what Python has no room for. */
    static Object node(Object value) {
        Function<Object, Object> write = WRITERS.get(value.getClass());
        return write == null ? null : write.apply(value);
    }

    static Object whole(long number) {
        return number >= -SAFE && number <= SAFE ? (Object) number : new Tag("int", Long.toString(number, 16));
    }

    static Object whole(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return whole(number.longValue());
        }
        if (number.bitLength() > MOST_BITS) {
            throw DriverError.type("an integer of " + number.bitLength() + " bits is too large to cross");
        }
        return new Tag("int", number.toString(16));
    }

    static Object floating(double number) {
        if (Double.isNaN(number)) {
            return new Tag("float", "nan");
        }
        return Double.isInfinite(number) ? new Tag("float", number > 0 ? "inf" : "-inf") : (Object) number;
    }

    /** Half of a pair of surrogates alone is written by its number: JSON would join two of them. */
    static Object text(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == length || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return new Tag("codepoints", text.codePoints().toArray());
                }
                i++;
            }
        }
        return text;
    }

    private static Object special(String text) {
        if (text.equals("nan")) {
            return Double.NaN;
        }
        return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    private static String text(List<Object> points) {
        StringBuilder builder = new StringBuilder();
        points.forEach(point -> builder.appendCodePoint(((Long) point).intValue()));
        return builder.toString();
    }

    // --- numbers ----------------------------------------------------------------------------------------------

    private static Object fraction(List<Object> parts) {
        return new Decoder.Foreign("Fraction(" + Decoder.big(parts.get(0)) + ", " + Decoder.big(parts.get(1)) + ")");
    }

    private static Object decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException error) { // infinite, or not a number
            return new Decoder.Foreign("Decimal('" + text + "')");
        }
    }

    private static Object decimalNode(Object value) {
        String text = value.toString();
        if (text.length() > MOST_DIGITS) {
            throw DriverError.type("a BigDecimal of " + text.length() + " characters is too large to cross");
        }
        return new Tag("Decimal", text);
    }

    // --- dates and times --------------------------------------------------------------------------------------

    private static Object zone(Object zone) {
        if (zone instanceof String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException error) {
                return new Decoder.Foreign("the time zone " + name);
            }
        }
        long micros = ((Number) Decoder.list(zone).get(0)).longValue();
        return micros % MICROS_A_SECOND == 0
                ? ZoneOffset.ofTotalSeconds((int) (micros / MICROS_A_SECOND))
                : new Decoder.Foreign("a time zone of a fraction of a second");
    }

    private static Object time(List<Object> parts) {
        LocalTime time = LocalTime.parse((String) parts.get(0));
        if (parts.get(2) == null) {
            return time;
        }
        return zone(parts.get(2)) instanceof ZoneOffset offset
                ? OffsetTime.of(time, offset)
                : new Decoder.Foreign("a time of a day with a time zone that has a name");
    }

    private static Object moment(List<Object> parts) {
        LocalDateTime moment = LocalDateTime.parse((String) parts.get(0));
        if (parts.get(2) == null) {
            return moment;
        }
        Object zone = zone(parts.get(2));
        if (!(zone instanceof ZoneId known)) {
            return zone;
        }
        ZonedDateTime zoned = ZonedDateTime.of(moment, known);
        return parts.get(1).equals(1L) ? zoned.withLaterOffsetAtOverlap() : zoned.withEarlierOffsetAtOverlap();
    }

    private static Object duration(List<Object> parts) {
        long[] numbers = parts.stream().mapToLong(part -> (Long) part).toArray();
        return Duration.ofDays(numbers[0]).plusSeconds(numbers[1]).plusNanos(NANOS * numbers[2]);
    }

    private static Object dateNode(Object value) {
        LocalDate date = (LocalDate) value;
        return date.getYear() < 1 || date.getYear() > LAST_YEAR ? null : new Tag("date", date.toString());
    }

    private static Object offsetTimeNode(Object value) {
        OffsetTime time = (OffsetTime) value;
        return timeNode(time.toLocalTime(), time.getOffset());
    }

    private static Object timeNode(LocalTime time, ZoneOffset offset) {
        return time.getNano() % NANOS != 0 ? null : new Tag("time", Arrays.asList(iso(time), 0, zoneNode(offset)));
    }

    private static Object momentNode(LocalDateTime moment, ZoneOffset offset) {
        if (moment.getNano() % NANOS != 0 || moment.getYear() < 1 || moment.getYear() > LAST_YEAR) {
            return null;
        }
        String text = moment.toLocalDate() + "T" + iso(moment.toLocalTime());
        return new Tag("datetime", Arrays.asList(text, 0, zoneNode(offset)));
    }

    /** The zone goes as its offset then: not every Python knows the zones by their names. */
    private static Object zonedNode(OffsetDateTime moment) {
        return momentNode(moment.toLocalDateTime(), moment.getOffset());
    }

    private static Object instantNode(Object value) {
        try {
            return zonedNode(((Instant) value).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException error) { // so far off that no calendar has it
            return null;
        }
    }

    private static Object durationNode(Object value) {
        Duration duration = (Duration) value;
        if (duration.getNano() % NANOS != 0 || Math.abs(duration.toDays()) >= MOST_DAYS) {
            return null;
        }
        long seconds = duration.getSeconds();
        List<Object> parts = new ArrayList<>();
        parts.add(Math.floorDiv(seconds, SECONDS_A_DAY));
        parts.add(Math.floorMod(seconds, SECONDS_A_DAY));
        parts.add(duration.getNano() / NANOS);
        return new Tag("timedelta", parts);
    }

    /** A time of day with its seconds, which Java leaves out when there are none. */
    private static String iso(LocalTime time) {
        int micros = time.getNano() / NANOS;
        String text = String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        return micros == 0 ? text : text + String.format(".%06d", micros);
    }

    private static Object zoneNode(ZoneOffset offset) {
        return offset == null ? null : Arrays.asList(MICROS_A_SECOND * offset.getTotalSeconds(), null);
    }
}
