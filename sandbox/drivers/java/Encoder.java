package org.kata.driver;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.kata.driver.Output.Tag;

/**
 * Writes the values of one message.
 *
 * <p>Containers are numbered in the order in which they are met, and a second meeting writes the number. What a
 * container holds is written after everything around it, as the other side reads it. What a Python set holds and
 * a dict has as keys must be hashable there, so lists and sets are written as tuples and frozensets in them.
 */
final class Encoder {
    /** Items that are to be a tuple. */
    record Tuple(List<?> items) {}

    private record Waiting(Object value, List<Object> target, int depth) {}

    private static final int MOST_DEPTH = 200;
    private static final int MOST_PARTS = 2_000_000;

    /** The containers of this message by number; null for one that is no object of its own here. */
    final List<Object> objects = new ArrayList<>();

    private final Bridge bridge;
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final ArrayList<Waiting> waiting = new ArrayList<>();
    private int room = MOST_PARTS;

    Encoder(Bridge bridge) {
        this.bridge = bridge;
    }

    /** Let a Java object stand for a container that the test gave. */
    void known(Object value, int number) {
        numbers.put(value, number);
    }

    /** The next container is the one after those that the test gave. */
    void begin(int count) {
        while (objects.size() < count) {
            objects.add(null);
        }
    }

    Object encode(Object value) {
        Object node = visit(value, 0, false);
        finish();
        return node;
    }

    /** What a container holds now that the test has already. */
    Object fields(Object value, boolean asBytes) {
        Object node = asBytes ? List.of(Leaves.node(value)) : fill(value, new ArrayList<>(), 0);
        finish();
        return node;
    }

    private Object tuple(List<?> items, int depth) {
        objects.add(null);
        return new Tag("tuple", nodes(items, depth, false));
    }

    Object visit(Object value, int depth, boolean hashed) {
        if (value == null || value instanceof Boolean || value instanceof Tag) {
            return value;
        }
        if (value instanceof String text) {
            return Leaves.text(text);
        }
        if (value instanceof Number number) {
            Object node = number(number);
            if (node != null) {
                return node;
            }
        }
        if (value instanceof Character || value instanceof StringBuilder || value instanceof StringBuffer) {
            return Leaves.text(value.toString());
        }
        return Learner.owns(value.getClass()) ? own(value, depth, hashed) : library(value, depth, hashed);
    }

    private static Object number(Number number) {
        if (number instanceof Integer) {
            return number;
        }
        if (number instanceof Double || number instanceof Float) {
            return Leaves.floating(number.doubleValue());
        }
        if (number instanceof BigInteger big) {
            return Leaves.whole(big);
        }
        boolean whole = number instanceof Long || number instanceof Short || number instanceof Byte
                || number instanceof AtomicInteger || number instanceof AtomicLong;
        return whole ? Leaves.whole(number.longValue()) : null;
    }

    /** An object of the learner's making: a container only as a nameless class over one of the library's. */
    private Object own(Object value, int depth, boolean hashed) {
        Class<?> kind = value.getClass();
        boolean container = kind.isAnonymousClass() && (value instanceof Collection || value instanceof Map);
        if (kind.isArray() || container && !Learner.owns(kind.getSuperclass())) {
            return container(value, depth, hashed);
        }
        return bridge.write(this, value, depth);
    }

    /** An object of a class of the Java library. */
    private Object library(Object value, int depth, boolean hashed) {
        Integer seen = hashed ? null : numbers.get(value);
        if (seen != null) {
            return new Tag("seen", seen);
        }
        if (value instanceof Tuple tuple) {
            return tuple(tuple.items, depth);
        }
        Object leaf = Leaves.node(value);
        if (leaf != null) {
            return leaf;
        }
        if (TestObject.behind(value) != null) {
            return bridge.write(this, value, depth);
        }
        if (value instanceof Collection || value instanceof Map || value.getClass().isArray()) {
            return container(value, depth, hashed);
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            objects.add(null);
            deeper(depth);
            Object key = visit(entry.getKey(), depth + 1, hashed);
            return new Tag("tuple", Arrays.asList(key, visit(entry.getValue(), depth + 1, hashed)));
        }
        if (value instanceof Optional<?> optional) {
            return visit(optional.orElse(null), depth, hashed);
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof OptionalLong optional) {
            return optional.isPresent() ? Leaves.whole(optional.getAsLong()) : null;
        }
        if (value instanceof OptionalDouble optional) {
            return optional.isPresent() ? Leaves.floating(optional.getAsDouble()) : null;
        }
        return bridge.write(this, value, depth);
    }

    private Object container(Object value, int depth, boolean hashed) {
        if (hashed) {
            return frozen(value, depth);
        }
        Integer seen = numbers.get(value);
        if (seen != null) {
            return new Tag("seen", seen);
        }
        numbers.put(value, objects.size());
        objects.add(value);
        deeper(depth);
        if (value instanceof int[] array) {
            take(array.length);
            return array; // which is written as it is
        }
        List<Object> target = new ArrayList<>();
        waiting.add(new Waiting(value, target, depth));
        if (value instanceof Map) {
            return new Tag("dict", target);
        }
        return value instanceof Set ? new Tag("set", target) : target;
    }

    private Object frozen(Object value, int depth) {
        if (value instanceof Map) {
            throw DriverError.type("a Map in a Set, or as a key of a Map, cannot cross");
        }
        objects.add(null);
        List<Object> items = items(value);
        return new Tag(value instanceof Set ? "frozenset" : "tuple", nodes(items, depth, true));
    }

    private void finish() {
        for (int i = 0; i < waiting.size(); i++) { // grows under way
            Waiting next = waiting.get(i);
            fill(next.value, next.target, next.depth);
        }
        waiting.clear();
    }

    private List<Object> fill(Object value, List<Object> target, int depth) {
        if (value instanceof Map<?, ?> map) {
            take(2 * map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                target.add(visit(entry.getKey(), depth + 1, true));
                target.add(visit(entry.getValue(), depth + 1, false));
            }
        } else {
            target.addAll(nodes(items(value), depth, value instanceof Set));
        }
        return target;
    }

    private List<Object> nodes(List<?> items, int depth, boolean hashed) {
        deeper(depth);
        take(items.size());
        List<Object> nodes = new ArrayList<>(items.size());
        for (Object item : items) {
            nodes.add(visit(item, depth + 1, hashed));
        }
        return nodes;
    }

    private void deeper(int depth) {
        if (depth >= MOST_DEPTH) {
            throw DriverError.type("a value nested more than " + MOST_DEPTH + " levels deep cannot cross");
        }
    }

    private void take(int count) {
        room -= count;
        if (room < 0) {
            throw DriverError.type("a value with more than " + MOST_PARTS + " parts cannot cross");
        }
    }

    /** The elements of an array or a collection. */
    static List<Object> items(Object container) {
        if (container instanceof Object[] array) {
            return Arrays.asList(array);
        }
        if (container instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        int length = Array.getLength(container);
        List<Object> items = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            items.add(Array.get(container, i));
        }
        return items;
    }
}
