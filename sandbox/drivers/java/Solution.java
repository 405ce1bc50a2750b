package org.kata.driver;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

/** The solution as a test's module: the static methods of one file's class, and the classes of all files. */
record Solution(Learner learner, String name) {
    /** The class that has the name of the file; null where there is none. */
    private Class<?> main() {
        return learner.topLevel(name);
    }

    /** What a name means; raises an AttributeError where it means nothing. */
    Object get(String wanted) throws IllegalAccessException {
        Members members = main() == null ? null : Members.of(main());
        Routine routine = members == null ? null : members.routine(wanted);
        if (routine != null && routine.isStatic()) {
            return routine;
        }
        if (learner.topLevel(wanted) != null) {
            return learner.topLevel(wanted);
        }
        Field field = members == null ? null : members.field(wanted);
        if (field != null && Modifier.isStatic(field.getModifiers())) {
            return field.get(null);
        }
        if (members != null && members.nested(wanted) != null) {
            return members.nested(wanted);
        }
        if (routine != null || members != null && members.isHidden(wanted)) {
            String spelled = Names.camel(wanted);
            throw DriverError.type(routine != null
                    ? spelled + " of " + name + " needs an object: declare it static"
                    : spelled + " of " + name + " is private: leave out the word");
        }
        throw DriverError.attribute("module " + name + " has no attribute " + Names.camel(wanted));
    }

    /** The names that mean something. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        if (main() != null) {
            for (String member : Members.of(main()).names()) {
                Routine routine = Members.of(main()).routine(member);
                if (routine == null || routine.isStatic() && !member.equals("main")) {
                    names.add(member);
                }
            }
        }
        names.addAll(learner.topLevelNames());
        if (main() != null && !hasObjects()) {
            names.remove(name);
        }
        return names;
    }

    /** Whether the class of the file is more than a place for static methods. */
    private boolean hasObjects() {
        return Members.of(main()).routines().stream()
                .anyMatch(routine -> !routine.isStatic() && !Members.OF_OBJECT.contains(routine.name));
    }
}
