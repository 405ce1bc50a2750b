package org.kata.driver;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** The converters of declared types. */
final class Converters {
    private interface Scalar {
        /** The value, or null when it cannot be. */
        Object of(Object given) throws Mismatch;
    }

    private static final Map<Class<?>, Scalar> SCALARS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Class<?>> BOXES = new ConcurrentHashMap<>();
    private static final Map<Type, Converter> KNOWN = new ConcurrentHashMap<>();

    /** Where nothing is declared that says more than Object. */
    static final Converter NATURAL = new Converter() {
        @Override
        public Object convert(Object given, Conversion conversion) throws Mismatch {
            return natural(given, this, conversion);
        }
    };

    static {
        whole(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, Number::intValue);
        whole(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, Number::longValue);
        whole(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, Number::shortValue);
        whole(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, Number::byteValue);
        both(double.class, Double.class, given -> isNumber(given) ? ((Number) given).doubleValue() : null);
        both(float.class, Float.class, given -> isNumber(given) ? ((Number) given).floatValue() : null);
        both(boolean.class, Boolean.class, given -> given instanceof Boolean ? given : null);
        both(char.class, Character.class, Converters::character);
        SCALARS.put(String.class, given -> given instanceof String ? given : null);
        SCALARS.put(BigInteger.class, given -> isWhole(given) ? new BigInteger(given.toString()) : null);
        SCALARS.put(BigDecimal.class, Converters::decimal);
        SCALARS.put(Instant.class, given -> given instanceof ZonedDateTime moment ? moment.toInstant() : null);
        SCALARS.put(
                OffsetDateTime.class,
                given -> given instanceof ZonedDateTime moment ? moment.toOffsetDateTime() : null);
        SCALARS.put(
                OptionalInt.class,
                given -> given == null ? OptionalInt.empty() : OptionalInt.of((int) scalar(int.class, given)));
        SCALARS.put(
                OptionalLong.class,
                given -> given == null ? OptionalLong.empty() : OptionalLong.of((long) scalar(long.class, given)));
        SCALARS.put(
                OptionalDouble.class,
                given -> given == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) scalar(double.class, given)));
    }

    private Converters() {}

    static Converter of(Type declared) {
        Type type = Types.plain(declared);
        Converter known = KNOWN.get(type);
        if (known == null) {
            known = make(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static Converter make(Type type) {
        Class<?> raw = Types.raw(type);
        if (raw == Object.class) {
            return NATURAL;
        }
        Scalar scalar = SCALARS.get(raw);
        if (scalar != null) {
            return (given, conversion) -> orElse(scalar, given, type);
        }
        if (raw == Optional.class) {
            Type held = Types.argument(type, Optional.class, 0);
            return (given, conversion) -> given instanceof Optional ? given
                    : Optional.ofNullable(of(held).convert(given, conversion));
        }
        Converter container = Containers.converter(type, raw);
        return container != null ? container : new Others(type, raw);
    }

    private static Object orElse(Scalar scalar, Object given, Type type) throws Mismatch {
        Class<?> raw = Types.raw(type);
        if (given == null && !raw.isPrimitive() && !raw.getSimpleName().startsWith("Optional")) {
            return null;
        }
        Object value = BOXES.getOrDefault(raw, raw).isInstance(given) ? given : scalar.of(given);
        if (value == null) {
            throw Mismatch.no(given, type);
        }
        return value;
    }

    private static Object scalar(Class<?> kind, Object given) throws Mismatch {
        return orElse(SCALARS.get(kind), given, kind);
    }

    // --- numbers and characters -------------------------------------------------------------------------------

    private static void both(Class<?> primitive, Class<?> box, Scalar scalar) {
        SCALARS.put(primitive, scalar);
        SCALARS.put(box, scalar);
        BOXES.put(primitive, box);
    }

    private static void whole(
            Class<?> primitive, Class<?> box, long least, long most, java.util.function.Function<Number, Object> cut) {
        both(primitive, box, given -> {
            if (!isWhole(given)) {
                return null;
            }
            Number number = (Number) given;
            boolean fits = !(number instanceof BigInteger) && number.longValue() >= least && number.longValue() <= most;
            if (!fits) {
                throw Mismatch.tooLarge(given, primitive, least, most);
            }
            return cut.apply(number);
        });
    }

    private static boolean isWhole(Object given) {
        return given instanceof Long || given instanceof Integer || given instanceof BigInteger
                || given instanceof Short || given instanceof Byte;
    }

    private static boolean isNumber(Object given) {
        return isWhole(given) || given instanceof Double || given instanceof Float;
    }

    private static Object character(Object given) throws Mismatch {
        if (!(given instanceof String text)) {
            return null;
        }
        if (text.length() != 1) {
            throw Mismatch.because(given, "is no single char");
        }
        return text.charAt(0);
    }

    private static Object decimal(Object given) {
        if (given instanceof Double number && !number.isInfinite() && !number.isNaN()) {
            return BigDecimal.valueOf(number);
        }
        return isWhole(given) ? new BigDecimal(given.toString()) : null;
    }

    // --- where nothing is declared ----------------------------------------------------------------------------

    private static Object natural(Object given, Converter by, Conversion conversion) throws Mismatch {
        if (given instanceof Long number) {
            return number == number.intValue() ? (Object) number.intValue() : number;
        }
        if (given instanceof Decoder.Foreign) {
            throw Mismatch.because(given, "has no like in Java");
        }
        if (!(given instanceof Given container)) {
            return given;
        }
        Object made = conversion.made(container, by);
        if (made != null) {
            return made;
        }
        switch (container.kind) {
            case BYTEARRAY:
                return conversion.make(container, by, container.bytes().clone());
            case DICT:
                Map<Object, Object> map = conversion.make(container, by, new LinkedHashMap<>());
                return Containers.fill(map, container, by, by, conversion);
            case SET:
            case FROZENSET:
                Collection<Object> set = conversion.make(container, by, new LinkedHashSet<>());
                return Containers.fill(set, container, by, conversion);
            default:
                Collection<Object> list = new ArrayList<>(container.size());
                return Containers.fill(conversion.make(container, by, list), container, by, conversion);
        }
    }
}
