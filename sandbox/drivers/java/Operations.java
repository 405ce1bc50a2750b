package org.kata.driver;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import org.kata.driver.Encoder.Tuple;

/** What a test may ask for. */
final class Operations {
    private static final int BY_PLACE = 0;
    private static final int REST = 2;

    private final List<String> files;
    private final Learner learner;
    private final Throwable broken;
    private final Map<String, Solution> modules = new LinkedHashMap<>();

    /**
     * The operations on one solution.
     *
     * @param files the files handed in, the main one first
     * @param learner its classes, or null where there are none
     * @param broken why there are none
     */
    Operations(List<String> files, Learner learner, Throwable broken) {
        this.files = files;
        this.learner = learner;
        this.broken = broken;
    }

    /** Do what the test asks. */
    Object perform(String method, Object on, String name, List<Object> given, Exchange exchange) throws Throwable {
        switch (method) {
            case "import":
                return module(name);
            case "find":
                return found(name, (String) given.get(0));
            case "call":
                return settled(called(on, given, exchange));
            case "invoke":
                return settled(invoked(on, name, given, exchange));
            case "get":
                return got(on, name, exchange);
            case "set":
                return set(on, name, given, exchange);
            case "delete":
                throw DriverError.type(name + " cannot be deleted: Java's classes stay as they are");
            case "special":
                return Special.perform(on, name, given, exchange);
            case "describe":
                return Description.of((Class<?>) on, learner == null ? "" : learner.name());
            case "names":
            case "public":
                return on instanceof Solution module ? new ArrayList<>(module.names()) : names(on);
            case "field":
                return got(given.get(0), name, exchange);
            case "content":
                return Items.content(on);
            case "signature":
                return signature(on);
            case "copy":
                return copy(on, name);
            case "await":
                return settled(on);
            default:
                throw DriverError.type(method + " is nothing that can be done to a solution in Java");
        }
    }

    // --- modules ----------------------------------------------------------------------------------------------

    private Solution module(String name) throws Throwable {
        if (broken != null) {
            throw broken;
        }
        if (files.stream().noneMatch(file -> Learner.stem(file).equals(name))) {
            throw new DriverError("ModuleNotFoundError", "there is no " + name + ".java");
        }
        Solution module = modules.computeIfAbsent(name, one -> new Solution(learner, one));
        Class<?> main = learner.topLevel(name);
        if (main != null) {
            initialize(main);
        }
        return module;
    }

    /** Run what a class does when it is loaded. */
    private void initialize(Class<?> kind) throws Throwable {
        try {
            Class.forName(kind.getName(), true, learner.loader());
        } catch (ExceptionInInitializerError error) {
            throw error.getCause();
        }
    }

    private Object found(String name, String path) throws Throwable {
        if (files.stream().noneMatch(file -> Learner.stem(file).equals(name))) {
            return Class.forName(name + "." + path.replace('.', '$'), true, learner.loader());
        }
        Object found = module(name);
        for (String part : path.split("\\.")) {
            found = got(found, part, new Exchange());
        }
        return found;
    }

    // --- calls ------------------------------------------------------------------------------------------------

    private Object called(Object on, List<Object> given, Exchange exchange) {
        if (on instanceof Routine routine) {
            return routine.call(null, given, exchange);
        }
        return on instanceof Class<?> kind
                ? Members.of(kind).constructors().call(null, given, exchange)
                : Functions.of(on).call(on, given, exchange);
    }

    private Object invoked(Object on, String name, List<Object> given, Exchange exchange) throws Throwable {
        if (on instanceof Solution module) {
            return called(module.get(name), given, exchange);
        }
        boolean ofClass = on instanceof Class;
        Members members = Members.of(ofClass ? (Class<?>) on : on.getClass());
        Routine routine = members.routine(name);
        if (routine == null) {
            Object value = got(on, name, exchange);
            return given.isEmpty() && !ofClass ? value : called(value, given, exchange);
        }
        if (!ofClass && on.getClass().isHidden()) {
            routine = Functions.named(on, routine.name);
        }
        return routine.call(ofClass ? null : on, given, exchange);
    }

    /** What a value comes to that is still on its way. */
    private static Object settled(Object value) throws Throwable {
        if (!(value instanceof Future<?> future)) {
            return value;
        }
        try {
            return settled(future instanceof ForkJoinTask<?> task ? task.invoke() : future.get());
        } catch (ExecutionException | CompletionException error) {
            throw error.getCause() == null ? error : error.getCause();
        }
    }

    // --- fields and properties --------------------------------------------------------------------------------

    private Object got(Object on, String name, Exchange exchange) throws Throwable {
        if (on instanceof Solution module) {
            return module.get(name);
        }
        if (on instanceof Class<?> kind) {
            return ofClass(kind, name);
        }
        Members members = Members.of(on.getClass());
        if (name.equals("__dict__")) {
            return members.values(on);
        }
        Routine routine = members.routine(name);
        if (routine != null) {
            return routine.of(on);
        }
        Field field = members.field(name);
        if (field != null) {
            return field.get(on);
        }
        Routine getter = name.startsWith("_") ? null : members.getter(name);
        if (getter == null) {
            throw members.missing(name);
        }
        return getter.call(on, List.of(), exchange);
    }

    private static Object ofClass(Class<?> kind, String name) throws Throwable {
        Members members = Members.of(kind);
        Field field = members.field(name);
        if (field != null && Modifier.isStatic(field.getModifiers())) {
            return field.get(null);
        }
        if (members.nested(name) != null) {
            return members.nested(name);
        }
        Routine routine = members.routine(name);
        if (routine == null) {
            throw members.missing(name);
        }
        return routine;
    }

    private static Object set(Object on, String name, List<Object> given, Exchange exchange) throws Throwable {
        Object owner = on instanceof Solution module ? module.learner().topLevel(module.name()) : on;
        Members members = Members.of(owner instanceof Class<?> kind ? kind : owner.getClass());
        Field field = members.field(name);
        if (field == null) {
            Routine setter = members.setter(name);
            if (setter != null) {
                setter.call(owner instanceof Class ? null : owner, given, exchange);
                return null;
            }
            throw members.routine(name) != null
                    ? DriverError.type(Names.camel(name) + " is a method, which cannot be replaced in Java")
                    : members.missing(name);
        }
        if (Modifier.isFinal(field.getModifiers())) {
            throw DriverError.attribute(field.getName() + " is final");
        }
        try {
            Conversion conversion = new Conversion();
            Object value = Converters.of(field.getGenericType()).convert(given.get(0), conversion);
            field.set(owner instanceof Class ? null : owner, value);
            exchange.begin(conversion);
            return null;
        } catch (Mismatch mismatch) {
            String type = Types.shown(field.getGenericType());
            throw DriverError.type(field.getName() + " is declared as " + type + "; " + Shown.of(mismatch.given) + " "
                    + mismatch.getMessage());
        }
    }

    private static List<String> names(Object on) {
        return new ArrayList<>(Members.of(on instanceof Class<?> kind ? kind : on.getClass()).names());
    }

    // --- the rest ---------------------------------------------------------------------------------------------

    /** Name, kind and default (there are none) of each parameter; null where the arguments decide. */
    private static Object signature(Object on) {
        Routine routine = on instanceof Routine itself ? itself
                : on instanceof Class<?> kind ? Members.of(kind).constructors() : null;
        if (routine == null || routine.candidates.size() != 1) {
            return null;
        }
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : routine.candidates.get(0).executable.getParameters()) {
            int kind = parameter.isVarArgs() ? REST : BY_PLACE;
            parameters.add(new Tuple(Arrays.asList(parameter.getName(), kind, List.of())));
        }
        return parameters;
    }

    private static Object copy(Object on, String how) {
        if (on instanceof Record && how.equals("copy")) {
            return on;
        }
        Routine clone = Members.of(on.getClass()).routine("clone");
        if (clone == null || !how.equals("copy")) {
            throw DriverError.type("a " + Description.simpleName(on.getClass()) + " cannot be copied from outside");
        }
        return clone.call(on, List.of(), new Exchange());
    }
}
