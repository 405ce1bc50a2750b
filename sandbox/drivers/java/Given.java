package org.kata.driver;

import java.util.List;

/** A container as a test gave it, before it is known what Java type is wanted. */
final class Given {
    /** Python's containers. */
    enum Kind {
        LIST(true),
        TUPLE(false),
        RANGE(false),
        DEQUE(true),
        BYTEARRAY(true),
        SET(true),
        FROZENSET(false),
        DICT(true);

        /** Whether it can change, so that a change here is to be told. */
        final boolean mutable;

        Kind(boolean mutable) {
            this.mutable = mutable;
        }

        boolean isSequence() {
            return this == LIST || this == TUPLE || this == RANGE || this == DEQUE;
        }

        boolean isSet() {
            return this == SET || this == FROZENSET;
        }
    }

    final Kind kind;
    final int number;
    /** What it holds: {@code Json.Longs} or a List; the keys and values of a dict in turn. */
    Object items = List.of();

    Given(Kind kind, int number) {
        this.kind = kind;
        this.number = number;
    }

    int size() {
        return items instanceof Json.Longs longs ? longs.size() : ((List<?>) items).size();
    }

    Object item(int index) {
        return items instanceof Json.Longs longs ? (Object) longs.values()[index] : ((List<?>) items).get(index);
    }

    /** Bytes of a bytearray. */
    byte[] bytes() {
        return (byte[]) ((List<?>) items).get(0);
    }

    /** Whether a value is in it, at any depth. */
    boolean holds(Object part) {
        for (int i = 0; i < size(); i++) {
            Object item = item(i);
            boolean same = item == part || item instanceof Number && item.equals(part);
            if (same || item instanceof Given inner && inner.number > number && inner.holds(part)) {
                return true;
            }
        }
        return false;
    }
}
