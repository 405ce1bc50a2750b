package org.kata.driver;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a class has that a test may use: everything that is not private. */
final class Members {
    static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");
    private static final ClassValue<Members> KNOWN = new ClassValue<>() {
        @Override
        protected Members computeValue(Class<?> kind) {
            return new Members(kind);
        }
    };

    final Class<?> kind;
    private final Map<String, Routine> routines = new TreeMap<>();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, Class<?>> nested = new LinkedHashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Routine constructors;

    private Members(Class<?> kind) {
        this.kind = kind;
        Map<String, List<Executable>> methods = new TreeMap<>();
        Set<String> seen = new HashSet<>();
        for (Class<?> one : line(kind)) {
            if (Learner.owns(one) ? !one.isHidden() : isOpen(one)) {
                methodsOf(one, methods, seen);
                fieldsOf(one);
            }
        }
        methods.forEach((name, group) -> routines.put(name, new Routine(kind, name, group)));
        for (Class<?> inner : Learner.owns(kind) ? kind.getDeclaredClasses() : new Class<?>[0]) {
            if (!Modifier.isPrivate(inner.getModifiers())) {
                nested.put(inner.getSimpleName(), inner);
            }
        }
        constructors = new Routine(kind, kind.getSimpleName(), constructorsOf(kind));
    }

    static Members of(Class<?> kind) {
        return KNOWN.get(kind);
    }

    /** A class and all that is above it, the nearest first. */
    static Collection<Class<?>> line(Class<?> kind) {
        Set<Class<?>> line = new LinkedHashSet<>();
        for (Class<?> one = kind; one != null; one = one.getSuperclass()) {
            line.add(one);
        }
        for (Class<?> one : new ArrayList<>(line)) {
            interfaces(one, line);
        }
        return line;
    }

    private static void interfaces(Class<?> kind, Set<Class<?>> into) {
        for (Class<?> one : kind.getInterfaces()) {
            into.add(one);
            interfaces(one, into);
        }
    }

    /** Whether a class of the library's may be used from outside its module. */
    static boolean isOpen(Class<?> kind) {
        return Modifier.isPublic(kind.getModifiers()) && kind.getModule().isExported(kind.getPackageName());
    }

    private void methodsOf(Class<?> one, Map<String, List<Executable>> methods, Set<String> seen) {
        boolean own = Learner.owns(one);
        List<Method> declared = new ArrayList<>(Arrays.asList(one.getDeclaredMethods()));
        declared.sort(java.util.Comparator.comparing(Method::isBridge)); // a bridge counts as seen, after its target
        for (Method method : declared) {
            int modifiers = method.getModifiers();
            if (own && Modifier.isPrivate(modifiers) && !method.isSynthetic()) {
                hidden.add(method.getName());
            }
            boolean visible = own ? !Modifier.isPrivate(modifiers) : Modifier.isPublic(modifiers);
            boolean inherited = one == kind || !(one.isInterface() && Modifier.isStatic(modifiers));
            boolean wanted = one != Object.class || OF_OBJECT.contains(method.getName());
            String signature = method.getName() + Arrays.toString(method.getParameterTypes());
            if (visible && inherited && wanted && seen.add(signature) && !method.isSynthetic()) {
                if (own) {
                    method.setAccessible(true);
                }
                methods.computeIfAbsent(method.getName(), name -> new ArrayList<>()).add(method);
            }
        }
    }

    private void fieldsOf(Class<?> one) {
        for (Field field : one.getDeclaredFields()) {
            boolean own = Learner.owns(one);
            boolean visible = own ? !Modifier.isPrivate(field.getModifiers()) : Modifier.isPublic(field.getModifiers());
            if (!visible || field.isSynthetic()) {
                hidden.add(field.getName());
            } else if (!fields.containsKey(field.getName())) {
                if (own) {
                    field.setAccessible(true);
                }
                fields.put(field.getName(), field);
            }
        }
    }

    private static List<Executable> constructorsOf(Class<?> kind) {
        List<Executable> found = new ArrayList<>();
        boolean own = Learner.owns(kind);
        for (Constructor<?> one : kind.isEnum() ? new Constructor<?>[0] : kind.getDeclaredConstructors()) {
            int modifiers = one.getModifiers();
            boolean visible = own ? !Modifier.isPrivate(modifiers) : Modifier.isPublic(modifiers) && isOpen(kind);
            if (visible && !one.isSynthetic()) {
                if (own) {
                    one.setAccessible(true);
                }
                found.add(one);
            }
        }
        return found;
    }

    // --- looking up -------------------------------------------------------------------------------------------

    Routine constructors() {
        return constructors;
    }

    /** The methods of that name, as it is or as Java spells it; null where there are none. */
    Routine routine(String name) {
        Routine found = routines.get(name);
        return found != null ? found : routines.get(Names.camel(name));
    }

    /** What gives a property: {@code getBalance}, {@code isEmpty}; null where there is none. */
    Routine getter(String name) {
        Routine getter = routines.get(Names.prefixed("get", Names.camel(name)));
        getter = getter != null ? getter : routines.get(Names.prefixed("is", Names.camel(name)));
        return getter != null && getter.takesNothing() ? getter : null;
    }

    Routine setter(String name) {
        return routines.get(Names.prefixed("set", Names.camel(name)));
    }

    /** A field by its name, as it is or as Java spells it; null where there is none. */
    Field field(String name) {
        Field found = fields.get(name);
        return found != null ? found : fields.get(Names.camel(name));
    }

    /** A class that stands in this one; null where there is none. */
    Class<?> nested(String name) {
        return nested.get(name);
    }

    /** Whether there is something of that name, but private. */
    boolean isHidden(String name) {
        return hidden.contains(name) || hidden.contains(Names.camel(name));
    }

    Collection<Routine> routines() {
        return routines.values();
    }

    /** The names of everything. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(routines.keySet());
        names.addAll(fields.keySet());
        names.addAll(nested.keySet());
        return names;
    }

    /** The fields of an object with their values. */
    Map<String, Object> values(Object object) throws IllegalAccessException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : fields.values()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                values.put(field.getName(), field.get(object));
            }
        }
        return values;
    }

    /** Why there is nothing of this name. */
    DriverError missing(String name) {
        String spelled = Names.camel(name);
        String owner = Description.simpleName(kind);
        if (isHidden(name)) {
            return DriverError.attribute(spelled + " of " + owner + " is private");
        }
        Set<String> there = new LinkedHashSet<>(names());
        there.removeAll(OF_OBJECT);
        String others = there.isEmpty() ? "nothing" : String.join(", ", there);
        return DriverError.attribute(owner + " has no " + spelled + "; it has " + others);
    }
}
