package org.kata.driver;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The methods of one name, or the constructors, of a class: which one is called is decided by the arguments. */
final class Routine {
    final Class<?> owner;
    final String name;
    final List<Candidate> candidates;
    private final Object target;

    Routine(Class<?> owner, String name, List<Executable> methods) {
        this(owner, name, methods, null, Map.of());
    }

    /** For one object, of whose type variables something is known. */
    Routine(
            Class<?> owner,
            String name,
            List<? extends Executable> methods,
            Object target,
            Map<TypeVariable<?>, Type> known) {
        this(owner, name, target, methods.stream().map(method -> new Candidate(method, known)).sorted().toList());
    }

    private Routine(Class<?> owner, String name, Object target, List<Candidate> candidates) {
        this.owner = owner;
        this.name = name;
        this.target = target;
        this.candidates = candidates;
    }

    /** The same for one object. */
    Routine of(Object object) {
        return new Routine(owner, name, object, candidates);
    }

    boolean takesNothing() {
        return candidates.stream().anyMatch(candidate -> candidate.parameters.length == 0);
    }

    boolean isStatic() {
        return candidates.stream().anyMatch(Candidate::isStatic);
    }

    /** As it is found again from the module of the main file; in angle brackets what cannot be. */
    String qualifiedName() {
        String inner = target == null ? name : "<bound>." + name;
        boolean main = owner.getEnclosingClass() == null && target == null && isStatic();
        return main ? name : Description.qualifiedName(owner) + "." + inner;
    }

    /** One method or constructor. */
    static final class Candidate implements Comparable<Candidate> {
        final Executable executable;
        final Type[] parameters;
        final Type returned;
        private final Converter[] converters;

        Candidate(Executable executable, Map<TypeVariable<?>, Type> known) {
            this.executable = executable;
            Type[] generic = executable.getGenericParameterTypes();
            Class<?>[] plain = executable.getParameterTypes(); // longer for the constructor of an inner class
            Type[] declared = generic.length == plain.length ? generic : plain;
            parameters = Arrays.stream(declared).map(type -> Types.resolved(type, known)).toArray(Type[]::new);
            returned = executable instanceof Method method
                    ? Types.resolved(method.getGenericReturnType(), known)
                    : executable.getDeclaringClass();
            converters = new Converter[parameters.length];
        }

        boolean isStatic() {
            return executable instanceof Constructor || Modifier.isStatic(executable.getModifiers());
        }

        /** The Java arguments. */
        Object[] arguments(List<Object> given, Conversion conversion) throws Mismatch {
            if (given.size() == parameters.length) {
                try {
                    return fixed(given, conversion);
                } catch (Mismatch mismatch) {
                    if (!executable.isVarArgs()) {
                        throw mismatch;
                    }
                }
            }
            if (!executable.isVarArgs() || given.size() < parameters.length - 1) {
                throw Mismatch.because(given, "");
            }
            return packed(given, conversion);
        }

        private Object[] fixed(List<Object> given, Conversion conversion) throws Mismatch {
            Object[] arguments = new Object[parameters.length];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = converter(i).convert(given.get(i), conversion);
            }
            return arguments;
        }

        /** The last arguments in an array of their own. */
        private Object[] packed(List<Object> given, Conversion conversion) throws Mismatch {
            int last = parameters.length - 1;
            Object[] arguments = new Object[parameters.length];
            for (int i = 0; i < last; i++) {
                arguments[i] = converter(i).convert(given.get(i), conversion);
            }
            Given rest = new Given(Given.Kind.TUPLE, -1);
            rest.items = given.subList(last, given.size());
            arguments[last] = converter(last).convert(rest, conversion);
            return arguments;
        }

        private Converter converter(int index) {
            Converter known = converters[index];
            return known != null ? known : (converters[index] = Converters.of(parameters[index]));
        }

        /** {@code (int[] numbers, int target)}. */
        String shown() {
            Parameter[] named = executable.getParameters();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < parameters.length; i++) {
                boolean rest = named[i].isVarArgs();
                String type = Types.shown(rest ? Types.component(parameters[i]) : parameters[i]);
                parts.add(type + (rest ? "... " : " ") + named[i].getName());
            }
            return "(" + String.join(", ", parts) + ")";
        }

        /** What a mismatch says to somebody who can see the declaration. */
        String told(String name, List<Object> given, Mismatch mismatch) {
            String takes = name + " takes " + shown() + "; ";
            if (mismatch.given instanceof List) { // there are more arguments, or fewer
                return takes + "it was called with " + Shown.all(given);
            }
            String where = given.stream().anyMatch(one -> one == mismatch.given) ? "" : inside(given, mismatch.given);
            return takes + Shown.of(mismatch.given) + where + " " + mismatch.getMessage();
        }

        private String inside(List<Object> given, Object part) {
            Parameter[] named = executable.getParameters();
            for (int i = 0; i < given.size() && i < named.length; i++) {
                if (given.get(i) instanceof Given container && container.holds(part)) {
                    return " in " + named[i].getName();
                }
            }
            return "";
        }

        @Override
        public int compareTo(Candidate other) {
            return executable.toString().compareTo(other.executable.toString());
        }
    }

    // --- calling ----------------------------------------------------------------------------------------------

    /**
     * Call it.
     *
     * @param on the object, or null for a static method; a method of instances then takes it as its first argument
     */
    Object call(Object on, List<Object> given, Exchange exchange) {
        Object object = target != null ? target : on;
        Choice choice = new Choice(this, object, given);
        exchange.begin(choice.conversion());
        Object value = invoke(choice.candidate(), choice.object(), choice.arguments());
        if (value != null) {
            Functions.declare(value, choice.candidate().returned);
        }
        return value;
    }

    private Object invoke(Candidate candidate, Object object, Object[] arguments) {
        try {
            return candidate.executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) candidate.executable).invoke(object, arguments);
        } catch (InvocationTargetException error) {
            throw Sneaky.thrown(error.getCause());
        } catch (InstantiationException error) {
            throw DriverError.type(Description.simpleName(owner) + " is abstract: it has no objects of its own");
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }
}
