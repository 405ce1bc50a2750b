package org.kata.driver;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.kata.driver.Given.Kind;

/**
 * Reads the values of one message: the mirror image of {@link Encoder}.
 *
 * <p>null, Boolean, Long or BigInteger, Double, String, byte[] and the like are themselves; a container is a
 * {@link Given}; what the test holds is a {@link Remote}; what has no like in Java is a {@link Foreign}.
 */
final class Decoder {
    /** A value of Python's that nothing in Java is like. */
    record Foreign(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private record Waiting(Given given, Object nodes) {}

    private static final int LONGEST_RANGE = 10_000_000;
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** The containers in the order of their numbers; those that this side gave are there as they are. */
    final List<Object> objects;

    private final Bridge bridge;
    private final ArrayList<Waiting> waiting = new ArrayList<>();

    Decoder(Bridge bridge, List<Object> objects) {
        this.bridge = bridge;
        this.objects = objects;
    }

    Object decode(Object node) {
        Object value = visit(node);
        finish();
        return value;
    }

    /** The fields of a container, as a change tells them. */
    Given fields(Given.Kind kind, Object nodes) {
        Given given = new Given(kind, -1);
        waiting.add(new Waiting(given, nodes));
        finish();
        return given;
    }

    private void finish() {
        for (int i = 0; i < waiting.size(); i++) { // grows under way
            Waiting next = waiting.get(i);
            next.given.items = next.nodes instanceof Json.Longs ? next.nodes : visitAll(next.nodes);
        }
        waiting.clear();
    }

    private List<Object> visitAll(Object nodes) {
        List<Object> values = new ArrayList<>();
        for (Object node : list(nodes)) {
            values.add(visit(node));
        }
        return values;
    }

    Object visit(Object node) {
        if (node instanceof List || node instanceof Json.Longs) {
            return later(Kind.LIST, node);
        }
        if (node instanceof Map<?, ?> map) {
            Map.Entry<?, ?> tagged = map.entrySet().iterator().next();
            return tagged((String) tagged.getKey(), tagged.getValue());
        }
        return node;
    }

    private Object tagged(String tag, Object content) {
        switch (tag) {
            case "tuple":
                return atOnce(Kind.TUPLE, content);
            case "frozenset":
                return atOnce(Kind.FROZENSET, content);
            case "set":
                return later(Kind.SET, content);
            case "dict":
            case "OrderedDict":
            case "Counter":
                return later(Kind.DICT, content);
            case "bytearray":
                return later(Kind.BYTEARRAY, content);
            case "deque":
                return later(Kind.DEQUE, list(content).get(1));
            case "defaultdict":
                visit(list(content).get(0));
                return later(Kind.DICT, list(content).get(1));
            case "seen":
                return objects.get(((Long) content).intValue());
            case "slice":
                visitAll(content);
                return new Foreign("a slice");
            case "range":
                return range(list(content));
            case "int":
                return integer((String) content);
            default:
                BiFunction<Decoder, Object, Object> read = Leaves.READERS.get(tag);
                return read != null ? read.apply(this, content) : bridge.read(this, tag, content);
        }
    }

    private Given later(Kind kind, Object nodes) {
        Given given = new Given(kind, objects.size());
        objects.add(given);
        waiting.add(new Waiting(given, nodes));
        return given;
    }

    private Given atOnce(Kind kind, Object nodes) {
        Given given = new Given(kind, objects.size());
        objects.add(given);
        given.items = nodes instanceof Json.Longs ? nodes : visitAll(nodes);
        return given;
    }

    private Object range(List<Object> bounds) {
        BigInteger start = big(bounds.get(0));
        BigInteger step = big(bounds.get(2));
        BigInteger span = big(bounds.get(1)).subtract(start);
        BigInteger length = span.signum() == step.signum()
                ? span.add(step).subtract(BigInteger.valueOf(step.signum())).divide(step)
                : BigInteger.ZERO;
        boolean fits = start.bitLength() < Long.SIZE && step.bitLength() < Integer.SIZE;
        if (!fits || length.compareTo(BigInteger.valueOf(LONGEST_RANGE)) > 0) {
            return new Foreign("a range of " + length + " numbers");
        }
        long[] numbers = new long[length.intValue()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = start.longValue() + i * step.longValue();
        }
        Given given = new Given(Kind.RANGE, -1);
        given.items = new Json.Longs(numbers, numbers.length);
        return given;
    }

    static BigInteger big(Object hex) {
        return new BigInteger((String) hex, 16);
    }

    /** A Long where that is enough. */
    private static Object integer(String hex) {
        BigInteger number = big(hex);
        boolean isLong = number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0;
        return isLong ? (Object) number.longValue() : number;
    }

    /** An array of nodes, whatever it holds. */
    @SuppressWarnings("unchecked")
    static List<Object> list(Object nodes) {
        return nodes instanceof Json.Longs longs ? longs.boxed() : (List<Object>) nodes;
    }
}
