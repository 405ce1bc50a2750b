package org.kata.driver;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/** Objects that are functions: lambdas, and what implements a functional interface. */
final class Functions {
    private static final Map<Object, Type> DECLARED = Collections.synchronizedMap(new WeakHashMap<>());
    private static final ClassValue<Class<?>> INTERFACES = new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> kind) {
            return find(kind);
        }
    };

    private Functions() {}

    private static Class<?> find(Class<?> kind) {
        for (Class<?> one : Members.line(kind)) {
            boolean meant = kind.isHidden() || one.isAnnotationPresent(FunctionalInterface.class);
            if (one.isInterface() && meant && TestObject.isFunctional(one)) {
                return one;
            }
        }
        return Object.class;
    }

    /** Whether objects of a class are functions to a test. */
    static boolean areFunctions(Class<?> kind) {
        return INTERFACES.get(kind) != Object.class;
    }

    /** Note what a lambda was declared as: its own class does not know. */
    static void declare(Object value, Type declared) {
        if (value.getClass().isHidden() && declared instanceof ParameterizedType) {
            DECLARED.put(value, declared);
        }
    }

    /** What calls such an object. */
    static Routine of(Object value) {
        Class<?> kind = INTERFACES.get(value.getClass());
        return routine(
                value, kind, method -> Modifier.isAbstract(method.getModifiers()) && !TestObject.isObjects(method));
    }

    /** The methods of that name of its interface, with what is known of the types that were declared. */
    static Routine named(Object value, String name) {
        return routine(value, INTERFACES.get(value.getClass()), method -> method.getName().equals(name));
    }

    private static Routine routine(Object value, Class<?> kind, Predicate<Method> wanted) {
        List<Method> methods = Arrays.stream(kind.getMethods()).filter(wanted).toList();
        if (methods.isEmpty()) {
            throw DriverError.type("a " + Description.simpleName(value.getClass()) + " cannot be called");
        }
        for (Method method : methods) {
            if (Learner.owns(method.getDeclaringClass())) {
                method.setAccessible(true);
            }
        }
        Type declared = DECLARED.getOrDefault(value, value.getClass());
        Map<TypeVariable<?>, Type> known = Types.bindings(declared, methods.get(0).getDeclaringClass());
        return new Routine(kind, methods.get(0).getName(), methods, value, known == null ? Map.of() : known);
    }
}
