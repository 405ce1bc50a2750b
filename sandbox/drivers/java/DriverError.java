package org.kata.driver;

/** What the driver itself has to say to a test: an exception of Python's, with no place in the learner's files. */
final class DriverError extends RuntimeException {
    private static final long serialVersionUID = 1;

    final String kind;

    DriverError(String kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static DriverError type(String message) {
        return new DriverError("TypeError", message);
    }

    static DriverError attribute(String message) {
        return new DriverError("AttributeError", message);
    }

    static DriverError index(String message) {
        return new DriverError("IndexError", message);
    }

    static DriverError key(String message) {
        return new DriverError("KeyError", message);
    }
}
