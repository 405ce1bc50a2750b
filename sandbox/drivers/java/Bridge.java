package org.kata.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.kata.driver.Output.Tag;

/** How what has no value of its own crosses: by a number, and what it becomes on this side. */
final class Bridge {
    final Handles handles = new Handles();
    private final Learner learner;
    private final Raised raised;
    private Peer peer;

    Bridge(Learner learner) {
        this.learner = learner;
        this.raised = new Raised(this, learner);
    }

    void connect(Peer peer) {
        this.peer = peer;
    }

    // --- writing ----------------------------------------------------------------------------------------------

    Object write(Encoder encoder, Object value, int depth) {
        Remote remote = value instanceof Remote itself ? itself : TestObject.behind(value);
        if (remote != null) {
            return new Tag("yours", remote.number);
        }
        if (value instanceof Throwable error) {
            return raised.write(encoder, error, depth, 0);
        }
        if (value instanceof Class<?> kind) {
            return classNode(kind);
        }
        if (value instanceof Enum<?> member) {
            Class<?> kind = member.getDeclaringClass();
            return new Tag("member", List.of(classNode(kind), member.name(), member.name()));
        }
        if (value instanceof Solution module) {
            return new Tag("module", List.of(handles.export(module), module.name()));
        }
        if (value instanceof Routine routine) {
            return new Tag("function", List.of(handles.export(routine), learner.name(), routine.qualifiedName()));
        }
        Class<?> kind = value.getClass();
        List<Object> named = named(kind);
        return new Tag("object", List.of(handles.export(value), named.get(0), named.get(1), named.get(2)));
    }

    private Object classNode(Class<?> kind) {
        return new Tag("class", named(kind));
    }

    private List<Object> named(Class<?> kind) {
        String module = Learner.owns(kind) ? learner.name() : kind.getPackageName();
        return List.of(handles.export(kind), module, Description.qualifiedName(kind));
    }

    // --- reading ----------------------------------------------------------------------------------------------

    Object read(Decoder decoder, String tag, Object content) {
        if (tag.equals("yours")) {
            return handles.exported(((Long) content).intValue());
        }
        List<Object> parts = Decoder.list(content);
        switch (tag) {
            case "object":
                return remote(parts.get(0), "a " + parts.get(3), false);
            case "function":
            case "class":
                return remote(parts.get(0), (String) parts.get(2), true);
            case "value":
                return decoder.visit(parts.get(4)); // of a class over an immutable builtin: what that holds
            case "member":
                return member(decoder, parts);
            case "bound":
                Object owner = handles.exported(((Long) parts.get(0)).intValue());
                return Members.of(owner.getClass()).routine((String) parts.get(1)).of(owner);
            case "exception":
                return raised.read(decoder, parts);
            case "global":
                return new Decoder.Foreign("Python's own " + parts.get(1) + " (wrap it in a function)");
            default:
                throw new Json.Malformed("nothing is known by the tag " + tag);
        }
    }

    private Remote remote(Object number, String label, boolean function) {
        return handles.remote(((Long) number).intValue(), label, function, peer);
    }

    /** A member of an enumeration of the learner's; of one of the test's, its value. */
    private static Object member(Decoder decoder, List<Object> parts) {
        Object owner = parts.get(0) instanceof Map ? decoder.visit(parts.get(0)) : null;
        Object value = decoder.visit(parts.get(2));
        if (owner instanceof Class<?> kind && kind.isEnum()) {
            return Arrays.stream(kind.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(parts.get(1)))
                    .findFirst()
                    .orElseThrow(() -> new Json.Malformed("no such member of an enumeration"));
        }
        return value;
    }
}
