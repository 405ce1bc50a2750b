package org.kata.driver;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Map;

/** Makes records of the fields that a dict or a tuple holds. */
final class Fields {
    private final Type type;
    private final Class<?> raw;
    private final Constructor<?> constructor;
    private final String[] names;
    private final Converter[] converters;

    Fields(Type type, Class<?> raw) {
        this.type = type;
        this.raw = raw;
        RecordComponent[] components = raw.getRecordComponents();
        Map<TypeVariable<?>, Type> known = Types.bindings(type, raw);
        names = new String[components.length];
        converters = new Converter[components.length];
        Class<?>[] kinds = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = components[i].getName();
            converters[i] = Converters.of(Types.resolved(components[i].getGenericType(), known));
            kinds[i] = components[i].getType();
        }
        try {
            constructor = raw.getDeclaredConstructor(kinds);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException error) { // every record has it
            throw new IllegalStateException(error);
        }
    }

    Object made(Given given, Conversion conversion) throws Mismatch {
        boolean dict = given.kind == Given.Kind.DICT;
        if (!dict && !given.kind.isSequence() || given.size() != names.length * (dict ? 2 : 1)) {
            throw Mismatch.no(given, type);
        }
        Object[] values = new Object[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = converters[i].convert(dict ? entry(given, names[i]) : given.item(i), conversion);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException error) {
            throw Sneaky.thrown(error.getCause());
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException(error);
        }
    }

    private Object entry(Given given, String name) throws Mismatch {
        for (int i = 0; i < given.size(); i += 2) {
            if (given.item(i) instanceof String key && (key.equals(name) || Names.camel(key).equals(name))) {
                return given.item(i + 1);
            }
        }
        throw Mismatch.because(given, "has no " + name + " for a record " + raw.getSimpleName());
    }
}
