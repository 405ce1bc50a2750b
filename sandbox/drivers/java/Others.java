package org.kata.driver;

import java.lang.reflect.Type;
import java.util.Arrays;

/** The converter of classes and interfaces that are no containers: enumerations, functions, objects, and records. */
final class Others implements Converter {
    private final Type type;
    private final Class<?> raw;
    private Fields fields;

    Others(Type type, Class<?> raw) {
        this.type = type;
        this.raw = raw;
    }

    @Override
    public Object convert(Object given, Conversion conversion) throws Mismatch {
        if (given == null || raw.isInstance(given) && !(given instanceof Given) && !(given instanceof Remote)) {
            return given;
        }
        if (raw.isEnum() && given instanceof String name) {
            return member(name);
        }
        if (raw.isRecord() && given instanceof Given container) {
            return fields().made(container, conversion);
        }
        if (raw.isInterface()) {
            Object stand = interfaced(given);
            if (stand != null) {
                return stand;
            }
        }
        Object natural = Converters.NATURAL.convert(given, conversion);
        if (!raw.isInstance(natural) || natural instanceof Remote) {
            throw Mismatch.no(given, type);
        }
        return natural;
    }

    /** Only looked at when it is needed, for a record may hold records of its own kind. */
    private Fields fields() {
        if (fields == null) {
            fields = new Fields(type, raw);
        }
        return fields;
    }

    private Object member(String name) throws Mismatch {
        for (Object constant : raw.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw Mismatch.because(name, "is no " + raw.getSimpleName() + ", which is one of "
                + String.join(", ", Arrays.stream(raw.getEnumConstants()).map(Object::toString).toList()));
    }

    /** Something of the test's, or a function of the solution's, where an interface is wanted. */
    private Object interfaced(Object given) {
        boolean functional = TestObject.isFunctional(raw);
        if (given instanceof Remote remote) {
            return functional || Learner.owns(raw) && !remote.function ? remote.as(type) : null;
        }
        Routine routine = functional ? routine(given) : null;
        return routine == null ? null : TestObject.proxy(routine, type);
    }

    /** What is called where a function of the solution's is given: one by its name, a constructor, or a lambda. */
    private static Routine routine(Object given) {
        if (given instanceof Class<?> kind) {
            return Members.of(kind).constructors();
        }
        boolean function = !(given instanceof Routine) && Functions.areFunctions(given.getClass());
        return function ? Functions.of(given) : given instanceof Routine own ? own : null;
    }
}
