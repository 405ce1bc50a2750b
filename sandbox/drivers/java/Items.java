package org.kata.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The items of a learner's own lists and maps, in brackets and all together. */
final class Items {
    private Items() {}

    /** {@code x[i]}, {@code x[i] = value}, {@code del x[i]}. */
    static Object perform(Object on, String name, List<Object> given) {
        Object value = given.size() > 1 ? Special.natural(given.get(1)) : null;
        if (on instanceof List<?>) {
            return ofList(on, name, given.get(0), value);
        }
        if (on instanceof Map<?, ?>) {
            return ofMap(on, name, Special.natural(given.get(0)), value);
        }
        throw DriverError.type("a " + Description.simpleName(on.getClass()) + " has no " + name);
    }

    @SuppressWarnings("unchecked") // what it holds is the learner's business
    private static Object ofList(Object on, String name, Object given, Object value) {
        List<Object> list = (List<Object>) on;
        if (!(given instanceof Long number)) {
            throw DriverError.type("list indices are whole numbers, not " + Shown.of(given));
        }
        int index = (int) (number < 0 ? number + list.size() : number);
        switch (name) {
            case "__getitem__":
                return list.get(index);
            case "__setitem__":
                list.set(index, value);
                return null;
            default:
                list.remove(index);
                return null;
        }
    }

    @SuppressWarnings("unchecked") // what it holds is the learner's business
    private static Object ofMap(Object on, String name, Object key, Object value) {
        Map<Object, Object> map = (Map<Object, Object>) on;
        if (name.equals("__setitem__")) {
            map.put(key, value);
            return null;
        }
        if (!map.containsKey(key)) {
            throw DriverError.key(String.valueOf(key));
        }
        return name.equals("__getitem__") ? map.get(key) : discard(map, key);
    }

    private static Object discard(Map<Object, Object> map, Object key) {
        map.remove(key);
        return null;
    }

    /** What a learner's own list, set or map holds, in one of the library's; null for any other object. */
    static Object content(Object on) {
        if (on instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (on instanceof Set<?> set) {
            return new LinkedHashSet<>(set);
        }
        return on instanceof Collection<?> collection ? new ArrayList<>(collection) : null;
    }
}
