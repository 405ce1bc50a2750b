package org.kata.driver;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Numbers for objects: those of this side that the test holds, and those of the test held here.
 *
 * <p>The same object of the test is always the same {@link Remote} for as long as that lives; when it dies, its
 * number is let go with the next message.
 */
final class Handles {
    private static final int MANY = 50_000;

    private final Map<Integer, Object> exported = new HashMap<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, Held> held = new HashMap<>();
    private final ReferenceQueue<Remote> dead = new ReferenceQueue<>();
    private int last;

    private static final class Held extends WeakReference<Remote> {
        final int number;

        Held(Remote remote, ReferenceQueue<Remote> dead) {
            super(remote, dead);
            number = remote.number;
        }
    }

    /** The number of an object of this side. */
    synchronized int export(Object value) {
        Integer number = numbers.get(value);
        if (number == null) {
            number = ++last;
            numbers.put(value, number);
            exported.put(number, value);
        }
        return number;
    }

    /** The object of this side that has this number. */
    synchronized Object exported(int number) {
        Object value = exported.get(number);
        if (value == null) {
            throw new Json.Malformed("an object that was never given");
        }
        return value;
    }

    /** The test let go of these. */
    synchronized void release(Json.Longs released) {
        for (int i = 0; i < released.size(); i++) {
            numbers.remove(exported.remove((int) released.values()[i]));
        }
    }

    /** What stands here for an object of the test. */
    synchronized Remote remote(int number, String label, boolean function, Peer peer) {
        Held reference = held.get(number);
        Remote remote = reference == null ? null : reference.get();
        if (remote == null) {
            remote = new Remote(number, label, function, peer);
            held.put(number, new Held(remote, dead));
            if (held.size() % MANY == 0) {
                System.gc(); // the test may hold so many objects for us only
            }
        }
        return remote;
    }

    /** The objects of the test that nothing here holds any longer, once. */
    synchronized List<Object> released() {
        LinkedHashSet<Object> gone = new LinkedHashSet<>();
        for (Held one = (Held) dead.poll(); one != null; one = (Held) dead.poll()) {
            if (held.remove(one.number, one)) {
                gone.add(one.number);
            }
        }
        return new ArrayList<>(gone);
    }
}
