package org.kata.driver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.kata.driver.Output.Tag;

/** What a test's side needs to know of a class to make a mirror of it. */
final class Description {
    private static final Set<Class<?>> PLAIN =
            Set.of(Exception.class, RuntimeException.class, Error.class, Throwable.class);

    private Description() {}

    /** A class's name as people know it: that of what it implements, where it has none of its own. */
    static String simpleName(Class<?> kind) {
        return known(kind).getSimpleName();
    }

    /** The name by which it can be found from its module; in angle brackets what cannot be. */
    static String qualifiedName(Class<?> kind) {
        if (kind.isArray() || kind.isHidden() || kind.isAnonymousClass() || kind.isLocalClass()) {
            return "<" + simpleName(kind) + ">";
        }
        String name = kind.getCanonicalName() == null ? kind.getSimpleName() : kind.getCanonicalName();
        return kind.getPackageName().isEmpty() ? name : name.substring(kind.getPackageName().length() + 1);
    }

    /** The class itself, or the nearest above it that has a name which may be used. */
    private static Class<?> known(Class<?> kind) {
        for (Class<?> one : Members.line(kind)) {
            boolean named = !one.isHidden() && !one.isAnonymousClass() && (Learner.owns(one) || Members.isOpen(one));
            if (named && one != Object.class || one.isArray()) {
                return one;
            }
        }
        return Object.class;
    }

    /**
     * The description of a class.
     *
     * @param module the module that the learner's own classes are said to be of
     */
    static Map<String, Object> of(Class<?> kind, String module) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", simpleName(kind));
        description.put("qualname", qualifiedName(kind));
        description.put("module", Learner.owns(kind) ? module : kind.getPackageName());
        description.put("special", Special.names(kind));
        description.put("hashable", true);
        description.put("bases", bases(kind));
        description.put("methods", methods(kind));
        if (kind.isEnum() && kind.getEnumConstants().length > 0) {
            description.put("kind", "Enum");
            description.put("members", members(kind));
            description.put("statics", statics(kind));
        }
        return description;
    }

    /** The classes right above it that a test may ask about, in one order for all classes, so that they go together. */
    private static List<Object> bases(Class<?> kind) {
        if (Throwable.class.isAssignableFrom(kind)) {
            String like = Raised.like(kind);
            Class<?> above = kind.getSuperclass();
            return List.of(like != null ? builtin(like) : PLAIN.contains(above) ? builtin("Exception") : above);
        }
        Set<Class<?>> above = new LinkedHashSet<>();
        for (Class<?> one : Members.line(kind)) {
            if (one != kind && Learner.owns(one)) {
                above.add(one);
            }
        }
        above.removeIf(one -> above.stream().anyMatch(other -> other != one && one.isAssignableFrom(other)));
        List<Class<?>> bases = new ArrayList<>(above);
        Comparator<Class<?>> byDepth = Comparator.comparing(one -> -Members.line(one).size());
        bases.sort(byDepth.thenComparing(Class::getName));
        return new ArrayList<>(bases);
    }

    private static Tag builtin(String name) {
        return new Tag("global", List.of("builtins", name));
    }

    /** The names of the methods, each as Java and as Python spells it. */
    private static Collection<String> methods(Class<?> kind) {
        Set<String> names = new LinkedHashSet<>();
        for (Routine routine : Members.of(kind).routines()) {
            names.add(routine.name);
            names.add(Names.snake(routine.name));
        }
        return new ArrayList<>(names);
    }

    private static List<Object> members(Class<?> kind) {
        List<Object> members = new ArrayList<>();
        for (Object constant : kind.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            members.add(List.of(name, name));
        }
        return members;
    }

    private static List<String> statics(Class<?> kind) {
        return Members.of(kind).routines().stream()
                .filter(Routine::isStatic)
                .flatMap(routine -> Stream.of(routine.name, Names.snake(routine.name)))
                .distinct()
                .toList();
    }
}
