package org.kata.driver;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

/** What Python's operators and builtin functions come to here. */
final class Special {
    private Special() {}

    /** The special methods that the objects of a class have. */
    static List<String> names(Class<?> kind) {
        List<String> names = new ArrayList<>(List.of("__repr__"));
        if (kind.isEnum() || Enum.class.isAssignableFrom(kind)) {
            return overrides(kind, "toString") ? List.of("__str__") : List.of();
        }
        names.add("__str__");
        add(names, overrides(kind, "equals", Object.class), "__eq__", "__hash__");
        add(names, Comparable.class.isAssignableFrom(kind), "__lt__", "__le__", "__gt__", "__ge__");
        add(names, Functions.areFunctions(kind), "__call__");
        add(names, AutoCloseable.class.isAssignableFrom(kind), "__enter__", "__exit__");
        add(names, Number.class.isAssignableFrom(kind), "__int__", "__float__");
        boolean map = Map.class.isAssignableFrom(kind);
        boolean items = map || List.class.isAssignableFrom(kind);
        add(names, items, "__getitem__", "__setitem__", "__delitem__");
        boolean iterator = Iterator.class.isAssignableFrom(kind);
        boolean stream = BaseStream.class.isAssignableFrom(kind);
        add(names, map || iterator || stream || Iterable.class.isAssignableFrom(kind), "__iter__");
        add(names, iterator, "__next__");
        Members members = Members.of(kind);
        add(names, !stream && size(members) != null, "__len__");
        add(names, !stream && contains(members) != null, "__contains__");
        return names;
    }

    private static void add(List<String> names, boolean has, String... more) {
        if (has) {
            names.addAll(List.of(more));
        }
    }

    private static boolean overrides(Class<?> kind, String name, Class<?>... parameters) {
        try {
            Class<?> by = kind.getMethod(name, parameters).getDeclaringClass();
            return by != Object.class && by != Enum.class;
        } catch (NoSuchMethodException error) { // an interface
            return false;
        }
    }

    private static Routine size(Members members) {
        for (String name : List.of("size", "length")) {
            Routine routine = members.routine(name);
            boolean counts = routine != null && routine.candidates.stream().anyMatch(candidate ->
                    candidate.parameters.length == 0 && candidate.executable instanceof Method method
                            && (method.getReturnType() == int.class || method.getReturnType() == long.class));
            if (counts) {
                return routine;
            }
        }
        return null;
    }

    private static Routine contains(Members members) {
        for (String name : List.of("containsKey", "contains")) {
            Routine routine = members.routine(name);
            if (routine != null && routine.candidates.stream().anyMatch(candidate ->
                    candidate.parameters.length == 1 && candidate.executable instanceof Method method
                            && method.getReturnType() == boolean.class)) {
                return routine;
            }
        }
        return null;
    }

    /** Do it to an object. */
    static Object perform(Object on, String name, List<Object> given, Exchange exchange) {
        Members members = Members.of(on.getClass());
        switch (name) {
            case "__repr__":
            case "__str__":
                return String.valueOf(on);
            case "__eq__":
                return on.equals(natural(given.get(0)));
            case "__hash__":
                return on.hashCode();
            case "__call__":
                return Functions.of(on).call(on, given, exchange);
            case "__enter__":
                return on;
            case "__exit__":
                return close(on);
            case "__int__":
                return ((Number) on).longValue();
            case "__float__":
                return ((Number) on).doubleValue();
            case "__len__":
                return present(size(members), on, name).call(on, List.of(), exchange);
            case "__contains__":
                return present(contains(members), on, name).call(on, given, exchange);
            case "__iter__":
                return iterator(on);
            case "__next__":
                return next((Iterator<?>) on);
            default:
                return on instanceof Comparable ? compared(on, name, given, exchange) : Items.perform(on, name, given);
        }
    }

    private static Routine present(Routine routine, Object on, String name) {
        if (routine == null) {
            throw DriverError.type("a " + Description.simpleName(on.getClass()) + " has no " + name);
        }
        return routine;
    }

    static Object natural(Object given) {
        try {
            return Converters.NATURAL.convert(given, new Conversion());
        } catch (Mismatch mismatch) {
            throw DriverError.type(Shown.of(mismatch.given) + " " + mismatch.getMessage());
        }
    }

    private static Object close(Object on) {
        try {
            ((AutoCloseable) on).close();
            return false;
        } catch (Exception error) { // what a learner's own close throws
            throw Sneaky.thrown(error);
        }
    }

    private static Object iterator(Object on) {
        if (on instanceof Iterator) {
            return on;
        }
        if (on instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        if (on instanceof Map<?, ?> map) {
            return map.keySet().iterator();
        }
        return ((Iterable<?>) on).iterator();
    }

    private static Object next(Iterator<?> iterator) {
        if (!iterator.hasNext()) {
            throw new DriverError("StopIteration", null);
        }
        return iterator.next();
    }

    private static Object compared(Object on, String name, List<Object> given, Exchange exchange) {
        Routine compare = Members.of(on.getClass()).routine("compareTo");
        int order = (Integer) present(compare, on, name).call(on, given, exchange);
        switch (name) {
            case "__lt__":
                return order < 0;
            case "__le__":
                return order <= 0;
            case "__gt__":
                return order > 0;
            case "__ge__":
                return order >= 0;
            default:
                return Items.perform(on, name, given);
        }
    }
}
