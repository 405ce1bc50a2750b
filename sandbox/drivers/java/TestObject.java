package org.kata.driver;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stands for a function or an object of the test, or a function of the solution's, where an interface is wanted. */
final class TestObject implements InvocationHandler {
    private static final ClassValue<Boolean> FUNCTIONAL = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> kind) {
            return kind.isInterface() && abstractMethods(kind) == 1;
        }
    };

    /** A checked exception where no method declares one. */
    static final class Undeclared extends RuntimeException {
        private static final long serialVersionUID = 1;

        Undeclared(Throwable error) {
            super(error.getMessage(), error);
        }
    }

    private final Object behind;
    private final Type type;
    private final Map<Method, Converter> results = new HashMap<>();
    private Set<?> names;

    private TestObject(Object behind, Type type) {
        this.behind = behind;
        this.type = type;
    }

    /** Something that implements an interface by asking {@code behind}: a {@link Remote} or a {@link Routine}. */
    static Object proxy(Object behind, Type type) {
        Class<?> raw = Types.raw(type);
        ClassLoader loader = raw.getClassLoader() == null ? TestObject.class.getClassLoader() : raw.getClassLoader();
        return Proxy.newProxyInstance(loader, new Class<?>[] {raw}, new TestObject(behind, type));
    }

    /** The object of the test that a proxy stands for; null for anything else. */
    static Remote behind(Object value) {
        boolean ours = Proxy.isProxyClass(value.getClass()) && Proxy.getInvocationHandler(value) instanceof TestObject;
        return ours && ((TestObject) Proxy.getInvocationHandler(value)).behind instanceof Remote remote ? remote : null;
    }

    /** Whether an interface has one method to implement, so that a function can stand for it. */
    static boolean isFunctional(Class<?> kind) {
        return FUNCTIONAL.get(kind);
    }

    private static long abstractMethods(Class<?> kind) {
        return Arrays.stream(kind.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()) && !isObjects(method))
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .distinct()
                .count();
    }

    static boolean isObjects(Method method) {
        try {
            return Object.class.getMethod(method.getName(), method.getParameterTypes()) != null;
        } catch (NoSuchMethodException error) {
            return false;
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
        if (isObjects(method)) {
            return ofObject(proxy, method, given);
        }
        if (method.isDefault()) {
            return ofInterface(proxy, method, given);
        }
        List<Object> arguments = given == null ? List.of() : Arrays.asList(given);
        if (behind instanceof Routine routine) {
            return result(method).convert(routine.call(null, arguments, new Exchange()), new Conversion());
        }
        try {
            return asked((Remote) behind, method, arguments);
        } catch (RuntimeException | Error error) {
            throw error;
        } catch (Throwable error) { // checked, and of the solution's own
            boolean declared = Arrays.stream(method.getExceptionTypes()).anyMatch(kind -> kind.isInstance(error));
            throw declared ? error : new Undeclared(error);
        }
    }

    private Object asked(Remote remote, Method method, List<Object> arguments) throws Throwable {
        String name = remote.function ? null : name(remote, method);
        return remote.peer.request(name == null ? "call" : "invoke", remote.number, name, arguments, result(method));
    }

    /** A method that the interface itself implements. */
    private static Object ofInterface(Object proxy, Method method, Object[] given) throws Throwable {
        Class<?> owner = method.getDeclaringClass();
        if (!Learner.owns(owner)) {
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        Object[] arguments = given == null ? new Object[0] : given;
        return lookup.unreflectSpecial(method, owner).bindTo(proxy).invokeWithArguments(arguments);
    }

    private Object ofObject(Object proxy, Method method, Object[] given) {
        switch (method.getName()) {
            case "equals":
                return proxy == given[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return behind.toString();
        }
    }

    private synchronized Converter result(Method method) {
        return results.computeIfAbsent(method, one -> {
            if (one.getReturnType() == void.class) {
                return (value, conversion) -> null;
            }
            Map<java.lang.reflect.TypeVariable<?>, Type> known = Types.bindings(type, one.getDeclaringClass());
            return Converters.of(Types.resolved(one.getGenericReturnType(), known));
        });
    }

    /** A method's name as the test's object has it, in Java's or in Python's manner; null where it is to be called. */
    private synchronized String name(Remote remote, Method method) {
        if (names == null) {
            Object given = remote.peer.request("names", remote.number, null, List.of(), Converters.of(List.class));
            names = Set.copyOf((List<?>) given);
        }
        String name = names.contains(method.getName()) ? method.getName() : Names.snake(method.getName());
        return names.contains(name) || !isFunctional(Types.raw(type)) ? name : null;
    }
}
