package org.kata.driver;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java objects that were made of the containers of one request, and what they held at first. */
final class Conversion {
    private static final class Made {
        final Given given;
        final Converter by;
        final Object value;
        Object before;

        Made(Given given, Converter by, Object value) {
            this.given = given;
            this.by = by;
            this.value = value;
        }
    }

    private final List<Made> all = new ArrayList<>();
    private final Map<Given, List<Made>> byGiven = new HashMap<>(4);

    /** What a container has been made already, so that one list stays one list; null when it was not. */
    Object made(Given given, Converter by) {
        for (Made made : byGiven.getOrDefault(given, List.of())) {
            if (made.by == by) {
                return made.value;
            }
        }
        return null;
    }

    /** Note what is made of a container, before it is filled. */
    <T> T make(Given given, Converter by, T value) {
        Made made = new Made(given, by, value);
        all.add(made);
        byGiven.computeIfAbsent(given, one -> new ArrayList<>(1)).add(made);
        return value;
    }

    /** Remember what everything holds now. */
    void begin() {
        for (Made made : all) {
            if (made.given.kind.mutable) {
                made.before = content(made.value);
            }
        }
    }

    /** Let what was made stand for the test's own containers in what is written. */
    void tell(Encoder encoder) {
        for (Made made : all) {
            if (made.given.kind.mutable) {
                encoder.known(made.value, made.given.number);
            }
        }
    }

    /** The number and the fields of each container of the test's that holds something else now. */
    List<Object> changes(Encoder encoder) {
        List<Object> changes = new ArrayList<>(0);
        for (Made made : all) {
            if (made.before != null && !same(made.before, content(made.value))) {
                Object fields = encoder.fields(made.value, made.given.kind == Given.Kind.BYTEARRAY);
                changes.add(List.of(made.given.number, fields));
            }
        }
        return changes;
    }

    private static Object content(Object value) {
        if (value instanceof Object[] array) {
            return array.clone();
        }
        if (value instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (value instanceof Map<?, ?> map) {
            List<Object> flat = new ArrayList<>(2 * map.size());
            map.forEach((key, held) -> {
                flat.add(key);
                flat.add(held);
            });
            return flat.toArray();
        }
        return copy(value);
    }

    private static Object copy(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().componentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    /** Whether two contents are made of the same objects, or of plain values that are equal. */
    private static boolean same(Object before, Object now) {
        if (!(before instanceof Object[] old && now instanceof Object[] young)) {
            return java.util.Objects.deepEquals(before, now);
        }
        if (old.length != young.length) {
            return false;
        }
        for (int i = 0; i < old.length; i++) {
            boolean plain = old[i] instanceof Number || old[i] instanceof String || old[i] instanceof Boolean;
            if (old[i] != young[i] && !(plain && old[i].equals(young[i]))) {
                return false;
            }
        }
        return true;
    }
}
