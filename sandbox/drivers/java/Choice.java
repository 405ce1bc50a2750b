package org.kata.driver;

import java.util.List;
import java.util.stream.Collectors;

/** Which of several methods a call means, and what it is called with. */
final class Choice {
    private static final int PACKED = 1000;

    private final Routine routine;
    private final Object object;
    private final List<Object> given;
    private Routine.Candidate candidate;
    private Object[] arguments;
    private Object receiver;
    private Conversion conversion;

    /** Raises a TypeError where none fits. */
    Choice(Routine routine, Object object, List<Object> given) {
        this.routine = routine;
        this.object = object;
        this.given = given;
        Mismatch mismatch = null;
        int best = Integer.MAX_VALUE;
        for (Routine.Candidate one : routine.candidates) {
            boolean unbound = object == null && !one.isStatic();
            if (unbound && (given.isEmpty() || !routine.owner.isInstance(given.get(0)))) {
                continue;
            }
            List<Object> rest = unbound ? given.subList(1, given.size()) : given;
            try {
                Conversion trial = new Conversion();
                Object[] made = one.arguments(rest, trial);
                int cost = routine.candidates.size() == 1 ? 0 : cost(one, rest);
                if (cost < best || cost == best && isNarrower(one, candidate)) {
                    best = cost;
                    candidate = one;
                    arguments = made;
                    conversion = trial;
                    receiver = unbound ? given.get(0) : object;
                }
            } catch (Mismatch error) {
                mismatch = error;
            }
        }
        if (candidate == null) {
            throw DriverError.type(refusal(mismatch));
        }
    }

    Routine.Candidate candidate() {
        return candidate;
    }

    Object object() {
        return receiver;
    }

    Object[] arguments() {
        return arguments;
    }

    Conversion conversion() {
        return conversion;
    }

    private static int cost(Routine.Candidate candidate, List<Object> given) {
        int last = candidate.parameters.length - 1;
        int cost = 0;
        for (int i = 0; i < given.size() && i <= last; i++) {
            cost += Rank.of(given.get(i), Types.raw(candidate.parameters[i]));
        }
        if (!candidate.executable.isVarArgs()) {
            return cost;
        }
        boolean asGiven = given.size() == last + 1
                && Rank.of(given.get(last), Types.raw(candidate.parameters[last])) < Rank.ODD;
        return asGiven ? cost : cost + PACKED;
    }

    /** Whether every parameter of one method could be given to the other, as the compiler prefers it. */
    private static boolean isNarrower(Routine.Candidate one, Routine.Candidate other) {
        if (one.parameters.length != other.parameters.length) {
            return false;
        }
        for (int i = 0; i < one.parameters.length; i++) {
            if (!Types.raw(other.parameters[i]).isAssignableFrom(Types.raw(one.parameters[i]))) {
                return false;
            }
        }
        return true;
    }

    private String refusal(Mismatch mismatch) {
        String name = routine.name;
        String owner = Description.simpleName(routine.owner);
        if (routine.candidates.isEmpty()) {
            return routine.owner.isEnum() || routine.owner.isInterface()
                    ? owner + " has no objects that could be made"
                    : "every constructor of " + owner + " is private";
        }
        if (mismatch == null) {
            return name + " of " + owner + " is not static; it needs a " + owner;
        }
        if (routine.candidates.size() == 1) {
            return routine.candidates.get(0).told(name, given, mismatch);
        }
        String there = routine.candidates.stream().map(Routine.Candidate::shown).collect(Collectors.joining(" and "));
        return "no " + name + " takes " + Shown.all(given) + "; there are " + there;
    }
}
