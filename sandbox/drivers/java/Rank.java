package org.kata.driver;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** How well a Java type suits a value of Python's, where more than one would do: the smaller the better. */
final class Rank {
    /** From here on, the type is not made for such a value. */
    static final int ODD = 20;

    private static final List<Class<?>> WHOLE = List.of(
            int.class, long.class, Integer.class, Long.class, BigInteger.class, double.class, float.class,
            Double.class, Float.class, BigDecimal.class, Number.class, short.class, byte.class, Short.class,
            Byte.class);
    private static final List<Class<?>> FLOATING =
            List.of(double.class, Double.class, float.class, Float.class, BigDecimal.class, Number.class);
    private static final List<Class<?>> TEXT =
            List.of(String.class, CharSequence.class, char.class, Character.class, char[].class);

    private Rank() {}

    static int of(Object given, Class<?> kind) {
        if (given instanceof Long || given instanceof BigInteger) {
            return place(WHOLE, kind);
        }
        if (given instanceof Double) {
            return place(FLOATING, kind);
        }
        if (given instanceof String) {
            return place(TEXT, kind);
        }
        if (given instanceof Given container) {
            return container(container, kind);
        }
        return kind == Object.class ? ODD : kind.isPrimitive() ? 0 : 1;
    }

    private static int place(List<Class<?>> kinds, Class<?> kind) {
        int place = kinds.indexOf(kind);
        return place >= 0 ? place : kind == Object.class ? ODD + 1 : ODD;
    }

    private static int container(Given given, Class<?> kind) {
        if (kind.isArray()) {
            return 1;
        }
        if (Collection.class.isAssignableFrom(kind) || Map.class.isAssignableFrom(kind)) {
            return kind == Collection.class ? 2 : 0;
        }
        return kind == Iterable.class ? 3 : kind == Object.class ? ODD + 1 : ODD - 1;
    }
}
