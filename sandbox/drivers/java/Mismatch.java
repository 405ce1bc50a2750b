package org.kata.driver;

import java.lang.reflect.Type;

/** A value that cannot be what a declared type wants. */
final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    final transient Object given;

    private Mismatch(Object given, String reason) {
        super(reason, null, false, false);
        this.given = given;
    }

    static Mismatch no(Object given, Type wanted) {
        return new Mismatch(given, "is no " + Types.shown(wanted));
    }

    static Mismatch because(Object given, String reason) {
        return new Mismatch(given, reason);
    }

    static Mismatch tooLarge(Object given, Class<?> wanted, long least, long most) {
        return new Mismatch(given, "is too large for " + (wanted == int.class ? "an " : "a ") + wanted.getSimpleName()
                + ", which goes from " + least + " to " + most);
    }
}
