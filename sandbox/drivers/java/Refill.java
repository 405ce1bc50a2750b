package org.kata.driver;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

/** Gives a container of the solution's what it holds after a function of the test had it. */
final class Refill {
    private Refill() {}

    @SuppressWarnings("unchecked") // what it held came from the solution itself
    static void with(Object value, Decoder decoder, Object nodes) {
        Given fields = decoder.fields(value instanceof Map ? Given.Kind.DICT : Given.Kind.LIST, nodes);
        if (value instanceof Map) {
            Map<Object, Object> map = (Map<Object, Object>) value;
            map.clear();
            for (int i = 0; i < fields.size(); i += 2) {
                map.put(Special.natural(fields.item(i)), Special.natural(fields.item(i + 1)));
            }
        } else if (value instanceof Collection) {
            Collection<Object> collection = (Collection<Object>) value;
            collection.clear();
            for (int i = 0; i < fields.size(); i++) {
                collection.add(Special.natural(fields.item(i)));
            }
        } else {
            array(value, fields);
        }
    }

    private static void array(Object array, Given fields) {
        if (Array.getLength(array) != fields.size()) {
            throw DriverError.type("an array of " + Array.getLength(array) + " cannot hold " + fields.size()
                    + ": the test's function changed its length");
        }
        try {
            Converter item = Converters.of(array.getClass().componentType());
            for (int i = 0; i < fields.size(); i++) {
                Array.set(array, i, item.convert(fields.item(i), new Conversion()));
            }
        } catch (Mismatch mismatch) {
            throw DriverError.type("the test's function put " + Shown.of(mismatch.given) + " into an array; it "
                    + mismatch.getMessage());
        }
    }
}
