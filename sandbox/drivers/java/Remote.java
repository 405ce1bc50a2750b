package org.kata.driver;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/** An object of the test: a function that may be called, or anything else. */
final class Remote {
    final int number;
    final String label;
    final boolean function;
    final Peer peer;
    private final Map<Type, Object> proxies = new HashMap<>();

    Remote(int number, String label, boolean function, Peer peer) {
        this.number = number;
        this.label = label;
        this.function = function;
        this.peer = peer;
    }

    /** What stands for it where an interface is declared: the same object each time. */
    synchronized Object as(Type type) {
        return proxies.computeIfAbsent(type, wanted -> TestObject.proxy(this, wanted));
    }

    @Override
    public String toString() {
        return label;
    }
}
