package org.kata.driver;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The converter of iterators and streams; one of the test's may be without an end, so it is asked as it is needed. */
record Streams(Type type, Class<?> raw, Converter item) implements Converter {
    @Override
    public Object convert(Object given, Conversion conversion) throws Mismatch {
        if (given == null || raw.isInstance(given)) {
            return given;
        }
        Iterator<Object> iterator;
        if (given instanceof Remote remote && !remote.function) {
            iterator = iterable(remote, item).iterator();
        } else if (given instanceof Given container && (container.kind.isSequence() || container.kind.isSet())) {
            List<Object> items = new ArrayList<>(container.size());
            iterator = Containers.fill(items, container, item, conversion).iterator();
        } else {
            throw Mismatch.no(given, type);
        }
        if (raw == Iterator.class) {
            return iterator;
        }
        Stream<Object> stream =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
        if (raw == IntStream.class) {
            return stream.mapToInt(Integer.class::cast);
        }
        if (raw == LongStream.class) {
            return stream.mapToLong(Long.class::cast);
        }
        return raw == DoubleStream.class ? stream.mapToDouble(Double.class::cast) : stream;
    }

    /** The converter of what such a stream holds. */
    static Converter item(Type type, Class<?> raw) {
        if (raw == IntStream.class) {
            return Converters.of(Integer.class);
        }
        if (raw == LongStream.class) {
            return Converters.of(Long.class);
        }
        return Converters.of(raw == DoubleStream.class ? Double.class : Types.argument(type, raw, 0));
    }

    /** What the test can iterate over. */
    static Iterable<Object> iterable(Remote remote, Converter item) {
        return () -> new Items(remote, item);
    }

    private static final class Items implements Iterator<Object> {
        private final Remote iterator;
        private final Converter item;
        private Object next;
        private boolean fetched;
        private boolean over;

        Items(Remote iterable, Converter item) {
            Object given = iterable.peer.request("special", iterable.number, "__iter__", List.of(), Converters.NATURAL);
            if (!(given instanceof Remote remote)) {
                throw DriverError.type("the test's " + iterable.label + " cannot be iterated over");
            }
            this.iterator = remote;
            this.item = item;
        }

        @Override
        public boolean hasNext() {
            if (!fetched && !over) {
                try {
                    next = iterator.peer.request("special", iterator.number, "__next__", List.of(), item);
                    fetched = true;
                } catch (Raised.End end) {
                    over = true;
                }
            }
            return fetched;
        }

        @Override
        public Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            fetched = false;
            return next;
        }
    }
}
