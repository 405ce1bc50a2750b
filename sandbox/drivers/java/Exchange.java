package org.kata.driver;

import java.util.List;

/** What one request of the test's leaves to be told with its answer: the containers that may have been changed. */
final class Exchange {
    private Conversion conversion;

    /** The arguments are made, and the learner's code has them next. */
    void begin(Conversion made) {
        conversion = made;
        made.begin();
    }

    void tell(Encoder encoder) {
        if (conversion != null) {
            conversion.tell(encoder);
        }
    }

    List<Object> changes(Encoder encoder) {
        return conversion == null ? List.of() : conversion.changes(encoder);
    }
}
