package org.kata.driver;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What declared types say: the class behind them, what they are made of, and how a learner wrote them. */
final class Types {
    /** A generic class with its arguments, where Java itself has no object for it. */
    private record Applied(Class<?> raw, List<Type> arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(new Type[0]);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return null;
        }
    }

    private static final Map<TypeVariable<?>, Type> NOTHING_KNOWN = Map.of();

    private Types() {}

    /** The class that a type is at run time. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> kind) {
            return kind;
        }
        if (type instanceof ParameterizedType applied) {
            return (Class<?>) applied.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return raw(bound(type));
    }

    /** What a variable or a wildcard stands for, as far as is known. */
    private static Type bound(Type type) {
        if (type instanceof WildcardType wildcard) {
            return wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0];
        }
        return type instanceof TypeVariable<?> variable ? variable.getBounds()[0] : type;
    }

    /** The type itself, with what is known of a wildcard in its place. */
    static Type plain(Type type) {
        return type instanceof WildcardType ? plain(bound(type)) : type;
    }

    /** The elements of an array type. */
    static Type component(Type array) {
        return array instanceof GenericArrayType generic
                ? generic.getGenericComponentType()
                : raw(array).componentType();
    }

    /** What a type gives for a parameter of a class above it: Integer for {@code List<Integer>} as a Collection. */
    static Type argument(Type type, Class<?> generic, int index) {
        Map<TypeVariable<?>, Type> known = bindings(type, generic);
        Type argument = known == null ? null : known.get(generic.getTypeParameters()[index]);
        return argument == null ? Object.class : plain(argument);
    }

    /** What the variables of {@code generic} stand for in a type below it; null when it is not below it. */
    static Map<TypeVariable<?>, Type> bindings(Type type, Class<?> generic) {
        Class<?> raw = raw(type);
        if (!generic.isAssignableFrom(raw)) {
            return null;
        }
        Map<TypeVariable<?>, Type> known = own(type);
        if (raw == generic) {
            return known;
        }
        List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        for (Type next : above) {
            Map<TypeVariable<?>, Type> found = bindings(resolved(next, known), generic);
            if (found != null) {
                return found;
            }
        }
        return NOTHING_KNOWN;
    }

    private static Map<TypeVariable<?>, Type> own(Type type) {
        if (!(type instanceof ParameterizedType applied)) {
            return NOTHING_KNOWN;
        }
        TypeVariable<?>[] variables = raw(type).getTypeParameters();
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        for (int i = 0; i < variables.length; i++) {
            known.put(variables[i], applied.getActualTypeArguments()[i]);
        }
        return known;
    }

    /** A type with its variables replaced by what they stand for. */
    static Type resolved(Type type, Map<TypeVariable<?>, Type> known) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, type);
        }
        if (type instanceof ParameterizedType applied) {
            List<Type> arguments = new ArrayList<>();
            for (Type argument : applied.getActualTypeArguments()) {
                arguments.add(resolved(plain(argument), known));
            }
            return new Applied(raw(type), arguments);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolved(array.getGenericComponentType(), known);
            return component instanceof Class<?> kind ? kind.arrayType() : type;
        }
        return type;
    }

    /** As a learner wrote it: {@code Map<String, List<Integer>>}. */
    static String shown(Type type) {
        if (type instanceof Class<?> kind) {
            return kind.isArray() ? shown(kind.componentType()) + "[]" : kind.getSimpleName();
        }
        if (type instanceof ParameterizedType applied) {
            List<String> arguments = new ArrayList<>();
            for (Type argument : applied.getActualTypeArguments()) {
                arguments.add(shown(argument));
            }
            return raw(type).getSimpleName() + "<" + String.join(", ", arguments) + ">";
        }
        if (type instanceof GenericArrayType array) {
            return shown(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            boolean lower = wildcard.getLowerBounds().length > 0;
            Type bound = bound(type);
            return bound == Object.class ? "?" : (lower ? "? super " : "? extends ") + shown(bound);
        }
        return type.getTypeName();
    }
}
