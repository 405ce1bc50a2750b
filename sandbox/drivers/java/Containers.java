package org.kata.driver;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.BaseStream;
import java.util.stream.LongStream;

/** The converters of arrays, collections, maps, iterators and streams. */
final class Containers {
    private Containers() {}

    /** The converter of a type that holds others; null for any other. */
    static Converter converter(Type type, Class<?> raw) {
        if (raw.isArray()) {
            return new Arrays(type, Converters.of(Types.component(type)));
        }
        if (Learner.owns(raw)) {
            return null;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Converter key = Converters.of(Types.argument(type, Map.class, 0));
            return new Maps(type, raw, key, Converters.of(Types.argument(type, Map.class, 1)));
        }
        if (raw == Iterator.class || BaseStream.class.isAssignableFrom(raw)) {
            return new Streams(type, raw, Streams.item(type, raw));
        }
        boolean collection = Collection.class.isAssignableFrom(raw) || raw == Iterable.class;
        return collection
                ? new Collections(type, raw, Converters.of(Types.argument(type, Iterable.class, 0)))
                : null;
    }

    static <T extends Collection<Object>> T fill(T into, Given given, Converter item, Conversion conversion)
            throws Mismatch {
        boolean wide = isWide(given) && (item == Converters.NATURAL || item instanceof Others);
        for (int i = 0, size = given.size(); i < size; i++) {
            Object value = item.convert(given.item(i), conversion);
            into.add(wide && value instanceof Integer number ? (Object) number.longValue() : value);
        }
        return into;
    }

    /** Whether some of many whole numbers is a Long: all are then, for Java compares no Integer with a Long. */
    private static boolean isWide(Given given) {
        return given.items instanceof Json.Longs longs
                && LongStream.of(longs.values()).limit(longs.size()).anyMatch(number -> number != (int) number);
    }

    static Map<Object, Object> fill(
            Map<Object, Object> into, Given given, Converter key, Converter value, Conversion conversion)
            throws Mismatch {
        for (int i = 0, size = given.size(); i < size; i += 2) {
            into.put(key.convert(given.item(i), conversion), value.convert(given.item(i + 1), conversion));
        }
        return into;
    }

    /** An empty object of a concrete class of the library's. */
    @SuppressWarnings("unchecked")
    private static <T> T instance(Class<?> raw, Given given) throws Mismatch {
        try {
            return (T) raw.getConstructor().newInstance();
        } catch (ReflectiveOperationException error) {
            throw Mismatch.no(given, raw);
        }
    }

    // --- arrays -----------------------------------------------------------------------------------------------

    private record Arrays(Type type, Converter item) implements Converter {
        @Override
        public Object convert(Object given, Conversion conversion) throws Mismatch {
            Class<?> component = Types.raw(type).componentType();
            if (given == null || Types.raw(type).isInstance(given) && !(given instanceof byte[])) {
                return given;
            }
            if (component == byte.class && given instanceof byte[] bytes) {
                return bytes.clone();
            }
            if (component == char.class && given instanceof String text) {
                return text.toCharArray();
            }
            boolean bytes = given instanceof Given one && one.kind == Given.Kind.BYTEARRAY && component == byte.class;
            if (!(given instanceof Given container && (container.kind.isSequence() || bytes))) {
                throw Mismatch.no(given, type);
            }
            Object made = conversion.made(container, this);
            if (made != null) {
                return made;
            }
            return bytes
                    ? conversion.make(container, this, container.bytes().clone())
                    : filled(container, component, conversion);
        }

        private Object filled(Given given, Class<?> component, Conversion conversion) throws Mismatch {
            int size = given.size();
            Object array = conversion.make(given, this, Array.newInstance(component, size));
            if (array instanceof int[] numbers && given.items instanceof Json.Longs longs) {
                for (int i = 0; i < size; i++) {
                    long number = longs.values()[i];
                    numbers[i] = number == (int) number ? (int) number : (int) item.convert(number, conversion);
                }
                return array;
            }
            for (int i = 0; i < size; i++) {
                Object element = given.item(i);
                try {
                    Array.set(array, i, item.convert(element, conversion));
                } catch (IllegalArgumentException error) { // no instance of what a type variable is bound to
                    throw Mismatch.no(element, component);
                }
            }
            return array;
        }
    }

    // --- collections and maps ---------------------------------------------------------------------------------

    private record Collections(Type type, Class<?> raw, Converter item) implements Converter {
        @Override
        public Object convert(Object given, Conversion conversion) throws Mismatch {
            if (given == null || raw.isInstance(given)) {
                return given;
            }
            if (raw == Iterable.class && given instanceof Remote remote && !remote.function) {
                return Streams.iterable(remote, item);
            }
            if (!(given instanceof Given container && fits(container.kind))) {
                throw Mismatch.no(given, type);
            }
            Object made = conversion.made(container, this);
            return made != null
                    ? made
                    : fill(conversion.make(container, this, empty(container)), container, item, conversion);
        }

        private boolean fits(Given.Kind kind) {
            boolean set = Set.class.isAssignableFrom(raw);
            return kind.isSet() ? set || raw == Collection.class || raw == Iterable.class : kind.isSequence() && !set;
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // what it holds is known at run time only
        private Collection<Object> empty(Given given) throws Mismatch {
            if (!given.kind.isSet() && raw.isAssignableFrom(ArrayList.class)) {
                return new ArrayList<>(given.size());
            }
            if (raw.isAssignableFrom(LinkedHashSet.class)) {
                return new LinkedHashSet<>();
            }
            if (raw.isAssignableFrom(TreeSet.class)) {
                return new TreeSet<>();
            }
            if (raw.isAssignableFrom(LinkedList.class)) {
                return new LinkedList<>();
            }
            if (raw.isAssignableFrom(LinkedBlockingDeque.class)) {
                return new LinkedBlockingDeque<>();
            }
            Class<?> member = Types.raw(Types.argument(type, Iterable.class, 0));
            return raw == EnumSet.class && member.isEnum()
                    ? (Collection) EnumSet.noneOf((Class) member)
                    : instance(raw, given);
        }
    }

    private record Maps(Type type, Class<?> raw, Converter key, Converter value) implements Converter {
        @Override
        public Object convert(Object given, Conversion conversion) throws Mismatch {
            if (given == null || raw.isInstance(given)) {
                return given;
            }
            if (!(given instanceof Given container && container.kind == Given.Kind.DICT)) {
                throw Mismatch.no(given, type);
            }
            Object made = conversion.made(container, this);
            if (made != null) {
                return made;
            }
            return fill(conversion.make(container, this, empty(container)), container, key, value, conversion);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // what it holds is known at run time only
        private Map<Object, Object> empty(Given given) throws Mismatch {
            if (raw.isAssignableFrom(LinkedHashMap.class)) {
                return new LinkedHashMap<>();
            }
            if (raw.isAssignableFrom(TreeMap.class)) {
                return new TreeMap<>();
            }
            if (raw.isAssignableFrom(ConcurrentSkipListMap.class)) {
                boolean sorted = !raw.isAssignableFrom(ConcurrentHashMap.class);
                return sorted ? new ConcurrentSkipListMap<>() : new ConcurrentHashMap<>();
            }
            return raw == EnumMap.class
                    ? (Map) new EnumMap(Types.raw(Types.argument(type, Map.class, 0)))
                    : instance(raw, given);
        }
    }
}
